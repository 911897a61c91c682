package releases

import (
	"strings"
	"unicode"

	"bayan/pattern"

	"github.com/clipperhouse/uax29/v2/graphemes"
	"github.com/clipperhouse/uax29/v2/words"
)

// SpanOp says what became of a stretch of words.
type SpanOp byte

const (
	Equal SpanOp = iota
	Insert
	Delete
)

// Span is a stretch of words. In a list of them, Equal and Delete together are
// the old words exactly, Equal and Insert the new.
type Span struct {
	Op   SpanOp
	Text string
}

// DiffWords compares words for reading. Its units are the words of UAX #29 and
// the punctuation between them, so that an Arabic word stays whole with its
// clitics and tashkeel, a number with its separators, and an address or a
// hyphenated word with its joints; no grapheme is ever cut. White space goes
// with the word before it. What is common only in punctuation, between changes,
// is told as changed: a page is easier to read than exact.
func DiffWords(old, new string) []Span {
	a, b := tokens(old), tokens(new)
	keys := func(ts []token) []string {
		out := make([]string, len(ts))
		for i, t := range ts {
			out[i] = t.word
		}
		return out
	}
	var d spans
	i, j := 0, 0
	for _, p := range append(solid(common(keys(a), keys(b)), a, b), pair{len(a), len(b)}) {
		for ; i < p.a; i++ {
			d.delete(a[i].word + a[i].space)
		}
		for ; j < p.b; j++ {
			d.insert(b[j].word + b[j].space)
		}
		if i == len(a) && j == len(b) {
			break
		}
		d.equal(a[i].word)
		if a[i].space == b[j].space {
			d.equal(a[i].space)
		} else {
			d.delete(a[i].space)
			d.insert(b[j].space)
		}
		i, j = i+1, j+1
	}
	d.flush()
	return d.out
}

// token is a word or a punctuation mark, and the white space after it.
type token struct{ word, space string }

// joints keep together what people read as one: hyphenated words, mail
// addresses, signed numbers.
var joints = &words.Joiners[string]{Middle: []rune("-@/&_"), Leading: []rune("+#@-")}

// address is a URL without the stop or bracket after it.
var address = pattern.Lazy(`https?://[^\s<>"«»“”،؛؟]*[^\s<>"«»“”،؛؟.,;:!?)\]]`)

func tokens(s string) []token {
	var out []token
	iter := words.FromString(s)
	iter.Joiners(joints)
	whole := graphemeEnds(s)
	var addresses [][]int
	if strings.Contains(s, "://") {
		addresses = address().FindAllStringIndex(s, -1)
	}
	word, at := "", 0
	for iter.Next() {
		word += iter.Value()
		at += len(iter.Value())
		for len(addresses) > 0 && addresses[0][1] <= at {
			addresses = addresses[1:]
		}
		inAddress := len(addresses) > 0 && addresses[0][0] < at
		if inAddress || whole != nil && !whole[at] {
			continue
		}
		if strings.TrimFunc(word, unicode.IsSpace) == "" && len(out) > 0 {
			out[len(out)-1].space += word
		} else {
			out = append(out, token{word: word})
		}
		word = ""
	}
	if rest := word + s[at:]; rest != "" {
		out = append(out, token{word: rest})
	}
	return out
}

// graphemeEnds returns where graphemes end; nil where each is a byte.
func graphemeEnds(s string) map[int]bool {
	ascii := true
	for i := range len(s) {
		ascii = ascii && s[i] < 0x80 && s[i] != '\r'
	}
	if ascii {
		return nil
	}
	ends := make(map[int]bool, len(s))
	at := 0
	for iter := graphemes.FromString(s); iter.Next(); {
		at += len(iter.Value())
		ends[at] = true
	}
	return ends
}

// solid drops matches of punctuation that stand alone between changes.
func solid(ps []pair, a, b []token) []pair {
	var out []pair
	for i := 0; i < len(ps); {
		end := i + 1
		for end < len(ps) && ps[end].a == ps[end-1].a+1 && ps[end].b == ps[end-1].b+1 {
			end++
		}
		hasWord := false
		for _, p := range ps[i:end] {
			hasWord = hasWord || strings.IndexFunc(a[p.a].word, isWordRune) >= 0
		}
		atEdge := ps[i] == pair{} || ps[end-1] == pair{len(a) - 1, len(b) - 1}
		if hasWord || atEdge {
			out = append(out, ps[i:end]...)
		}
		i = end
	}
	return out
}

// spans gathers stretches: within a change, what went before what came.
type spans struct {
	out      []Span
	gone, in strings.Builder
}

func (d *spans) delete(s string) { d.gone.WriteString(s) }
func (d *spans) insert(s string) { d.in.WriteString(s) }

func (d *spans) equal(s string) {
	if s == "" {
		return
	}
	d.flush()
	if n := len(d.out); n > 0 && d.out[n-1].Op == Equal {
		d.out[n-1].Text += s
		return
	}
	d.out = append(d.out, Span{Equal, s})
}

// flush ends a change. White space that both sides end with is no part of it.
func (d *spans) flush() {
	gone, in := d.gone.String(), d.in.String()
	d.gone.Reset()
	d.in.Reset()
	tail := ""
	if space := gone[len(strings.TrimRightFunc(gone, unicode.IsSpace)):]; space != "" && in != "" && space == in[len(strings.TrimRightFunc(in, unicode.IsSpace)):] {
		gone, in, tail = strings.TrimSuffix(gone, space), strings.TrimSuffix(in, space), space
	}
	if gone != "" {
		d.out = append(d.out, Span{Delete, gone})
	}
	if in != "" {
		d.out = append(d.out, Span{Insert, in})
	}
	if tail != "" {
		d.out = append(d.out, Span{Equal, tail})
	}
}
