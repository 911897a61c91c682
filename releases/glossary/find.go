package glossary

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"bayan/releases"
	"bayan/releases/memory"
)

// Hit is a term that stands in a text.
type Hit struct {
	Entry      *Entry
	Term       *Term
	Start, End int // in the text, in bytes
}

// Find returns the terms of a language that stand in a text, in their order.
// Where one stands within a longer one, only the longer is told; where several
// stand in one place, all are.
func (g *Glossary) Find(text string, l releases.Language) []Hit {
	x := g.indexes[memory.Base(l)]
	if x == nil {
		return nil
	}
	return x.readText(text).find()
}

// index finds the terms of one language.
type index struct {
	inflection
	terms   map[string][]*entered // by the stem of their first word
	manners []manner              // of the terms
	forbids bool                  // one of the terms is forbidden
}

// entered is a term, read.
type entered struct {
	entry *Entry
	term  *Term
	how   manner
	words []termWord
}

type termWord struct {
	stem   string
	folded string
	caps   bool // an acronym: found only in a word with capitals
}

func newIndex(l releases.Language) *index {
	return &index{inflection: inflectionOf(l), terms: map[string][]*entered{}}
}

func (x *index) add(e *Entry, t *Term) {
	x.forbids = x.forbids || t.Status == Forbidden
	for _, form := range forms(t.Text) {
		how := strict
		if e.Kind.IsName() {
			how = fixed
		}
		n := x.read(e, t, form, how)
		if n == nil {
			continue
		}
		if !slices.Contains(x.manners, how) {
			x.manners = append(x.manners, how)
		}
		first := n.words[0].stem
		x.terms[first] = append(x.terms[first], n)
	}
}

// forms are a term, and the term without what stands in brackets at its end:
// "World Health Organization (WHO)".
func forms(term string) []string {
	all := []string{term}
	if i := strings.LastIndexByte(term, '('); i > 0 && strings.HasSuffix(strings.TrimSpace(term), ")") {
		all = append(all, term[:i])
	}
	return all
}

func (x *index) read(e *Entry, t *Term, form string, how manner) *entered {
	n := &entered{entry: e, term: t, how: how}
	for _, w := range memory.Read(memory.Plain(form)).Words {
		raw := form[w.Start:w.End]
		folded := memory.Fold(nil, raw)
		n.words = append(n.words, termWord{string(x.ofTerm(folded, how)), string(folded), capitals(raw) > 1 && capitals(raw) == utf8.RuneCountInString(raw)})
	}
	if len(n.words) == 0 {
		return nil
	}
	return n
}

func capitals(s string) (n int) {
	for _, r := range s {
		if unicode.IsUpper(r) {
			n++
		}
	}
	return n
}

// reading is a text whose words are looked up.
type reading struct {
	*index
	text   string
	words  []memory.Word
	folded [][]byte
	stems  [2][][]byte // scratch: of the word that begins a term, of one within it
}

func (x *index) readText(text string) *reading {
	r := &reading{index: x, text: text, words: memory.Read(memory.Plain(text)).Words}
	r.folded = make([][]byte, len(r.words))
	buffer := make([]byte, 0, len(text))
	for i, w := range r.words {
		from := len(buffer)
		buffer = memory.Fold(buffer, text[w.Start:w.End])
		r.folded[i] = buffer[from:len(buffer):len(buffer)]
	}
	return r
}

func (r *reading) find() []Hit {
	var hits []Hit
	for i := 0; i < len(r.words); {
		longest := r.at(i)
		if len(longest) == 0 {
			i++
			continue
		}
		for _, n := range longest {
			hits = append(hits, r.hit(i, n))
		}
		i += len(longest[0].words)
	}
	return hits
}

func (r *reading) hit(i int, n *entered) Hit {
	return Hit{n.entry, n.term, r.words[i].Start, r.words[i+len(n.words)-1].End}
}

// at returns the longest terms that begin with a word. Of those of one length,
// terms that stand there letter by letter leave out those that are inflected.
func (r *reading) at(i int) []*entered {
	var found []*entered
	for _, how := range r.manners {
		r.stems[0] = r.ofText(r.stems[0][:0], r.folded[i], false, how)
		for _, stem := range r.stems[0] {
			for _, n := range r.terms[string(stem)] {
				if n.how == how && !slices.Contains(found, n) && r.stands(i, n) {
					found = append(found, n)
				}
			}
		}
	}
	if len(found) < 2 {
		return found
	}
	slices.SortStableFunc(found, func(a, b *entered) int { return cmp.Compare(len(b.words), len(a.words)) })
	n := slices.IndexFunc(found, func(e *entered) bool { return len(e.words) < len(found[0].words) })
	if n >= 0 {
		found = found[:n]
	}
	literal := func(e *entered) bool {
		for j, w := range e.words {
			if string(r.folded[i+j]) != w.folded {
				return false
			}
		}
		return true
	}
	if slices.ContainsFunc(found, literal) {
		found = slices.DeleteFunc(found, func(e *entered) bool { return !literal(e) })
	}
	return found
}

// stands tells whether a term stands at a word. Where it only may, one word of
// others may stand between two of its own: المتلازمة الحادة التنفسية.
func (r *reading) stands(i int, n *entered) bool {
	for j := range n.words {
		switch {
		case r.is(i, n, j):
		case j > 0 && n.how == loose && r.is(i+1, n, j) && r.joined(i):
			i++
		default:
			return false
		}
		i++
	}
	return true
}

// is tells whether a word is the one of a term at a place in it.
func (r *reading) is(i int, n *entered, j int) bool {
	if i >= len(r.words) || j > 0 && !r.joined(i) {
		return false
	}
	want, w := n.words[j], r.words[i]
	if want.caps && capitals(r.text[w.Start:w.End]) < 2 {
		return false
	}
	r.stems[1] = r.ofText(r.stems[1][:0], r.folded[i], j > 0, n.how)
	return slices.ContainsFunc(r.stems[1], func(stem []byte) bool { return string(stem) == want.stem })
}

// joined tells whether no mark divides a word from the one before it.
func (r *reading) joined(i int) bool {
	return !strings.ContainsAny(r.text[r.words[i-1].End:r.words[i].Start], "!?؟;؛:\n")
}
