package faces

// A mouth is a line, bent by its corners. It opens above and below the line, with a height that falls to 0 at the corners, and has lips
// around the opening.
type mouth struct {
	v, half      float64
	corner       float64 // how far the corners lie above the middle
	above, below float64 // half-heights of the opening over and under the line
	upper, lower float64 // thickness of the lips
}

func (h *head) shapeMouth() mouth {
	tight := 1 - mul(.6, h.Press)
	return mouth{
		v:      h.MouthV - mul(.025, h.LipUp) - mul(.02, h.ChinUp) + mul(.03, h.Muscles.Jaw),
		half:   h.MouthWide * (1 + mul(.3, h.Smile) + mul(.2, h.Stretch) - mul(.2, h.Muscles.Jaw) - mul(.08, h.ChinUp)),
		corner: .02 + mul(.11, h.Smile) - mul(.09, h.Droop) - mul(.03, h.Stretch),
		above:  mul(.04, h.Part) + mul(.05, h.Part*h.LipUp) + mul(.05, h.Muscles.Jaw),
		below:  mul(.07, h.Part) + mul(.11, h.Part*h.Smile) + mul(.05, h.Part*h.Stretch) + mul(.25, h.Muscles.Jaw),
		upper:  h.LipUpper * (1 - mul(.35, h.Smile) - mul(.2, h.Stretch)) * tight,
		lower:  h.LipLower * (1 - mul(.25, h.Smile) - mul(.2, h.Stretch) + mul(.15, h.ChinUp)) * tight,
	}
}

// bottom returns v below the lower lip.
func (m *mouth) bottom() float64 { return m.v + m.below + m.lower }

// lips paints the lips, the line between them, and what an open mouth shows.
func (h *head) lips() {
	m := &h.mouth
	lift := max(m.corner, -m.corner)
	for r := range around(0, m.v, m.half+.06, .2+lift+m.below+m.above).rows() {
		v := r.v
		for i, u := range r.u {
			k := r.k + i
			s := u / m.half
			flat := sq(s)
			flat = mix(flat, sq(flat), clamp(h.Stretch+mul(.3, h.Smile), 0, 1)) // a stretched mouth is a slot
			arch := max(0, 1-flat)
			off := v - m.v + mul(m.corner, sq(s)) - mul(.012, bump(sq(s/.35))) // from the line
			up, down := -mul(m.above, arch), mul(m.below, arch)
			cupid := 1 - mul(.3, bump(sq(s/.25)))
			top, low := up-mul(m.upper*cupid, arch), down+mul(m.lower, arch)
			ends := smoothStep(1.08, .9, max(s, -s))

			red := ends * smoothStep(top-.025, top+.025, off) * smoothStep(low+.03, low-.03, off)
			h.albedo[k] *= 1 - mul(h.LipDark*mix(1.15, .95, smoothStep(-.02, .02, off)), red)
			h.gloss[k] += mul(.05, red)
			upper := bump(sq((off - mul(.5, top+up)) / (mul(.5, m.upper) + .04)))
			lower := bump(sq((off - mul(.5, low+down)) / (mul(.5, m.lower) + .045)))
			h.height[k] += mul(ends, mul(.032, upper)+mul(.03, lower))
			line := ends * bump(sq(off/(.04+mul(.01, h.Press)))) * (1 - mul(.3, sq(s)))
			h.albedo[k] *= 1 - mul(.68, line)
			h.height[k] -= mul(.02, line)
			h.inside(k, s, off, up, down)
		}
	}
}

// inside paints the open mouth: dark, with teeth behind the upper lip, fewer behind the lower, and a tongue.
func (h *head) inside(k int, s, off, up, down float64) {
	open := smoothStep(up-.02, up+.02, off) * smoothStep(down+.02, down-.02, off) * smoothStep(.02, .07, down-up)
	if open == 0 {
		return
	}
	tone := mix(.03, .12, smoothStep(up, down+.1, off))
	tongue := bump(sq(s/.75)+sq((off-down)/.16)) * smoothStep(.12, .3, down-up)
	tone = mix(tone, .25, tongue)
	round := 1 - mul(.45, sq(s))
	shown := .4 + mul(.25, min(1, h.Smile+h.LipUp)) // of the gap, by the upper teeth
	edge := up + min(.12, mul(shown, down-up))
	teeth := smoothStep(edge+.025, edge-.025, off) * smoothStep(.95, .7, max(s, -s))
	tone = mix(tone, mul(.8, round), teeth)
	below := smoothStep(down-.1, down-.04, off) * smoothStep(.8, .5, max(s, -s)) * smoothStep(.5, .9, h.Stretch+h.LipUp)
	tone = mix(tone, mul(.5, round), below)
	h.albedo[k] = mix(h.albedo[k], tone, open)
	h.gloss[k] = mix(h.gloss[k], .1, open)
}
