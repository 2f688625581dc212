package chart

import (
	"image/color"

	"gonum.org/v1/plot/vg"
)

// More of the Okabe-Ito palette, for panels of many curves; the plum is darker than its, which is faint on paper.
var (
	Blue  = SolidBlue.Color
	Rust  = DashedRust.Color
	Green = color.RGBA{0x00, 0x9e, 0x73, 0xff}
	plum  = color.RGBA{0xaa, 0x55, 0x88, 0xff}
)

// PaletteStyle returns the line style of the i-th of many curves. Successive styles differ in colour and in dashes.
func PaletteStyle(i int) LineStyle {
	colors := []color.RGBA{Blue, Rust, Green, plum}
	dashes := [][]vg.Length{nil, {5, 2}, {8, 2, 2, 2}, {2, 2}, {10, 3}, {1.5, 3}}
	return LineStyle{Color: colors[i%len(colors)], Dashes: dashes[i%len(dashes)]}
}

// A translucent colour is one of which a fifth covers what is behind it. vgsvg divides by the opacity and cuts off: what it is given is rounded
// up, so that it finds the same colour, which pageSVG knows.
type translucent color.RGBA

func (c translucent) RGBA() (r, g, b, a uint32) {
	const opacity = 0x3333
	share := func(v uint8) uint32 { return min(uint32(v)*opacity/255+1, opacity) }
	return share(c.R), share(c.G), share(c.B), opacity
}
