package spec

// The keys of the recipes of studies. theory.yaml gives each a value and says where it comes from.

// studyKeys lists the recipe of each study as a key of its system.
var studyKeys = []key{
	studyRecipeKey(Figure1, "a game of two nets in one dimension, with batches of noise from N(0, 1)",
		modesKey("data", "the density p of the data: one mode, or several", from(1, 20)),
		updatesKey("discriminator_updates", "updates of the discriminator alone, at first"),
		updatesKey("generator_updates", "updates of the generator alone, after them"),
		updatesKey("rounds", "rounds of both after that, each of k updates of the discriminator and one of the generator"),
		key{name: "k", form: asInteger, span: from(1, 1000), meaning: "updates of the discriminator in a round", source: "paper, Algorithm 1"},
		risingKey("film", "rounds after which the film has a picture, in rising order; it also has the last, and none after that", 0),
		batchOf("draws of the data, and of the noise, in an update"),
		rateOf("learning rate of both nets at the start; it falls to a tenth"), momentumOfStudy,
		unitsOf("discriminator_units", "sigmoid units of the discriminator"), unitsOf("generator_units", "sigmoid units of the generator"),
	),
	studyRecipeKey(Proposition1, "a discriminator, trained between two fixed densities at a time", append([]key{
		{name: "pairs", form: asList, span: from(1, 20), meaning: "pairs of densities; D is drawn for the first",
			item: &key{name: "pair", form: asMapping, meaning: "two densities", keys: []key{
				densityKey("p", "the density of the data"), densityKey("q", "the density of the generator"),
			}}},
	}, referenceKeys...)...),
	studyRecipeKey(Theorem1, "a discriminator, trained at each distance of q = N(d, (1 + widening d)²) from p = N(0, 1)", append([]key{
		{name: "distances", form: asList, span: from(2, 50), meaning: "the distances d, from 0 on in rising order",
			item: &key{name: "distance", form: asNumber, span: from(0, 6), meaning: "distance between the means of q and p"}},
		{name: "widening", form: asNumber, span: from(0, 1), meaning: "what is added to the standard deviation of q for each unit of distance"},
		modesKey("modes", "the two modes of the data to which single normal densities are fitted", from(2, 2)),
		{name: "samples", form: asInteger, span: from(100, 10_000_000), meaning: "fresh draws of each density, for the value of the game"},
	}, referenceKeys...)...),
	studyRecipeKey(Proposition2, "a descent of probabilities on points of [-6, 6], from three starts",
		modesKey("modes", "the density that gives the probabilities p of the data", from(1, 20)),
		key{name: "points", form: asInteger, span: from(3, 2001), meaning: "number of points with a probability"},
		key{name: "wrong_mode", form: asMapping, meaning: "the normal density of one of the starts of q", keys: []key{
			{name: "mean", form: asNumber, span: from(-6, 6), meaning: "mean"},
			{name: "sd", form: asNumber, span: from(0.4, 5), meaning: "standard deviation; probabilities of a narrower one would round to 0"},
		}},
		key{name: "steps", form: asInteger, span: from(2, 100_000), meaning: "steps of q, each after the best discriminator for it"},
		key{name: "rate", form: asNumber, span: span{most: 1.5, above: true}, meaning: "size of a step of q: the factor before the gradient in the exponent",
			source: "Kivinen and Warmuth 1997; up to 1, no step raises the criterion"},
		risingKey("drawn", "steps at which q is drawn, in rising order; the last step is drawn too, and none after it", 0),
	),
	studyRecipeKey(Vanishing, "a discriminator, trained beside a generator of samples about N(d, 1) that stands still; data are N(0, 1)",
		key{name: "farthest", form: asNumber, span: from(1, 20), meaning: "largest distance d at which the divergence is computed"},
		key{name: "far", form: asNumber, span: span{most: 20, above: true}, meaning: "distance d at which the claims of section 3 are tested"},
		key{name: "near", form: asNumber, span: from(0, 20), meaning: "a smaller distance d, at which densities overlap"},
		risingKey("updates", "numbers of updates of the discriminator after which gradients are measured, in rising order", 1),
		batchOf("examples of data, and of samples, in an update"), rateOf("learning rate"), momentumOfStudy,
		unitsOf("discriminator_units", "maxout units of the discriminator, of four pieces each"),
	),
	studyRecipeKey(Collapse, "trainings on data with many modes in the plane, in turns of three kinds and with both losses", append([]key{
		{name: "ring", form: asMapping, meaning: "data: normal modes on a circle", keys: []key{
			{name: "modes", form: asInteger, span: from(2, 100), meaning: "number of modes"},
			{name: "radius", form: asNumber, span: span{most: 10, above: true}, meaning: "radius of the circle"},
			{name: "sd", form: asNumber, span: span{most: 2, above: true}, meaning: "standard deviation of a mode"},
		}},
		{name: "grid", form: asMapping, meaning: "data: normal modes on a square grid", keys: []key{
			{name: "side", form: asInteger, span: from(2, 20), meaning: "modes along a side"},
			{name: "apart", form: asNumber, span: span{most: 10, above: true}, meaning: "distance between neighbouring modes"},
			{name: "sd", form: asNumber, span: span{most: 2, above: true}, meaning: "standard deviation of a mode"},
		}},
	}, seriesKeys...)...),
	studyRecipeKey(Saddle, "gradient steps in V = xy, and in a game of nets with one parameter each, from a distance of 1; and matching pennies",
		key{name: "rate", form: asNumber, span: span{most: 1, above: true}, meaning: "size of a gradient step"},
		key{name: "steps", form: asInteger, span: from(10, 100_000), meaning: "gradient steps of both players"},
		key{name: "games", form: asInteger, span: from(10, 1_000_000), meaning: "games of matching pennies"},
	),
	studyRecipeKey(Divergences, "two normal densities at several distances and widths, codes for four symbols, and a net of maximum likelihood on 121 points",
		key{name: "distances", form: asList, span: from(3, 10), meaning: "distances of N(d, 1) from N(0, 1), one for each panel, falling",
			item: &key{name: "distance", form: asNumber, span: from(0, 50), meaning: "distance between the means"}},
		key{name: "widths", form: asList, span: from(2, 50), meaning: "standard deviations of q, in rising order; p has 1",
			item: &key{name: "width", form: asNumber, span: span{least: 0.1, most: 10}, meaning: "standard deviation"}},
		key{name: "block", form: asInteger, span: from(1, 8), meaning: "symbols in a code word"},
		updatesKey("updates", "updates of the net"),
		batchOf("draws of p in an update"), rateOf("learning rate; a tenth of it in the second half"), unitsOf("units", "tanh units of the net"),
	),
	studyRecipeKey(Estimators, "fits of a normal density without its normaliser, from draws of it and of noise, and the best denoiser of two modes",
		risingKey("draws", "numbers of draws of the data, and as many of the noise, in rising order", 2),
		key{name: "distances", form: asList, span: from(2, 20), meaning: "distances of the mean of the noise from that of the data, in rising order, at the second number of draws",
			item: &key{name: "distance", form: asNumber, span: from(0, 6), meaning: "distance of the means"}},
		key{name: "trainings", form: asInteger, span: from(2, 1000), meaning: "fits for each error"},
		key{name: "noise", form: asNumber, span: from(0.1, 3), meaning: "standard deviation of the noise that the denoiser removes"},
	),
	studyRecipeKey(Support, "nets with a z of one number and of two, on data from N(0, I) in the plane",
		key{name: "trainings", form: asInteger, span: from(1, 100), meaning: "trainings with each size of z"},
		updatesKey("updates", "updates of both nets; the training ends with an epoch of 8,000 data"),
		batchOf("examples of data, and of samples, in an update"), rateOf("learning rate"), momentumOfStudy,
		unitsOf("units", "units in each of two hidden layers of both nets"),
	),
	studyRecipeKey(Chains, "a Markov chain between two modes, nets on two points, a Boltzmann machine, and a logistic discriminator of a generator that moves",
		key{name: "widths", form: asList, span: from(2, 20), meaning: "standard deviations of the modes at -1 and 1 that the chain goes between, falling",
			item: &key{name: "width", form: asNumber, span: from(0.2, 1), meaning: "standard deviation of each mode; the chain takes 6.5 million steps to cross with 0.2"}},
		key{name: "crossings", form: asInteger, span: from(10, 100_000), meaning: "crossings of the chain at each width"},
		key{name: "cross_within", form: asInteger, span: from(2000, 1_000_000_000), meaning: "steps in which a chain is to cross; the width that it needs is compared with that of the generator"},
		key{name: "trainings", form: asInteger, span: from(1, 100), meaning: "trainings of nets on data at -1 and 1"},
		updatesKey("updates", "updates of both nets; the training ends with an epoch of 2,000 data"),
		batchOf("examples of data, and of samples, in an update of the nets"), rateOf("learning rate of the nets at the start; it falls to a twentieth"), momentumOfStudy,
		unitsOf("units", "units in each of two hidden layers of both nets"),
		key{name: "machine_units", form: asInteger, span: from(2, 10), meaning: "units of the Boltzmann machine, all of whose states are listed"},
		updatesKey("machine_steps", "steps of its learning"),
		key{name: "machine_rate", form: asNumber, span: span{most: 1, above: true}, meaning: "size of these steps at the start; it falls to 0"},
		key{name: "chains", form: asInteger, span: from(1, 100_000), meaning: "Markov chains that make a sweep in each of these steps"},
		key{name: "generator_steps", form: asInteger, span: from(10, 1_000_000), meaning: "steps in which the mean of a generator goes from 3 to 0"},
		key{name: "inner_steps", form: asInteger, span: from(2, 100_000), meaning: "steps of a discriminator that begins anew for each of them"},
		key{name: "discriminator_rate", form: asNumber, span: span{most: 1, above: true}, meaning: "size of the discriminator's steps"},
		key{name: "discriminator_batch", form: asInteger, span: from(1, 100_000), meaning: "examples of data, and of samples, in a step of the discriminator"},
	),
	studyRecipeKey(WakeSleep, "a linear generator of three numbers x from two numbers z, and inference of z that is trained on its x",
		key{name: "noise", form: asNumber, span: from(0.1, 3), meaning: "standard deviation of the noise of x"},
		updatesKey("updates", "updates of each inference"),
		batchOf("samples of z and x in an update"), rateOf("learning rate; it falls to 0, except in the comparison of a fixed generator with one that changes"),
		unitsOf("units", "tanh units of the inference net"),
		key{name: "shifts", form: asList, span: from(1, 50), meaning: "distances of the mean of data from that of the generator's x, in rising order",
			item: &key{name: "shift", form: asNumber, span: span{most: 20, above: true}, meaning: "distance"}},
		key{name: "turn", form: asNumber, span: span{most: 0.1, above: true}, meaning: "angle in radians by which a generator turns in each update, as long as it changes"},
	),
	studyRecipeKey(MNISTGradient, "nets like those of mnist.yaml, but smaller: trained together, then the discriminator alone",
		key{name: "images", form: asInteger, span: from(1, 50_000), meaning: "number of training images, from the first"},
		key{name: "epochs", form: asInteger, span: from(1, 1000), meaning: "epochs of both nets, before the discriminator is trained alone"},
		risingKey("updates", "numbers of updates of the discriminator alone after which gradients are measured, in rising order", 1),
		batchOf("images in an update"), rateOf("learning rate, which falls as in mnist.yaml"),
		unitsOf("generator_units", "relu units in each hidden layer of the generator"),
		unitsOf("discriminator_units", "maxout units in each hidden layer of the discriminator"),
	),
	studyRecipeKey(MNISTCollapse, "trainings on digits, in turns of three kinds", append([]key{
		{name: "images", form: asInteger, span: from(100, 50_000), meaning: "number of training images, from the first, for the nets and the classifier of samples"},
		{name: "held_out", form: asInteger, span: from(1, 50_000), meaning: "number of training images, from the last, that test the classifier"},
		{name: "classifier_epochs", form: asInteger, span: from(1, 1000), meaning: "epochs of the classifier"},
	}, seriesKeys...)...),
}

// studyRecipeKey describes the recipe of a study, a key of the study's name.
func studyRecipeKey(of Study, meaning string, keys ...key) key {
	return key{name: string(of), form: asMapping, of: only(Theory), studies: only(of), meaning: "the recipe of the study: " + meaning, keys: keys}
}

// referenceKeys describe a ReferenceD.
var referenceKeys = []key{
	updatesKey("updates", "updates of each discriminator"),
	batchOf("draws of each density in an update of the first half"),
	{name: "late_batch", form: asInteger, span: from(1, 100_000), meaning: "draws of each density in an update of the second half"},
	rateOf("learning rate at the start; it falls to a hundredth"), momentumOfStudy,
	unitsOf("discriminator_units", "sigmoid units of the discriminator"),
}

// seriesKeys describe a Series.
var seriesKeys = []key{
	{name: "k", form: asInteger, span: from(2, 1000), meaning: "steps of the discriminator for each of the generator where it is kept ahead; 1 is always tried too",
		source: "paper, Algorithm 1 and section 6"},
	{name: "generator_steps", form: asInteger, span: from(2, 1000), meaning: "steps of the generator for each of the discriminator where the generator is trained too much",
		source: "paper, section 6"},
	{name: "trainings", form: asInteger, span: from(2, 100), meaning: "trainings with each setting; intervals and tests are over them"},
	updatesKey("updates", "updates of the generator in a training"),
	{name: "every", form: asInteger, span: from(1, 1_000_000), meaning: "updates of the generator between two measurements, of which updates is a multiple"},
	batchOf("examples of data, and of samples, in an update"),
	rateOf("learning rate at the start"),
	{name: "rate_divisor", form: asNumber, span: from(1, 1000), meaning: "number by which the learning rate has been divided at the end"},
	momentumOfStudy,
	unitsOf("generator_units", "relu units in each hidden layer of the generator"),
	unitsOf("discriminator_units", "maxout units in each hidden layer of the discriminator, of two pieces each"),
}

var momentumOfStudy = key{name: "momentum", form: asNumber, span: span{most: 1, below: true}, meaning: "momentum of the updates"}

func updatesKey(name, meaning string) key {
	return key{name: name, form: asInteger, span: from(1, 1_000_000), meaning: meaning}
}

func batchOf(meaning string) key {
	return key{name: "batch", form: asInteger, span: from(1, 100_000), meaning: meaning}
}

func rateOf(meaning string) key {
	return key{name: "learning_rate", form: asNumber, span: span{most: 100, above: true}, meaning: meaning}
}

func unitsOf(name, meaning string) key {
	return key{name: name, form: asInteger, span: from(2, 10_000), meaning: meaning}
}

// risingKey describes a list of whole numbers in rising order, with a least number of items.
func risingKey(name, meaning string, least float64) key {
	return key{name: name, form: asList, span: from(least, 50), meaning: meaning,
		item: &key{name: "number", form: asInteger, span: from(1, 1_000_000), meaning: "number of updates, rounds or steps"}}
}
