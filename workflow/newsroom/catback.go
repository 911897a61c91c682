package newsroom

import (
	"bayan/releases"
	"bayan/releases/exchange"
	"bayan/releases/exchange/omegat"
	"bayan/releases/exchange/po"
	"bayan/releases/exchange/units"
	"bayan/releases/exchange/word"
	"bayan/releases/exchange/xliff"
	"bayan/releases/intake"
	"bayan/workflow"
)

// readUnits reads what a translation system wrote.
func readUnits(name string, b []byte) (units.Header, []units.Back, []releases.Told, error) {
	switch cameAs(name, b) {
	case "po":
		return po.Read(name, b)
	case "omegat":
		return omegat.Read(name, b)
	}
	h, back, err := xliff.Read(name, b)
	return h, back, nil, err
}

// cameAs is the format of a translation system's file, as --format says it. The
// file of a project that was made for OmegaT is of the data type that OmegaT
// keeps, where our other XLIFF files name their own.
func cameAs(name string, b []byte) string {
	if units.FormatOf(name, b) == units.PO {
		return "po"
	}
	switch version, datatype := xliff.Dialect(name, b); {
	case version == 2:
		return "xliff2"
	case datatype == "plaintext":
		return "omegat"
	}
	return "xliff"
}

// belongs holds what a file of a format says of itself against the job that it
// left from.
func (t *turn) belongs(name, format string, h units.Header, job exchange.Job) error {
	switch {
	case h.Key != "" && h.Key != job.Key:
		return t.ofAnother(name, h)
	case h.Language != "" && h.Language != job.Target:
		return fault(ExitConflict, "units-other-language", map[string]any{"path": name, "language": h.Language, "asked": job.Target})
	case h.BaseVersion == 0: // a program dropped what was said of it; the sources are compared all the same
	case h.Key != "" && (h.BaseVersion != job.BaseVersion || h.TargetVersion != job.TargetVersion):
		code := "units-outdated"
		if job.Parcel != "" {
			code = "parcel-outdated"
		}
		return fault(ExitConflict, code, map[string]any{"path": name, "id": t.file.rel.ID,
			"language": job.Target, "base": job.Base, "found": h.BaseVersion, "version": job.BaseVersion, "format": format})
	}
	return nil
}

// ofAnother says whose the file is that is not of this release: of another here,
// or of none.
func (t *turn) ofAnother(name string, h units.Header) error {
	d, err := t.loadDossier(t.ctx, workflow.StreamID(h.Key), 0)
	switch {
	case err != nil:
		return err
	case d.rel.Head == 0:
		return fault(ExitConflict, "units-foreign", map[string]any{"path": name, "key": h.Key})
	}
	return fault(ExitConflict, "units-of-another", map[string]any{"path": name, "id": t.file.rel.ID, "other": d.rel.ID, "language": h.Language})
}

// wordFile is a translator's Word file, nil where the file is another.
func wordFile(name string, b []byte) (*word.File, error) {
	if intake.Sniff(name, b) != intake.WordProcessor {
		return nil, nil
	}
	f, err := word.Read(name, b)
	if err != nil || !f.Ours() {
		return nil, err
	}
	return &f, nil
}

// wordIncoming puts a translator's Word file against the job that it left from.
func (t *turn) wordIncoming(name string, f *word.File, job exchange.Job) (incoming, error) {
	if err := t.belongs(name, "docx", f.Header, job); err != nil {
		return incoming{}, err
	}
	text, groups, remarks, told, err := f.Place(job)
	if err != nil {
		return incoming{}, err
	}
	t.tellNotes(intake.Draft{Kept: f.Kept, Dropped: f.Dropped})
	t.tellParsed(name, told)
	in, err := home(name, job, text, groups)
	in.remarks = remarksOf(job, remarks)
	return in, err
}

// remarksOf are remarks as they are kept with a version: each with the name of the
// block that it is about, and who made it where the file says so.
func remarksOf(job exchange.Job, remarks []exchange.Remark) []remark {
	names := job.BaseText.Names()
	var out []remark
	for _, r := range remarks {
		out = append(out, remark{block: names[r.Base], author: r.Author, text: r.Text})
	}
	return out
}

// unitsIncoming reads a translation system's file against the job that it left
// from, and makes it a text that comes in.
func (t *turn) unitsIncoming(name string, b []byte, job exchange.Job) (incoming, error) {
	h, back, told, err := readUnits(name, b)
	if err != nil {
		return incoming{}, err
	}
	format := cameAs(name, b)
	if err := t.belongs(name, format, h, job); err != nil {
		return incoming{}, err
	}
	set, err := units.Sent(job, back)
	if err != nil {
		return incoming{}, err
	}
	if format == "omegat" {
		back = omegat.Whole(set, back) // only what needed work was sent
	}
	text, groups, more, err := set.Rebuild(name, back)
	if err != nil {
		return incoming{}, err
	}
	t.tellParsed(name, append(told, more...))
	in, err := home(name, job, text, groups)
	in.remarks = remarksOf(job, set.Remarks(back))
	return in, err
}

// home makes a text that comes in of what came home; one without its headline is
// none yet.
func home(name string, job exchange.Job, text releases.Text, groups []releases.Group) (incoming, error) {
	if len(text.Blocks) == 0 || text.Blocks[0].Kind != releases.Headline {
		return incoming{}, fault(ExitFailed, "home-without-headline", map[string]any{"path": name})
	}
	canonical := text.Canonical()
	if _, _, err := releases.Parse(name, canonical); err != nil {
		return incoming{}, err
	}
	return incoming{language: workflow.Language(job.Target), name: name, typed: canonical, text: &text, groups: groups}, nil
}
