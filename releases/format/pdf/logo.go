package pdf

import (
	"bytes"
	"image"
	"image/png"
)

// LogoError says that a letterhead's logo is not usable.
type LogoError struct {
	Code string // "not-png", "too-large"
	Err  error  // of the decoder, may be nil
}

func (e *LogoError) Error() string {
	if e.Err != nil {
		return "logo: " + e.Code + ": " + e.Err.Error()
	}
	return "logo: " + e.Code
}

func (e *LogoError) Unwrap() error { return e.Err }

// maxPixels is how many pixels a logo may have: ten times what prints well.
const maxPixels = 4 << 20

// The box that a logo fills, in points.
const (
	logoHeight = 36.0
	logoWidth  = 150.0
)

// logo is a picture in the letterhead.
type logo struct {
	width, height  float64 // in points
	across, down   int     // in pixels
	colours, alpha []byte  // RGB, and what is opaque of it; nil where all is
}

func readLogo(raw []byte) (*logo, error) {
	size, err := png.DecodeConfig(bytes.NewReader(raw))
	if err != nil {
		return nil, &LogoError{"not-png", err}
	}
	if size.Width < 1 || size.Height < 1 || size.Width > maxPixels/size.Height {
		return nil, &LogoError{"too-large", nil}
	}
	picture, err := png.Decode(bytes.NewReader(raw))
	if err != nil {
		return nil, &LogoError{"not-png", err}
	}
	l := &logo{across: size.Width, down: size.Height}
	fit := min(logoHeight/float64(size.Height), logoWidth/float64(size.Width))
	l.width, l.height = float64(size.Width)*fit, float64(size.Height)*fit
	l.pixels(picture)
	return l, nil
}

func (l *logo) pixels(picture image.Image) {
	opaque := true
	area := picture.Bounds()
	for y := area.Min.Y; y < area.Max.Y; y++ {
		for x := area.Min.X; x < area.Max.X; x++ {
			r, g, b, a := picture.At(x, y).RGBA()
			if a > 0 && a < 0xFFFF { // colours come multiplied by alpha
				r, g, b = r*0xFFFF/a, g*0xFFFF/a, b*0xFFFF/a
			}
			opaque = opaque && a == 0xFFFF
			l.colours = append(l.colours, byte(r>>8), byte(g>>8), byte(b>>8))
			l.alpha = append(l.alpha, byte(a>>8))
		}
	}
	if opaque {
		l.alpha = nil
	}
}

func (l *logo) put(f *file) ref {
	picture := f.ref()
	o := new(object).add("/Type/XObject/Subtype/Image/BitsPerComponent 8/Width ").int(l.across).add("/Height ").int(l.down)
	rest := new(object).add(string(o.b)).add("/ColorSpace/DeviceRGB")
	if l.alpha != nil {
		mask := f.ref()
		f.deflated(mask, o.add("/ColorSpace/DeviceGray"), l.alpha)
		rest.add("/SMask ").ref(mask)
	}
	f.deflated(picture, rest, l.colours)
	return picture
}

// letterLogo draws the logo at the head of a chapter: at the start of a single
// column, between two.
func (d *document) letterLogo(p *page) {
	c := p.chapter.columns[0]
	x := c.x
	switch {
	case len(p.chapter.columns) > 1:
		x = (pageWidth - d.logo.width) / 2
	case c.sheet.RTL:
		x = c.x + c.width - d.logo.width
	}
	y := pageHeight - topMargin - d.logo.height
	figure := &element{tag: "Figure", alt: d.sheets[0].Organisation, parent: c.article, box: [4]float64{x, y, x + d.logo.width, y + d.logo.height}}
	if len(p.chapter.columns) > 1 {
		figure.parent = d.root
		figure.lang = string(d.sheets[0].Language)
	}
	if figure.alt == "" {
		figure = nil // nothing that could be said of it
	}
	p.belongs(figure)
	p.add("q ").numbers([]float64{d.logo.width, 0, 0, d.logo.height, x, y}).add("cm/Logo Do Q\n")
}
