package sheet

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"math"
	"testing"
)

// TestSheetGeometry draws the sheet of Fig. 2 with images of 3×2 pixels. Each image has its own grey, so a pixel shows which image it comes
// from.
func TestSheetGeometry(t *testing.T) {
	s := Sheet{Width: 3, Height: 2}
	const dim = 6
	samples, nearest := make([]float32, 100*dim), make([]float32, 10*dim)
	for i := range samples {
		samples[i] = float32(i/dim) / 255 // image i is grey i
	}
	for i := range nearest {
		nearest[i] = float32(200+i/dim) / 255
	}
	img := s.Draw(samples, nearest)

	// 11 columns of 3 and 10 rows of 2 pixels, with 5 pixels between and around.
	if want := image.Rect(0, 0, 11*3+12*5, 10*2+11*5); img.Bounds() != want {
		t.Fatalf("bounds %v, want %v", img.Bounds(), want)
	}
	check := func(x, y int, want color.RGBA) {
		t.Helper()
		if got := img.RGBAAt(x, y); got != want {
			t.Errorf("pixel %d,%d is %v, want %v", x, y, got, want)
		}
	}
	grey := func(g uint8) color.RGBA { return color.RGBA{g, g, g, 255} }
	for row := range 10 {
		for col := range 10 {
			x, y := 5+8*col, 5+7*row
			check(x, y, grey(uint8(10*row+col)))
			check(x+2, y+1, grey(uint8(10*row+col)))
			check(x+3, y, sheetGround)
			check(x, y+2, sheetGround)
		}
		x, y := 5+8*10, 5+7*row
		check(x, y, grey(uint8(200+row)))
		check(x+2, y+1, grey(uint8(200+row)))
		for d := 1; d <= 2; d++ { // the frame is 2 pixels thick on every side
			check(x-d, y, sheetYellow)
			check(x+2+d, y, sheetYellow)
			check(x, y-d, sheetYellow)
			check(x, y+1+d, sheetYellow)
		}
		check(x-3, y, sheetGround) // and does not touch its neighbours
		check(x, y-3, sheetGround)
	}
}

func TestSheetRowsAreRowMajor(t *testing.T) {
	img := Sheet{Width: 2, Height: 2, Rows: 1, Cols: 1}.Draw([]float32{0, 1, float32(math.NaN()), 7}, nil)
	var got []uint8
	for _, p := range []image.Point{{5, 5}, {6, 5}, {5, 6}, {6, 6}} {
		got = append(got, img.RGBAAt(p.X, p.Y).R)
	}
	if !bytes.Equal(got, []uint8{0, 255, 0, 255}) {
		t.Errorf("greys %v, want 0 255, then NaN as 0 and 7 clamped to 255", got)
	}
	if img.Bounds().Dx() != 12 {
		t.Errorf("width %d: without nearest images there is no framed column", img.Bounds().Dx())
	}
}

// TestSheetInColour checks that the channels of an image are planes, one after the other.
func TestSheetInColour(t *testing.T) {
	img := Sheet{Width: 2, Height: 1, Channels: 3, Rows: 1, Cols: 1}.Draw([]float32{0.2, 1, 0.4, 0, 0.6, 0}, nil)
	for x, want := range []color.RGBA{{51, 102, 153, 255}, {255, 0, 0, 255}} {
		if got := img.RGBAAt(5+x, 5); got != want {
			t.Errorf("pixel %d is %v, want %v", x, got, want)
		}
	}
}

func TestSheetPNG(t *testing.T) {
	s := Sheet{Width: 1, Height: 1, Rows: 2, Cols: 2}
	data, err := PNG(s.Draw(make([]float32, 4), make([]float32, 2)))
	if err != nil {
		t.Fatal(err)
	}
	img, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	if got := img.Bounds().Max; got != image.Pt(3*1+4*5, 2*1+3*5) {
		t.Errorf("size %v", got)
	}
}

func TestSheetPanicsOnLength(t *testing.T) {
	for _, f := range []func(){
		func() { Sheet{Width: 2, Height: 2}.Draw(make([]float32, 399), nil) },
		func() { Sheet{Width: 2, Height: 2}.Draw(make([]float32, 400), make([]float32, 39)) },
		func() { Sheet{}.Draw(nil, nil) },
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Error("no panic")
				}
			}()
			f()
		}()
	}
}
