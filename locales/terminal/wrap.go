package terminal

// wrap cuts a paragraph into lines of at most width cells, in reading order; 0
// is no limit and gives the paragraph as it is. It breaks at spaces, which belong to no line, between wide
// characters (Chinese, Japanese), and within a word or a Code only where one is
// longer than a line. A paragraph has at least one line, which may be empty.
func (t *typeset) wrap(width int) []span {
	if width <= 0 {
		return []span{t.all()}
	}
	var (
		lines []span
		start int
		used  int
		depth int  // of isolates from the outermost LRI of a Code on
		loose = -1 // the last place to break outside a Code
		tight stop // and inside one
	)
	for i := 0; i < len(t.text); i++ {
		depth = codeDepth(t.text[i], depth)
		if t.mayBreak(i) && i > start {
			if depth == 0 {
				loose = i
			} else {
				tight = stop{i, depth}
			}
		}
		cells := max(0, int(t.cells[i]))
		if t.cells[i] < 0 || used+cells <= width || t.isSpace(i) || i == start {
			used += cells
			continue
		}
		end := stop{i, depth}
		if loose > start {
			end = stop{loose, 0}
		} else if tight.at > start {
			end = tight
		}
		lines = append(lines, t.trim(span{start, end.at}))
		start, used, depth = end.at, 0, end.depth
		for start < len(t.text) && t.isSpace(start) {
			start++
		}
		i = start - 1
	}
	return append(lines, t.trim(span{start, len(t.text)}))
}

// stop is a place where a line may end, and how deep in a Code it is.
type stop struct{ at, depth int }

// codeDepth is the depth after a character.
func codeDepth(r rune, depth int) int {
	switch {
	case r == '\u2066', depth > 0 && (r == '\u2067' || r == '\u2068'):
		return depth + 1
	case r == '\u2069':
		return max(0, depth-1)
	}
	return depth
}

// mayBreak tells that a line may end before a character.
func (t *typeset) mayBreak(i int) bool {
	if t.isSpace(i) {
		return true
	}
	return i > 0 && (t.text[i-1] == '\u200B' || t.cells[i] == 2 && t.cells[i-1] == 2)
}

// isSpace tells of a space that carries no mark.
func (t *typeset) isSpace(i int) bool {
	return t.text[i] == ' ' && (i+1 == len(t.text) || t.cells[i+1] >= 0)
}

// trim drops the spaces at the end.
func (t *typeset) trim(line span) span {
	for line.end > line.start && t.isSpace(line.end-1) {
		line.end--
	}
	return line
}
