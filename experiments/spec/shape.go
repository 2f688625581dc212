package spec

import "fmt"

// A Shape is the size of an image, or of what a layer gives. A vector is 1 by 1, of as many channels as it has values.
type Shape struct {
	Height   int `json:"height"`
	Width    int `json:"width"`
	Channels int `json:"channels"`
}

func vector(size int) Shape { return Shape{1, 1, size} }

func (s Shape) size() int { return s.Height * s.Width * s.Channels }

func (s Shape) String() string {
	if s.Channels == 1 {
		return fmt.Sprintf("%d by %d", s.Height, s.Width)
	}
	return fmt.Sprintf("%d by %d in %d channels", s.Height, s.Width, s.Channels)
}

// Output is the shape of what a layer that is not the last of its net makes of an input.
//
// Of n positions of a filter, pooling leaves ceil((n - Pool) / PoolStride) + 1: windows over the edge are cut off there
// (pylearn2 mlp.py:3737).
func (l Layer) Output(in Shape) Shape {
	if l.Kind != MaxoutConv {
		return vector(l.Units)
	}
	pooled := func(size int) int {
		positions := size + 2*l.Pad - l.Kernel + 1
		return (max(0, positions-l.Pool)+l.PoolStride-1)/l.PoolStride + 1
	}
	return Shape{pooled(in.Height), pooled(in.Width), l.Channels}
}

// deconvolved is the shape of what a Deconv makes: its filters are Stride apart, and reach over each other.
func (l Layer) deconvolved(channels int) Shape {
	size := func(n int) int { return (n-1)*l.Stride + l.Kernel }
	return Shape{size(l.Reshape.Height), size(l.Reshape.Width), channels}
}
