package terminal_test

import (
	"fmt"
	"os"

	"bayan/locales/bidi"
	"bayan/locales/terminal"
)

// A screen that does not reorder: what is printed is in the order of its cells,
// the first column rightmost.
func ExamplePrinter_Table() {
	p := terminal.New(os.Stdout, terminal.Options{Mode: terminal.Visual, Width: 40, Direction: bidi.RTL})
	p.Table([]string{"البيان", "اللغة", "الفقرات"}, [][]string{
		{"winter-training", "ar", "12"},
		{"مياه الشرب", "fr", "7"},
	})
	// Output:
	//          ﺕﺍﺮﻘﻔﻟﺍ  ﺔﻐﻠﻟﺍ           ﻥﺎﻴﺒﻟﺍ
	//          ───────  ─────  ───────────────
	//               12     ar  winter-training
	//                7     fr       ﺏﺮﺸﻟﺍ ﻩﺎﻴﻣ
}

// The same calls into a pipe.
func ExamplePrinter_Paragraph() {
	p := terminal.New(os.Stdout, terminal.Options{Direction: bidi.RTL})
	p.Paragraph("بانتظار الاعتماد: " + p.Value("winter-training") + "، والهاتف " + p.Code("+963 11 555 0100"))
	// Output: بانتظار الاعتماد: winter-training، والهاتف +963 11 555 0100
}

func ExamplePrinter_SideBySide() {
	p := terminal.New(os.Stdout, terminal.Options{Mode: terminal.Visual, Width: 50, Direction: bidi.LTR})
	p.SideBySide(
		terminal.Passage{Text: "The teams returned.", Direction: bidi.LTR},
		terminal.Passage{Text: "عادت الفرق.", Direction: bidi.RTL},
	)
	// Output: The teams returned.     │             .ﻕﺮﻔﻟﺍ ﺕﺩﺎﻋ
}

func ExampleDetect() {
	env := map[string]string{"TERM": "xterm-256color", "VTE_VERSION": "7600"}
	fmt.Println(terminal.Detect(func(name string) string { return env[name] }, true, nil))
	env["TMUX"] = "/run/tmux,1,0"
	fmt.Println(terminal.Detect(func(name string) string { return env[name] }, true, nil))
	fmt.Println(terminal.Detect(func(name string) string { return env[name] }, false, nil))
	// Output:
	// native
	// visual
	// none
}

func ExampleClean() {
	fmt.Println(terminal.Clean("title\x1b]0;owned\a"))
	// Output: title␛]0;owned␇
}
