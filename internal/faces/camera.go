package faces

import "gan2014/internal/rng"

// photograph turns the head, puts it before the scene, and takes a picture.
func (h *head) photograph(p *Params, lit *plane, dst *[Pixels]uint8) {
	d := dice{rng.For(p.Seed, "faces/picture")}
	var picture, warpU, warpV [Pixels]float64
	scene := d.scene(p)
	d.noise(warpU[:], Side, 4, 4)
	d.noise(warpV[:], Side, 4, 4)
	pose := newTurn(p.Pose)
	for k := range picture {
		x, y := (float64(k%Side)+.5)*2/Side-1, (float64(k/Side)+.5)*2/Side-1
		x, y = x+mul(.6*h.Irregular, warpU[k]), y+mul(.6*h.Irregular, warpV[k])
		u, v := pose.find(&h.height, x, y)
		picture[k] = mix(scene[k], lit.at(u, v), h.cover.at(u, v))
	}
	soften(&picture, p.Camera.Blur)
	d.develop(&picture, p.Camera, dst)
}

// turn maps places in the image to places on the head.
type turn struct {
	cosYaw, sinYaw, cosPitch, sinPitch, cosRoll, sinRoll float64
	Pose
}

func newTurn(p Pose) turn {
	t := turn{Pose: p}
	t.cosYaw, t.sinYaw = angle(p.Yaw)
	t.cosPitch, t.sinPitch = angle(p.Pitch)
	t.cosRoll, t.sinRoll = angle(p.Roll)
	return t
}

// angle returns the cosine and sine of an angle from the tangent of its half.
func angle(t float64) (cos, sin float64) { return (1 - sq(t)) / (1 + sq(t)), 2 * t / (1 + sq(t)) }

// find returns the place on the head that is seen at (x, y). A place (u, v) at height z is seen at u·cos + z·sin, so the answer
// is a fixed point; four rounds find it but for the steepest flanks.
func (t *turn) find(height *plane, x, y float64) (u, v float64) {
	const pivot = .8 // the height of eyes and mouth, which stay where they are
	x, y = (x-t.ShiftU)/t.Zoom, (y-t.ShiftV)/t.Zoom
	x, y = mul(t.cosRoll, x)+mul(t.sinRoll, y), mul(t.cosRoll, y)-mul(t.sinRoll, x)
	u, v = x, y
	for range 4 {
		z := height.at(u, v) - pivot
		u = (x - mul(t.sinYaw, z)) / t.cosYaw
		v = (y - mul(t.sinPitch, z)) / t.cosPitch
	}
	return u, v
}

// scene paints what is behind the head: a background out of focus, the neck in the head's shadow, and clothes.
func (d dice) scene(p *Params) *[Pixels]float64 {
	var clutter, out [Pixels]float64
	d.noise(clutter[:], Side, 5, 5)
	lit := mix(.75, 1, p.Light.Ambient)
	for k := range out {
		x, y := (float64(k%Side)+.5)*2/Side-1, (float64(k/Side)+.5)*2/Side-1
		tone := p.Scene.Level + mul(p.Scene.SlopeU, x) + mul(p.Scene.SlopeV, y) + mul(p.Scene.Clutter, clutter[k])
		neck := step(.05, -.05, max(x, -x)-.68*p.Identity.Width) * step(.3, .5, y)
		tone = mix(tone, p.Identity.Skin*.45*(1+mul(.5*p.Light.U, x)), neck)
		clothes := step(-.04, .04, y-1.12+mul(.35, sq(x)))
		tone = mix(tone, p.Scene.Clothes*lit*.7*(1+mul(.1, clutter[k])), clothes)
		out[k] = max(tone, 0) / p.Camera.Exposure
	}
	return &out
}

// soften blurs the picture by the lens: each pixel gives share to its neighbours in a row, then in a column.
func soften(picture *[Pixels]float64, share float64) {
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
func (d dice) develop(picture *[Pixels]float64, c Camera, dst *[Pixels]uint8) {
	for k := range picture {
		x, y := (float64(k%Side)+.5)*2/Side-1, (float64(k/Side)+.5)*2/Side-1
		light := picture[k] * c.Exposure * (1 - mul(c.Vignette/2, sq(x)+sq(y)))
		light = light * (1 + c.Gamma) / (1 + mul(c.Gamma, light))
		light = mul(light-.5, c.Contrast) + .5 + mul(c.Grain, d.grain())
		dst[k] = uint8(clamp(mul(light, 255)+.5, 0, 255))
	}
}

// grain draws from nearly N(0, 1): the sum of the eight bytes of a word.
func (d dice) grain() float64 {
	sum := 0
	for word := d.Uint64(); word != 0; word >>= 8 {
		sum += int(word & 255)
	}
	return (float64(sum) - 1020) / 209.02
}
