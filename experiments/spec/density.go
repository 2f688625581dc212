package spec

// A Mode is a normal density with a weight among others. The weights of a mixture are relative: their sum need not be 1.
type Mode struct {
	Weight float64 `json:"weight"`
	Mean   float64 `json:"mean"`
	SD     float64 `json:"sd"`
}

// A Peak is a normal density.
type Peak struct {
	Mean float64 `json:"mean"`
	SD   float64 `json:"sd"`
}

// A DensityPair has the densities of the data and of the generator.
type DensityPair struct {
	P Density `json:"p"`
	Q Density `json:"q"`
}

// A Density is a probability density of one number.
type Density struct {
	Kind  DensityKind `json:"kind"`
	Mean  *float64    `json:"mean,omitempty"` // NormalDensity only
	SD    *float64    `json:"sd,omitempty"`
	Low   *float64    `json:"low,omitempty"` // UniformDensity only
	High  *float64    `json:"high,omitempty"`
	Modes []Mode      `json:"modes,omitempty"` // MixtureDensity only
}

// A DensityKind is the form of a Density.
type DensityKind string

const (
	NormalDensity  DensityKind = "normal"
	UniformDensity DensityKind = "uniform"
	MixtureDensity DensityKind = "mixture"
)

// The densities of the studies lie where their discriminators can bend (discriminator1D in models/theory).
var (
	within = from(-5, 5)
	spread = from(0.2, 5)
)

// modesKey describes normal densities that form a mixture.
func modesKey(name, meaning string, count span) key {
	return key{name: name, form: asList, span: count, meaning: meaning, item: &key{name: "mode", form: asMapping, meaning: "a normal density", keys: append([]key{
		{name: "weight", form: asNumber, span: span{most: 1000, above: true}, meaning: "share of the mixture, relative to the weights of the others"},
	}, peakKeys...)}}
}

var peakKeys = []key{
	{name: "mean", form: asNumber, span: within, meaning: "mean"},
	{name: "sd", form: asNumber, span: spread, meaning: "standard deviation"},
}

// densityKey describes a density.
func densityKey(name, meaning string) key {
	modes := modesKey("modes", "the modes", from(2, 20))
	modes.of = only(MixtureDensity)
	return key{name: name, form: asMapping, meaning: meaning, keys: []key{
		{name: "kind", form: asChoice, meaning: "form of the density", words: []word{
			says(NormalDensity, "a normal density"), says(UniformDensity, "the same everywhere between two numbers, and 0 elsewhere"),
			says(MixtureDensity, "several normal densities together"),
		}},
		{name: "mean", form: asNumber, span: within, of: only(NormalDensity), meaning: "mean"},
		{name: "sd", form: asNumber, span: spread, of: only(NormalDensity), meaning: "standard deviation"},
		{name: "low", form: asNumber, span: within, of: only(UniformDensity), meaning: "the lower end"},
		{name: "high", form: asNumber, span: within, of: only(UniformDensity), meaning: "the upper end"},
		modes,
	}}
}

func (o *object) modes(name string) []Mode {
	var all []Mode
	for _, v := range o.list(name) {
		m := o.parser.object(v)
		all = append(all, Mode{m.number("weight"), m.number("mean"), m.number("sd")})
	}
	return all
}

// pairs reads pairs of densities.
func (o *object) pairs() []DensityPair {
	var all []DensityPair
	for _, v := range o.list("pairs") {
		pair := o.parser.object(v)
		all = append(all, DensityPair{pair.density("p"), pair.density("q")})
	}
	return all
}

func (o *object) density(name string) Density {
	d := o.object(name)
	density := Density{Kind: choice[DensityKind](d, "kind")}
	number := func(name string) *float64 { x := d.number(name); return &x }
	switch density.Kind {
	case NormalDensity:
		density.Mean, density.SD = number("mean"), number("sd")
	case UniformDensity:
		density.Low, density.High = number("low"), number("high")
		if high, ok := d.fields["high"]; ok && d.has("low") && *density.High <= *density.Low {
			d.report(high.node, "", "high must be above %v, the value of low, not %v", *density.Low, *density.High)
		}
	case MixtureDensity:
		density.Modes = d.modes("modes")
	}
	return density
}
