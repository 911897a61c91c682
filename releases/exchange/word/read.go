package word

import (
	"bytes"
	"slices"
	"strings"
	"unicode"

	"bayan/pattern"
	"bayan/releases"
	"bayan/releases/exchange"
	"bayan/releases/exchange/parcel"
	"bayan/releases/exchange/units"
	"bayan/releases/intake"
)

// Faults are the codes of the errors of Read and Place besides those of
// intake.ReadSheet, with the arguments of each. row counts the rows of the
// table below its heading, from 1.
var Faults = map[string][]string{
	"word-no-table":     {"base", "target"}, // no row names the two languages
	"word-row-cells":    {"row"},            // lacks the place of the source or of the translation
	"word-row-unknown":  {"row", "text"},    // neither its mark nor its source's words say what it is
	"word-row-twice":    {"row", "block"},   // a block has two rows, each with a translation
	"word-field-joined": {"row", "block"},   // a field is one line of its own
}

// File is a file that came home.
type File struct {
	units.Header
	Kept, Dropped []intake.Note // what the word processor had around the words

	name   string
	places []place
}

// place is a row, or several that somebody made one.
type place struct {
	row            int
	marks          []string
	source, target []intake.SheetBlock
	comments       []intake.SheetComment
}

// Read reads what came home. A file without the key of a release is ours where a
// table in it has our heading and a mark of ours below, as one has that somebody
// copied into another document; else it is not, and nothing is known of it.
func Read(name string, b []byte) (File, error) {
	s, err := intake.ReadSheet(name, b)
	if err != nil {
		return File{}, err
	}
	f := File{name: name, Kept: s.Kept, Dropped: s.Dropped}
	if f.Header = headerOf(s); f.Key == "" {
		f.Header = headed(s)
	}
	if !f.Ours() {
		return f, nil
	}
	return f, f.read(s)
}

// Ours tells a file that left from a release, which its Key names if it can.
func (f File) Ours() bool { return f.Language != "" }

// headed is what a table says of itself, where a row below its heading has a mark
// of ours in its first cell.
func headed(s intake.Sheet) units.Header {
	var h units.Header
	for _, row := range s.Rows {
		var named []releases.Language
		for i := range row.Cells {
			if m := columnName().FindStringSubmatch(typed(row.Cells[i].Words())); m != nil {
				named = append(named, releases.Language(m[1]))
			}
		}
		if len(named) == 2 {
			h = units.Header{Base: named[0], Language: named[1]}
			continue
		}
		if h.Language == "" || len(row.Cells) == 0 {
			continue
		}
		for _, b := range row.Cells[0].Blocks {
			if _, _, ok := parcel.ReadLabel(h.Language, b.Plain()); ok {
				return h
			}
		}
	}
	return units.Header{}
}

var columnName = pattern.Lazy(`\(([a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)\)$`)

// headerOf is what the file keeps of whose it is, or what its last line says.
func headerOf(s intake.Sheet) units.Header {
	for _, line := range append([]string{s.Properties[property]}, s.Lines...) {
		if h, ok := units.ParseHeader(line); ok && h.Key != "" && h.Base != "" && h.Language != "" {
			return h
		}
	}
	return units.Header{}
}

// columns are where a table has what, counted in its grid; mark is -1 where
// somebody took the marks out.
type columns struct{ mark, source, target int }

// heading reads the row that names the languages.
func (f *File) heading(row intake.SheetRow) (columns, bool) {
	at := columns{-1, -1, -1}
	for i := range row.Cells {
		c := &row.Cells[i]
		switch words := plain(c.Words()); {
		case at.source < 0 && strings.HasSuffix(words, "("+strings.ToLower(string(f.Base))+")"):
			if at.source = c.From; i > 0 {
				at.mark = row.Cells[i-1].From
			}
		case at.source >= 0 && at.target < 0 && strings.HasSuffix(words, "("+strings.ToLower(string(f.Language))+")"):
			at.target = c.From
		}
	}
	return at, at.target >= 0
}

// plain is a line without what no keyboard types, in small letters.
func plain(s string) string { return strings.ToLower(typed(s)) }

func typed(s string) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Cf, r) {
			return -1
		}
		return r
	}, s))
}

// read makes places of the rows. A cell that goes on from the row above makes
// the two one place.
func (f *File) read(s intake.Sheet) error {
	var at columns
	n, begun := 0, false
	for _, row := range s.Rows {
		if found, ok := f.heading(row); ok {
			at, begun = found, true
			continue
		}
		if !begun {
			continue
		}
		n++
		source, target := row.At(at.source), row.At(at.target)
		if source == nil || target == nil || source == target {
			return f.fault("word-row-cells", map[string]any{"row": n})
		}
		mark := &intake.SheetCell{}
		if at.mark >= 0 {
			if c := row.At(at.mark); c != nil && c != source {
				mark = c
			}
		}
		if len(f.places) == 0 || !target.Continues && !mark.Continues {
			f.places = append(f.places, place{row: n})
		}
		p := &f.places[len(f.places)-1]
		for _, b := range mark.Blocks {
			p.marks = append(p.marks, b.Plain())
		}
		p.source = append(p.source, source.Blocks...)
		p.target = append(p.target, target.Blocks...)
		for _, c := range row.Cells {
			p.comments = append(p.comments, c.Comments...)
		}
	}
	if !begun {
		return f.fault("word-no-table", map[string]any{"base": f.Base, "target": f.Language})
	}
	return nil
}

func (f *File) fault(code string, args map[string]any) error {
	return releases.ParseErrors{{Code: code, File: f.name, Args: args}}
}

// Place puts what came home against the job that was sent, by the rules of
// parcel.Place: a row goes to the blocks whose marks it has, and one whose mark
// was lost to the block whose source it has. A file that has a row of which
// neither can be said is refused with that row.
func (f File) Place(j exchange.Job) (releases.Text, []releases.Group, []exchange.Remark, []releases.Told, error) {
	p := placing{File: f, job: j, base: map[releases.BlockID]bool{}, sources: map[string][]releases.BlockID{}, taken: map[releases.BlockID]bool{}}
	for _, r := range j.BaseText.Revisions() {
		p.base[r.ID] = true
	}
	if err := p.remember(); err != nil {
		return releases.Text{}, nil, nil, nil, err
	}
	for _, g := range parcel.SendOrder(j) {
		if words := parcel.Fold(p.sourceOf(g.Source)); words != "" {
			if _, twice := p.sources[words]; twice {
				g.Source = nil
			}
			p.sources[words] = g.Source
		}
	}
	for _, one := range f.places {
		if err := p.place(one); err != nil {
			return releases.Text{}, nil, nil, nil, err
		}
	}
	p.back.Trust = exchange.Intact
	text, groups, told, err := parcel.Place(p.back, j)
	return text, groups, p.remarks, append(p.told, told...), err
}

// placing is a file on its way into the text.
type placing struct {
	File
	job     exchange.Job
	base    map[releases.BlockID]bool
	sources map[string][]releases.BlockID // of each group that was sent, by its folded words; none where two have the same
	taken   map[releases.BlockID]bool     // have a row with a translation
	sent    map[sentBlock][]releases.Inline
	titles  map[string]string // of the links of the translation that was sent, by where they lead
	back    exchange.Return
	remarks []exchange.Remark
	told    []releases.Told
}

// sentBlock is a block of a row as it reads in a file that nobody opened.
type sentBlock struct {
	row    releases.BlockID // the group's first block
	digest releases.Digest
}

// remember keeps what each block that was sent looks like when it comes home
// untouched. A word processor knows no marks within marks, so what it shows may
// stand for more than one text; what came as it left is the one that was sent.
func (p *placing) remember() error {
	j := p.job
	j.Labels, j.BaseLabels, j.Memory, j.Terms, j.Notes = nil, nil, nil, nil, nil
	var b bytes.Buffer
	if err := Write(&b, j); err != nil {
		return err
	}
	unopened, err := Read(p.name, b.Bytes())
	if err != nil {
		return err
	}
	p.sent, p.titles = map[sentBlock][]releases.Inline{}, map[string]string{}
	keep := func(row releases.BlockID, text *releases.Text, ids []releases.BlockID, blocks []intake.SheetBlock) {
		if text == nil || len(ids) != len(blocks) {
			return
		}
		for i, id := range ids {
			was, _ := text.Block(id)
			p.sent[sentBlock{row, untitled(blocks[i])}] = was.Inline
			if text == j.TargetText {
				eachLink(was.Inline, func(link *releases.Inline) { p.titles[link.Dest] = link.Title })
			}
		}
	}
	groups := parcel.SendOrder(j)
	if len(groups) != len(unopened.places) {
		return nil
	}
	for i, g := range groups {
		row := slices.Concat(g.Source, g.Target)[0]
		keep(row, &j.BaseText, g.Source, unopened.places[i].source)
		keep(row, j.TargetText, g.Target, unopened.places[i].target)
	}
	return nil
}

// asSent is the content of a block that came home under a row: what was sent,
// if it came as it left.
func (p *placing) asSent(b intake.SheetBlock, row releases.BlockID) []releases.Inline {
	if was, same := p.sent[sentBlock{row, untitled(b)}]; same {
		return was
	}
	return p.entitled(b.Inline)
}

// untitled is the digest of a block whose links have lost their titles, as some
// word processors lose them.
func untitled(b intake.SheetBlock) releases.Digest {
	b.Inline = eachLink(b.Inline, func(link *releases.Inline) { link.Title = "" })
	return b.Digest()
}

// entitled gives links the titles back that they had in the translation that was
// sent.
func (p *placing) entitled(content []releases.Inline) []releases.Inline {
	return eachLink(content, func(link *releases.Inline) {
		if link.Title == "" {
			link.Title = p.titles[link.Dest]
		}
	})
}

// eachLink is content whose links were changed.
func eachLink(content []releases.Inline, change func(*releases.Inline)) []releases.Inline {
	out := slices.Clone(content)
	for i := range out {
		if out[i].Kind == releases.Link {
			change(&out[i])
		}
		out[i].Children = eachLink(out[i].Children, change)
	}
	return out
}

// sourceOf are the words of blocks of the base.
func (p *placing) sourceOf(ids []releases.BlockID) string {
	var b strings.Builder
	for _, id := range ids {
		block, _ := p.job.BaseText.Block(id)
		b.WriteString(block.Plain() + "\n")
	}
	return b.String()
}

func wordsOf(blocks []intake.SheetBlock) string {
	var b strings.Builder
	for _, one := range blocks {
		b.WriteString(one.Plain() + "\n")
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// place makes pieces of a place.
func (p *placing) place(one place) error {
	source, target := wordsOf(one.source), wordsOf(one.target)
	var ids, own []releases.BlockID // own: of blocks that the translation alone has
	for _, m := range one.marks {
		switch id, isOwn, ok := parcel.ReadLabel(p.job.Target, m); {
		case !ok:
		case isOwn:
			own = append(own, id)
		case (p.base[id] || isField(id)) && !slices.Contains(ids, id):
			ids = append(ids, id)
		}
	}
	if p.unsure() && parcel.Fold(source) != parcel.Fold(p.sourceOf(ids)) {
		ids, own = nil, nil // the mark may be another text's
	}
	if len(ids)+len(own) == 0 && source != "" {
		if ids = p.sources[parcel.Fold(source)]; len(ids) > 0 {
			p.tell("found-by-source", one.row, map[string]any{"block": p.job.BaseText.Names()[ids[0]]})
		}
	}
	switch {
	case len(ids)+len(own) > 0:
	case source == "" && target == "":
		return nil // somebody's empty row
	case source == "" && len(p.back.Blocks) > 0: // a row that somebody put in
	default:
		return p.fault("word-row-unknown", map[string]any{"row": one.row, "text": cut(source + "\n" + target)})
	}
	p.remark(one, ids)
	if target != "" {
		if err := p.claim(one, ids, own); err != nil {
			return err
		}
	}
	if len(ids) == 1 && isField(ids[0]) {
		p.seen(ids)
		if target != "" {
			f := releases.Field{Name: string(ids[0]), Value: strings.Join(strings.Fields(target), " "), Line: one.row}
			if len(one.target) == 1 {
				f.Value = releases.Block{Kind: releases.FieldKind, Inline: p.asSent(one.target[0], ids[0])}.Plain()
			}
			p.back.Fields = append(p.back.Fields, f)
		}
		return nil
	}
	p.source(one, ids, source, target != "")
	p.seen(ids)
	row := slices.Concat(ids, own, []releases.BlockID{""})[0]
	for i, b := range one.target {
		piece := exchange.Piece{Base: ids, More: i > 0, Side: exchange.Targeted, Line: one.row}
		switch {
		case len(ids) > 0:
		case len(own) > 0:
			piece.Own, piece.More = own[min(i, len(own)-1)], i >= len(own)
		default:
			piece.More, piece.Side = true, exchange.Uncertain
		}
		piece.Block = readAs(b.As)
		piece.Block.Inline, piece.Block.Line = p.asSent(b, row), one.row
		p.back.Blocks = append(p.back.Blocks, piece)
	}
	return nil
}

// claim holds that no block has two translations: somebody copied a row.
func (p *placing) claim(one place, ids, own []releases.BlockID) error {
	ids = slices.Clone(ids)
	for _, id := range own {
		ids = append(ids, "+"+id)
	}
	for _, id := range ids {
		name := p.job.BaseText.Names()[id]
		if p.taken[id] {
			return p.fault("word-row-twice", map[string]any{"row": one.row, "block": name})
		}
		if len(ids) > 1 && isField(id) {
			return p.fault("word-field-joined", map[string]any{"row": one.row, "block": name})
		}
		p.taken[id] = true
	}
	return nil
}

// unsure tells a file of which nobody knows whose it is, or how old: its sources
// are all that it is known by.
func (p *placing) unsure() bool { return p.Key == "" || p.BaseVersion == 0 }

func (p *placing) seen(ids []releases.BlockID) {
	for _, id := range ids {
		if !slices.Contains(p.back.Seen, id) {
			p.back.Seen = append(p.back.Seen, id)
		}
	}
}

// source looks at the place of the source. Where one block's words were changed
// and nothing stands beside them, parcel.Place judges whether somebody typed the
// translation over them.
func (p *placing) source(one place, ids []releases.BlockID, words string, translated bool) {
	if len(ids) == 0 || words == "" || parcel.Fold(words) == parcel.Fold(p.sourceOf(ids)) {
		return
	}
	if translated || len(ids) > 1 {
		p.tell("source-changed", one.row, map[string]any{"block": p.job.BaseText.Names()[ids[0]], "text": words})
		return
	}
	for i, b := range one.source {
		piece := exchange.Piece{Base: ids, More: i > 0, Side: exchange.Sourced, Line: one.row, Block: releases.Block{Inline: b.Inline, Line: one.row}}
		p.back.Blocks = append(p.back.Blocks, piece)
	}
}

func (p *placing) remark(one place, ids []releases.BlockID) {
	for _, c := range one.comments {
		r := exchange.Remark{Author: c.Author, Text: c.Words}
		if len(ids) > 0 {
			r.Base = ids[0]
		}
		p.remarks = append(p.remarks, r)
	}
}

func (p *placing) tell(code string, row int, args map[string]any) {
	p.told = append(p.told, releases.Told{Code: code, Line: row, Args: args})
}

func isField(id releases.BlockID) bool { return slices.Contains(releases.FieldNames, string(id)) }

// cut is the beginning of words, enough to recognise them.
func cut(s string) string {
	all := []rune(strings.Join(strings.Fields(s), " "))
	if len(all) <= 60 {
		return string(all)
	}
	return string(all[:59]) + "…"
}
