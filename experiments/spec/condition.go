package spec

// A Condition is a second input of generator and discriminator: c of p(x|c) (paper, section 7, extension 1).
type Condition struct {
	Of ConditionOf `json:"of"`

	// Layers that map the condition, beside the first layer of each net; the second layer takes both outputs (Mirza and Osindero 2014).
	// Without one, the condition stands beside the input of the net.
	Generator     *Layer `json:"generator,omitempty"`
	Discriminator *Layer `json:"discriminator,omitempty"`
}

// A ConditionOf says what a condition is.
type ConditionOf string

// Labels is the class of an image as ten numbers: 1 for the class, and 0 for the others.
const Labels ConditionOf = "labels"

// Classes returns the number of classes of the images of a data set, 0 for images without labels.
func Classes(dataset string) int {
	switch dataset {
	case "mnist", "fashion-mnist", "cifar10":
		return 10
	default:
		return 0
	}
}

var conditionKeys = []key{
	{name: "of", form: asChoice, meaning: "what both nets are given", words: []word{
		says(Labels, "the class of the image, one of ten, as ten numbers: 1 for the class, and 0 for the others"),
	}},
	branchKey("generator", "the noise", "1000 units of kind relu in Mirza and Osindero 2014, beside 200 for the noise"),
	branchKey("discriminator", "the image", "50 units of 5 pieces in Mirza and Osindero 2014, beside 240 for the image"),
}

// branchKey describes the layer of a net that maps the condition.
func branchKey(net, beside, source string) key {
	return key{name: net, form: asMapping, absent: "the condition stands beside " + beside + ", as more inputs of the first layer", keys: frontLayerKeys,
		meaning: "a layer of the " + net + " that maps the condition: its outputs, and those of the first layer, are the inputs of the second", source: source}
}

func (p *parser) condition(system *object, of System) *Condition {
	if !system.has("condition") {
		return nil
	}
	o := system.object("condition")
	c := &Condition{Of: choice[ConditionOf](o, "of")}
	classes := Classes(of.Dataset)
	if of.Dataset != "" && classes == 0 {
		p.report(o.place, "", "the images of %s have no labels: a condition needs mnist, fashion-mnist or cifar10", of.Dataset)
	}
	c.Generator = p.branch(o, "generator", of.Generator.Layers, classes)
	c.Discriminator = p.branch(o, "discriminator", of.Discriminator.Layers, classes)
	return c
}

// branch reads the layer that maps the condition of a net with the given layers.
func (p *parser) branch(o *object, net string, layers []Layer, classes int) *Layer {
	taker := 0 // the layer that takes the condition or what it is mapped to
	if o.has(net) {
		taker = 1
	}
	switch {
	case o.silent || len(layers) == 0:
		return nil
	case taker > 0 && net == "discriminator" && len(layers) < 3:
		p.report(o.fields[net].place, "", "the discriminator has fewer than three layers: one that takes an image and one that takes both need a last one, "+
			"or image and condition are only added")
	case taker >= len(layers):
		p.report(o.fields[net].place, "", "the %s has one layer only: a layer of the condition needs two, the second of which takes both", net)
	default:
		p.checkTaker(o, net, layers, taker)
	}
	if !o.has(net) {
		return nil
	}
	r := layerReader{net: netOfBranch(classes), first: true, mistakes: len(p.errs), object: o.object(net)}
	l := r.read()
	return &l
}

// checkTaker reports a layer that cannot take a condition.
func (p *parser) checkTaker(o *object, net string, layers []Layer, taker int) {
	if taker < len(layers) && (layers[taker].Kind == MaxoutConv || layers[taker].Kind == Deconv) {
		p.report(o.place, "", "layer %d of the %s takes more than images: it must be fully connected, not %s", taker+1, net, layers[taker].Kind)
	}
}

// netOfBranch describes the one layer of a branch. The width of the layer is free.
func netOfBranch(classes int) net {
	n := net{generator: true, front: true}
	if classes > 0 {
		n.in = vector(classes)
	}
	return n
}
