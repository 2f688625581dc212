package faces

// eye paints the eye on one side, −1 left or 1 right in the image.
func (h *head) eye(side float64, p *Params) {
	const iris, pupil = .088, .038 // radii
	up := h.EyeOpen * max(.05, 1.05+mul(.65, h.LidUp)-mul(.4, h.Squint)-mul(.2, h.Cheek)-mul(.1, h.Frown))
	low := mul(.75, h.EyeOpen) * max(.05, 1-mul(.5, h.Squint)-mul(.45, h.Cheek)+mul(.15, h.LidUp))
	gazeU, gazeV := mul(p.Pose.GazeU, iris), mul(p.Pose.GazeV, iris)
	for r := range around(mul(h.EyeU, side), h.EyeV, .34, .3).rows() {
		v := r.v
		for i, u := range r.u {
			k := r.k + i
			x := mul(u, side) - h.EyeU // to the outer corner
			y := v - h.EyeV + mul(h.EyeSlant, x)
			s := x / h.EyeWide
			arch := max(0, 1-sq(s))
			lid := -mul(mul(up, arch), 1-mul(.25, s))
			floor := mul(mul(low, arch), 1+mul(.25, s))
			open := smoothStep(lid-.022, lid+.022, y) * smoothStep(floor+.022, floor-.022, y) * smoothStep(1.05, .9, max(s, -s))

			d2 := sq(mul(x, side)-gazeU) + sq(y+.01-gazeV)
			white := clamp(.64-mul(.3, sq(s)), 0, 1) - mul(.25, smoothStep(lid+.08, lid, y)) // in the lid's shadow
			tone := mix(white, h.Iris, smoothStep(sq(iris+.015), sq(iris-.02), d2))
			tone = mix(tone, .03, smoothStep(sq(pupil+.015), sq(pupil-.015), d2))
			shine := bump((sq(mul(x, side)-gazeU-mul(.03, p.Light.U)) + sq(y+.01-gazeV+.03)) / sq(.035))
			tone = mix(tone, .9, mul(.8, shine))
			h.albedo[k] = mix(h.albedo[k], tone, open)

			ends := smoothStep(1.25, .9, max(s, -s))
			lash := ends * bump(sq((y-lid+.008)/.042))
			h.albedo[k] *= 1 - mul(.72, lash)
			h.albedo[k] *= 1 - mul(.3, ends*bump(sq((y-floor)/.03)))
			fold := ends * bump(sq((y-lid+.065+mul(.03, h.LidUp))/.03))
			h.albedo[k] *= 1 - mul(mul(.3, h.LidCrease), fold)
			h.height[k] -= mul(mul(.02, h.LidCrease), fold)
		}
	}
}

// brow paints an eyebrow: strands of hair along an arc, which the muscles lift, lower and tilt.
func (h *head) brow(side float64) {
	inner := mul(.1, h.Frown) - mul(.115, h.InnerBrow) - mul(.01, h.NoseUp)
	outer := mul(.02, h.Frown) - mul(.11, h.OuterBrow) + mul(.02, h.InnerBrow)
	arch := h.BrowArch - mul(.02, h.Frown) + mul(.02, h.OuterBrow)
	a := arc{
		u0: h.EyeU - .01 - mul(.03, h.Frown), half: .3,
		mid:  h.EyeV - h.BrowGap + mul(.5, inner+outer-arch),
		tilt: mul(.5, outer-inner) - h.BrowTilt - mul(.4, h.EyeSlant), bend: arch,
		thick: h.BrowThick, lean: -.35,
	}
	if side < 0 {
		a = a.mirrored()
	}
	tone := min(h.HairTone+.03, .8*h.Skin)
	a.each(func(k int, cover float64) {
		dense := clamp(mul(h.BrowDark, 1+mul(.25, h.mottle[k]))*min(1, 1.6*cover), 0, 1)
		h.albedo[k] = mix(h.albedo[k], tone, dense)
		h.height[k] += mul(.012, cover)
		h.gloss[k] *= 1 - dense
	})
}
