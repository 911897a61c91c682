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
	job, err := t.file.exchangeJob(t.desk, l, parcel)
	if err != nil || job.Base == job.Target {
		return job, err
	}
	set, err := units.Of(job)
	if err != nil {
		return job, err
	}
	terms, err := t.file.glossary()
	if err != nil {
		return job, err
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
			Text: text, From: job.Base, To: job.Target, Before: u.Before, After: u.After, Limit: 3, Least: leastCounted,
		})
		counted = append(counted, memory.Counted{Text: text})
		job.Terms[text.Words] = exchangeTerms(terms, text.Words, job.Base, job.Target)
	}
	if t.Memory != nil {
		err := t.Memory.SearchAll(t.ctx, asked, func(i int, matches []memory.Match) error {
			if len(matches) > 0 {
				counted[i].Score = matches[0].Score
			}
			source := asked[i].Text.Words
			if _, again := job.Memory[source]; !again { // a sentence that comes again has the same
				job.Memory[source] = offered(matches)
			}
			return nil
		})
		if err != nil {
			// Work goes on without what was done before.
			t.tell("memory-not-read", map[string]any{"err": err.Error()})
		}
	}
	a := memory.Analyse(counted)
	t.out.Analysis = &a
	return job, nil
}

// The lowest scores of a match that is counted, and of one that helps more than
// it hinders.
const (
	leastCounted = 50
	leastOffered = 60
)

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
