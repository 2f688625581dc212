package faces

// beard paints a beard and a moustache, from the shadow of a shave to full growth.
func (h *head) beard() {
	if h.Beard == 0 && h.Moustache == 0 {
		return
	}
	texture, m := new(plane), &h.mouth
	h.noise(texture[:], cells, 36, 30)
	tone := min(h.HairTone+.02, .7*h.Skin)
	box{-1.1, 1.1, -.1, reach}.each(func(k int, u, v float64) {
		s := u / (m.half + .12)
		lipTop := m.v - m.above - m.upper - mul(m.corner, min(sq(s), 1))
		lipLow := m.bottom() - mul(m.corner, min(sq(s), 1))
		jaw := step(.32, .62, v+mul(.45, sq(u/h.Width))) * step(-.03, .06, max(v-lipLow, sq(s)-1))
		above := hill(sq(sq(s))) * step(h.NoseBase, h.NoseBase+.08, v) * step(lipTop+.02, lipTop-.04, v)
		dense := max(mul(h.Beard, jaw), mul(h.Moustache, above))
		dense = clamp(dense*(1+mul(.3, texture[k])), 0, .95)
		h.albedo[k] = mix(h.albedo[k], tone*(1+mul(.3, texture[k])), dense)
		h.height[k] += mul(.04, mul(dense, 1+mul(.4, texture[k])))
		h.gloss[k] *= 1 - dense
	})
}

// hair covers the head above the hairline and beside the face.
func (h *head) hair() {
	strands, wave := &h.matter, new(plane)
	h.noise(strands[:], cells, 34, 7)
	h.noise(wave[:], cells, 7, 7)
	everywhere.each(func(k int, u, v float64) {
		ragged := mul(.035, wave[k]) + mul(.02, strands[k])
		front := h.Hairline + mul(h.HairRound, sq(u)) + mul(h.HairPart, u) + ragged - v
		beside := max(u, -u) - h.Width*.93 + mul(.1, v+.4) + ragged
		beside = min(beside, h.HairLength+ragged-v)
		hairy := step(-.09, .09, max(front, mul(.7, beside)))
		edge, _ := h.outline(u/(1+h.HairVolume), v/(1+mul(.5, h.HairVolume)))
		volume := hairy * step(-.1, .1, 1-edge+mul(2, ragged))
		if hairy == 0 {
			return
		}
		tone := h.HairTone * max(.1, 1+mul(h.Strands, strands[k])+mul(.2, wave[k]))
		h.albedo[k] = mix(h.albedo[k], min(tone, .9), hairy)
		h.height[k] += hairy * (.06 + mul(.02, strands[k]) + mul(.02, wave[k]))
		h.gloss[k] = mix(h.gloss[k], .12, hairy)
		h.cover[k] = max(h.cover[k], volume)
	})
}

// spectacles draws the frames of glasses, as transparent as they are rare.
func (h *head) spectacles() {
	if h.Glasses == 0 {
		return
	}
	ru, rv := h.GlassesSize, mul(.75, h.GlassesSize)
	box{-1.1, 1.1, h.EyeV - .4, h.EyeV + .5}.each(func(k int, u, v float64) {
		x, y := max(u, -u)-h.EyeU-.01, v-h.EyeV-.03
		a, b := sq(x/ru), sq(y/rv)
		off := (a + b - mul(.55, mul(a, b)) - 1) * .5 * rv // distance from the rim, nearly
		rim := hill(sq(off / .045))
		bridge := hill(sq((y+.06)/.04)) * step(.02, -.02, x+ru)
		arm := hill(sq((y+.1)/.04)) * step(-.02, .02, x-ru)
		frame := mul(h.Glasses, max(rim, max(bridge, arm)))
		h.albedo[k] = mix(h.albedo[k], .06, frame)
		h.gloss[k] += mul(.3, frame)
		if off < 0 {
			h.gloss[k] += mul(.1, h.Glasses)
		}
	})
}
