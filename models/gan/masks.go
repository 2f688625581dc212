package gan

import (
	"slices"

	"gan2014/internal/rng"
	"gan2014/models/nn"
)

// Masks let nets learn all conditional distributions p(x_S | rest) of an image at once: a family of models that share their parameters (paper,
// section 7, extension 3). For each image of a minibatch a set S of pixels is drawn. The generator is given the image with noise in the place of
// the missing pixels, as in InpaintingAdversaryCost of the original code, and which pixels they are. It completes the image. The discriminator is
// given a whole image and the same set: an image of the data, or one that was completed. The noise has as many values as an image.
type Masks struct {
	Kinds                   []Mask // one is drawn for each image, all with the same probability
	Height, Width, Channels int    // of an image; a pixel is missing in all channels

	Diversity Diversity
	Variety   float64 // weight of the variety loss; 0 means none
}

// paired reports whether samples come in pairs of the same image and mask.
func (m Masks) paired() bool { return m.Diversity.Weight > 0 || m.Variety > 0 }

// A Mask is a way of drawing the set of missing pixels.
type Mask string

const (
	Halves     Mask = "halves"     // one of the four halves of the image
	Quadrants  Mask = "quadrants"  // one of its quadrants
	Rectangles Mask = "rectangles" // a rectangle whose sides are a quarter to three quarters of those of the image, anywhere in it
	Pixels     Mask = "pixels"     // each pixel with the same probability, which is drawn from U(.2, .8)
	Everything Mask = "everything" // all pixels: the generator makes a sample
)

// draw fills a row with 1 for the values that are missing and 0 for the others.
func (m Masks) draw(s rng.Stream, kind Mask, hidden []float32) {
	clear(hidden)
	switch kind {
	case Halves:
		top, left, height, width := 0, 0, m.Height, m.Width
		switch s.IntN(4) {
		case 0:
			height /= 2
		case 1:
			top, height = m.Height/2, m.Height-m.Height/2
		case 2:
			width /= 2
		default:
			left, width = m.Width/2, m.Width-m.Width/2
		}
		m.hide(hidden, top, left, height, width)
	case Quadrants:
		m.hide(hidden, s.IntN(2)*(m.Height/2), s.IntN(2)*(m.Width/2), m.Height/2, m.Width/2)
	case Rectangles:
		height, width := m.Height/4+s.IntN(m.Height/2+1), m.Width/4+s.IntN(m.Width/2+1)
		m.hide(hidden, s.IntN(m.Height-height+1), s.IntN(m.Width-width+1), height, width)
	case Pixels:
		p := .2 + float64(.6*s.Float64())
		for y := range m.Height {
			for x := range m.Width {
				if s.Float64() < p {
					m.hide(hidden, y, x, 1, 1)
				}
			}
		}
	case Everything:
		m.hide(hidden, 0, 0, m.Height, m.Width)
	default:
		panic("gan: no mask of kind " + kind)
	}
}

// hide marks the pixels of a rectangle as missing.
func (m Masks) hide(hidden []float32, top, left, height, width int) {
	for channel := range m.Channels {
		for y := top; y < top+height; y++ {
			row := hidden[(channel*m.Height+y)*m.Width:]
			for x := left; x < left+width; x++ {
				row[x] = 1
			}
		}
	}
}

// Draw returns the sets of missing pixels of n images, one a row, all of one kind: 1 for a value that is missing, 0 for the others.
func (m Masks) Draw(n int, kind Mask, s rng.Stream) nn.Matrix[float32] {
	hidden := nn.NewMatrix[float32](n, m.Height*m.Width*m.Channels)
	for i := range n {
		m.draw(s, kind, hidden.Row(i))
	}
	return hidden
}

// setMasks draws the masks of a step on rows of the data. Data and samples of the same row have the same mask. The two samples of a pair are
// completions of one image with one mask.
func (t *Trainer) setMasks(s *step[float32], rows []int, stream string) {
	masks := *t.config.Masks
	drawn := rng.For(t.seed, "masks"+stream, t.state.Update)
	for i := range rows {
		hidden, image := s.c.Row(s.real+i), rows[i]
		if masks.paired() && i%2 == 1 { // the second of a pair of samples
			copy(hidden, s.c.Row(s.real+i-1))
			image = rows[i-1]
		} else {
			masks.draw(drawn, masks.Kinds[drawn.IntN(len(masks.Kinds))], hidden)
		}
		for k, v := range t.images.Row(image) {
			s.visible.Row(i)[k] = float32(v * (1 - hidden[k]))
		}
		if s.truth.Rows > 0 {
			copy(s.truth.Row(i), t.images.Row(image))
		}
		if s.real > 0 {
			copy(s.c.Row(i), hidden)
		}
	}
}

// Complete returns the images with their missing values replaced by those that the generator makes of z. hidden has 1 for a value that is
// missing and 0 for the others. All have one row an image.
func (g Generator) Complete(images, hidden, z nn.Matrix[float32]) (nn.Matrix[float32], error) {
	completed, err := g.generate(z.Rows, alone, func(part, c nn.Matrix[float32], from int) {
		copy(part.Data, z.From(from).Data)
		copy(c.Data, hidden.From(from).Data)
		keep(part, images.From(from), hidden.From(from))
	})
	if err == nil {
		keep(completed, images, hidden)
	}
	return completed, err
}

// Completions returns n completions of one image, with fresh noise for each.
func (g Generator) Completions(image, hidden []float32, n int, noise rng.Stream) (nn.Matrix[float32], error) {
	repeat := func(row []float32) nn.Matrix[float32] {
		return nn.Matrix[float32]{Rows: n, Cols: len(row), Data: slices.Repeat(row, n)}
	}
	return g.Complete(repeat(image), repeat(hidden), g.Noise(n, noise))
}

// keep copies the values that are not missing from images to dst, which may have fewer or more rows.
func keep(dst, images, hidden nn.Matrix[float32]) {
	for i, h := range hidden.Data[:min(len(hidden.Data), len(dst.Data))] {
		if h == 0 {
			dst.Data[i] = images.Data[i]
		}
	}
}
