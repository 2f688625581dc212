package faces

// skin paints the whole canvas with skin: mottled, darker around the eyes, on the cheeks and above the mouth.
func (h *head) skin() {
	coarse, fine := h.noise(&h.mottle, "mottle", 9, 9), h.noise(&h.texture, "pores", 36, 36)
	for k := range h.albedo {
		spots := mul(h.Freckles, max(0, fine[k]-.7))
		h.albedo[k] = h.Skin * (1 + mul(h.Mottle, coarse[k]) + mul(.5*h.Mottle, fine[k]) - min(.5, spots))
		h.gloss[k] = h.Gloss
	}
	a := &h.albedo
	a.pair(blob{h.EyeU, h.EyeV - .02, .36, .26}, -.12*h.Skin)
	a.pair(blob{h.EyeU - .03, h.EyeV + .17, .26, .12}, -.1*h.Skin*h.Bags)
	a.pair(blob{.55, .16, .36, .3}, -.05*h.Skin)
	a.add(blob{0, h.NoseBase - .1, .2, .16}, -.04*h.Skin)
	a.add(blob{0, h.MouthV - .12, .5, .22}, -.09*h.Skin)
	a.add(blob{0, -.8, .8, .4}, .05*h.Skin)
}

// nostrils darkens the nostrils and the skin between them.
func (h *head) nostrils() {
	v := h.NoseBase - mul(.03, h.NoseUp) + .005
	h.albedo.scale(blob{h.NoseWide - .1, v, .075, .045}, -.42)
	h.albedo.scale(blob{.1 - h.NoseWide, v, .075, .045}, -.42)
	h.albedo.scale(blob{0, h.NoseBase + .03, h.NoseWide, .06}, -.06)
}

// crease cuts a fold: a groove with darker paint.
func (h *head) crease(a arc, strength float64) {
	a.each(func(k int, cover float64) {
		h.height[k] -= mul(.03*strength, cover)
		h.albedo[k] *= 1 - mul(.13*strength, cover)
	})
}

// mirrored returns the arc on the other side of the face.
func (a arc) mirrored() arc {
	if a.upright {
		a.mid, a.tilt, a.bend = -a.mid, -a.tilt, -a.bend
		return a
	}
	a.u0, a.tilt, a.lean = -a.u0, -a.tilt, -a.lean
	return a
}

func (h *head) creases(a arc, strength float64) {
	h.crease(a, strength)
	h.crease(a.mirrored(), strength)
}

// folds adds the folds of the skin, which depend on age and on the pull of muscles.
func (h *head) folds() {
	m, old, brow := &h.mouth, h.Wrinkles, h.EyeV-h.BrowGap
	raised := mul(.5, h.InnerBrow+h.OuterBrow)
	for i := range 3 {
		line := arc{u0: 0, half: .5, mid: brow - .16 - mul(.09, float64(i)) - mul(.03, raised), bend: .04, thick: .045}
		h.crease(line, mul(.2, old)+mul(.6*raised, .3+old))
	}
	frown := arc{u0: brow + .02, half: .16, mid: .07, tilt: .02, thick: .05, upright: true}
	h.creases(frown, mul(.6*h.Frown, .5+old)+mul(.15, old))

	root := arc{u0: 0, half: .14, mid: h.EyeV + .03, bend: .03, thick: .035}
	h.crease(root, h.NoseUp)
	flank := arc{u0: .12, half: .2, mid: .16, tilt: .05, thick: .05, upright: true}
	h.creases(flank, .6*h.NoseUp)

	bag := arc{u0: h.EyeU - .02, half: .22, mid: h.EyeV + .19 - mul(.03, h.Cheek), tilt: .02, bend: -.04, thick: .06}
	h.creases(bag, mul(.6, h.Bags)+mul(.7, h.Cheek))
	for _, tilt := range [2]float64{-.05, .05} { // crow's feet
		foot := arc{u0: h.EyeU + .32, half: .09, mid: h.EyeV + .03 + tilt, tilt: tilt, thick: .04}
		h.creases(foot, mul(.4, old)+mul(.7*h.Cheek, .3+old))
	}

	top, bottom := h.NoseBase-.12, m.v-m.corner+.06 // from the wing of the nose to beside the corner of the mouth
	cheek := arc{u0: mul(.5, top+bottom), half: mul(.5, bottom-top), mid: mul(.5, h.NoseWide+m.half) + .1,
		tilt: mul(.5, m.half+.08-h.NoseWide) + .01, bend: -.02, thick: .1, lean: -.3, upright: true}
	h.creases(cheek, .2+mul(.6, old)+mul(.8, h.Smile)+mul(.4, h.NoseUp)+mul(.4, h.LipUp)+mul(.3, h.Stretch))
	corner := arc{u0: m.half + .03, half: .08, mid: m.v - m.corner + .05, tilt: .03, thick: .04}
	h.creases(corner, mul(.15, old)+mul(.5, h.Droop)+mul(.3, h.ChinUp))
	chin := arc{u0: 0, half: .2, mid: m.bottom() + .08, bend: .02, thick: .1}
	h.crease(chin, .4+mul(.5, h.ChinUp))
}
