package faces

// skin paints the whole canvas with skin: mottled, darker around the eyes, on the lips' surround and where a beard is shaved.
func (h *head) skin() {
	coarse, fine := &h.matter, new(plane)
	h.noise(coarse[:], cells, 9, 9)
	h.noise(fine[:], cells, 44, 44)
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
	a.add(blob{0, -.8, .8, .4}, .05*h.Skin)
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

// folds are where skin folds, with age and with the pull of a muscle.
func (h *head) folds() {
	m, old := &h.mouth, h.Wrinkles
	raised := (h.InnerBrow + h.OuterBrow) / 2
	for i := range 3 {
		v := h.EyeV - h.BrowGap - .14 - mul(.09, float64(i)) - mul(.03, raised)
		h.crease(arc{u0: 0, half: .5, mid: v - .02, bend: .04, thick: .045}, .2*old+.6*raised*(.3+old))
	}
	h.creases(arc{u0: h.EyeV - h.BrowGap + .02, half: .16, mid: .07, tilt: .02, thick: .05, upright: true}, .9*h.Frown*(.5+old)+.15*old)
	h.crease(arc{u0: 0, half: .14, mid: h.EyeV + .03, bend: .03, thick: .035}, h.NoseUp)
	h.creases(arc{u0: .12, half: .2, mid: .16, tilt: .05, thick: .05, upright: true}, .6*h.NoseUp)
	// from the wing of the nose past the corner of the mouth
	top, bottom := h.NoseBase-.12, m.v-m.corner+.06
	fold := arc{u0: (top + bottom) / 2, half: (bottom - top) / 2, mid: (h.NoseWide+m.half)/2 + .1,
		tilt: (m.half+.08-h.NoseWide)/2 + .01, bend: -.02, thick: .085, lean: -.3, upright: true}
	h.creases(fold, .2+.6*old+.9*h.Smile+.7*h.NoseUp+.5*h.LipUp+.3*h.Stretch)
	h.creases(arc{u0: m.half + .03, half: .08, mid: m.v - m.corner + .05, tilt: .03, thick: .04}, .3*old+.5*h.Droop+.3*h.ChinUp)
	h.creases(arc{u0: h.EyeU - .02, half: .22, mid: h.EyeV + .19 - mul(.03, h.Cheek), tilt: .02, bend: -.04, thick: .06}, .6*h.Bags+.7*h.Cheek)
	for i := range 2 {
		tilt := mul(.05, float64(i)*2-1)
		h.creases(arc{u0: h.EyeU + .32, half: .09, mid: h.EyeV + .03 + tilt, tilt: tilt, thick: .04}, .4*old+.7*h.Cheek*(.3+old))
	}
	h.crease(arc{u0: 0, half: .2, mid: m.bottom() + .08, bend: .02, thick: .1}, .4+.5*h.ChinUp)
	for _, side := range [2]float64{-1, 1} { // nostrils
		b := blob{side * (h.NoseWide - .1), h.NoseBase - mul(.03, h.NoseUp) + .005, .075, .045}
		h.albedo.scale(b, -.6)
	}
	h.albedo.scale(blob{0, h.NoseBase + .03, h.NoseWide, .06}, -.12)
}
