package parcel

import (
	"strings"

	"bayan/releases"
	"bayan/releases/exchange"
)

// Label is a mark for a format that has places of its own: "p7-b12-kq" for the
// block b12 of the base, which is p7 now, or for a block that the translation
// alone has.
func Label(j exchange.Job, id releases.BlockID, own bool) string {
	m := mark{side: side(j.Target), name: addition, id: id}
	switch {
	case isField(id):
		m.name = string(id)
	case !own:
		m.name = j.BaseText.Names()[id]
	}
	s := m.String()
	return s[len(m.side)+2 : len(s)-1]
}

// ReadLabel reads a label of a file whose translation is in a language, in any
// state that keyboards and word processors leave it in; ok only if its check
// letters are right.
func ReadLabel(target releases.Language, s string) (id releases.BlockID, own, ok bool) {
	plain, _ := plainForm(s)
	m, ok := readMark(side(target) + " " + strings.ReplaceAll(plain, "|", ""))
	return m.id, m.name == addition, ok
}

// Fold is what two spellings of the same words share: letters and digits alone.
func Fold(s string) string { return fold(s) }
