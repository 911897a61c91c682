// Package terminal writes paragraphs, lists and tables on a terminal so that
// Arabic reads from right to left on it, whatever it can do by itself.
//
// Some terminals reorder, some do not, and a pipe must carry text as it is. A
// Mode says which of these is the case (Detect finds it), and a Printer writes
// the same calls rightly in each:
//
//	p := terminal.New(w, terminal.Options{Mode: mode, Width: 80, Direction: bidi.RTL, Color: true})
//	p.Heading("المهام المعلّقة")
//	p.Table([]string{"البيان", "اللغة"}, [][]string{{"white-2", "ar"}})
//	p.Paragraph("بانتظار الاعتماد: " + p.Value(title))
//
// Guarantees: a control character in a text never reaches the terminal; what
// is drawn never exceeds the width, cut or wrapped in reading order; colours
// change no character and no order; in mode None without a width the output is
// the text itself. Nothing here reads the environment or a clock.
package terminal

import (
	"io"

	"bayan/locales/bidi"
)

// Mode is who puts right-to-left text in order. The zero value is the one that
// can do no harm.
type Mode uint8

const (
	// None writes logical text without isolates: for pipes and programs.
	None Mode = iota
	// Isolate keeps the isolates around values and trusts the reader's program.
	Isolate
	// Native is for terminals that reorder: isolates, and the direction of each
	// line by the sequence of terminal-wg (CSI 1 SP k, CSI 2 SP k).
	Native
	// Visual is for terminals that do not: joined, reordered and mirrored here.
	// What is copied from such a screen is in the wrong order.
	Visual
	// Auto is to be settled by Detect; a Printer takes it for None.
	Auto
)

var modeNames = [...]string{"none", "isolate", "native", "visual", "auto"}

// String is the mode as ParseMode reads it.
func (m Mode) String() string { return modeNames[min(int(m), len(modeNames)-1)] }

// ParseMode reads none, isolate, native, visual or auto.
func ParseMode(name string) (Mode, bool) {
	for i, known := range modeNames {
		if name == known {
			return Mode(i), true
		}
	}
	return None, false
}

// Options say what the terminal is and what language its user reads.
type Options struct {
	Mode      Mode
	Width     int            // cells of a line; 0 for no limit: nothing is wrapped or cut (80 in mode Visual, which has a right edge)
	Direction bidi.Direction // of the interface; Auto counts as LTR
	Color     bool           // colours and bold letters may be used
}

// Printer writes blocks. Each is one Write of whole lines. After a writing
// error it writes nothing more; see Err. A Printer belongs to one goroutine.
type Printer struct {
	Options
	w   io.Writer
	err error
	out []byte // of the block being written
}

// New gives a Printer on w.
func New(w io.Writer, o Options) *Printer {
	if o.Direction == bidi.Auto {
		o.Direction = bidi.LTR
	}
	if o.Mode >= Auto {
		o.Mode = None
	}
	if o.Width = max(o.Width, 0); o.Width == 0 && o.Mode == Visual {
		o.Width = 80
	}
	return &Printer{Options: o, w: w}
}

// Err is the first error of the writer.
func (p *Printer) Err() error { return p.err }

// flush writes the block.
func (p *Printer) flush() {
	if p.err == nil && len(p.out) > 0 {
		_, p.err = p.w.Write(p.out)
	}
	p.out = p.out[:0]
}

// logical tells that the text is written in reading order.
func (p *Printer) logical() bool { return p.Mode != Visual }

// isolates tells that isolates may be written.
func (p *Printer) isolates() bool { return p.Mode == Isolate || p.Mode == Native }
