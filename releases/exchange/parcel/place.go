package parcel

import (
	"slices"
	"strings"

	"bayan/releases"
	"bayan/releases/exchange"
)

// PlaceTold are the codes that Place tells, with the arguments of each. "block"
// is the present name of a block of the base; "text" are words in full.
var PlaceTold = map[string][]string{
	"mark-missing":     {"block"},         // its mark did not come home
	"under-source":     {"block"},         // the translation stood in the source's place
	"found-by-source":  {"block"},         // placed by the source's words above it
	"found-by-words":   {"block"},         // the words that were sent for it
	"placed-by-order":  {"block"},         // as many as there were places, between two that are known
	"source-changed":   {"block", "text"}, // the source's words were edited: not taken
	"block-split":      {"block", "count"},
	"blocks-merged":    {"blocks"},        // several blocks of the base have one text
	"block-emptied":    {"block"},         // had a translation; its place came home empty
	"block-missing":    {"block"},         // needs a translation, and has none
	"kept-as-sent":     {"block"},         // did not come home: the translation that was sent stays
	"sections-moved":   {},                // the order of the job was taken
	"letter":           {"text"},          // words around the parcel: not in the text
	"not-placed":       {"text"},          // in the text, in an open group
	"aligned-by-order": {"count"},         // pasted without marks: order and kind
	"headline-missing": {},                // the text has none: it cannot be checked in yet
	"parcel-cut":       {"block", "text"}, // the file ends with these words of the block, without its end
}

// Place puts what came home against the job that was sent.
//
// A piece goes to the blocks whose marks it stood under. Without a mark that
// can be read it is placed by the source's words above it, by being what was
// sent for a block, or, where marks were damaged, by order if as many pieces as
// places stand between two that are known. A file without any mark is aligned
// by releases.Align: the groups sent, then order and kind. Everything else
// stands in the text where it was found, in an open group. Blocks that did not
// come home keep the translation that was sent.
//
// The text has ids as releases.Identify gives them with j.Used and j.Gone; every
// block of both texts is in exactly one group. The text follows the order of
// the translation that was sent and, for what is new in it, of the job, wherever
// its sections had been moved to. It has no headline if none came home: that is
// told. So is a file with marks that was cut at its end, where no block that needs
// work is missing; else the error is a *CutError.
func Place(r exchange.Return, j exchange.Job) (releases.Text, []releases.Group, []releases.Told, error) {
	p := newPlacing(r, j)
	var t releases.Text
	var groups []releases.Group
	if pieces := p.pasted(r); pieces != nil && p.whole(pieces) {
		t, groups = p.align(pieces)
	} else {
		if pieces == nil {
			p.gather(r)
			p.byOrder()
			p.takeSeconds()
		} else {
			p.onTodo(pieces)
		}
		t, groups = p.rebuild()
		if err := p.cut(r); err != nil {
			return releases.Text{}, nil, nil, err
		}
	}
	if t.Headline() == "" {
		p.tell("headline-missing", 0, nil)
	}
	return t, groups, p.told, releases.CheckGroups(j.BaseText, t, groups)
}

// placing is a return on its way into the text.
type placing struct {
	job    exchange.Job
	base   []releases.BlockID // fields but the slug, then blocks
	at     map[releases.BlockID]int
	names  map[releases.BlockID]string
	source map[string]releases.BlockID // block of the base by its folded words
	sent   map[string]releases.BlockID // block of the base by the folded words sent for it
	// What people were told in the parcel, folded: whole sentences, and all of
	// them as they stood.
	sentences map[string]bool
	ours      string
	end       string // the parcel's last words, folded
	ended     bool   // they came home
	told      []releases.Told

	fields  map[string]releases.Field
	order   []*piece                      // as they came
	placed  map[releases.BlockID][]*piece // by the first base block of each
	second  map[releases.BlockID][]*piece // stood in the source's or the note's place
	own     map[releases.BlockID][]*piece // additions that were sent
	seen    map[releases.BlockID]bool     // the mark of the translation came home
	sourced map[releases.BlockID]bool     // the mark or the words of the source came home
	joined  map[releases.BlockID]releases.BlockID
}

// piece is a Piece with the place that it has, if any.
type piece struct {
	exchange.Piece
	to releases.BlockID // first base block, or ownPlace; "" while loose
	// last is, of a loose piece, the place of the piece before it.
	last releases.BlockID
}

// ownPlace keeps the ids of the translation's blocks apart from the base's.
func ownPlace(id releases.BlockID) releases.BlockID { return "+" + id }

func newPlacing(r exchange.Return, j exchange.Job) *placing {
	type m = map[releases.BlockID][]*piece
	p := &placing{
		job: j, names: j.BaseText.Names(), at: map[releases.BlockID]int{}, fields: map[string]releases.Field{},
		placed: m{}, second: m{}, own: m{}, sentences: map[string]bool{},
		seen: map[releases.BlockID]bool{}, sourced: map[releases.BlockID]bool{}, joined: map[releases.BlockID]releases.BlockID{},
	}
	for _, id := range r.Seen {
		p.seen[id] = true
	}
	for _, f := range r.Fields {
		p.fields[f.Name] = f
	}
	source, sent := naming{}, naming{}
	for _, id := range ids(j.BaseText) {
		if id == slug {
			continue
		}
		p.at[id] = len(p.base)
		p.base = append(p.base, id)
		b, _ := j.BaseText.Block(id)
		source.enter(b.Plain(), id)
	}
	ours := preamble(j)
	if j.TargetText != nil {
		for _, g := range j.Groups {
			if len(g.Source) > 0 && len(g.Target) == 1 {
				b, _ := j.TargetText.Block(g.Target[0])
				sent.enter(b.Plain(), g.Source[0])
			}
		}
	}
	p.source, p.sent = source, sent
	if j.Labels != nil {
		end := j.Labels.Say("parcel.end", nil)
		ours, p.end = append(ours, end), fold(end)
	}
	p.ours = "|"
	for _, s := range ours {
		p.ours += fold(s)
	}
	for _, id := range p.base {
		if notes := notesOf(j, id); len(notes) > 0 {
			ours = append(ours, notes...)
			p.ours += "|" + fold(strings.Join(notes, " "))
		}
	}
	p.ours += "|"
	for _, s := range ours {
		p.sentences[fold(s)] = true
	}
	return p
}

// naming finds a block by its folded words: "" where they stand twice.
type naming map[string]releases.BlockID

func (n naming) enter(words string, id releases.BlockID) {
	f := fold(words)
	if _, twice := n[f]; twice {
		id = ""
	}
	n[f] = id
}

func (p *placing) tell(code string, line int, args map[string]any) {
	p.told = append(p.told, releases.Told{Code: code, Line: line, Args: args})
}

func (p *placing) tellBlock(code string, line int, id releases.BlockID) {
	p.tell(code, line, map[string]any{"block": p.names[id]})
}

// known tells words of the parcel itself: its sentences, whole, joined or cut.
func (p *placing) known(f string) bool {
	return p.sentences[f] || strings.Contains(p.ours, "|"+f+"|") || len(f) >= 12 && strings.Contains(p.ours, f)
}

// isSource tells words of the base, and of which block if of one alone.
func (p *placing) isSource(f string) (releases.BlockID, bool) {
	id, ok := p.source[f]
	return id, ok
}

// gather gives each piece the place that its mark or the words above it say.
func (p *placing) gather(r exchange.Return) {
	for _, x := range r.Blocks {
		if x.Side == exchange.Sourced || x.Side == exchange.Noted {
			for _, id := range x.Base {
				p.sourced[id] = true
			}
		}
		if id, ok := p.isSource(fold(x.Block.Plain())); ok && x.Side != exchange.Targeted {
			p.sourced[id] = true
		}
	}
	var last, above releases.BlockID // above: its source's words stood here without their mark
	highest, moved := -1, false
	for _, x := range r.Blocks {
		one := &piece{Piece: x, last: last}
		f := fold(x.Block.Plain())
		p.ended = p.ended || f != "" && f == p.end
		if !x.More && len(x.Base) > 0 || x.Side == exchange.Uncertain && !x.More {
			above = ""
		}
		if id, ok := p.isSource(f); ok && !(x.Side == exchange.Targeted && (!x.More || id == "" || slices.Contains(x.Base, id))) {
			if id != "" && !slices.Contains(x.Base, id) && p.target() {
				above = id
			}
			continue
		}
		if x.Side < exchange.Sourced && p.known(f) || x.Side == exchange.Noted && p.known(f) {
			continue
		}
		if x.Side == exchange.Targeted && x.More && f != "" && f == p.end {
			continue // what stands below the last block, once the line of its end is gone
		}
		p.order = append(p.order, one)
		switch first := p.first(x); {
		case above != "":
			if !p.seen[above] && !(len(p.placed[above]) > 0 && p.lostAfter(above)) {
				if len(p.placed[above]) == 0 {
					p.tellBlock("found-by-source", x.Line, above)
				}
				one.Base = []releases.BlockID{above}
				p.put(one)
			}
		case x.Own != "":
			one.to = ownPlace(x.Own)
			p.own[x.Own] = append(p.own[x.Own], one)
		case x.Side == exchange.Targeted && first != "" && !isField(first):
			if !(x.More && p.lostAfter(first)) { // else nobody can say whose words these are
				p.put(one)
			}
		case x.Side >= exchange.Noted && x.Side != exchange.Targeted && first != "":
			p.second[first] = append(p.second[first], one)
			one.to = first
		}
		if id := p.sent[f]; one.to == "" && id != "" && !p.seen[id] && len(p.placed[id]) == 0 && !isField(id) {
			p.tellBlock("found-by-words", x.Line, id)
			one.Base = []releases.BlockID{id}
			p.put(one)
		}
		if one.to != "" {
			last = one.to
			if at, ok := p.at[one.to]; ok {
				moved = moved || at < highest
				highest = max(highest, at)
			}
		}
	}
	if moved {
		p.tell("sections-moved", 0, nil)
	}
}

// target tells that source and translation are two languages: else equal words
// say nothing.
func (p *placing) target() bool { return p.job.Base != p.job.Target }

// first is the first block of the base that a piece stood under.
func (p *placing) first(x exchange.Piece) releases.BlockID {
	for _, id := range x.Base {
		if _, ok := p.at[id]; ok {
			return id
		}
	}
	return ""
}

func (p *placing) put(one *piece) {
	one.Base = slices.DeleteFunc(slices.Clone(one.Base), func(id releases.BlockID) bool { _, ok := p.at[id]; return !ok })
	one.to = one.Base[0]
	if isField(one.to) {
		f := p.fields[string(one.to)]
		if f.Value != "" {
			f.Value += " "
		}
		p.fields[string(one.to)] = releases.Field{Name: string(one.to), Value: f.Value + one.Block.Plain(), Line: one.Line}
		return
	}
	p.placed[one.to] = append(p.placed[one.to], one)
	for _, id := range one.Base[1:] {
		p.join(one.to, id)
	}
}

// lostAfter tells whether the next block of the base came home with neither
// mark nor words of its source: its translation may then stand under id.
func (p *placing) lostAfter(id releases.BlockID) bool {
	i := p.at[id] + 1
	if i >= len(p.base) {
		return false
	}
	next := p.base[i]
	return !p.seen[next] && !p.sourced[next] && len(p.placed[next]) == 0 && p.fields[string(next)].Value == ""
}

// bare tells a block of the base for which nothing came home.
func (p *placing) bare(id releases.BlockID) bool {
	return !p.seen[id] && len(p.placed[id]) == 0 && len(p.second[id]) == 0 && p.fields[string(id)].Value == ""
}

// byOrder places what stood under damaged marks: between two known places, if
// there are as many such marks as blocks without any.
func (p *placing) byOrder() {
	from := 0 // first base block that may be missing here
	var run []*piece
	settle := func(to int) {
		var missing []releases.BlockID
		for i := from; i < to; i++ {
			if p.bare(p.base[i]) {
				missing = append(missing, p.base[i])
			}
		}
		starts := 0
		for _, one := range run {
			if !one.More {
				starts++
			}
		}
		if starts == len(missing) && starts > 0 && !run[0].More {
			i := -1
			for _, one := range run {
				if !one.More {
					i++
					p.tellBlock("placed-by-order", one.Line, missing[i])
				}
				one.Base = []releases.BlockID{missing[i]}
				p.put(one)
			}
		}
		run = nil
	}
	for _, one := range slices.Clone(p.order) {
		at, known := p.at[one.to]
		switch {
		case known && at+1 >= from:
			settle(at)
			from = at + 1
		case known: // moved from elsewhere: order says nothing around it
			run, from = nil, at+1
		case one.to == "" && one.Side == exchange.Uncertain:
			run = append(run, one)
		}
	}
	settle(len(p.base))
}

// takeSeconds looks at what stood in the place of the source or of a note: the
// source's words, edited, or a translation typed over them.
func (p *placing) takeSeconds() {
	for _, id := range p.base {
		source, _ := p.job.BaseText.Block(id)
		had := len(p.placed[id]) > 0 || p.fields[string(id)].Value != ""
		for _, one := range p.second[id] {
			switch words := one.Block.Plain(); {
			case alike(words, source.Plain()) || strings.Contains(fold(source.Plain()), fold(words)):
				if fold(words) != fold(source.Plain()) {
					p.tell("source-changed", one.Line, map[string]any{"block": p.names[id], "text": words})
				}
				one.to, one.Side = id, exchange.Sourced
				p.order = slices.DeleteFunc(p.order, func(o *piece) bool { return o == one })
			case had, len(p.placed[id]) > 0 && p.lostAfter(id):
				one.to, one.last = "", id
			default:
				if len(p.placed[id]) == 0 {
					code := "mark-missing"
					if p.seen[id] {
						code = "under-source"
					}
					p.tellBlock(code, one.Line, id)
				}
				one.Base = []releases.BlockID{id}
				p.put(one)
			}
		}
	}
}

// join puts two blocks of the base into one group.
func (p *placing) join(a, b releases.BlockID) {
	a, b = p.root(a), p.root(b)
	if p.at[a] > p.at[b] {
		a, b = b, a
	}
	if a != b {
		p.joined[b] = a
	}
}

func (p *placing) root(id releases.BlockID) releases.BlockID {
	for p.joined[id] != "" {
		id = p.joined[id]
	}
	return id
}
