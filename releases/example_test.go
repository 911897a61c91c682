package releases_test

import (
	"fmt"

	"bayan/releases"
)

func parse(src string) releases.Text {
	text, _, err := releases.Parse("example.md", []byte(src))
	if err != nil {
		panic(err)
	}
	return text
}

// However a text is typed, its canonical form, and so its digest, is one.
func ExampleParse() {
	text := parse("Winter training begins\n===\n\nIt opens on\n__Monday__.\n* a coat\n")
	fmt.Print(string(text.Canonical()))
	// Output:
	// # Winter training begins
	//
	// It opens on **Monday**.
	//
	// - a coat
}

// A file that cannot be taken says everything that is wrong, and where.
func ExampleParse_refused() {
	_, _, err := releases.Parse("en.md", []byte("It begins.\n\n<div>box</div>\n\n[a](javascript:x)\n"))
	fmt.Println(err)
	// Output:
	// en.md:1: no-headline
	// en.md:3: html
	// en.md:5: link-scheme
}

// A paragraph keeps its id when it is edited or moved.
func ExampleIdentify() {
	first, used := releases.Identify(parse(`# Winter training

It opens on Monday.

Bring a coat.

Register at the office.

The hall is heated.
`), releases.Text{}, nil, 0)
	second, _ := releases.Identify(parse(`# Winter training

It opens on Tuesday.

Register at the office.

It has forty seats.

The hall is heated.

Bring a coat.
`), first, nil, used)
	names := second.Names()
	for _, b := range second.Blocks {
		fmt.Println(b.ID, names[b.ID], b.Plain())
	}
	// Output:
	// b1 h1 Winter training
	// b2 p1 It opens on Tuesday.
	// b4 p2 Register at the office.
	// b6 p3 It has forty seats.
	// b5 p4 The hall is heated.
	// b3 p5 Bring a coat.
}

// Where a translation has a paragraph less, nothing is guessed; one statement
// settles it, and what depended on it.
func ExampleRegroup() {
	en, _ := releases.Identify(parse("# Winter training\n\nIt opens on Monday.\n\nBring a coat.\n\nIt has forty seats.\n"), releases.Text{}, nil, 0)
	ar, _ := releases.Identify(parse("# التدريب الشتوي\n\nيُفتتح الاثنين، وأحضروا معطفاً.\n\nفيه أربعون مقعداً.\n"), releases.Text{}, nil, 0)
	groups := releases.Align(en, ar, nil, releases.Text{})
	fmt.Println("open:", len(releases.OpenGroups(groups)))
	groups, err := releases.Regroup(en, ar, groups, []string{"p1+p2=p1"})
	fmt.Println("open:", len(releases.OpenGroups(groups)), err)
	// Output:
	// open: 5
	// open: 0 <nil>
}
