package faces

// A head is the relief of a head and its paint, on the canvas. Its proportions are an adult's. Numbers without a source were set by
// comparing images with photographs.
type head struct {
	Identity
	Muscles
	mouth mouth
	seed  int64 // seed of the textures

	height plane // z
	albedo plane
	gloss  plane // strength of the highlight
	cover  plane // 1 on the head, 0 beside it
	mottle plane // the skin's coarse texture, which also thins the brows

	texture plane // of the step at work: pores, hair, patches of light
	locks   plane // waves of the hair

	shadow plane // how deep the cell lies in cast shadows
	hollow plane // share of the surround that the cell does not see
	light  plane // what the cell sends to the viewer
}

// build builds the head of p from the skull outwards: each part is added after the parts below it. It overwrites the head that h was before.
func (h *head) build(p *Params) {
	h.Identity, h.Muscles, h.seed = p.Identity, p.Muscles, p.Seed
	h.mouth = h.shapeMouth()
	h.skull()
	h.lumps()
	h.flesh()
	h.nose()
	h.skin()
	h.nostrils()
	h.folds()
	h.lips()
	for _, side := range [2]float64{-1, 1} {
		h.eye(side, p)
		h.brow(side)
	}
	h.beard()
	h.hair()
	h.spectacles()
}

// A cut is what the outline of the skull needs to know of a row: a squared distance b from the middle of the face, and how square it is.
type cut struct{ b, square float64 }

// cutAt cuts the skull at v.
func (h *head) cutAt(v float64) cut {
	const cheek = -.1 // v where the face is widest
	b, square := (cheek-v)/1.6, h.Temple
	if v > cheek {
		b, square = (v-cheek)/(h.Chin+mul(.2, h.Muscles.Jaw)-cheek), h.Identity.Jaw
	}
	return cut{sq(b), square}
}

// outline returns a squared distance from the middle of the face, 1 on the outline of the skull, and the same for the height,
// which falls later above and below. a is the squared distance from the middle of the row.
func (c cut) outline(a float64) (edge, fall float64) {
	cross := mul(c.square, mul(a, c.b))
	return a + c.b - cross, min(a+mul(c.b, c.b)-cross, 1.1)
}

func (h *head) skull() {
	for r := range everywhere.rows() {
		cut := h.cutAt(r.v)
		for i, u := range r.u {
			k := r.k + i
			edge, fall := cut.outline(sq(u / h.Width))
			h.height[k] = mul(h.Depth, 1-mul(.65, fall)-mul(.35, sq(fall)))
			h.cover[k] = smoothStep(-.1, .1, 1-edge)
		}
	}
}

// noise fills a plane with a texture, and returns it.
func (h *head) noise(p *plane, name string, nu, nv int) *plane {
	noise(p[:], h.seed, name, cells, nu, nv)
	return p
}

// lumps adds small irregularities to the whole relief, because real faces are less regular than the model.
func (h *head) lumps() {
	lump := h.noise(&h.texture, "lumps", 9, 9)
	for k := range h.height {
		h.height[k] += mul(.45*h.Irregular, lump[k])
	}
}

// flesh models the soft bumps and hollows of the face.
func (h *head) flesh() {
	z, m := &h.height, &h.mouth
	brow := h.EyeV - h.BrowGap
	chin := h.Chin - .2 + mul(.2, h.Muscles.Jaw)
	z.pair(blob{.36, brow + .05, .42, .2}, mul(.3, h.Socket)+mul(.02, h.Frown)) // brow ridge
	z.pair(blob{h.EyeU, h.EyeV, .36, .24}, -h.Socket)
	z.pair(blob{h.EyeU - .24, h.EyeV + .02, .14, .16}, -.5*h.Socket)                           // inner corner of the eye
	z.pair(blob{h.EyeU, h.EyeV + .01, .25, .17}, .085)                                         // eyeball
	z.pair(blob{.86, -.42, .3, .35}, -.04)                                                     // temple
	z.pair(blob{.58, .02 - mul(.06, h.Cheek), .42, .34}, h.Cheekbone+mul(.05, h.Cheek))        // cheekbone
	z.pair(blob{.42, .2 - mul(.05, h.Smile), .26, .24}, mul(.035, h.Smile)+mul(.02, h.NoseUp)) // cheek of a smile
	z.pair(blob{.62, .45, .34, .34}, -h.Hollow)                                                // cheek
	z.add(blob{0, m.v + .05, .66, .5}, .025)                                                   // teeth behind the lips
	z.add(blob{0, m.bottom() + .09, .3, .1}, -.03-mul(.02, h.ChinUp))                          // below the lower lip
	z.add(blob{0, chin, .38, .28}, h.ChinBump+mul(.03, h.ChinUp))
	z.add(blob{0, chin + .03, .07, .14}, -h.Cleft)
	z.add(blob{0, h.NoseBase + .13, .08, .14}, -.02) // groove of the upper lip
}

// nose adds a ridge that grows to the tip and ends above the lip, with wings.
func (h *head) nose() {
	root, base := h.EyeV+.02, h.NoseBase-mul(.03, h.NoseUp)
	for r := range (box{-.5, .5, root - .4, base + .12}).rows() {
		v := r.v
		for i, u := range r.u {
			k := r.k + i
			t := (v - root) / (base - root)
			rise := mix(h.NoseBridge, 1, sq(clamp(t, 0, 1))) * smoothStep(-.7, .15, t) * smoothStep(1.2, .82, t+mul(.18, sq(u/h.NoseWide)))
			wide := mix(.16, h.NoseWide+.02, smoothStep(.1, .95, t))
			cross := max(0, 1-sq(u/wide))
			h.height[k] += mul(mul(h.NoseHigh, rise), sq(cross))
		}
	}
	h.height.add(blob{0, base - .1, .17, .14}, .22*h.NoseHigh)
	h.height.pair(blob{h.NoseWide - .06, base - .07, .14, .13}, .07+mul(.02, h.NoseUp))
	h.height.pair(blob{h.NoseWide + .06, base - .06, .1, .16}, -.03)
}
