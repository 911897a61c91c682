package glossary_test

import (
	"fmt"
	"strings"

	"bayan/releases/glossary"
)

func Example() {
	const table = `kind,en,ar,ar forbidden
,harbour council,مجلس المرفأ,
person,Huda Nasif,هدى ناصيف,هدى ناصف
`
	entries, err := glossary.ReadCSV("glossary.csv", strings.NewReader(table), "", "")
	if err != nil {
		fmt.Println(err)
		return
	}
	target := "أعلنت هدى ناصف باسم المجلس."
	verdict := glossary.New(entries).CheckPair("Huda Nasif spoke for the Harbour Council.", "en", target, "ar")
	for _, m := range verdict.Missing {
		fmt.Println("missing:", m.Source.Term.Text, "→", m.Want[0].Text)
	}
	for _, h := range verdict.Forbidden {
		fmt.Println("forbidden:", target[h.Start:h.End])
	}
	// Output:
	// missing: Huda Nasif → هدى ناصيف
	// missing: harbour council → مجلس المرفأ
	// forbidden: هدى ناصف
}
