package spec

// An Inference is a net that predicts the noise of an image: learned approximate inference (paper, section 7, extension 2).
type Inference struct {
	When         When         `json:"when"`
	Layers       []Layer      `json:"layers"`            // from image to noise
	Updates      PerBudget    `json:"updates,omitempty"` // of Afterwards
	Batch        int          `json:"batch,omitempty"`   // of Afterwards
	LearningRate LearningRate `json:"learning_rate"`
	Momentum     float64      `json:"momentum"`
	Search       Search       `json:"search,omitzero"`
}

// A Search looks for the noise of test images by gradient descent, to compare with the prediction.
type Search struct {
	Images int `json:"images"` // test images, from the first
	Starts int `json:"starts"` // from random noise; one more is from the prediction
	Steps  int `json:"steps"`
}

// A When says when the inference net is trained.
type When string

const (
	Afterwards When = "afterwards" // after the generator is finished, as section 7 of the paper proposes
	Jointly    When = "jointly"    // on the samples of each update of the generator, as the original code does
)

var inferenceKeys = []key{
	{name: "when", form: asChoice, meaning: "when the net is trained; the generator learns nothing from it", words: []word{
		says(Afterwards, "after the generator is finished, on fresh samples"),
		says(Jointly, "with the other nets, on the samples of each update of the generator"),
	}},
	{name: "layers", form: asList, span: from(1, 100), meaning: "the layers from image to noise; the last is linear, with one unit for each value of the noise",
		source: "reboot_inf.yaml: maxout 240 of 5 pieces, sigmoid 240, linear 100",
		item:   &key{name: "layer", form: asMapping, keys: inferenceLayerKeys, meaning: "weights, a bias and a nonlinearity"}},
	{name: "updates", form: asInteger, span: from(1, 1_000_000_000), absent: "it is trained jointly, by each update of the generator",
		meaning: "number of minibatches: one number, or one for each budget", or: byBudget("minibatches", 1_000_000_000)},
	{name: "batch", form: asInteger, span: from(1, 1_000_000), absent: "it is trained jointly, on as many samples as the generator",
		meaning: "fresh samples in an update"},
	{name: "learning_rate", form: asMapping, meaning: "max(floor, start / decay^t) after t minibatches", keys: learningRateKeys, source: "0.1 in reboot_inf.yaml"},
	{name: "momentum", form: asNumber, span: span{most: 1, below: true}, meaning: "momentum of the updates", source: "0.5 to 0.7 in reboot_inf.yaml"},
	{name: "search", form: asMapping, absent: "{images: 100, starts: 3, steps: 300}",
		meaning: "gradient descent on the noise of test images after the training, beside which the prediction is measured", keys: []key{
			{name: "images", form: asInteger, span: from(1, 100_000), meaning: "test images, from the first"},
			{name: "starts", form: asInteger, span: from(1, 1000), meaning: "starts from random noise, of which the best counts; one more start is the prediction"},
			{name: "steps", form: asInteger, span: from(1, 1_000_000), meaning: "steps from each start"},
		}},
}

func (p *parser) inference(system *object, of System) *Inference {
	if !system.has("inference") {
		return nil
	}
	o := system.object("inference")
	i := &Inference{
		When:         choice[When](o, "when"),
		Layers:       p.layers(o, net{generator: true, front: true, in: of.ImageShape(), out: of.Generator.Noise.shape()}),
		LearningRate: p.learningRate(o),
		Momentum:     o.number("momentum"),
	}
	i.Search = Search{100, 3, 300}
	if o.has("search") {
		s := o.object("search")
		i.Search = Search{s.integer("images"), s.integer("starts"), s.integer("steps")}
	}
	if n := len(i.Layers); n > 0 && i.Layers[n-1].Kind != "" && i.Layers[n-1].Kind != Identity {
		p.report(o.fields["layers"].place, "", "the last layer of the inference net must be %s, not %s", Identity, i.Layers[n-1].Kind)
	}
	if of.Condition != nil {
		p.report(o.place, "", "inference is not for nets with a condition")
	}
	switch i.When {
	case Afterwards:
		o.require("updates")
		o.require("batch")
		i.Updates, i.Batch = o.perBudget("updates"), o.integer("batch")
	case Jointly:
		for _, name := range []string{"updates", "batch"} {
			o.reject(name, "%s is for a net that is trained %s; jointly, it follows the generator", name, Afterwards)
		}
		if len(of.Stages) > 0 {
			p.report(o.place, "", "inference is not trained jointly in stages: train it %s", Afterwards)
		}
	}
	return i
}

// under returns the recipe with only the numbers of one budget.
func (i *Inference) under(budget string) *Inference {
	if i == nil || len(i.Updates) == 0 {
		return i
	}
	only := *i
	only.Updates = i.Updates.only(budget)
	return &only
}

// withNets returns the part of the recipe that is trained with the other nets, or nil.
func (i *Inference) withNets() *Inference {
	if i == nil || i.When == Afterwards {
		return nil
	}
	part := *i
	part.Search = Search{}
	return &part
}
