package newsroom

import (
	"bytes"
	"context"
	"io"
	"maps"
	"path"
	"slices"
	"strings"

	"bayan/releases"
	"bayan/releases/exchange"
	"bayan/releases/exchange/omegat"
	"bayan/releases/exchange/po"
	"bayan/releases/exchange/units"
	"bayan/releases/exchange/word"
	"bayan/releases/exchange/xliff"
	"bayan/releases/glossary"
	"bayan/releases/memory"
	"bayan/workflow"
)

// Translators work in systems of their own: a text leaves as units and comes
// home as units, into the version and blocks that it left from.

// Memory knows what was translated before.
type Memory interface {
	// SearchAll calls f with the matches of each query in order, the best first.
	SearchAll(ctx context.Context, all []memory.Query, f func(i int, matches []memory.Match) error) error
	// Keep makes units all that is known of a release in a language.
	Keep(ctx context.Context, release string, to releases.Language, all []memory.Unit) error
}

// exchangeFormat is a kind of file for translation systems.
type exchangeFormat struct {
	name   string // as --format says it
	ends   string // of the file beside LANG.md
	write  func(io.Writer, exchange.Job) error
	folder func(exchange.Job) (map[string][]byte, error) // of one that is checked out as several files
}

var exchangeFormats = []exchangeFormat{
	{"xliff", ".xlf", xliff.Write, nil},
	{"xliff2", ".xlf", xliff.Write2, nil},
	{"po", ".po", po.Write, nil},
	{"omegat", ".omegat", omegat.Write, omegat.Files},
	{"docx", ".docx", word.Write, nil},
}

// ExchangeFormats are the names of the formats that a text can be checked out in.
func ExchangeFormats() []string {
	names := []string{"md"}
	for _, f := range exchangeFormats {
		names = append(names, f.name)
	}
	return names
}

func exchangeFormatNamed(name string) (exchangeFormat, error) {
	for _, f := range exchangeFormats {
		if f.name == name {
			return f, nil
		}
	}
	return exchangeFormat{}, fault(ExitUsage, "exchange-format-unknown", map[string]any{"word": name, "known": ExchangeFormats()})
}

// writeUnitsAfter puts the translator's file beside the working file once the
// turn is durable, and says how much of the work is new.
func (t *turn) writeUnitsAfter(l workflow.Language, format string) error {
	f, err := exchangeFormatNamed(format)
	if err != nil {
		return err
	}
	if t.Files == nil {
		return fault(ExitUsage, "no-files", nil)
	}
	job, err := t.offeredJob(l, "")
	if err != nil {
		return err
	}
	files := map[string][]byte{}
	if f.folder != nil {
		made, err := f.folder(job)
		if err != nil {
			return err
		}
		for name, b := range made {
			files[path.Join(string(l)+f.ends, name)] = b
		}
	} else {
		var b bytes.Buffer
		if err := f.write(&b, job); err != nil {
			return err
		}
		files[string(l)+f.ends] = b.Bytes()
	}
	known := t.known(l)
	for _, name := range slices.Sorted(maps.Keys(files)) {
		t.after = append(t.after, func() error {
			path, err := t.Files.PutBeside(known, name, files[name])
			if err == nil && (f.folder == nil || strings.HasSuffix(name, "omegat.project")) {
				t.out.Paths = append(t.out.Paths, path)
			}
			return err
		})
	}
	return nil
}

// offeredJob is what leaves to a translation system: the job with what memory
// and glossary know of it.
func (t *turn) offeredJob(l workflow.Language, parcel string) (exchange.Job, error) {
	job, err := t.file.exchangeJob(t.desk, l, t.file.rel.Texts[l].Claim, parcel)
	if err != nil || job.Base == job.Target {
		return job, err
	}
	a, unread, err := t.file.offer(&job)
	if err != nil {
		return job, err
	}
	if unread != nil {
		// Work goes on without what was done before.
		t.tell("memory-not-read", map[string]any{"err": unread.Error()})
	}
	t.out.Analysis = &a
	return job, nil
}

// offer puts into a job what memory and glossary know of it, and counts what is
// to be translated. unread tells why the memory had nothing to say.
func (d *dossier) offer(job *exchange.Job) (a memory.Analysis, unread, err error) {
	set, err := units.Of(*job)
	if err != nil {
		return a, nil, err
	}
	terms, err := d.glossary()
	if err != nil {
		return a, nil, err
	}
	job.Memory, job.Terms = map[string][]exchange.Match{}, map[string][]exchange.Term{}
	var asked []memory.Query
	var counted []memory.Counted
	for _, u := range set.Units {
		if u.State == units.Translated {
			continue
		}
		text := memory.Plain(u.Source.Plain())
		asked = append(asked, memory.Query{
			Text: text, From: job.Base, To: job.Target, Before: u.Before, After: u.After, Limit: 3, Least: memory.LeastCounted,
		})
		counted = append(counted, memory.Counted{Text: text})
		job.Terms[text.Words] = exchangeTerms(terms, text.Words, job.Base, job.Target)
	}
	if d.room.Memory != nil {
		unread = d.room.Memory.SearchAll(d.ctx, asked, func(i int, matches []memory.Match) error {
			if len(matches) > 0 {
				counted[i].Score = matches[0].Score
			}
			source := asked[i].Text.Words
			if _, again := job.Memory[source]; !again { // a sentence that comes again has the same
				job.Memory[source] = offered(matches)
			}
			return nil
		})
	}
	return memory.Analyse(counted), unread, nil
}

// Counted is how much of a text is to be translated.
type Counted struct {
	Release  string
	Language workflow.Language
	Base     workflow.Base // what it is counted in
	Analysis memory.Analysis
}

// Count says how much of a text is new work, for whoever is to be asked for it:
// what is claimed against the version that it is translated from, all else
// against the latest of the source. Nothing is taken or recorded.
func (r *Room) Count(ctx context.Context, release string, l workflow.Language) (Counted, error) {
	desk, err := r.loadDesk(ctx, 0)
	if err != nil {
		return Counted{}, err
	}
	d, err := r.openDossier(ctx, release)
	if err != nil {
		return Counted{}, err
	}
	source := d.rel.Current(d.rel.Source)
	switch {
	case d.rel.Texts[l] == nil:
		return Counted{}, d.nothingIn(l)
	case l == d.rel.Source:
		return Counted{}, fault(ExitUsage, "source-not-counted", map[string]any{"id": d.rel.ID, "language": l})
	case source == nil:
		return Counted{}, d.nothingIn(d.rel.Source)
	}
	claim := d.rel.Texts[l].Claim
	if claim == nil || claim.Base == nil {
		claim = &workflow.Claim{Base: &workflow.Base{Language: d.rel.Source, Version: source.N}}
	}
	job, err := d.exchangeJob(desk, l, claim, "")
	if err != nil {
		return Counted{}, err
	}
	a, unread, err := d.offer(&job)
	if err == nil {
		err = unread
	}
	return Counted{d.rel.ID, l, *claim.Base, a}, err
}

// leastOffered is the lowest score of a match that helps more than it hinders.
const leastOffered = 60

func offered(matches []memory.Match) []exchange.Match {
	var out []exchange.Match
	for _, m := range matches {
		if m.Score >= leastOffered {
			out = append(out, exchange.Match{Score: m.Score, Source: m.Source.Words, Target: m.Target.Words, Origin: m.Origin.String()})
		}
	}
	return out
}

func exchangeTerms(g *glossary.Glossary, text string, from, to releases.Language) []exchange.Term {
	var out []exchange.Term
	for _, hit := range g.Find(text, from) {
		for _, term := range hit.Entry.Of(to) {
			out = append(out, exchange.Term{
				Source: hit.Term.Text, Target: term.Text, Note: hit.Entry.Note, Status: exchange.TermStatus(term.Status),
			})
		}
	}
	return out
}
