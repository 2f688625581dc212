// Package sheet draws samples as pictures of rows and columns.
package sheet

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
)

// A Sheet lays samples out as the paper's Fig. 2 does: rows of samples, and
// at the end of each row, framed in yellow, the training image nearest to
// the last sample of that row. Pixels are drawn one to one; whoever shows
// the sheet scales it.
type Sheet struct {
	Width, Height int // of one image, in pixels
	Channels      int // 1, which 0 means too, or 3: planes of red, green and blue
	Rows, Cols    int // of samples; 0 means 10
}

const (
	sheetGap   = 5 // pixels between images, as in the original show_samples_*_paper.py
	sheetFrame = 2 // thickness of the yellow frame, drawn inside the gap
)

var (
	sheetGround = color.RGBA{0x59, 0x59, 0x59, 0xff} // tells black images from the gap on a light and on a dark page
	sheetYellow = color.RGBA{0xf0, 0xe4, 0x42, 0xff} // Okabe-Ito yellow
)

// Draw draws Rows×Cols samples and Rows nearest images. Both are row-major
// rows of Channels×Height×Width shades in [0,1]; values outside are clamped and
// NaN is black. A nil nearest leaves the framed column out.
func (s Sheet) Draw(samples, nearest []float32) *image.RGBA {
	s = s.withDefaults()
	dim := s.Channels * s.Width * s.Height
	if dim <= 0 {
		panic("sheet: sheet of empty images")
	}
	if len(samples) != s.Rows*s.Cols*dim {
		panic("sheet: samples length mismatch")
	}
	cols := s.Cols
	if nearest != nil {
		if len(nearest) != s.Rows*dim {
			panic("sheet: nearest length mismatch")
		}
		cols++
	}
	img := image.NewRGBA(image.Rectangle{Max: s.size(cols)})
	fill(img, img.Bounds(), sheetGround)
	for row := range s.Rows {
		for col := range s.Cols {
			i := row*s.Cols + col
			s.paint(img, row, col, samples[i*dim:(i+1)*dim])
		}
		if nearest != nil {
			fill(img, s.cell(row, s.Cols).Inset(-sheetFrame), sheetYellow)
			s.paint(img, row, s.Cols, nearest[row*dim:(row+1)*dim])
		}
	}
	return img
}

// PNG encodes a picture.
func PNG(picture image.Image) ([]byte, error) {
	var b bytes.Buffer
	err := png.Encode(&b, picture)
	return b.Bytes(), err
}

func (s Sheet) withDefaults() Sheet {
	if s.Rows == 0 {
		s.Rows = 10
	}
	if s.Cols == 0 {
		s.Cols = 10
	}
	if s.Channels == 0 {
		s.Channels = 1
	}
	return s
}

// cell returns the rectangle of the image in the given row and column.
func (s Sheet) cell(row, col int) image.Rectangle {
	x := sheetGap + col*(s.Width+sheetGap)
	y := sheetGap + row*(s.Height+sheetGap)
	return image.Rect(x, y, x+s.Width, y+s.Height)
}

// size returns the size of the whole sheet, with a gap all round.
func (s Sheet) size(cols int) image.Point {
	return s.cell(s.Rows-1, cols-1).Max.Add(image.Pt(sheetGap, sheetGap))
}

func (s Sheet) paint(img *image.RGBA, row, col int, shades []float32) {
	at := s.cell(row, col).Min
	plane := s.Width * s.Height
	for i := range plane {
		red := shadeByte(shades[i])
		c := color.RGBA{red, red, red, 0xff}
		if s.Channels == 3 {
			c.G, c.B = shadeByte(shades[plane+i]), shadeByte(shades[2*plane+i])
		}
		img.SetRGBA(at.X+i%s.Width, at.Y+i/s.Width, c)
	}
}

// shadeByte rounds a shade in [0,1] to a byte.
func shadeByte(v float32) uint8 {
	switch {
	case v >= 1:
		return 255
	case v > 0:
		return uint8(float32(v*255) + 0.5)
	default: // negative or NaN
		return 0
	}
}

func fill(img *image.RGBA, r image.Rectangle, c color.RGBA) {
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			img.SetRGBA(x, y, c)
		}
	}
}
