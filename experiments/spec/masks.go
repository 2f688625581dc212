package spec

// Masks let adversarial nets complete images: they learn p(x_S | rest) for random sets S of pixels (paper, section 7, extension 3).
type Masks struct {
	Kinds       []Mask    `json:"kinds"`
	Noise       float64   `json:"noise,omitempty"` // standard deviation; 0 means 1
	Diversity   Diversity `json:"diversity,omitzero"`
	Variety     float64   `json:"variety,omitempty"`     // weight
	Images      int       `json:"images,omitempty"`      // test images that are completed to measure the nets, for each kind, and validation images that choose sigma
	Completions int       `json:"completions,omitempty"` // of each of them
}

// A Diversity rewards different completions of the same image.
type Diversity struct {
	Weight float64 `json:"weight"`
	Most   float64 `json:"most"`
}

// A Mask is a way of drawing the missing pixels of an image.
type Mask string

const (
	Halves     Mask = "halves"
	Quadrants  Mask = "quadrants"
	Rectangles Mask = "rectangles"
	Pixels     Mask = "pixels"
	Everything Mask = "everything"
)

var masksKeys = []key{
	{name: "kinds", form: asList, span: from(1, 5), meaning: "ways of drawing the missing pixels; each image of a batch takes one of them at random",
		source: "the right half in InpaintingAdversaryCost; section 7 of the paper proposes all sets",
		item: &key{name: "kind", form: asChoice, meaning: "a way of drawing the missing pixels", words: []word{
			says(Halves, "one of the four halves of the image"),
			says(Quadrants, "one of its quadrants"),
			says(Rectangles, "a rectangle anywhere, whose sides are a quarter to three quarters of those of the image"),
			says(Pixels, "single pixels, each with the same probability, drawn from U(0.2, 0.8)"),
			says(Everything, "all pixels: the generator makes whole samples. The row of the table needs it"),
		}}},
	{name: "noise", form: asNumber, span: span{most: 100, above: true}, absent: "1",
		meaning: "a factor of the noise. It stands in the place of missing pixels: much larger than pixels, it hides those that are given",
		source:  "N(0, 1) in InpaintingAdversaryCost, whose images are normalised"},
	{name: "diversity", form: asMapping, absent: "there is no such term",
		meaning: "a term of the generator's loss that rewards different completions of the same image: -weight times the difference of two completions over that of their noise",
		source:  "Mao et al. 2019; Yang et al. 2019", keys: []key{
			{name: "weight", form: asNumber, span: span{most: 1000, above: true}, meaning: "weight of the term"},
			{name: "most", form: asNumber, span: span{most: 1000, above: true}, meaning: "the ratio beyond which nothing is rewarded"},
		}},
	{name: "variety", form: asNumber, span: from(0, 1000), absent: "0",
		meaning: "weight of a term of the generator's loss: the squared error of the missing pixels, of the nearer of two completions of the same image; the other is free to differ",
		source:  "the variety loss of Gupta et al. 2018"},
	{name: "images", form: asInteger, span: from(2, 100_000), absent: "200",
		meaning: "test images that are completed after the training, for each kind of mask, and validation images that choose sigma"},
	{name: "completions", form: asInteger, span: from(2, 100_000), absent: "500", meaning: "completions of each of these images"},
}

func (p *parser) masks(system *object, of System) *Masks {
	if !system.has("masks") {
		return nil
	}
	o := system.object("masks")
	m := &Masks{Images: o.integerOr("images", 200), Completions: o.integerOr("completions", 500), Variety: o.numberOr("variety", 0)}
	if m.Noise = o.numberOr("noise", 0); m.Noise == 1 {
		m.Noise = 0 // the same recipe, and so the same key
	}
	if o.has("diversity") {
		d := o.object("diversity")
		m.Diversity = Diversity{d.number("weight"), d.number("most")}
	}
	seen := map[Mask]bool{}
	for _, v := range o.list("kinds") {
		kind := Mask(p.word(v))
		if kind != "" && seen[kind] {
			p.report(v.node, "", "%s is listed twice", kind)
		}
		seen[kind] = true
		m.Kinds = append(m.Kinds, kind)
	}
	for _, other := range []string{"condition", "inference", "stages"} {
		system.reject(other, "%s is not for nets with masks", other)
	}
	if size, want := of.Generator.Noise.Size, of.ImageShape().size(); size > 0 && want > 0 && size != want {
		p.report(o.place, "", "with masks the noise stands in the place of the missing pixels: its size must be %d, the values of an image, not %d", want, size)
	}
	if random(of.Generator.Layers) {
		p.report(o.place, "", "with masks the generator has its noise in the place of the missing pixels: take keep and noise out of its layers")
	}
	p.checkTaker(o, "generator", of.Generator.Layers, 0)
	p.checkTaker(o, "discriminator", of.Discriminator.Layers, 0)
	return m
}

// withNets returns the part of the recipe that the training depends on, or nil.
func (m *Masks) withNets() *Masks {
	if m == nil {
		return nil
	}
	return &Masks{Kinds: m.Kinds, Noise: m.Noise, Diversity: m.Diversity, Variety: m.Variety}
}
