package bidi_test

import (
	"fmt"

	"bayan/locales/bidi"
)

func ExampleParagraph() {
	var p bidi.Paragraph
	p.SetJoined("بيان رقم 12 (PR-12)", bidi.RTL)
	fmt.Println(p.Base(), p.Len())
	for _, run := range p.Runs(0, p.Len()) {
		fmt.Printf("%d-%d at level %d\n", run.Start, run.End, run.Level)
	}
	fmt.Println(string(p.AppendVisual(nil, 0, p.Len())))
	// Output:
	// rtl 19
	// 18-19 at level 1
	// 13-18 at level 2
	// 11-13 at level 1
	// 9-11 at level 2
	// 0-9 at level 1
	// (PR-12) 12 ﻢﻗﺭ ﻥﺎﻴﺑ
}

func ExampleIsolate() {
	fmt.Printf("%+q\n", "تم اعتماد "+bidi.Isolate("white-2")+".")
	fmt.Printf("%+q\n", bidi.IsolateLTR("+963 11 555 0100"))
	// Output:
	// "\u062a\u0645 \u0627\u0639\u062a\u0645\u0627\u062f \u2068white-2\u2069."
	// "\u2066+963 11 555 0100\u2069"
}

func ExampleDirectionOf() {
	for _, tag := range []string{"ar-SY", "ckb", "ku", "he", "fr", "az-Arab"} {
		fmt.Print(tag, " ", bidi.DirectionOf(tag), "; ")
	}
	// Output: ar-SY rtl; ckb rtl; ku ltr; he rtl; fr ltr; az-Arab rtl;
}

func ExampleJoin() {
	joined, from := bidi.Join([]rune("بلا"))
	fmt.Println(string(joined), from)
	// Output: ﺑﻼ [0 1]
}
