package faces

// beard paints a beard and a moustache, from the shadow of a shave to full growth.
func (h *head) beard() {
	if h.Beard == 0 && h.Moustache == 0 {
		return
	}
	texture, m := h.noise(&h.texture, "beard", 36, 30), &h.mouth
	tone := min(h.HairTone+.02, .7*h.Skin)
	for r := range (box{-1.1, 1.1, -.1, reach}).rows() {
		v := r.v
		for i, u := range r.u {
			k := r.k + i
			s := u / (m.half + .08)
			lipTop := m.v - m.above - m.upper - mul(m.corner, min(sq(s), 1))
			lipLow := m.bottom() - mul(m.corner, min(sq(s), 1))
			jaw := smoothStep(.32, .62, v+mul(.45, sq(u/h.Width))) * smoothStep(.8, 1.3, sq(s)+sq((v-lipLow+.15)/.17))
			above := smoothStep(1.1, .7, max(s, -s)) * smoothStep(h.NoseBase, h.NoseBase+.08, v) * smoothStep(lipTop+.02, lipTop-.04, v)
			dense := max(mul(h.Beard, jaw), mul(h.Moustache, above))
			dense = clamp(dense*(1+mul(.3, texture[k])), 0, .95)
			h.albedo[k] = mix(h.albedo[k], tone*(1+mul(.3, texture[k])), dense)
			h.height[k] += mul(.04, mul(dense, 1+mul(.4, texture[k])))
			h.gloss[k] *= 1 - dense
		}
	}
}

// hair covers the head above the hairline and beside the face.
func (h *head) hair() {
	strands, wave := h.noise(&h.texture, "strands", 26, 6), h.noise(&h.locks, "locks", 9, 9)
	var aside [cells]float64 // squared distance from the middle of the row, as the hair's volume widens the skull
	for i, u := range centres {
		aside[i] = sq(u / (1 + h.HairVolume) / h.Width)
	}
	for r := range everywhere.rows() {
		v, cut := r.v, h.cutAt(r.v/(1+mul(.5, h.HairVolume)))
		for i, u := range r.u {
			k := r.k + i
			ragged := mul(.07, wave[k]) + mul(.012, strands[k])
			front := h.Hairline + mul(h.HairRound, sq(u)) + mul(h.HairPart, u) + ragged - v
			beside := max(u, -u) - mul(.93, h.Width) + mul(.1, v+.4) + ragged
			beside = min(beside, h.HairLength+ragged-v)
			hairy := smoothStep(-.09, .09, max(front, mul(.7, beside)))
			if hairy == 0 {
				continue
			}
			edge, _ := cut.outline(aside[i])
			volume := hairy * smoothStep(-.1, .1, 1-edge+mul(2, ragged))
			tone := h.HairTone * max(.1, 1+mul(h.Strands, strands[k])+mul(.2, wave[k]))
			h.albedo[k] = mix(h.albedo[k], min(tone, .9), hairy)
			h.height[k] += mul(hairy, .06+mul(.02, strands[k])+mul(.02, wave[k]))
			h.gloss[k] = mix(h.gloss[k], .12, hairy)
			h.cover[k] = max(h.cover[k], volume)
		}
	}
}
