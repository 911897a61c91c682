package segment_test

import (
	"errors"
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"bayan/releases"
	. "bayan/releases/segment"
)

func harbour(t testing.TB) releases.Text {
	t.Helper()
	text, _, err := releases.Parse("en.md", []byte(`+++
kicker = "Press release. Free"
+++

# Harbour Watch opens. The sea waits

The hall opens on Monday. It has forty seats; it is **warm. Very** warm. It is free and it is open.

One sentence that goes on, and on.
`))
	if err != nil {
		t.Fatal(err)
	}
	text, _ = releases.Identify(text, releases.Text{}, nil, 0)
	return text
}

func byRules(b releases.Block) Ends { return EndsOf(Sentences(Default("en"), b)) }

// recut gives the sentences of the named block once the statements hold.
func recut(t testing.TB, text releases.Text, block string, now func(releases.Block) Ends, specs ...string) string {
	t.Helper()
	cuts, err := Recut(text, specs, now, byRules)
	if err != nil {
		var fault *CutError
		if !errors.As(err, &fault) || CutFaults[fault.Code] == nil {
			t.Fatalf("%v", err)
		}
		return fault.Code
	}
	id, _ := text.ByName(block)
	b, _ := text.Block(id)
	parts, ok := SplitAt(b.Inline, cuts[id])
	if !ok {
		t.Fatalf("%v cannot be cut at %v", b.Plain(), cuts[id])
	}
	var out []string
	for _, p := range parts {
		out = append(out, releases.Block{Kind: releases.Paragraph, Inline: p.Inline}.Markdown())
	}
	return strings.Join(out, " | ")
}

func TestByHand(t *testing.T) {
	text := harbour(t)
	const asNow = `The hall opens on Monday. | It has forty seats; it is **warm. Very** warm. | It is free and it is open.`
	id, _ := text.ByName("p1")
	b, _ := text.Block(id)
	if got := sentences(Default("en"), b.Inline); got != asNow {
		t.Fatalf("to begin with: %s", got)
	}
	for _, one := range []struct{ block, spec, want string }{
		{"p1", "p1.1+p1.2", `The hall opens on Monday. It has forty seats; it is **warm. Very** warm. | It is free and it is open.`},
		{"p1", "p1.1+p1.2+p1.3", strings.ReplaceAll(asNow, " | ", " ")},
		{"p1", "p1.2/forty seats;", `The hall opens on Monday. | It has forty seats; | it is **warm. Very** warm. | It is free and it is open.`},
		{"p1", "p1.2+p1.3 p1.2/seats;", `The hall opens on Monday. | It has forty seats; | it is **warm. Very** warm. It is free and it is open.`},
		{"p2", "p2/goes on,", `One sentence that goes on, | and on.`},
		{"p2", "p2.1/goes on,", `One sentence that goes on, | and on.`},
		{"h1", "h1/opens.", `Harbour Watch opens. | The sea waits`},
		{"p1", "p1=rules", asNow},
		{"p1", "p1.2", "not-read"},
		{"p1", "p1.2+", "block-unknown"},
		{"p1", "p1=", "not-read"},
		{"p1", "p1+p2", "not-read"},
		{"p1", "p1.1/", "not-read"},
		{"p1", "p1.x/seats;", "not-read"},
		{"p1", "p9.1+p9.2", "block-unknown"},
		{"p1", "kicker/release.", "field"},
		{"p1", "p1.3+p1.4", "sentence-unknown"},
		{"p1", "p1.0+p1.1", "sentence-unknown"},
		{"p1", "p1.1+p1.3", "not-neighbours"},
		{"p1", "p1.2+p1.1", "not-neighbours"},
		{"p1", "p1.1/cold", "words-unknown"},
		{"p1", "p1.3/it is", `The hall opens on Monday. | It has forty seats; it is **warm. Very** warm. | It is free and it is | open.`},
		{"p1", "p1.3/is", "words-twice"},
		{"p1", "p1.2/warm. V", "no-place"},
		{"p1", "p1.2/warm.", "words-twice"},
		{"p1", "p1.1/Monday.", "no-place"},
		{"p1", "p1.1/Mond", "no-place"},
	} {
		specs := []string{one.spec}
		if first, second, two := strings.Cut(one.spec, " p1.2/"); two {
			specs = []string{first, "p1.2/" + second}
		}
		if got := recut(t, text, one.block, byRules, specs...); got != one.want {
			t.Errorf("%s\n got %s\nwant %s", one.spec, got, one.want)
		}
	}
}

// drawn are ends that a block may have: of the white space outside of marks.
func drawn(t *rapid.T, in []releases.Inline) (parts []Segment, ends Ends) {
	for at := range len((releases.Block{Inline: in}).Plain()) + 1 {
		if _, ok := SplitAt(in, Ends{at}); ok && rapid.Bool().Draw(t, "cut") {
			ends = append(ends, at)
		}
	}
	parts, ok := SplitAt(in, ends)
	if !ok {
		t.Fatalf("%v are each an end, and not together, of %#v", ends, in)
	}
	return parts, ends
}

// However a block is cut, its segments are the block again, byte for byte; the
// ends of the segments are those that were said; and what the rules cut can be
// said by hand.
func TestNothingIsLostByHand(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := random(t)
		parts, ends := drawn(t, in)
		if got := Join(parts); !reflect.DeepEqual(got, in) {
			t.Fatalf("%#v came back from %#v as %#v", in, parts, got)
		}
		if got := EndsOf(parts); !slices.Equal(got, ends) {
			t.Fatalf("%v said, %v found", ends, got)
		}
		ruled := Split(Default("en"), in)
		again, ok := SplitAt(in, EndsOf(ruled))
		if !ok || !reflect.DeepEqual(again, ruled) {
			t.Fatalf("%#v by rules, by hand %#v", ruled, again)
		}
		var came []string
		for _, p := range parts {
			coded, _ := Encode(p.Inline)
			came = append(came, coded.Plain())
		}
		found, ok := Found(in, came)
		if !ok {
			if !slices.ContainsFunc(came, func(s string) bool { return strings.TrimSpace(s) == "" }) {
				t.Fatalf("%q are not found in %#v", came, in)
			}
			return
		}
		again, ok = SplitAt(in, found)
		if len(found) != len(ends) || ok && !slices.EqualFunc(again, parts, func(a, b Segment) bool {
			x, _ := Encode(a.Inline)
			y, _ := Encode(b.Inline)
			return strings.Join(strings.Fields(x.Plain()), " ") == strings.Join(strings.Fields(y.Plain()), " ")
		}) {
			t.Fatalf("%q were cut at %v, and found at %v", came, ends, found)
		}
	})
}

func FuzzRecut(f *testing.F) {
	for _, spec := range []string{"p1.1+p1.2", "p1.2/forty seats;", "p1=rules", "p2/on,", "h1/Watch", "p1.99999999999999999999+p1", "+", "/", "="} {
		f.Add(spec)
	}
	text := harbour(f)
	f.Fuzz(func(t *testing.T, spec string) {
		cuts, err := Recut(text, []string{spec}, byRules, byRules)
		var fault *CutError
		if err != nil && (!errors.As(err, &fault) || CutFaults[fault.Code] == nil) {
			t.Fatalf("%v", err)
		}
		for id, ends := range cuts {
			b, _ := text.Block(id)
			if _, ok := SplitAt(b.Inline, ends); !ok {
				t.Fatalf("%q cuts %s at %v", spec, id, ends)
			}
		}
	})
}
