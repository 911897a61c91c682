package terminal

import (
	"strings"
)

// Style is how words look, where colours are on.
type Style uint8

const (
	Bold Style = iota
	Dim
	Underline
	Red
	Green
	Yellow
	Blue
	Magenta
	Cyan
)

// selectGraphic are the parameters of CSI m (ECMA-48 SGR) for each Style.
var selectGraphic = [...]string{"1", "2", "4", "31", "32", "33", "34", "35", "36"}

// ink is the set of styles of one character: bit s for Style s.
type ink uint16

// Inside a text a style is a noncharacter, U+FDD0 + Style, and its end U+FDEF:
// Unicode keeps these for the inside of programs. They never reach a layout:
// typeset turns them into the ink of each character.
const (
	firstStyle = '\uFDD0'
	lastStyle  = firstStyle + rune(Cyan)
	endOfStyle = '\uFDEF'
)

// Style gives s in a style, to be put in any text of this Printer. Styles nest.
func (p *Printer) Style(style Style, s string) string {
	if !p.Color || s == "" {
		return s
	}
	return string(firstStyle+rune(style)) + s + string(endOfStyle)
}

// change appends what turns one ink into another.
func change(dst []byte, from, to ink) []byte {
	if from == to {
		return dst
	}
	if from&^to != 0 || to == 0 {
		dst, from = append(dst, "\x1b[0m"...), 0
	}
	if fresh := to &^ from; fresh != 0 {
		var codes []string
		for style, code := range selectGraphic {
			if fresh>>style&1 != 0 {
				codes = append(codes, code)
			}
		}
		dst = append(dst, "\x1b["+strings.Join(codes, ";")+"m"...)
	}
	return dst
}
