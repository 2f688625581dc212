package faces

import "gan2014/internal/rng"

// A head is a sculpture and its paint, on the canvas.
type head struct {
	Identity
	Muscles
	dice
	mouth mouth

	height plane // z
	albedo plane
	gloss  plane // strength of the highlight
	cover  plane // 1 on the head, 0 beside it
	matter plane // the skin's texture, then the hair's
}

// newHead builds the head of p. The skull comes first; what lies on top of something comes after it.
func newHead(p *Params) *head {
	h := &head{Identity: p.Identity, Muscles: p.Muscles, dice: dice{rng.For(p.Seed, "faces/texture")}}
	h.mouth = h.shapeMouth()
	h.skull()
	h.flesh()
	h.nose()
	h.skin()
	h.folds()
	h.lips()
	for _, side := range [2]float64{-1, 1} {
		h.eye(side, p)
		h.brow(side)
	}
	h.beard()
	h.hair()
	h.spectacles()
	return h
}

// outline returns a squared distance from the middle of the face, 1 on the outline of the skull, and the same for the height,
// which falls later above and below.
func (h *head) outline(u, v float64) (edge, fall float64) {
	const cheek = -.1 // v where the face is widest
	a, b, square := sq(u/h.Width), (cheek-v)/1.6, h.Temple
	if v > cheek {
		b, square = (v-cheek)/(h.Chin+mul(.2, h.Muscles.Jaw)-cheek), h.Identity.Jaw
	}
	b = sq(b)
	cross := mul(square, mul(a, b))
	return a + b - cross, a + mul(b, b) - cross
}

func (h *head) skull() {
	everywhere.each(func(k int, u, v float64) {
		edge, fall := h.outline(u, v)
		fall = min(fall, 2)
		h.height[k] = mul(h.Depth, 1-mul(.5, fall)-mul(.5, sq(fall)))
		h.cover[k] = step(-.1, .1, 1-edge)
	})
}

// flesh models what gives the face its soft relief.
func (h *head) flesh() {
	z, m := &h.height, &h.mouth
	brow := h.EyeV - h.BrowGap
	z.pair(blob{.36, brow + .05, .42, .2}, .3*h.Socket+.02*h.Frown)
	z.pair(blob{h.EyeU, h.EyeV, .36, .24}, -h.Socket)
	z.pair(blob{h.EyeU - .24, h.EyeV + .02, .14, .16}, -.5*h.Socket)
	z.pair(blob{h.EyeU, h.EyeV + .01, .25, .17}, .085)
	z.pair(blob{.86, -.42, .3, .35}, -.04)
	z.pair(blob{.58, .02 - mul(.06, h.Cheek), .42, .34}, h.Cheekbone+.05*h.Cheek)
	z.pair(blob{.42, .2 - mul(.05, h.Smile), .26, .24}, .035*h.Smile+.02*h.NoseUp)
	z.pair(blob{.62, .45, .34, .34}, -h.Hollow)
	z.add(blob{0, m.v, .66, .46}, .07)
	z.add(blob{0, m.bottom() + .09, .3, .1}, -.03-.02*h.ChinUp)
	chin := h.Chin - .2 + mul(.2, h.Muscles.Jaw)
	z.add(blob{0, chin, .38, .28}, h.ChinBump+.03*h.ChinUp)
	z.add(blob{0, chin + .03, .07, .14}, -h.Cleft)
	z.add(blob{0, h.NoseBase + .13, .08, .14}, -.02)
}

// nose adds a ridge that grows to the tip and ends above the lip, with wings.
func (h *head) nose() {
	root, base := h.EyeV+.02, h.NoseBase-mul(.03, h.NoseUp)
	box{-.5, .5, root - .4, base + .12}.each(func(k int, u, v float64) {
		t := (v - root) / (base - root)
		rise := mix(h.NoseBridge, 1, sq(clamp(t, 0, 1))) * step(-.7, .15, t) * step(1.14, .84, t+mul(.18, sq(u/h.NoseWide)))
		wide := mix(.16, h.NoseWide+.02, step(.1, .95, t))
		cross := max(0, 1-sq(u/wide))
		h.height[k] += mul(mul(h.NoseHigh, rise), sq(cross))
	})
	h.height.add(blob{0, base - .1, .17, .14}, .22*h.NoseHigh)
	h.height.pair(blob{h.NoseWide - .06, base - .07, .14, .13}, .07+.02*h.NoseUp)
	h.height.pair(blob{h.NoseWide + .06, base - .06, .1, .16}, -.03)
}

// A mouth is an opening between two curves v ± gap·(1−s²) about a line that bends by corner, with lips around it; s runs from −1
// to 1 between the corners.
type mouth struct {
	v, half        float64
	corner         float64 // how far the corners lie above the middle
	above, below   float64 // half-heights of the opening over and under the line
	upper, lower   float64 // thickness of the lips
	teeth, chinned float64
}

func (h *head) shapeMouth() mouth {
	tight := 1 - .6*h.Press
	return mouth{
		v:      h.MouthV - mul(.025, h.LipUp) - mul(.02, h.ChinUp) + mul(.03, h.Muscles.Jaw),
		half:   h.MouthWide * (1 + mul(.3, h.Smile) + mul(.2, h.Stretch) - mul(.2, h.Muscles.Jaw) - mul(.08, h.ChinUp)),
		corner: .012 + mul(.11, h.Smile) - mul(.09, h.Droop) - mul(.03, h.Stretch),
		above:  mul(.04, h.Part) + mul(.05, h.Part*h.LipUp) + mul(.05, h.Muscles.Jaw),
		below:  mul(.07, h.Part) + mul(.06, h.Part*h.Smile) + mul(.25, h.Muscles.Jaw),
		upper:  h.LipUpper * (1 - mul(.35, h.Smile) - mul(.2, h.Stretch)) * tight,
		lower:  h.LipLower * (1 - mul(.25, h.Smile) - mul(.2, h.Stretch) + mul(.15, h.ChinUp)) * tight,
		teeth:  .1,
	}
}

// bottom returns v below the lower lip.
func (m *mouth) bottom() float64 { return m.v + m.below + m.lower }
