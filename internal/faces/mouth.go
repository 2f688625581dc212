package faces

// lips paints the lips, the line between them, and what an open mouth shows.
func (h *head) lips() {
	m := &h.mouth
	lift := max(m.corner, -m.corner)
	around(0, m.v, m.half+.06, .2+lift+m.below+m.above).each(func(k int, u, v float64) {
		s := u / m.half
		arch := max(0, 1-sq(s))
		off := v - m.v + mul(m.corner, sq(s)) - mul(.012, hill(sq(s/.35))) // from the line
		up, down := -mul(m.above, arch), mul(m.below, arch)
		cupid := 1 - mul(.3, hill(sq(s/.25)))
		top, low := up-mul(m.upper*cupid, arch), down+mul(m.lower, arch)
		ends := step(1.08, .9, max(s, -s))

		red := ends * step(top-.025, top+.025, off) * step(low+.03, low-.03, off)
		h.albedo[k] *= 1 - mul(h.LipDark*mix(1.25, .9, step(-.02, .02, off)), red)
		h.gloss[k] += mul(.15, red)
		if off < 0 {
			h.height[k] += mul(.035, ends*hill(sq((off-(top+up)/2)/(.5*m.upper+.04))))
		} else {
			h.height[k] += mul(.045, ends*hill(sq((off-(low+down)/2)/(.5*m.lower+.045))))
		}
		line := ends * hill(sq(off/(.03+.01*h.Press))) * (1 - mul(.3, sq(s)))
		h.albedo[k] *= 1 - mul(.6, line)
		h.height[k] -= mul(.02, line)
		h.inside(k, s, off, up, down)
	})
}

// inside paints the open mouth: dark, with teeth behind the upper lip, fewer behind the lower, and a tongue.
func (h *head) inside(k int, s, off, up, down float64) {
	open := step(up-.02, up+.02, off) * step(down+.02, down-.02, off) * step(.02, .07, down-up)
	if open == 0 {
		return
	}
	m := &h.mouth
	tone := mix(.05, .16, step(up, down+.1, off))
	tongue := hill(sq(s/.75)+sq((off-down)/.16)) * step(.12, .3, down-up)
	tone = mix(tone, .25, tongue)
	round := 1 - mul(.45, sq(s))
	teeth := step(up+m.teeth+.02, up+m.teeth-.03, off) * step(.97, .75, max(s, -s))
	tone = mix(tone, mul(.78, round), teeth)
	below := step(down-.1, down-.04, off) * step(.8, .5, max(s, -s)) * step(.5, .9, h.Stretch+h.LipUp)
	tone = mix(tone, mul(.6, round), below)
	h.albedo[k] = mix(h.albedo[k], tone, open)
	h.gloss[k] = mix(h.gloss[k], .1, open)
}
