package releases

import (
	"bytes"

	"bayan/pattern"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// Tables cannot be aligned block by block; they are found in order to be
// refused with their line. A table is a paragraph in which a delimiter row has
// as many cells as the row before it (GitHub Flavored Markdown §4.10).

var delimiterRow = pattern.Lazy(`^[ \t]*\|?[ \t]*:?-+:?[ \t]*(\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$`)

var foundTables = parser.NewContextKey()

// findTables notes where tables begin, as offsets into the source.
type findTables struct{}

func (findTables) Transform(node *ast.Paragraph, reader text.Reader, pc parser.Context) {
	lines := node.Lines()
	for i := 1; i < lines.Len(); i++ {
		head, rule := trimmed(lines.At(i-1), reader), trimmed(lines.At(i), reader)
		if !bytes.ContainsAny(rule, "|:") || !delimiterRow().Match(rule) || cells(head) != cells(rule) {
			continue
		}
		at, _ := pc.Get(foundTables).([]int)
		pc.Set(foundTables, append(at, lines.At(i-1).Start))
		return
	}
}

func trimmed(s text.Segment, r text.Reader) []byte {
	return bytes.TrimSpace(r.Source()[s.Start:s.Stop])
}

// cells counts the cells of a row: what "|" divides, but for one at its edges
// and those that a backslash takes for a letter.
func cells(row []byte) int {
	n := 1
	for i, c := range row {
		if c == '|' && i > 0 && i < len(row)-1 && row[i-1] != '\\' {
			n++
		}
	}
	return n
}
