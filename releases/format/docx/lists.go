package docx

import (
	"fmt"
	"strings"

	"bayan/releases"
)

// lists gives items their places in the numbering of a document. Each run of
// numbers that begins anew is a numbering instance of its own.
type lists struct {
	open   []openList // by depth
	starts []start    // of the numbered instances
}

type openList struct {
	ordered bool
	id      int
}

type start struct{ level, number int }

// Abstract numberings, and the instance of all bullets.
const (
	bullets, numbers = 0, 1
	bulletID         = 1
)

// end says that no list is open.
func (l *lists) end() { l.open = l.open[:0] }

// item is the numbering of the next item.
func (l *lists) item(b releases.Block) string {
	depth := min(max(b.Level, 1), len(l.open)+1)
	counts := len(l.open) >= depth && l.open[depth-1].ordered && b.Start == 0
	id := bulletID
	switch {
	case b.Ordered && counts:
		id = l.open[depth-1].id
	case b.Ordered:
		l.starts = append(l.starts, start{depth - 1, max(b.Start, 1)})
		id = bulletID + len(l.starts)
	}
	l.open = append(l.open[:depth-1], openList{b.Ordered, id})
	return fmt.Sprintf(`<w:numPr><w:ilvl w:val="%d"/><w:numId w:val="%d"/></w:numPr>`, depth-1, id)
}

// Measures of lists, in twentieths of a point. LibreOffice sets the mark of a
// right-to-left item outwards from where it begins, so it begins inside.
const (
	listInset   = 567
	listStep    = 397
	listHanging = 340
)

// levels is how many a numbering has.
const levels = 9

// part is word/numbering.xml.
func (l *lists) part() string {
	var b strings.Builder
	b.WriteString("<w:numbering" + spaces + ">")
	for _, kind := range []int{bullets, numbers} {
		fmt.Fprintf(&b, `<w:abstractNum w:abstractNumId="%d"><w:multiLevelType w:val="hybridMultilevel"/>`, kind)
		for level := range levels {
			format, text := "bullet", [...]string{"•", "–"}[level%2]
			if kind == numbers {
				format, text = "decimal", fmt.Sprintf("%%%d.", level+1)
			}
			fmt.Fprintf(&b, `<w:lvl w:ilvl="%d"><w:start w:val="1"/><w:numFmt w:val="%s"/><w:lvlText w:val="%s"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="%d" w:hanging="%d"/></w:pPr></w:lvl>`, level, format, text, listInset+listStep*level, listHanging)
		}
		b.WriteString("</w:abstractNum>")
	}
	fmt.Fprintf(&b, `<w:num w:numId="%d"><w:abstractNumId w:val="%d"/></w:num>`, bulletID, bullets)
	for i, s := range l.starts {
		fmt.Fprintf(&b, `<w:num w:numId="%d"><w:abstractNumId w:val="%d"/><w:lvlOverride w:ilvl="%d"><w:startOverride w:val="%d"/></w:lvlOverride></w:num>`, bulletID+1+i, numbers, s.level, s.number)
	}
	b.WriteString("</w:numbering>")
	return b.String()
}
