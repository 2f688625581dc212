package spec

import (
	"math"
	"regexp"
)

// language describes every key of a spec: its name, its meaning and its values. The validator, the schema and the explanations all
// read it. The code that reads a key checks the rules between keys.
//
// To add a key, add a line here, a field to its struct, and a line where the struct is read.
var language = key{
	name: "the spec", form: asMapping,
	meaning: "an experiment: systems, their data and recipes, and the evaluation of their likelihood",
	keys: []key{
		{name: "extends", form: asText, absent: "nothing",
			meaning: "the bundled spec that this one changes, or several: mappings are merged key by key, " +
				"systems by name and dataset; any other value replaces the one below",
			or: &key{form: asList, span: from(1, most), item: &key{name: "spec", form: asText, meaning: "a bundled spec; " +
				"where several give different values, this one says which, and each system keeps the evaluation of its own"}}},
		{name: "name", form: asLabel, meaning: "label of the runs; changes no number"},
		{name: "budget", form: asLabel, meaning: "which number counts if a system has one for each budget"},
		{name: "seeds", form: asInteger, span: from(1, 1000),
			meaning: "number n of trainings of each system, with the seeds 1 to n: one number, or one for each budget (1 for the others); or a list of seeds",
			or: &key{form: asList, span: from(1, 1000),
				item: &key{name: "seed", form: asInteger, span: from(0, math.MaxInt32),
					meaning: "seed of all random numbers of a run"},
				or: byBudget("the number of trainings", 1000)}},
		{name: "matrix", form: asNames, absent: "nothing",
			meaning: "a sweep: paths of values below systems, as in -set, each with a list of values; every combination is planned",
			item: &key{name: "path", form: asList, span: from(1, most),
				meaning: "the values; each combination shows its values after the name of its system",
				item:    &key{name: "value", form: asAny, meaning: "value without the matrix"}}},
		{name: "evaluation", form: asMapping, keys: evaluationKeys, part: true, absent: "every system has one of its own",
			meaning: "the protocol of the likelihood: a Gaussian Parzen window around samples of the model",
			source:  "paper, section 5; parzen_ll.py"},
		{name: "systems", form: asList, span: from(1, most), meaning: "the rows of the table",
			item: &key{name: "system", form: asMapping, keys: systemKeys, meaning: "a source of samples"}},
		{name: "cluster", form: asMapping, keys: clusterKeys, absent: "what each key says",
			meaning: "resources that -cluster slurm requests for each run; changes no number"},
	},
}

var labels = regexp.MustCompile(`^[A-Za-z0-9_-]{1,40}$`)

var evaluationKeys = []key{
	{name: "samples", form: asInteger, span: from(1, 1_000_000),
		meaning: "samples drawn from the model", source: "10000 in parzen_ll.py, -n"},
	{name: "validation", form: asInteger, span: from(1, 1_000_000),
		meaning: "number of validation images, from the first on, that choose sigma",
		source:  "1000 in parzen_ll.py, -l"},
	{name: "grids", form: asNames, names: labels, meaning: "candidates for sigma; each grid gives its own likelihood",
		source: "ten, logspace(-1, 0), in parzen_ll.py",
		item: &key{name: "grid", form: asMapping, meaning: "a grid of candidates, under a name of your choice", keys: []key{
			{name: "from", form: asNumber, span: span{most: 100, above: true},
				meaning: "the smallest sigma, in units of pixel intensity"},
			{name: "to", form: asNumber, span: span{most: 100, above: true},
				meaning: "the largest sigma, in units of pixel intensity"},
			{name: "count", form: asInteger, span: from(2, 1000), meaning: "number of candidates, including both ends"},
			{name: "spacing", form: asChoice, meaning: "spacing of the candidates",
				words: []word{says(Log, "equal ratios"), says(Linear, "equal differences")}},
			{name: "optimum", form: asFlag, absent: "false",
				meaning: "whether to search for the best possible sigma, starting from the best of the grid; not for data sets in folds"},
		}}},
	{name: "curve", form: asInteger, span: from(1, 10_000_000), absent: "samples",
		meaning: "largest number of samples for the curve of validation likelihood against the number of samples; not for systems with a fixed number of samples"},
	{name: "likelihood", form: asMapping, absent: "it is not estimated", keys: likelihoodKeys,
		meaning: "the likelihood of a generator by annealed importance sampling, beside that of the window; systems without a generator of noise alone leave it out",
		source:  "Wu et al. 2017; the paper asks for better estimates in section 5"},
}

var systemKeys = append([]key{
	{name: "name", form: asText, meaning: "the label of the row; a system is known by its name and its data set"},
	{name: "kind", form: asChoice, meaning: "where the samples come from", words: []word{
		says(GAN, "a generator trained against a discriminator"),
		says(DBN, "a deep belief net: restricted Boltzmann machines, trained one after the other"),
		says(CAE, "stacked contractive auto-encoders, sampled by a walk"),
		says(GSN, "a deep generative stochastic network: a net that learns a step of a Markov chain"),
		says(DBM, "a deep Boltzmann machine: two hidden layers, trained together"),
		says(VAE, "a variational auto-encoder"),
		says(GMMN, "a generative moment matching network"),
		says(TrainedGenerator, "a generator that was trained before, read from a file; it is not trained further"),
		says(Given, "samples of any model, read from files"),
		says(KMeans, "centroids of clusters of training images: a control and not a model"),
		says(Normal, "draws of a normal distribution with the training images' mean and covariance: a control"),
		says(MeanImage, "the mean of the training images as every sample: a control; no model should score lower"),
		says(TrainingImages, "images of the training set, drawn without replacement: the score of the true distribution"),
		says(Theory, "no samples: a study computes a part of the paper's theory; it has no likelihood and no row in the table"),
	}},
	studyKey,
	{name: "skip", form: asFlag, absent: "false",
		meaning: "whether to leave the system out of the plan, for example one of an extended spec"},
	{name: "budgets", form: asList, span: from(1, 100), absent: "all",
		meaning: "the budgets under which the system is part of the plan",
		item:    &key{name: "budget", form: asLabel, meaning: "a value of `budget`"}},
	{name: "dataset", form: asChoice, meaning: "the images to learn and to score", words: datasets, or: &ownDataKey},
	{name: "evaluation", form: asMapping, of: only(GAN, DBN, CAE, GSN, DBM, VAE, GMMN, TrainedGenerator, Given, KMeans, Normal, MeanImage, TrainingImages), keys: evaluationKeys, part: true, absent: "that of the spec",
		meaning: "differences for this system, merged key by key over the evaluation of the spec"},
	{name: "generator", form: asMapping, of: only(GAN), meaning: "the net that maps noise to samples", keys: []key{
		noiseKey,
		{name: "layers", form: asList, span: from(1, 100), meaning: "the layers from noise to image",
			item: &key{name: "layer", form: asMapping, keys: generatorLayerKeys,
				meaning: "weights, a bias and a nonlinearity"}},
	}},
	{name: "discriminator", form: asMapping, of: only(GAN),
		meaning: "the net that distinguishes data from samples", keys: []key{
			{name: "layers", form: asList, span: from(1, 100),
				meaning: "the layers from image to the probability that it is from the data",
				item: &key{name: "layer", form: asMapping, keys: discriminatorLayerKeys,
					meaning: "weights, a bias and a nonlinearity"}},
		}},
	{name: "train", form: asMapping, of: only(GAN), keys: trainKeys,
		meaning: "the recipe of the training"},
	{name: "dbn", form: asMapping, of: only(DBN), keys: dbnKeys, meaning: "the recipe of the deep belief net"},
	{name: "cae", form: asMapping, of: only(CAE), keys: caeKeys, meaning: "the recipe of the auto-encoders"},
	{name: "gsn", form: asMapping, of: only(GSN), keys: gsnKeys, meaning: "the recipe of the network", source: "yaoli/GSN, run_gsn.py"},
	{name: "dbm", form: asMapping, of: only(DBM), keys: dbmKeys, meaning: "the recipe of the deep Boltzmann machine", source: "Salakhutdinov and Hinton 2009"},
	{name: "vae", form: asMapping, of: only(VAE), keys: vaeKeys, meaning: "the recipe of the auto-encoder", source: "Kingma and Welling 2014; Wu et al. 2017"},
	{name: "gmmn", form: asMapping, of: only(GMMN), keys: gmmnKeys, meaning: "the recipe of the moment matching network", source: "Li, Swersky and Zemel 2015"},
	{name: "file", form: asText, of: only(TrainedGenerator, Given), absent: "sha256 is given, as in the record of a run, whose folder has the file",
		meaning: "the generator's file, as experiments export writes it: a path from the folder of the spec, or the name of a file that the program has; " +
			"or the file of samples, for seed 1"},
	{name: "sha256", form: asText, of: only(TrainedGenerator, Given), absent: "any content",
		meaning: "SHA-256 of the file, which must have it, in hexadecimal"},
	{name: "files", form: asList, span: from(1, 1000), of: only(Given), absent: "there is one file",
		meaning: "the files of samples, for seed 1, seed 2 and so on; other seeds of the spec are left out for this system",
		item:    &key{name: "file", form: asText, meaning: "a path from the folder of the spec, to any format of docs/samples.md"}},
	{name: "sha256s", form: asList, span: from(1, 1000), of: only(Given), absent: "any content",
		meaning: "SHA-256 of each of the files", item: &key{name: "sha256", form: asText, meaning: "SHA-256 in hexadecimal"}},
	{name: "range", form: asText, of: only(Given), absent: "it is recognised",
		meaning: "range of the samples, LOW..HIGH as 0..255 or -1..1; same if they are on the scale of the data"},
	{name: "kmeans", form: asMapping, of: only(KMeans), meaning: "how the centroids are found", keys: []key{
		{name: "centroids", form: asInteger, span: from(1, 1_000_000), meaning: "number of centroids, which start at different training images"},
		{name: "epochs", form: asInteger, span: from(1, 1_000_000), meaning: "iterations of Lloyd's algorithm", or: byBudget("iterations", 1_000_000)},
		imagesKey,
	}},
	{name: "gaussian", form: asMapping, of: only(Normal), meaning: "the part of the distribution that is kept", keys: []key{
		{name: "share", form: asNumber, span: span{most: 1, above: true}, meaning: "the smallest number of eigenvalues is kept that has at least this share of the variance"},
		{name: "clip", form: asFlag, absent: "false", meaning: "whether samples are cut to [0, 1]"},
		imagesKey,
	}},
	{name: "stages", form: asList, span: from(1, 100), of: only(GAN), absent: "the epochs of train are all",
		meaning: "stages after the epochs of train: the generator gets new layers; discriminator, learning rate and momentum start again as in train",
		source:  "tfd_pretrain/train.yaml",
		item: &key{name: "stage", form: asMapping, meaning: "number of epochs", keys: []key{
			epochsKey,
			{name: "layers", form: asList, span: from(1, 100),
				meaning: "new layers in front of the generator's; their output replaces the noise",
				source:  "__init__.py, add_layers",
				item: &key{name: "layer", form: asMapping, keys: frontLayerKeys,
					meaning: "weights, a bias and a nonlinearity"}},
		}}},
	{name: "condition", form: asMapping, of: only(GAN), absent: "the nets have no condition", keys: conditionKeys,
		meaning: "a second input of both nets, so that the generator makes samples of a wanted kind: samples are drawn in equal numbers of each class",
		source:  "paper, section 7, extension 1; Mirza and Osindero 2014"},
	{name: "inference", form: asMapping, of: only(GAN), absent: "there is no such net", keys: inferenceKeys,
		meaning: "a further net, which predicts the noise from which the generator made an image; it is measured after the training",
		source:  "paper, section 7, extension 2; reboot_inf.yaml"},
	{name: "masks", form: asMapping, of: only(GAN), absent: "the generator makes whole samples only", keys: masksKeys,
		meaning: "the generator completes images of which a random set of pixels is missing, with noise in their place, and the discriminator judges the completed images; " +
			"the completions are measured after the training, and whole samples are scored",
		source: "paper, section 7, extension 3; InpaintingAdversaryCost"},
	{name: "finetune", form: asMapping, of: only(GAN), absent: "there are no such classifiers", keys: finetuneKeys,
		meaning: "classifiers that learn from few labelled images after the training: from the discriminator's parameters, from scratch, and on fixed features of the nets",
		source:  "paper, section 7, extension 4; pretrained.yaml"},
}, studyKeys...)

var datasets = []word{
	{"mnist", "digits, 28 by 28: train[0:50000] trains, train[50000:60000] validates; pixels / 255, as mnist.yaml"},
	{"fashion-mnist", "clothes, 28 by 28: split and scaled as mnist"},
	{"cifar10", "photographs, 32 by 32 in colour: train[0:40000] trains, train[40000:50000] validates; each image normalised, as cifar10_*.yaml"},
	{"tfd", "faces, 48 by 48: the unlabelled train, the labelled are held out in five folds; pixels / 255, as tfd_pretrain. The user's own file"},
	{"fer2013", "faces, 48 by 48: held out and scaled as tfd. The user's own file"},
	{"tfd-like", "synthetic faces, 48 by 48, drawn by this program: as many as in tfd, held out and scaled alike"},
	{NoData, "no images: of studies that need none"},
}

var learningRateKeys = []key{
	{name: "start", form: asNumber, span: span{most: 100, above: true},
		meaning: "the rate of the first step", source: "0.1 in mnist.yaml, learning_rate"},
	{name: "decay", form: asNumber, span: from(1, 100),
		meaning: "number by which the rate is divided after each minibatch", source: "1.000004 in mnist.yaml, decay_factor"},
	{name: "floor", form: asNumber, span: from(0, 100), meaning: "the smallest rate", source: "1e-6 in mnist.yaml, min_lr"},
}

var trainKeys = []key{
	epochsKey,
	imagesKey,
	{name: "batch", form: asInteger, span: from(1, 1_000_000),
		meaning: "images in a step; the last batch of an epoch may be smaller",
		source:  "100 in mnist.yaml, batch_size"},
	{name: "update", form: asChoice, meaning: "order of the updates of the two nets", words: []word{
		says(Simultaneous, "both from the same parameters, samples and dropout masks, as in the original code"),
		says(Alternating, "k steps of the discriminator, then one of the generator on new noise, as in the paper's Algorithm 1"),
	}},
	{name: "k", form: asInteger, span: from(1, 1000), absent: "1",
		meaning: "steps of the discriminator for each of the generator",
		source:  "paper, Algorithm 1: k = 1"},
	{name: "loss", form: asChoice, meaning: "loss of the generator, as a mean over the batch", words: []word{
		says(NonSaturating, "-log D(G(z)), as in the original code from the first step on"),
		says(Saturating, "log(1 - D(G(z))), as in the paper's equation 1"),
		says(Blended, "the mean of both, as blend_obj in the authors' later files"),
	}},
	{name: "learning_rate", form: asMapping,
		meaning: "max(floor, start / decay^t) after t minibatches", source: "mnist.yaml, ExponentialDecay", keys: learningRateKeys},
	{name: "momentum", form: asMapping,
		meaning: "momentum, which changes linearly from epoch to epoch", source: "mnist.yaml, MomentumAdjustor", keys: []key{
			{name: "start", form: asNumber, span: span{most: 1, below: true},
				meaning: "the momentum of the first epoch", source: "0.5 in mnist.yaml, init_momentum"},
			{name: "end", form: asNumber, span: span{most: 1, below: true},
				meaning: "the momentum from epoch `epochs` on", source: "0.7 in mnist.yaml, final_momentum"},
			{name: "epochs", form: asInteger, span: from(1, 1_000_000),
				meaning: "the epoch in which the momentum reaches end", source: "250 in mnist.yaml, saturate"},
		}},
	{name: "optimizer", form: asChoice, absent: "sgd", meaning: "the rule that moves the parameters of both nets by their gradients", words: []word{
		says(SGD, "stochastic gradient descent with momentum, as the original code"),
		says(Adam, "Adam, with the momentum as its first decay, 0.999 as the second, and epsilon 1e-8 (Kingma and Ba 2015)"),
		says(RMSProp, "steps divided by the root of a moving average of squared gradients, of decay 0.9; without momentum (Tieleman and Hinton 2012)"),
		says(AdaGrad, "steps divided by the root of the sum of squared gradients; without momentum (Duchi, Hazan and Singer 2011)"),
	}, source: "the paper: \"any standard gradient-based learning rule\""},
	{name: "discriminator_rate", form: asNumber, span: span{most: 100, above: true}, absent: "1",
		meaning: "learning rate of the discriminator as a share of learning_rate, which is then the generator's",
		source:  "both have the same in the original code"},
	{name: "smoothing", form: asNumber, span: span{most: 0.5, below: true}, absent: "0",
		meaning: "how far the discriminator's target for data is below 1; the target for samples stays 0", source: "Salimans et al. 2016: 0.1; the paper has none"},
	{name: "instance_noise", form: asMapping, absent: "none", meaning: "normal noise on the data and the samples that the discriminator is given", source: "noise_both in the authors' later files",
		keys: []key{
			{name: "sd", form: asNumber, span: span{most: 100, above: true}, meaning: "standard deviation at the start"},
			{name: "epochs", form: asInteger, span: from(1, 1_000_000), meaning: "epochs in which it falls to 0 in a straight line"},
		}},
	{name: "average_decay", form: asNumber, span: span{most: 1, below: true}, absent: "0",
		meaning: "decay, per step of the generator, of a moving average of its parameters, which draws the samples; 0 means none: the parameters draw them",
		source:  "pylearn2 has none; 0.99 to 0.9999 are usual today"},
	{name: "patience", form: asInteger, span: from(0, 1_000_000), absent: "0",
		meaning: "early stopping: after its epochs the training continues until the validation likelihood has not risen for this number of epochs; 0 turns it off: one number, or one for each budget (0 for the others)",
		or:      integersByBudget("epochs", from(0, 1_000_000))},
	validateKey,
	{name: "select", form: asChoice, meaning: "which parameters to evaluate", words: []word{
		says(Last, "those of the last epoch, which parzen_ll.py uses"),
		says(BestValid, "those of the epoch with the highest validation likelihood; not for data sets in folds, whose validation images are test images too"),
	}},
}
