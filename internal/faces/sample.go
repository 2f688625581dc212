package faces

import "gan2014/internal/rng"

// dice draws the factors. Its bell curve is a sum of uniform draws: it needs no logarithm, and it is bounded.
type dice struct{ rng.Stream }

// flat draws from U(lo, hi).
func (d dice) flat(lo, hi float64) float64 { return mix(lo, hi, d.Float64()) }

// bell draws from nearly N(mean, sd²): the sum of six uniform draws, never more than 4.25 sd away.
func (d dice) bell(mean, sd float64) float64 {
	sum := -3.0
	for range 6 {
		sum += float64(d.Float64()) // a product, once inlined
	}
	return mean + mul(mul(sum, 1.4142135623730951), sd)
}

// some draws 0 with probability 1−p, otherwise from U(0, hi).
func (d dice) some(p, hi float64) float64 {
	if d.Float64() >= p {
		d.Float64()
		return 0
	}
	return d.flat(0, hi)
}

// Sample draws the factors of a face. Two hidden factors, build and age, correlate others.
func Sample(s rng.Stream) Params {
	d := dice{s}
	e := Expression(d.IntN(Expressions))
	p := Params{Expression: e, Seed: d.Int64()}
	p.Muscles = d.muscles(e)
	p.Identity = d.identity()
	p.Pose = Pose{
		Yaw: d.bell(0, .075), Pitch: d.bell(0, .055), Roll: d.bell(0, .03),
		ShiftU: d.bell(0, .035), ShiftV: d.bell(0, .035), Zoom: d.bell(1, .045),
		GazeU: d.bell(0, .3), GazeV: d.bell(.05, .15),
	}
	p.Light = Light{
		U: d.bell(0, .52), V: d.bell(-.4, .38), Ambient: d.flat(.25, .65),
		Side: d.bell(0, .2), Shadow: d.flat(.2, .8), Uneven: d.flat(0, .25),
	}
	p.Camera = Camera{
		Exposure: d.bell(.75, .12) / mix(.62, p.Identity.Skin, .6), Contrast: d.bell(1.25, .18), Gamma: d.bell(.8, .25),
		Blur: d.flat(0, .17), Grain: d.flat(.003, .015), Vignette: d.flat(0, .12), Veil: d.flat(0, .1),
	}
	p.Scene = Scene{
		Level: d.flat(.1, 1.15), SlopeU: d.bell(0, .08), SlopeV: d.bell(0, .08),
		Clutter: sq(d.flat(.1, .6)), Clothes: d.flat(.05, .9), Collar: d.bell(1.2, .1),
	}
	return p
}

// muscles draws an expression: its prototype at some strength, every muscle a little off.
func (d dice) muscles(e Expression) Muscles {
	m := e.At(d.flat(.45, 1.15))
	for _, pull := range m.fields() {
		*pull = clamp(mul(*pull, d.bell(1, .2))+d.bell(0, .06), 0, 1.4)
	}
	return m
}

func (d dice) identity() Identity {
	build, age := d.flat(-1, 1), d.flat(0, 1) // slight to heavy, young to old
	skin := mix(.32, .75, 1-sq(d.Float64()))
	return Identity{
		Width: d.bell(.92, .045) + mul(.03, build), Chin: d.bell(1.17, .06) + mul(.04, build),
		Jaw: d.bell(-.1, .25) + mul(.2, build), Temple: d.bell(.2, .15), Depth: d.bell(.85, .08),
		EyeU: d.bell(.46, .022), EyeV: d.bell(-.36, .02),
		EyeWide: d.bell(.215, .018), EyeOpen: d.bell(.077, .012) - mul(.012, age), EyeSlant: d.bell(.03, .045),
		Socket: d.bell(.095, .03) + mul(.025, build), Iris: d.flat(.04, .38),
		LidCrease: d.flat(0, 1), Bags: clamp(d.bell(age-.3, .3), 0, 1.2),
		BrowGap: d.bell(.25, .028) - mul(.03, build), BrowArch: d.bell(.042, .025) - mul(.02, build), BrowTilt: d.bell(-.02, .03),
		BrowThick: d.bell(.07, .013) + mul(.014, build), BrowDark: clamp(d.bell(.58, .2), .1, 1),
		NoseBase: d.bell(.2, .03), NoseWide: d.bell(.225, .028) + mul(.02, build), NoseHigh: d.bell(.235, .045),
		NoseBridge: d.bell(.45, .12),
		MouthV:     d.bell(.52, .025), MouthWide: d.bell(.36, .03),
		LipUpper: d.bell(.075, .018) - mul(.012, age), LipLower: d.bell(.1, .022) - mul(.012, age),
		LipDark:   clamp(d.bell(.3, .12), 0, .6),
		Cheekbone: d.bell(.05, .025), Hollow: d.bell(.02, .03) + mul(.02, age),
		ChinBump: d.bell(.09, .03), Cleft: d.some(.25, .04),
		Skin: skin, Mottle: d.flat(.02, .08), Freckles: d.some(.2, .14),
		Wrinkles: clamp(d.bell(age-.15, .25), 0, 1.2), Gloss: d.flat(0, .25),
		Irregular: d.flat(.01, .05),
		HairTone:  clamp(d.bell(.05, .06)+mul(.5, sq(d.Float64()))+mul(.25, sq(sq(age))), .02, .8),
		Hairline:  d.bell(-1.08, .2) - mul(.1, age*build), HairRound: d.bell(.35, .3), HairPart: d.bell(0, .22),
		HairLength: d.bell(.15, .5) - mul(.5, build), HairVolume: d.flat(.02, .24), Strands: d.flat(.05, .22),
		Beard: clamp(d.bell(mul(.9, build)-.75, .4), 0, 1), Moustache: clamp(d.bell(mul(.9, build)-.7, .4), 0, 1),
		Glasses: d.some(.13, 1), GlassesSize: d.bell(.32, .03),
	}
}
