package classifier

import (
	"gan2014/internal/rng"
	"gan2014/models/nn"
)

// A Shift moves each image of a minibatch by a random number of pixels, so that the net does not learn where exactly an object lies. It moves the
// channels of an image alike. What comes in from outside is 0.
type Shift struct {
	Most          int // pixels, in either direction; 0 moves nothing
	Height, Width int // of an image, whose values are one plane of pixels for each channel
}

// apply moves the images, one a row.
func (s Shift) apply(images nn.Matrix[float32], r rng.Stream) {
	if s.Most == 0 {
		return
	}
	before := make([]float32, images.Cols)
	for i := range images.Rows {
		down, right := r.IntN(2*s.Most+1)-s.Most, r.IntN(2*s.Most+1)-s.Most
		copy(before, images.Row(i))
		s.move(images.Row(i), before, down, right)
	}
}

// move writes the image moved by so many pixels to dst.
func (s Shift) move(dst, image []float32, down, right int) {
	clear(dst)
	plane := s.Height * s.Width
	from, to := max(0, right), s.Width+min(0, right) // the columns of dst that come from the image
	for ; len(dst) >= plane && from < to; dst, image = dst[plane:], image[plane:] {
		for y := max(0, down); y < s.Height+min(0, down); y++ {
			copy(dst[y*s.Width+from:y*s.Width+to], image[(y-down)*s.Width+from-right:])
		}
	}
}
