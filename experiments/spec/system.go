package spec

import (
	"regexp"
	"slices"
)

// A System is a source of samples and has a row in Table 1. A system of kind Theory is a study and has no row.
type System struct {
	Name      string   `json:"name"` // label of the row
	VariantOf string   `json:"-"`    // name of the system from which a sweep made this variant; "" if none did
	Kind      Kind     `json:"kind"`
	Dataset   string   `json:"dataset"` // "mnist"
	Own       *OwnData `json:"-"`       // the data set, if it is the user's; else nil

	Study Study `json:"study,omitempty"`
	StudyRecipes
	Evaluation *Evaluation `json:"evaluation,omitempty"` // nil for studies

	// The recipe of the system's kind. The recipes of other kinds are nil.
	DBN    *DBNRecipe    `json:"dbn,omitempty"`
	CAE    *CAERecipe    `json:"cae,omitempty"`
	GSN    *GSNRecipe    `json:"gsn,omitempty"`
	DBM    *DBMRecipe    `json:"dbm,omitempty"`
	VAE    *VAERecipe    `json:"vae,omitempty"`
	GMMN   *GMMNRecipe   `json:"gmmn,omitempty"`
	KMeans *KMeansRecipe `json:"kmeans,omitempty"`
	Normal *NormalRecipe `json:"gaussian,omitempty"`

	// The recipe of adversarial nets.
	Generator     *Generator     `json:"generator,omitempty"`
	Discriminator *Discriminator `json:"discriminator,omitempty"`
	Train         *Train         `json:"train,omitempty"`
	Stages        []Stage        `json:"stages,omitempty"`    // after the epochs of Train
	Condition     *Condition     `json:"condition,omitempty"` // of both nets; nil for none
	Inference     *Inference     `json:"inference,omitempty"` // of the noise of an image; nil for none
	Masks         *Masks         `json:"masks,omitempty"`     // of images that the generator completes; nil for none
	Finetune      *Finetune      `json:"finetune,omitempty"`  // of classifiers that begin with the discriminator; nil for none

	// The file of a trained generator. A spec names the file, and the canonical form of a run has its SHA-256 only.
	File    string `json:"file,omitempty"`   // path from the folder of the spec
	SHA256  string `json:"sha256,omitempty"` // of the content, in hexadecimal; "" until the file is read if the spec does not give it
	Weights []byte `json:"-"`                // the content, which package weights reads

	// The files of samples of any model, one for each of the seeds 1, 2 and so on. A spec names the files, and the canonical form of a run
	// has their SHA-256 only: those of all seeds, so that all have the same recipe. Package given reads the files.
	Files   []string `json:"files,omitempty"`
	SHA256s []string `json:"sha256s,omitempty"`
	Range   string   `json:"range,omitempty"` // of the samples: LOW..HIGH, or "same" for samples like the data; "" until it is recognised if the spec does not give it
}

// Datasets lists the data sets that a spec may name.
func Datasets() []string { return (&key{words: datasets}).texts() }

// sizes returns the numbers of training and validation images of a data set. A number is 0 if it depends on the user's files. The
// number of validation images is also 0 for folds, which are always used whole.
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

// ImageSize returns the number of values of an image of a data set.
func ImageSize(dataset string) int { return shape(dataset).size() }

// inFolds reports whether a data set has several folds.
func inFolds(dataset string) bool {
	return dataset == "tfd" || dataset == "fer2013" || dataset == "tfd-like"
}

// shape returns the shape of an image of a data set. It is zero for an unknown data set.
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

// systems reads the systems and leaves out those that are skipped, or not for the budget. They must be valid too. Each system has its
// complete evaluation.
func (p *parser) systems(top *object, budget string) []System {
	var all, wanted []System
	otherBudgets := false // whether a system is left out for its budgets
	for _, v := range top.list("systems") {
		o := p.object(v)
		s := p.system(o, all)
		if o.has("evaluation") {
			s.Evaluation = p.evaluation(o.object("evaluation"))
			if !s.IsDecoder() {
				s.Evaluation.Likelihood = nil
			}
			p.checkSizes(o.fields["evaluation"], s)
		} else if !o.silent && s.Kind != Theory {
			top.require("evaluation")
		}
		all = append(all, s)
		skipped, planned := o.flag("skip"), o.isFor(budget, s.schedule())
		otherBudgets = otherBudgets || !planned
		if planned && !skipped {
			wanted = append(wanted, s)
		}
	}
	if len(all) > 0 && len(wanted) == 0 && otherBudgets {
		p.report(top.fields["systems"].place, "", "no system is for budget %q", budget)
	} else if len(all) > 0 && len(wanted) == 0 {
		p.report(top.fields["systems"].place, "", "every system is skipped")
	}
	return wanted
}

// isFor reports whether a system is part of the plan under a budget. It reports a budget for which the system has no epochs.
func (o *object) isFor(budget string, c schedule) bool {
	if !o.has("budgets") {
		return true
	}
	var budgets []string
	for _, item := range o.list("budgets") {
		name := o.parser.line(item)
		if name == "" || !o.checkLabel(item.node, item.name, name) {
			continue
		}
		for _, epochs := range c.epochs {
			if _, ok := epochs.For(name); !ok && len(epochs) > 0 {
				o.report(item.node, suggest(name, "budgets", epochs.budgets()), "budget %q is not among the epochs", name)
				break
			}
		}
		budgets = append(budgets, name)
	}
	return budget == "" || slices.Contains(budgets, budget)
}

// system reads a system. others are the systems before it, from which it must differ in name or data set.
func (p *parser) system(o *object, others []System) System {
	s := System{Name: o.title("name"), Kind: choice[Kind](o, "kind")}
	s.Dataset, s.Own = p.dataset(o)
	if name, ok := o.fields["name"]; ok {
		s.VariantOf = p.variants[name.node]
	}
	for _, other := range others {
		if name, ok := o.fields["name"]; ok && s.Name != "" && s.Name == other.Name && s.Dataset == other.Dataset {
			p.report(name.node, "", "system %q on %s is listed twice", s.Name, s.Dataset)
			break
		}
	}
	p.recipe(o, &s)
	o.checkData(s)
	return s
}

func (p *parser) gan(o *object, s *System) {
	generator := o.object("generator")
	noise := generator.object("noise")
	z, image := Noise{Kind: choice[NoiseKind](noise, "kind"), Size: noise.integer("size")}, s.ImageShape()
	s.Generator = &Generator{z, p.layers(generator, net{generator: true, in: z.shape(), out: image, dataset: s.Dataset})}
	s.Discriminator = &Discriminator{p.layers(o.object("discriminator"), net{in: image, dataset: s.Dataset})}
	s.Train = p.train(o, *s)
	s.Condition = p.condition(o, *s)
	if o.has("stages") {
		for _, v := range o.list("stages") {
			s.Stages = append(s.Stages, p.stage(v, z))
		}
		if train := o.object("train"); len(s.Train.Patience) > 0 {
			p.report(train.fields["patience"].place, "", "patience is not allowed for systems with stages, whose epochs are fixed")
		}
	}
	s.Inference = p.inference(o, *s)
	s.Masks = p.masks(o, *s)
	s.Finetune = p.finetune(o, *s)
}

var hexadecimal = regexp.MustCompile(`^[0-9a-f]{64}$`)

// trainedGenerator reads the name of a generator's file and its SHA-256. One of them must be there.
func (o *object) trainedGenerator(s *System) {
	s.File, s.SHA256 = o.title("file"), o.title("sha256")
	if !o.has("sha256") {
		o.require("file")
	}
	if s.SHA256 != "" && !hexadecimal.MatchString(s.SHA256) {
		o.report(o.fields["sha256"].node, "", "sha256 must be 64 hexadecimal digits in lower case, not %s", quote(s.SHA256))
		s.SHA256 = ""
	}
}

// stage reads a stage. Its layers map noise to the input of the layers behind them, which was noise before.
func (p *parser) stage(v value, z Noise) Stage {
	o := p.object(v)
	return Stage{o.perBudget("epochs"), p.layers(o, net{generator: true, in: z.shape(), out: z.shape(), front: true})}
}

// shape returns the shape of a sample's noise. It is zero if unknown.
func (z Noise) shape() Shape {
	if z.Size == 0 {
		return Shape{}
	}
	return vector(z.Size)
}

// checkSizes reports an evaluation that asks for more images than the data set is known to have.
func (p *parser) checkSizes(evaluation value, s System) {
	check := func(key string, asked, have int, what string) {
		if have > 0 && asked > have {
			p.report(child(evaluation.node, key), "", "%s must be at most %d, the %s, not %d", key, have, what, asked)
		}
	}
	if curve := s.Evaluation.Curve; curve > 0 && curve < s.Evaluation.Samples {
		p.report(child(evaluation.node, "curve"), "", "curve must be at least %d, the number of samples, not %d", s.Evaluation.Samples, curve)
	}
	for _, g := range s.Evaluation.Grids {
		if g.Optimum && inFolds(s.Dataset) {
			p.report(child(child(evaluation.node, "grids"), g.Name), "", "optimum is not allowed for %s, where each fold has its own sigma", s.Dataset)
		}
	}
	if s.schedule().validate.Every > 0 && !slices.ContainsFunc(s.Evaluation.Grids, func(g Grid) bool { return !g.Optimum }) && len(s.Evaluation.Grids) > 0 {
		p.report(child(evaluation.node, "grids"), "", "validation during the training needs a grid without optimum")
	}
	train, valid := s.sizes()
	check("validation", s.Evaluation.Validation, valid, "validation images of "+s.Dataset)
	switch s.Kind {
	case TrainingImages:
		check("samples", s.Evaluation.Samples, train, "training images of "+s.Dataset)
		check("curve", s.Evaluation.Curve, train, "training images of "+s.Dataset)
	case KMeans:
		check("samples", s.Evaluation.Samples, s.KMeans.Centroids, "centroids")
		check("curve", s.Evaluation.Curve, s.KMeans.Centroids, "centroids")
	}
}
