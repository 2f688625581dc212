package faces

import "gan2014/internal/rng"

// photograph turns the head, puts it before the scene, and takes a picture.
func (h *head) photograph(p *Params, dst *[Pixels]uint8) {
	var picture, clutter, warpU, warpV [Pixels]float64
	noise(clutter[:], p.Seed, "clutter", Side, 7, 7)
	noise(warpU[:], p.Seed, "warp u", Side, 5, 5)
	noise(warpV[:], p.Seed, "warp v", Side, 5, 5)
	pose := newTurn(p.Pose)
	for k := range picture {
		x, y := pixelPosition(k)
		scene := p.backdrop(x, y, clutter[k])
		x, y = x+mul(.6*h.Irregular, warpU[k]), y+mul(.6*h.Irregular, warpV[k])
		at := pose.find(&h.height, x, y)
		picture[k] = mix(scene, h.light.at(at), h.cover.at(at))
	}
	blurByLens(&picture, p.Camera.Blur)
	sampler{rng.For(p.Seed, "faces/grain")}.develop(&picture, p.Camera, dst)
}

// pixelPosition returns where pixel k lies in the image, x to the right and y down, both in [−1, 1].
func pixelPosition(k int) (x, y float64) {
	return mul(float64(k%Side)+.5, 2./Side) - 1, mul(float64(k/Side)+.5, 2./Side) - 1
}

// blurByLens blurs the picture by the lens: each pixel gives share to its neighbours in a row, then in a column.
func blurByLens(picture *[Pixels]float64, share float64) {
	for _, stride := range [2]int{1, Side} {
		before := *picture
		for k := range picture {
			a, b := k-stride, k+stride
			if stride == 1 && k%Side == 0 || a < 0 {
				a = k
			}
			if stride == 1 && k%Side == Side-1 || b >= Pixels {
				b = k
			}
			picture[k] = before[k] + mul(share, before[a]+before[b]-2*before[k])
		}
	}
}

// develop turns light into grey levels: exposure, vignette, tone curve, contrast, grain, eight bits.
func (d sampler) develop(picture *[Pixels]float64, c Camera, dst *[Pixels]uint8) {
	const white = 1.4 // light that makes white
	for k := range picture {
		x, y := pixelPosition(k)
		light := picture[k] * c.Exposure * (1 - mul(c.Vignette, sq(x)+sq(y)))
		light = mix(c.Veil, 1, light/white)
		light = light * (1 + c.Gamma) / (1 + mul(c.Gamma, light))
		light = mul(light-.5, c.Contrast) + .5 + mul(c.Grain, d.grain())
		dst[k] = uint8(clamp(mul(light, 255)+.5, 0, 255))
	}
}

// grain draws from nearly N(0, 1): the sum of the eight bytes of a word.
func (d sampler) grain() float64 {
	sum := 0
	for word := d.Uint64(); word != 0; word >>= 8 {
		sum += int(word & 255)
	}
	return (float64(sum) - 1020) / 209.02
}
