package word

import (
	"bytes"
	"slices"
	"strings"

	"bayan/releases"
	"bayan/releases/exchange"
	"bayan/releases/exchange/parcel"
	"bayan/releases/intake"
)

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
