package faces

// spectacles draws the frames of glasses with the opacity of the factor Glasses.
func (h *head) spectacles() {
	if h.Glasses == 0 {
		return
	}
	ru, rv := h.GlassesSize, mul(.75, h.GlassesSize)
	for r := range (box{-1.1, 1.1, h.EyeV - .4, h.EyeV + .5}).rows() {
		v := r.v
		for i, u := range r.u {
			k := r.k + i
			x, y := max(u, -u)-h.EyeU-.01, v-h.EyeV-.03
			a, b := sq(x/ru), sq(y/rv)
			off := (a + b - mul(.55, min(a, 1)*min(b, 1)) - 1) * .5 * rv // distance from the rim, nearly
			rim := bump(sq(off / .045))
			bridge := bump(sq((y+.06)/.04)) * smoothStep(.02, -.02, x+ru)
			arm := bump(sq((y+.1)/.04)) * smoothStep(-.02, .02, x-ru)
			frame := mul(h.Glasses, max(rim, max(bridge, arm)))
			h.albedo[k] = mix(h.albedo[k], .06, frame)
			h.gloss[k] += mul(.3, frame)
			h.gloss[k] += mul(.1*h.Glasses, smoothStep(.03, -.03, off))
		}
	}
}
