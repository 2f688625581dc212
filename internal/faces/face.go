// Package faces draws photographs of faces that never were: 48×48 pixels, grey, aligned by eyes and mouth, cropped
// tightly, with one of seven expressions. They stand in for the Toronto Face Database where that cannot be had.
//
// A picture is made the way a photograph is:
//
//  1. Sample draws 91 continuous factors (Params): who it is, what the muscles do, how the head is turned, where
//     the lamp stands, what the camera does. There are no templates to choose from.
//  2. The head is modelled as a relief over the image plane, a skull with soft bumps, a nose, folds, lips, and painted:
//     skin, eyes, brows, mouth, beard, hair, glasses.
//  3. A lamp and a surround light it: Lambert's law on the relief's normals, cast shadows, darker hollows, a highlight.
//  4. The head is turned (each pixel looks up its place on the relief), put before a background, blurred, and developed:
//     exposure, tone curve, contrast, grain, eight bits.
//
// An image is a function of its index: the same bits on every machine, in any order. docs/tfd-like.md compares them with
// photographs.
package faces

import "gan2014/internal/rng"

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
	h := newHead(p)
	h.photograph(p, h.shade(p.Light), &f.Pixels)
	return f
}
