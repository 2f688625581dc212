package chart

import (
	"image/color"

	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// A LineStyle is the style of a curve. Curves differ in colour and dashes.
type LineStyle struct {
	Color  color.RGBA
	Dashes []vg.Length
	Width  vg.Length // 0 means 1.5
}

// Thin returns the style with a thin line, for one of many curves.
func (s LineStyle) Thin() LineStyle { s.Width = 0.6; return s }

// Thick returns the style with a thick line, for a curve that should stand out.
func (s LineStyle) Thick() LineStyle { s.Width = 2.2; return s }

// Colours of style.css on paper, which pageSVG replaces by those of the page.
// The curves' are blue and vermillion of the Okabe-Ito palette, which
// colour-blind readers tell apart.
var (
	Ink        = color.RGBA{0x1b, 0x1b, 0x1b, 0xff}
	muted      = color.RGBA{0x59, 0x59, 0x59, 0xff}
	hairline   = color.RGBA{0xe0, 0xe0, 0xe0, 0xff}
	SolidBlue  = LineStyle{Color: color.RGBA{0x00, 0x72, 0xb2, 0xff}}
	DottedInk  = LineStyle{Color: color.RGBA{0x44, 0x44, 0x44, 0xff}, Dashes: []vg.Length{1.5, 3}}
	DashedRust = LineStyle{Color: color.RGBA{0xd5, 0x5e, 0x00, 0xff}, Dashes: []vg.Length{5, 2}}
)

func (s LineStyle) draw() draw.LineStyle {
	width := s.Width
	if width == 0 {
		width = 1.5
	}
	return draw.LineStyle{Color: s.Color, Width: width, Dashes: s.Dashes}
}

// sans returns the font that measures the layout. The page uses its own font.
func sans(size vg.Length) font.Font {
	return font.Font{Typeface: "Liberation", Variant: "Sans", Size: size}
}
