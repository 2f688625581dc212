package spec

// A Kind says where the samples of a system come from.
type Kind string

const (
	GAN Kind = "gan" // a generator trained against a discriminator
	DBN Kind = "dbn" // a deep belief net
	CAE Kind = "cae" // stacked contractive auto-encoders
	GSN Kind = "gsn" // a deep generative stochastic network
	DBM Kind = "dbm" // a deep Boltzmann machine

	VAE  Kind = "vae"  // a variational auto-encoder
	GMMN Kind = "gmmn" // a generative moment matching network

	TrainedGenerator Kind = "generator" // the generator of adversarial nets that were trained before, from a file
	Given            Kind = "samples"   // samples of any model, from files: one for each seed

	// TrainingImages draws Evaluation.Samples training images without replacement. Their score is that of the true distribution.
	TrainingImages Kind = "training-images"
	KMeans         Kind = "kmeans"     // centroids of clusters of training images
	Normal         Kind = "gaussian"   // a normal distribution fitted to the training images
	MeanImage      Kind = "mean-image" // the mean training image as every sample

	Theory Kind = "study" // a part of the theory: no model and no likelihood
)

// schedule returns the settings of the system's training. It is empty if the system is not trained.
func (s System) schedule() schedule {
	switch s.Kind {
	case GAN:
		c := s.Train.schedule()
		for _, stage := range s.Stages {
			c.epochs = append(c.epochs, stage.Epochs)
		}
		if s.Inference != nil {
			c.afterwards = append(c.afterwards, s.Inference.Updates)
		}
		if s.Finetune != nil {
			c.afterwards = append(c.afterwards, s.Finetune.Draws, s.Finetune.Updates)
		}
		return c
	case DBN:
		return s.DBN.schedule()
	case CAE:
		return s.CAE.schedule()
	case GSN:
		return s.GSN.schedule()
	case DBM:
		return s.DBM.schedule()
	case VAE:
		return s.VAE.schedule()
	case GMMN:
		return s.GMMN.schedule()
	case KMeans:
		return schedule{epochs: []PerBudget{s.KMeans.Epochs}, images: s.KMeans.Images}
	case Normal:
		return schedule{epochs: []PerBudget{{"": 1}}, images: s.Normal.Images}
	case MeanImage:
		return schedule{epochs: []PerBudget{{"": 1}}}
	default:
		return schedule{}
	}
}

// epochs returns the number of epochs under a budget, in all parts of the training.
func (s System) epochs(budget string) (epochs int) {
	for _, part := range s.schedule().epochs {
		n, _ := part.For(budget)
		epochs += n
	}
	return epochs
}

// images returns the number of training images under a budget. 0 means all, or that the data set is not known to have more.
func (s System) images(budget string) int {
	n, _ := s.schedule().images.For(budget)
	if all, _ := s.sizes(); all > 0 && n >= all {
		return 0
	}
	return n
}

// under returns the system with only the numbers of one budget.
func (s System) under(budget string) System {
	var images PerBudget
	if n := s.images(budget); n > 0 {
		images = PerBudget{"": n}
	}
	if s.Own != nil && s.Own.SHA256 != "" {
		own := *s.Own
		own.File, s.Own = "", &own // the name of a file changes no number
	}
	switch s.Kind {
	case GAN:
		s.Train, s.Stages, s.Inference = s.Train.under(budget, images), stagesUnder(s.Stages, budget), s.Inference.under(budget)
		s.Finetune = s.Finetune.under(budget)
	case DBN:
		s.DBN = s.DBN.under(budget, images)
	case CAE:
		s.CAE = s.CAE.under(budget, images)
	case GSN:
		s.GSN = s.GSN.under(budget, images)
	case DBM:
		s.DBM = s.DBM.under(budget, images)
	case VAE:
		s.VAE = s.VAE.under(budget, images)
	case GMMN:
		s.GMMN = s.GMMN.under(budget, images)
	case KMeans:
		s.KMeans = &KMeansRecipe{s.KMeans.Centroids, s.KMeans.Epochs.only(budget), images}
	case Normal:
		s.Normal = &NormalRecipe{s.Normal.Share, s.Normal.Clip, images}
	case TrainedGenerator:
		if s.SHA256 != "" {
			s.File = "" // the name of a file changes no number
		}
	case Given:
		if len(s.SHA256s) > 0 {
			s.Files = nil
		}
	}
	return s
}

// recipe reads the recipe of a system of its kind.
func (p *parser) recipe(o *object, s *System) {
	switch s.Kind {
	case GAN:
		p.gan(o, s)
	case DBN:
		s.DBN = p.dbn(o, *s)
	case CAE:
		s.CAE = p.cae(o, *s)
	case GSN:
		s.GSN = p.gsn(o, *s)
	case DBM:
		s.DBM = p.dbm(o, *s)
	case VAE:
		s.VAE = p.vae(o, *s)
	case GMMN:
		s.GMMN = p.gmmn(o, *s)
	case KMeans:
		k := o.object("kmeans")
		s.KMeans = &KMeansRecipe{Centroids: k.integer("centroids"), Epochs: k.perBudget("epochs"), Images: k.perBudget("images")}
		k.checkImages(s.schedule(), *s)
		if all, _ := s.sizes(); all > 0 && s.KMeans.Centroids > all {
			k.report(k.fields["centroids"].node, "", "centroids must be at most %d, the training images of %s, not %d", all, s.Dataset, s.KMeans.Centroids)
		}
	case Normal:
		g := o.object("gaussian")
		s.Normal = &NormalRecipe{Share: g.number("share"), Clip: g.flag("clip"), Images: g.perBudget("images")}
		g.checkImages(s.schedule(), *s)
		if s.Normal.Clip {
			o.needShades(s.Dataset, "clip")
		}
	case TrainedGenerator:
		o.trainedGenerator(s)
	case Given:
		o.given(s)
	case Theory:
		o.studyRecipe(s)
	}
}

// Normalised reports whether the images of a data set are normalised to mean 0. Those of the others are in [0,1].
func Normalised(dataset string) bool { return dataset == "cifar10" }

// needShades reports a data set whose values are not in [0,1].
func (o *object) needShades(dataset, what string) {
	if Normalised(dataset) {
		o.report(o.fields["dataset"].node, "", "%s needs pixels from 0 to 1; those of %s are normalised", what, dataset)
	}
}

// A KMeansRecipe says how to find centroids: Epochs iterations of Lloyd's algorithm.
type KMeansRecipe struct {
	Centroids int       `json:"centroids"`
	Epochs    PerBudget `json:"epochs"`
	Images    PerBudget `json:"images,omitempty"` // number of training images used, from the first; empty means all
}

// A NormalRecipe says how much of a normal distribution to keep.
type NormalRecipe struct {
	Share float64 `json:"share"` // share of the variance
	Clip  bool    `json:"clip"`  // clip samples to [0,1]

	Images PerBudget `json:"images,omitempty"` // number of training images used, from the first; empty means all
}
