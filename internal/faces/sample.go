package faces

import "gan2014/internal/rng"

// A sampler draws the factors. It approximates the normal distribution by a sum of uniform draws, which needs no logarithm and is bounded.
type sampler struct{ rng.Stream }

// uniform draws from U(lo, hi).
func (d sampler) uniform(lo, hi float64) float64 { return mix(lo, hi, d.Float64()) }

// normal draws from nearly N(mean, sd²): the sum of six uniform draws, never more than 4.25 sd away.
func (d sampler) normal(mean, sd float64) float64 {
	sum := -3.0
	for range 6 {
		sum += float64(d.Float64()) // a product, once inlined
	}
	return mean + mul(mul(sum, 1.4142135623730951), sd)
}

// zeroInflated draws 0 with probability 1−p, otherwise from U(0, hi).
func (d sampler) zeroInflated(p, hi float64) float64 {
	if d.Float64() >= p {
		d.Float64()
		return 0
	}
	return d.uniform(0, hi)
}

// Sample draws the factors of a face. Two hidden factors, build and age, correlate others.
func Sample(s rng.Stream) Params {
	d := sampler{s}
	e := Expression(d.IntN(Expressions))
	p := Params{Expression: e, Seed: d.Int64()}
	p.Muscles = d.muscles(e)
	p.Identity = d.identity()
	p.Pose = Pose{
		Yaw: d.normal(0, .075), Pitch: d.normal(0, .055), Roll: d.normal(0, .03),
		ShiftU: d.normal(0, .035), ShiftV: d.normal(0, .035), Zoom: d.normal(1, .045),
		GazeU: d.normal(0, .3), GazeV: d.normal(.05, .15),
	}
	p.Light = Light{
		U: d.normal(0, .52), V: d.normal(-.4, .38), Ambient: d.uniform(.25, .65),
		Side: d.normal(0, .2), Shadow: d.uniform(.2, .8), Uneven: d.uniform(0, .25),
	}
	p.Camera = Camera{
		Exposure: d.normal(.75, .12) / mix(.62, p.Identity.Skin, .6), Contrast: d.normal(1.25, .18), Gamma: d.normal(.8, .25),
		Blur: d.uniform(0, .17), Grain: d.uniform(.003, .015), Vignette: d.uniform(0, .12), Veil: d.uniform(0, .1),
	}
	p.Scene = Scene{
		Level: d.uniform(.1, 1.15), SlopeU: d.normal(0, .08), SlopeV: d.normal(0, .08),
		Clutter: sq(d.uniform(.1, .6)), Clothes: d.uniform(.05, .9), Collar: d.normal(1.2, .1),
	}
	return p
}

// muscles draws an expression: its prototype at some strength, every muscle a little off.
func (d sampler) muscles(e Expression) Muscles {
	m := e.At(d.uniform(.45, 1.15))
	for _, pull := range m.fields() {
		*pull = clamp(mul(*pull, d.normal(1, .2))+d.normal(0, .06), 0, 1.4)
	}
	return m
}

func (d sampler) identity() Identity {
	build, age := d.uniform(-1, 1), d.uniform(0, 1) // slight to heavy, young to old
	skin := mix(.32, .75, 1-sq(d.Float64()))
	return Identity{
		Width: d.normal(.92, .045) + mul(.03, build), Chin: d.normal(1.17, .06) + mul(.04, build),
		Jaw: d.normal(-.1, .25) + mul(.2, build), Temple: d.normal(.2, .15), Depth: d.normal(.85, .08),
		EyeU: d.normal(.46, .022), EyeV: d.normal(-.36, .02),
		EyeWide: d.normal(.215, .018), EyeOpen: d.normal(.077, .012) - mul(.012, age), EyeSlant: d.normal(.03, .045),
		Socket: d.normal(.095, .03) + mul(.025, build), Iris: d.uniform(.04, .38),
		LidCrease: d.uniform(0, 1), Bags: clamp(d.normal(age-.3, .3), 0, 1.2),
		BrowGap: d.normal(.25, .028) - mul(.03, build), BrowArch: d.normal(.042, .025) - mul(.02, build), BrowTilt: d.normal(-.02, .03),
		BrowThick: d.normal(.07, .013) + mul(.014, build), BrowDark: clamp(d.normal(.58, .2), .1, 1),
		NoseBase: d.normal(.2, .03), NoseWide: d.normal(.225, .028) + mul(.02, build), NoseHigh: d.normal(.235, .045),
		NoseBridge: d.normal(.45, .12),
		MouthV:     d.normal(.52, .025), MouthWide: d.normal(.36, .03),
		LipUpper: d.normal(.075, .018) - mul(.012, age), LipLower: d.normal(.1, .022) - mul(.012, age),
		LipDark:   clamp(d.normal(.3, .12), 0, .6),
		Cheekbone: d.normal(.05, .025), Hollow: d.normal(.02, .03) + mul(.02, age),
		ChinBump: d.normal(.09, .03), Cleft: d.zeroInflated(.25, .04),
		Skin: skin, Mottle: d.uniform(.02, .08), Freckles: d.zeroInflated(.2, .14),
		Wrinkles: clamp(d.normal(age-.15, .25), 0, 1.2), Gloss: d.uniform(0, .25),
		Irregular: d.uniform(.01, .05),
		HairTone:  clamp(d.normal(.05, .06)+mul(.5, sq(d.Float64()))+mul(.25, sq(sq(age))), .02, .8),
		Hairline:  d.normal(-1.08, .2) - mul(.1, age*build), HairRound: d.normal(.35, .3), HairPart: d.normal(0, .22),
		HairLength: d.normal(.15, .5) - mul(.5, build), HairVolume: d.uniform(.02, .24), Strands: d.uniform(.05, .22),
		Beard: clamp(d.normal(mul(.9, build)-.75, .4), 0, 1), Moustache: clamp(d.normal(mul(.9, build)-.7, .4), 0, 1),
		Glasses: d.zeroInflated(.13, 1), GlassesSize: d.normal(.32, .03),
	}
}
