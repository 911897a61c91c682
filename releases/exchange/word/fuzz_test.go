package word

import (
	"errors"
	"testing"

	"bayan/releases"
	"bayan/releases/exchange/internal/trial"
	"bayan/releases/intake"
)

// Whatever a table has become, it is read or refused with codes that are known,
// and every block of both texts stands in one group.
func FuzzTable(f *testing.F) {
	j := spoken(trial.Second())
	file := written(f, j)
	keep := func(do func(t *table)) {
		edited(f, file, func(document string) string {
			document = onTable(do)(document)
			f.Add([]byte(document))
			return document
		})
	}
	keep(func(t *table) {})
	keep(func(t *table) { put(&t.row("p1")[2], "أ", "ب") })
	keep(func(t *table) { merged(&t.row("p2")[2], "restart"); merged(&t.row("p3")[2], "continue") })
	keep(func(t *table) { put(&t.row("p2")[2]); put(&t.row("p2")[0], "p2-b7") })
	keep(func(t *table) { t.rows = append(t.rows, t.row("p2")) })
	f.Fuzz(func(t *testing.T, document []byte) {
		back, err := Read("back.docx", edited(t, file, func(string) string { return string(document) }))
		if err == nil && back.Key == j.Key {
			text, groups, _, _, placed := back.Place(j)
			if err = placed; err == nil {
				err = releases.CheckGroups(j.BaseText, text, groups)
			}
		}
		var all releases.ParseErrors
		if err != nil && !errors.As(err, &all) {
			t.Fatal(err)
		}
		for _, one := range all {
			if Faults[one.Code] == nil && intake.Faults[one.Code] == nil {
				t.Fatalf("%s is no known code", one.Code)
			}
		}
	})
}
