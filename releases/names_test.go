package releases

import "testing"

func TestNamesAndWords(t *testing.T) {
	text := mustParse(t, `+++
kicker = "Press release"
slug = "winter-training"
+++

# Winter *training*

It opens on **Monday**\
at [the hall](https://cedar-relief.example "map").

> “Come early.”

## Bring

1. a coat
`)
	text, err := WithIDs(text, []BlockID{"b1", "b4", "b2", "b9", "b3"})
	if err != nil {
		t.Fatal(err)
	}
	for name, id := range map[string]BlockID{"kicker": "kicker", "slug": "slug", "h1": "b1", "p1": "b4", "q1": "b2", "s1": "b9", "l1": "b3"} {
		if text.Names()[id] != name {
			t.Errorf("%s is called %q, want %q", id, text.Names()[id], name)
		}
		if got, ok := text.ByName(name); !ok || got != id {
			t.Errorf("%s is %q, want %q", name, got, id)
		}
		if b, ok := text.Block(id); !ok || b.ID != id {
			t.Errorf("no block %s", id)
		}
	}
	if _, ok := text.ByName("p2"); ok {
		t.Error("there is no p2")
	}
	if _, ok := text.Block("dateline"); ok {
		t.Error("there is no dateline")
	}
	if got := text.Headline(); got != "Winter training" {
		t.Errorf("headline %q", got)
	}
	want := "Press release\nWinter training\nIt opens on Monday at the hall.\n“Come early.”\nBring\na coat\n"
	if got := text.Words(); got != want {
		t.Errorf("words\n%s\nwant\n%s", got, want)
	}
	b, _ := text.Block("b4")
	if got, want := b.Markdown(), "It opens on **Monday**\\\nat [the hall](https://cedar-relief.example \"map\")."; got != want {
		t.Errorf("markdown %q, want %q", got, want)
	}
	kicker, _ := text.Block("kicker")
	if kicker.Kind != FieldKind || kicker.Markdown() != "Press release" {
		t.Errorf("the kicker is %+v", kicker)
	}
	if r := text.Revisions(); len(r) != 7 || r[0].ID != "kicker" || r[2].ID != "b1" || r[2].Digest != text.Blocks[0].Digest() {
		t.Errorf("revisions %v", r)
	}
	for _, ids := range [][]BlockID{{"b1"}, {"b1", "b1", "b2", "b3", "b4"}, {"b1", "", "b2", "b3", "b4"}} {
		if _, err := WithIDs(text, ids); err == nil {
			t.Errorf("ids %v are taken", ids)
		}
	}
}

// What is said makes a block's digest, and nothing else: neither how it is
// spelt nor where it stands.
func TestBlockDigest(t *testing.T) {
	digest := func(src string) Digest { return mustParse(t, "# A\n\n"+src).Blocks[1].Digest() }
	for _, same := range [][2]string{
		{"It *opens* on\n__Monday__.", "It _opens_ on **Monday**."},
		{"## Bring", "Bring\n---"},
		{"- a coat", "* a coat"},
		{"<https://example.org>", "[https://example.org](https://example.org)"},
	} {
		if digest(same[0]) != digest(same[1]) {
			t.Errorf("%q and %q differ", same[0], same[1])
		}
	}
	for _, other := range [][2]string{
		{"Bring", "> Bring"},
		{"## Bring", "### Bring"},
		{"- Bring", "1. Bring"},
		{"1. Bring", "2. Bring"},
		{"Bring *a* coat", "Bring **a** coat"},
		{"Bring *a* coat", "Bring *a coat*"},
		{"[a](https://example.org)", "[a](https://example.com)"},
		{"[a](https://example.org)", "[a](https://example.org 'b')"},
		{"a\\\nb", "a b"},
		{"كتاب", "كِتاب"},
	} {
		if digest(other[0]) == digest(other[1]) {
			t.Errorf("%q and %q are the same", other[0], other[1])
		}
	}
	a := Text{Fields: []Field{{Name: "kicker", Value: "x"}}}.Revisions()[0]
	b := Text{Fields: []Field{{Name: "dateline", Value: "x"}}}.Revisions()[0]
	if a.Digest == b.Digest {
		t.Error("two fields with the same words are the same")
	}
}

// A text that was made carelessly is still written so that it reads.
func TestCanonicalOfMadeTexts(t *testing.T) {
	text := Text{
		Fields: []Field{{Name: "summary", Value: " two\nlines "}, {Name: "kicker", Value: "Press\x00release"}, {Name: "slug"}},
		Blocks: []Block{
			{Kind: Headline, Inline: []Inline{{Text: " Winter\n"}, {Kind: Break}, {Text: "training\xff "}}},
			{Kind: Paragraph},
			{Kind: ListItem, Level: 7, Ordered: true, Start: -3, Inline: []Inline{{Kind: Strong, Children: []Inline{{Text: "a coat "}}}, {Text: "each"}}},
			{Kind: Subheading, Inline: []Inline{{Kind: Link, Dest: "https://example.org"}, {Kind: Link, Children: []Inline{{Text: "x"}}}}},
		},
	}
	want := "+++\nkicker = \"Press release\"\nsummary = \"two lines\"\n+++\n\n# Winter  training\ufffd\n\n1. **a coat** each\n\n## <https://example.org>x\n"
	if got := string(text.Canonical()); got != want {
		t.Errorf("got\n%q\nwant\n%q", got, want)
	}
}
