package pdf

// look is how characters are drawn, and what they belong to.
type look struct {
	bold, emphasis bool
	upright        bool // the text's language has no italics: emphasis is bold
	ink            ink
	owner          *element // nil for what is no part of the text
}

func (l *look) latinCut() cut {
	bold, italic := l.bold || l.emphasis && l.upright, l.emphasis && !l.upright
	switch {
	case bold && italic:
		return latinBoldItalic
	case italic:
		return latinItalic
	case bold:
		return latinBold
	}
	return latin
}

func (l *look) arabicCut() cut {
	if l.bold || l.emphasis {
		return arabicBold
	}
	return arabic
}

// ink is a colour in RGB.
type ink [3]byte

// Those of the web pages on paper.
var (
	black  = ink{0x1D, 0x1C, 0x1A}
	soft   = ink{0x5E, 0x5A, 0x54}
	accent = ink{0x7D, 0x1F, 0x2A}
	hair   = ink{0xC8, 0xC2, 0xB8}
	tint   = ink{0xF5, 0xF1, 0xEA} // behind notices
	signal = ink{0xFB, 0xEE, 0xCB} // behind the marks of drafts and embargoes
	brown  = ink{0x4A, 0x33, 0x00} // on signal
	ghost  = ink{0xF1, 0xEE, 0xE9} // of the word across a draft
)

// setting is how the lines of a paragraph end.
type setting byte

const (
	ragged    setting = iota // at the start
	justified                // on both sides but for the last line
	balanced                 // ragged, of about one length: headlines
	centred
)

// style is how a paragraph is set. Lengths are in points.
type style struct {
	size    float64 // of Latin letters
	lead    float64 // from line to line
	setting setting
}

// scale is the sizes of a chapter: of its running text and, where Arabic
// stands in it, with the height of line that its letters need.
type scale struct {
	size, grid float64
	setting    setting
}

func scaleOf(rtl bool, columns int) scale {
	switch {
	case columns > 1 && rtl:
		return scale{9.7, 17, justified}
	case columns > 1:
		return scale{9.7, 14.5, justified}
	case rtl:
		return scale{10.4, 17.75, justified}
	}
	return scale{10.4, 15.25, justified}
}

func (s scale) body() style    { return style{s.size, s.grid, s.setting} }
func (s scale) list() style    { return style{s.size, s.grid, ragged} }
func (s scale) quote() style   { return style{s.size * 1.06, s.grid, ragged} }
func (s scale) kicker() style  { return style{s.size * .95, s.grid, ragged} }
func (s scale) summary() style { return style{s.size * 1.14, s.grid * 1.125, ragged} }
func (s scale) meta() style    { return style{s.size * .86, s.grid * .875, ragged} }
func (s scale) foot() style    { return style{s.size * .76, s.grid * .75, ragged} }
func (s scale) name() style    { return style{s.size * 1.2, s.grid * 1.125, ragged} }

func (s scale) headline(rtl bool) style {
	if rtl {
		return style{s.size * 1.7, s.grid * 1.75, balanced}
	}
	return style{s.size * 1.95, s.size * 2.35, balanced}
}

func (s scale) heading(level int) style {
	switch level {
	case 2:
		return style{s.size * 1.22, s.grid * 1.125, balanced}
	case 3:
		return style{s.size * 1.1, s.grid, balanced}
	}
	return style{s.size, s.grid, balanced}
}
