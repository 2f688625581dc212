package spec

// Masks let adversarial nets complete images: they learn p(x_S | rest) for random sets S of pixels (paper, section 7, extension 3).
type Masks struct {
	Kinds []Mask `json:"kinds"`
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
}

func (p *parser) masks(system *object, of System) *Masks {
	if !system.has("masks") {
		return nil
	}
	o := system.object("masks")
	m := &Masks{}
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
	p.checkTaker(o, "generator", of.Generator.Layers, 0)
	p.checkTaker(o, "discriminator", of.Discriminator.Layers, 0)
	return m
}
