// Package faces generates synthetic photographs of faces: 48×48 grey pixels, aligned by eyes and mouth, cropped tightly, with one of
// seven expressions. They replace the Toronto Face Database for users who cannot obtain it.
//
// An image is made in four steps:
//
//  1. Sample draws 91 continuous factors (Params): the person's features, the pull of the muscles, the pose, the position of the lamp
//     and the settings of the camera. There are no templates.
//  2. The head is modelled as a relief over the image plane, with a skull with soft bumps, a nose, folds and lips. Then it is painted:
//     skin, eyes, brows, mouth, beard, hair, glasses.
//  3. A lamp and ambient light illuminate it: Lambert's law on the relief's normals, cast shadows, darker hollows, a highlight.
//  4. The head is turned (each pixel looks up its place on the relief), put in front of a background, blurred, and developed:
//     exposure, tone curve, contrast, grain, eight bits.
//
// An image depends only on its index. It has the same bits on every machine, and images can be drawn in any order. docs/tfd-like.md
// compares the images with photographs.
package faces

import (
	"sync"

	"gan2014/internal/rng"
)

// Side is the width and the height of an image, Pixels the number of its pixels.
const (
	Side   = 48
	Pixels = Side * Side
)

// A Face is an image, row-major, 0 black, and its label.
type Face struct {
	Pixels     [Pixels]uint8
	Expression Expression
}

// Draw returns the face of an index.
func Draw(index int) *Face {
	p := Sample(rng.For(0, "faces", index))
	return p.Render()
}

// Render draws the face with these factors.
func (p *Params) Render() *Face {
	f := &Face{Expression: p.Expression}
	h := heads.Get().(*head)
	defer heads.Put(h)
	h.build(p)
	h.shade(p.Light)
	h.photograph(p, &f.Pixels)
	return f
}

// heads keeps the memory of heads for the next faces.
var heads = sync.Pool{New: func() any { return new(head) }}
