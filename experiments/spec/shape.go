package spec

import "fmt"

// A Shape is the size of an image or of the output of a layer. A vector has height 1, width 1, and one channel a value.
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

// Output returns the shape of a layer's output, for a layer that is not the last of its net.
//
// Pooling turns n positions of a filter into ceil((n - Pool) / PoolStride) + 1. Windows that reach over the edge are cut off there
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

// deconvolved returns the shape of a Deconv's output. Its filters are Stride apart and overlap.
func (l Layer) deconvolved(channels int) Shape {
	size := func(n int) int { return (n-1)*l.Stride + l.Kernel }
	return Shape{size(l.Reshape.Height), size(l.Reshape.Width), channels}
}
