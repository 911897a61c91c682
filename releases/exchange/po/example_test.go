package po_test

import (
	"fmt"

	"bayan/releases/exchange/po"
)

// A file that a translator has worked on: one entry is done, one is not sure.
func ExampleParse() {
	f, _, err := po.Parse("harbour.po", []byte(`
msgid ""
msgstr "Language: ar\n"

#: h1
msgctxt "b1-1"
msgid "The harbour {1}is open{/1}"
msgstr "الميناء {1}مفتوح{/1}"

#, fuzzy
#| msgid "The sea is rough"
msgctxt "b2-1"
msgid "The sea is calm"
msgstr "البحر هائج"
`))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(f.Field("Language"))
	for _, e := range f.Entries {
		fmt.Println(e.Context, e.Translated())
	}
	// Output:
	// ar
	// b1-1 true
	// b2-1 false
}
