package releases

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// mustParse reads a text that a test gives.
func mustParse(t testing.TB, src string) Text {
	t.Helper()
	text, _, err := Parse("test.md", []byte(src))
	if err != nil {
		t.Fatalf("%v\n%s", err, src)
	}
	return text
}

// paragraphs makes a text of a headline and paragraphs, with ids b1….
func paragraphs(t testing.TB, words ...string) Text {
	t.Helper()
	text, _ := Identify(mustParse(t, "# Winter training begins\n\n"+strings.Join(words, "\n\n")+"\n"), Text{}, nil, 0)
	return text
}

func ids(t Text) string {
	var out []string
	for _, b := range t.Blocks {
		out = append(out, string(b.ID))
	}
	return strings.Join(out, " ")
}

const (
	opens    = "The first course opens on Monday in the hall of the Cedar Relief Association."
	seats    = "It has seats for forty volunteers from Tyre and Saida."
	register = "Volunteers register at the office, with an identity card."
	thanks   = "The association thanks the municipality for the hall."
	wholly   = "Nothing here resembles anything above, not even slightly."
)

func TestIdentify(t *testing.T) {
	for _, c := range []struct {
		name       string
		then, want string
	}{
		{"nothing changed", opens + "|" + seats + "|" + register, "b1 b2 b3 b4"},
		{"a word changed", opens + "|" + strings.Replace(seats, "forty", "fifty", 1) + "|" + register, "b1 b2 b3 b4"},
		{"a paragraph added", opens + "|" + thanks + "|" + seats + "|" + register, "b1 b2 b5 b3 b4"},
		{"a paragraph gone", opens + "|" + register, "b1 b2 b4"},
		{"two changed places", seats + "|" + opens + "|" + register, "b1 b3 b2 b4"},
		{"the last came first", register + "|" + opens + "|" + seats, "b1 b4 b2 b3"},
		{"the only one of its kind in the gap, rewritten", opens + "|" + wholly + "|" + register, "b1 b2 b3 b4"},
		{"one rewritten and one added", opens + "|" + wholly + "|" + thanks + "|" + register, "b1 b2 b5 b6 b4"},
		{"one edited and one added before it", opens + "|" + wholly + "|" + strings.Replace(seats, "forty", "fifty", 1) + "|" + register, "b1 b2 b5 b3 b4"},
		{"said twice", opens + "|" + seats + "|" + seats + "|" + register, "b1 b2 b3 b5 b4"},
		{"all rewritten to one", wholly, "b1 b5"},
		{"another kind is another block", opens + "|> " + seats + "|" + register, "b1 b2 b5 b4"},
		{"a copy before what was there", opens + "|" + register + "|" + seats + "|" + register, "b1 b2 b5 b3 b4"},
	} {
		t.Run(c.name, func(t *testing.T) {
			before := paragraphs(t, opens, seats, register)
			after := mustParse(t, "# Winter training begins\n\n"+strings.ReplaceAll(c.then, "|", "\n\n")+"\n")
			got, used := Identify(after, before, nil, 4)
			if ids(got) != c.want {
				t.Errorf("got %s, want %s", ids(got), c.want)
			}
			if most := highest(got, []Revision{{ID: "b4"}}); used != most {
				t.Errorf("used is %d, the highest id is b%d", used, most)
			}
		})
	}
}

func TestIdentifyKeepsTheHeadline(t *testing.T) {
	before := paragraphs(t, opens, seats)
	after, _ := Identify(mustParse(t, "# Altogether other words\n\n"+wholly+"\n\n"+opens+"\n"), before, nil, 3)
	if got := ids(after); got != "b1 b4 b2" {
		t.Errorf("got %s", got)
	}
}

func TestIdentifyGivesAGoneBlockItsIDBack(t *testing.T) {
	first := paragraphs(t, opens, seats, register)
	second, used := Identify(mustParse(t, "# Winter training begins\n\n"+opens+"\n"), first, nil, 4)
	third, used := Identify(mustParse(t, "# Winter training begins\n\n"+opens+"\n\n"+thanks+"\n\n"+wholly+"\n"), second, first.Revisions(), used)
	if got := ids(third); got != "b1 b2 b5 b6" {
		t.Fatalf("new blocks got used ids: %s", got)
	}
	gone := slices.Concat(first.Revisions(), second.Revisions())
	back, _ := Identify(mustParse(t, string(first.Canonical())), third, gone, used)
	if got := ids(back); got != "b1 b2 b3 b4" {
		t.Errorf("restored text has %s", got)
	}
}

// A paragraph that was copied and whose first occurrence was taken out keeps the
// id that notes know it by.
func TestIdentifyPrefersTheEldestOfEqualBlocks(t *testing.T) {
	first := paragraphs(t, opens, seats)
	twice, used := Identify(mustParse(t, "# Winter training begins\n\n"+opens+"\n\n"+seats+"\n\n"+seats+"\n"), first, nil, 3)
	if got := ids(twice); got != "b1 b2 b3 b4" {
		t.Fatalf("copied: %s", got)
	}
	once, _ := Identify(mustParse(t, "# Winter training begins\n\n"+opens+"\n\n"+thanks+"\n\n"+seats+"\n"), twice, nil, used)
	if got := ids(once); got != "b1 b2 b5 b3" {
		t.Errorf("the second taken out: %s", got)
	}
}

// story draws a text of paragraphs that repeat now and then.
func story(label string) *rapid.Generator[Text] {
	return rapid.Custom(func(t *rapid.T) Text {
		text := Text{Blocks: []Block{{Kind: Headline, Inline: []Inline{{Text: "Winter training begins"}}}}}
		for range rapid.IntRange(0, 12).Draw(t, label) {
			text.Blocks = append(text.Blocks, drawnBlock(t))
		}
		return text
	})
}

func drawnBlock(t *rapid.T) Block {
	words := rapid.SliceOfN(rapid.SampledFrom(strings.Fields(opens+" "+seats+" "+register)), 1, 6).Draw(t, "words")
	kind := rapid.SampledFrom([]Kind{Paragraph, Paragraph, Quotation, ListItem}).Draw(t, "kind")
	b := Block{Kind: kind, Inline: []Inline{{Text: strings.Join(words, " ")}}}
	if kind == ListItem {
		b.Level = 1
	}
	return b
}

// edited draws an edit script and applies it.
func edited(t *rapid.T, text Text) Text {
	blocks := slices.Clone(text.Blocks)
	for range rapid.IntRange(0, 5).Draw(t, "edits") {
		at := rapid.IntRange(1, len(blocks)).Draw(t, "at")
		switch op := rapid.SampledFrom([]string{"add", "remove", "edit", "move", "copy"}).Draw(t, "op"); {
		case op == "add":
			blocks = slices.Insert(blocks, at, drawnBlock(t))
		case at == len(blocks):
		case op == "remove":
			blocks = slices.Delete(blocks, at, at+1)
		case op == "edit":
			blocks[at].Inline = []Inline{{Text: plain(blocks[at].Inline) + " " + rapid.SampledFrom([]string{"today", "soon"}).Draw(t, "word")}}
		case op == "copy":
			blocks = append(blocks, blocks[at])
		case op == "move":
			b := blocks[at]
			blocks = slices.Delete(blocks, at, at+1)
			blocks = slices.Insert(blocks, rapid.IntRange(1, len(blocks)).Draw(t, "to"), b)
		}
	}
	for i := range blocks {
		blocks[i].ID = ""
	}
	return Text{Fields: text.Fields, Blocks: blocks}
}

func TestIDsThroughAnyEdits(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text, used := Identify(story("blocks").Draw(t, "first"), Text{}, nil, 0)
		born := map[BlockID]int{}
		var history []Text
		for version := range 5 {
			seen := map[BlockID]bool{}
			for _, b := range text.Blocks {
				n, err := strconv.Atoi(strings.TrimPrefix(string(b.ID), "b"))
				if err != nil || n > used || seen[b.ID] {
					t.Fatalf("version %d: bad or repeated id %q (used %d)", version, b.ID, used)
				}
				seen[b.ID] = true
				if _, known := born[b.ID]; !known {
					if n <= len(born) {
						t.Fatalf("version %d: new block has the old id %s", version, b.ID)
					}
					born[b.ID] = version
				}
			}
			history = append(history, text)
			var gone []Revision
			for _, h := range history {
				for _, r := range h.Revisions() {
					if !slices.Contains(text.Revisions(), r) {
						gone = append(gone, r)
					}
				}
			}
			text, used = Identify(edited(t, text), text, gone, used)
		}
	})
}

// A version that is undone at once has its ids again, with one exception: of
// equal blocks, which is which cannot be told.
func TestRestoringRestoresIDs(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		first, used := Identify(story("blocks").Draw(t, "first"), Text{}, nil, 0)
		second, used := Identify(edited(t, first), first, nil, used)
		if repeats(first) || repeats(second) {
			t.Skip("equal blocks")
		}
		third, _ := Identify(mustParseAgain(t, first), second, first.Revisions(), used)
		for i, b := range third.Blocks {
			if b.ID != first.Blocks[i].ID {
				t.Fatalf("was %s, then %s, restored %s", ids(first), ids(second), ids(third))
			}
		}
	})
}

func repeats(t Text) bool {
	ds := digests(t.Blocks)
	slices.Sort(ds)
	return len(slices.Compact(ds)) < len(t.Blocks)
}

func mustParseAgain(t *rapid.T, text Text) Text {
	again, _, err := Parse("again.md", text.Canonical())
	if err != nil {
		t.Fatal(err)
	}
	return again
}

// A rewrite of a long text is not compared block by block, and an edit in every
// block of one is still known.
func TestIdentifyLongGaps(t *testing.T) {
	long := func(word string) Text {
		var b strings.Builder
		b.WriteString("# Winter training begins\n\n")
		for i := range 400 {
			fmt.Fprintf(&b, "Course %d opens in hall %d of town %d with %s seats for volunteers.\n\n", i, i*7, i*13, word)
		}
		return mustParse(t, b.String())
	}
	before, used := Identify(long("forty"), Text{}, nil, 0)
	after, now := Identify(long("fifty"), before, nil, used)
	if ids(before) != ids(after) || now != used {
		t.Errorf("ids were lost: %s", ids(after))
	}
}
