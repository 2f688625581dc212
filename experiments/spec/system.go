package spec

import "slices"

// A System is a row of Table 1: something that gives samples.
type System struct {
	Name    string `json:"name"` // the row's label
	Kind    Kind   `json:"kind"`
	Dataset string `json:"dataset"` // "mnist"

	Evaluation *Evaluation `json:"evaluation,omitempty"`

	// The rest is nil unless Kind is GAN.
	Generator     *Generator     `json:"generator,omitempty"`
	Discriminator *Discriminator `json:"discriminator,omitempty"`
	Train         *Train         `json:"train,omitempty"`
	Stages        []Stage        `json:"stages,omitempty"` // after the epochs of Train
}

// A Kind says where the samples come from.
type Kind string

const (
	GAN Kind = "gan" // a generator trained against a discriminator
	// TrainingImages draws Evaluation.Samples training images without replacement: what the true distribution would score.
	TrainingImages Kind = "training-images"
)

// epochs are those of each stage of the training, of which there is none if the system is not trained.
func (s System) epochs() []PerBudget {
	if s.Train == nil {
		return nil
	}
	all := []PerBudget{s.Train.Epochs}
	for _, stage := range s.Stages {
		all = append(all, stage.Epochs)
	}
	return all
}

// images is how many training images are used under a budget, 0 if it is all of them or not known to be fewer.
func (s System) images(budget string) int {
	if s.Train == nil {
		return 0
	}
	n, _ := s.Train.Images.For(budget)
	if all, _ := sizes(s.Dataset); all > 0 && n >= all {
		return 0
	}
	return n
}

// under is the system with one number of epochs for each stage, that of a budget, and of images if they are limited.
func (s System) under(budget string) System {
	only := func(epochs PerBudget) PerBudget {
		n, _ := epochs.For(budget)
		return PerBudget{"": n}
	}
	if s.Train != nil {
		train := *s.Train
		train.Epochs, train.Images = only(train.Epochs), nil
		if n := s.images(budget); n > 0 {
			train.Images = PerBudget{"": n}
		}
		s.Train = &train
	}
	s.Stages = slices.Clone(s.Stages)
	for i := range s.Stages {
		s.Stages[i].Epochs = only(s.Stages[i].Epochs)
	}
	return s
}

// Datasets lists the data sets a spec may name.
func Datasets() []string { return (&key{words: datasets}).texts() }

// sizes returns the number of training and of validation images of a data set: zero where it depends on the user's files, and for
// validation on folds, each of which is used whole.
func sizes(dataset string) (train, valid int) {
	switch dataset {
	case "mnist", "fashion-mnist":
		return 50_000, 10_000 // mnist.yaml: train[0:50000], train[50000:60000]
	case "cifar10":
		return 40_000, 10_000 // cifar10_*.yaml: train[0:40000], train[40000:50000]
	case "tfd-like":
		return 98_058, 0
	default:
		return 0, 0
	}
}

// inFolds tells the data sets that are held out in several ways at once.
func inFolds(dataset string) bool {
	return dataset == "tfd" || dataset == "fer2013" || dataset == "tfd-like"
}

// shape returns the shape of an image of a data set, zero for an unknown one.
func shape(dataset string) Shape {
	switch dataset {
	case "mnist", "fashion-mnist":
		return Shape{28, 28, 1}
	case "cifar10":
		return Shape{32, 32, 3}
	case "tfd", "fer2013", "tfd-like":
		return Shape{48, 48, 1}
	default:
		return Shape{}
	}
}

// systems reads those that are not skipped. The rest must be valid too. Each has the whole of its evaluation.
func (p *parser) systems(top *object) []System {
	var all, wanted []System
	for _, v := range top.list("systems") {
		o := p.object(v)
		s := p.system(o, all)
		if o.has("evaluation") {
			s.Evaluation = p.evaluation(o.object("evaluation"))
			p.checkSizes(o.fields["evaluation"], s)
		} else if !o.silent {
			top.require("evaluation")
		}
		all = append(all, s)
		if !o.flag("skip") {
			wanted = append(wanted, s)
		}
	}
	if len(all) > 0 && len(wanted) == 0 {
		p.report(top.fields["systems"].place, "", "every system is skipped")
	}
	return wanted
}

// system reads a system; others are those before it, which must differ in name or data set.
func (p *parser) system(o *object, others []System) System {
	s := System{Name: o.title("name"), Kind: choice[Kind](o, "kind"), Dataset: choice[string](o, "dataset")}
	for _, other := range others {
		if name, ok := o.fields["name"]; ok && s.Name != "" && s.Name == other.Name && s.Dataset == other.Dataset {
			p.report(name.node, "", "system %q on %s is listed twice", s.Name, s.Dataset)
			break
		}
	}
	if s.Kind == GAN {
		p.gan(o, &s)
	}
	return s
}

func (p *parser) gan(o *object, s *System) {
	generator := o.object("generator")
	noise := generator.object("noise")
	z, image := Noise{Kind: choice[NoiseKind](noise, "kind"), Size: noise.integer("size")}, shape(s.Dataset)
	s.Generator = &Generator{z, p.layers(generator, net{generator: true, in: z.shape(), out: image, dataset: s.Dataset})}
	s.Discriminator = &Discriminator{p.layers(o.object("discriminator"), net{in: image, dataset: s.Dataset})}
	s.Train = p.train(o, s.Dataset)
	if o.has("stages") {
		for _, v := range o.list("stages") {
			s.Stages = append(s.Stages, p.stage(v, z))
		}
	}
}

// stage reads a stage, whose layers lead from noise to what the layers behind them had for noise.
func (p *parser) stage(v value, z Noise) Stage {
	o := p.object(v)
	return Stage{p.perBudget(o, "epochs"), p.layers(o, net{generator: true, in: z.shape(), out: z.shape(), front: true})}
}

// shape is that of a sample's noise, zero if it is not known.
func (z Noise) shape() Shape {
	if z.Size == 0 {
		return Shape{}
	}
	return vector(z.Size)
}

// checkSizes reports an evaluation that asks for more images than the data set has, as far as that is known.
func (p *parser) checkSizes(evaluation value, s System) {
	check := func(key string, asked, have int, of string) {
		if have > 0 && asked > have {
			i := indexOf(evaluation.node, key)
			p.report(evaluation.node.Content[i+1], "", "%s must be at most %d, the %s images of %s, not %d", key, have, of, s.Dataset, asked)
		}
	}
	train, valid := sizes(s.Dataset)
	check("validation", s.Evaluation.Validation, valid, "validation")
	if s.Kind == TrainingImages {
		check("samples", s.Evaluation.Samples, train, "training")
	}
}
