package units_test

import (
	"strings"
	"testing"

	"bayan/releases/exchange/units"
)

func TestFormatOf(t *testing.T) {
	const (
		po      = "# Translators: Mona\n#, fuzzy\n\nmsgid \"\"\nmsgstr \"Language: ar\\n\"\n"
		xliff   = "<?xml version=\"1.0\"?>\n<!-- from the agency -->\n<XLIFF version=\"1.2\">"
		release = "+++\ntitle = \"The harbour opens\"\n+++\n\n# The harbour opens\n\nmsgid \"is no word for a reader\"\n\nmsgstr \"nor is this\"\n"
	)
	for _, c := range []struct {
		name, file string
		want       units.Format
	}{
		{"harbour.ar.xlf", "", units.XLIFF},
		{`C:\Work\Harbour.XLIFF`, po, units.XLIFF},
		{"ar.po", "", units.PO},
		{"messages.pot", xliff, units.PO},
		{"", po, units.PO},
		{"-", "\ufeffmsgctxt \"menu\"\r\nmsgid \"Open\"\r\n", units.PO},
		{"attachment.txt", po, units.PO},
		{"attachment.bin", "\ufeff\n" + xliff, units.XLIFF},
		{"harbour.sdlxliff", xliff, units.XLIFF},
		{"attachment", wide(po), units.PO},
		{"attachment.txt", wide(xliff), units.XLIFF},
		{"harbour.md", wide(release), units.NoUnits},
		{"harbour.md", release, units.NoUnits},
		{"", "# The harbour opens\n\nThe word <xliff> is no markup here.\n", units.NoUnits},
		{"page.html", "<!doctype html><title>msgid</title>", units.NoUnits},
		{"", "", units.NoUnits},
	} {
		if got := units.FormatOf(c.name, []byte(c.file)); got != c.want {
			t.Errorf("%q, which begins %.20q: got %q, want %q", c.name, c.file, got, c.want)
		}
	}
}

// wide is a file of ASCII in UTF-16, as some programs save it.
func wide(file string) string {
	var b strings.Builder
	b.WriteString("\xff\xfe")
	for _, c := range []byte(file) {
		b.Write([]byte{c, 0})
	}
	return b.String()
}
