// Package metric names the numbers that are recorded of each epoch of a training: for those who compute them, for the database and for
// the report. docs/database.md says what each is.
package metric

// The names of a pair of nets: D is the discriminator, G the generator.
const (
	LossD     = "loss_d"
	LossG     = "loss_g"
	Real      = "d_real"     // mean of D(x)
	Fake      = "d_fake"     // mean of D(G(z))
	Accuracy  = "d_accuracy" // share of data and samples that D takes for what they are
	NormD     = "norm_d"
	NormG     = "norm_g"
	GradientD = "gradient_d"
	GradientG = "gradient_g"
)

// The names of models that are trained a layer at a time, or by reconstruction.
const (
	Layer                  = "layer"
	Reconstruction         = "reconstruction"
	WalkbackReconstruction = "walkback_reconstruction"
	Penalty                = "penalty"
	PseudoLikelihood       = "pseudo_likelihood"
	HiddenActivity         = "hidden_activity"
	WeightNorm             = "weight_norm"
)

// The names of the simple models.
const (
	Distortion    = "distortion" // of k-means
	EmptyClusters = "empty_clusters"
	Rank          = "rank" // of a Gaussian
	Variance      = "variance"
	VarianceKept  = "variance_kept"
)

// The names of the state of an optimiser.
const (
	LearningRate = "learning_rate"
	Momentum     = "momentum"
)

// The names of what validation finds.
const (
	ValidLL      = "valid_ll"
	ValidSigma   = "valid_sigma"
	SampleSpread = "sample_spread" // of the samples, as a share of that of the data
)

// The metrics that are times, of the machine and not of the model.
const (
	EpochSeconds  = "epoch_seconds"  // computing time of an epoch's training
	SampleSeconds = "sample_seconds" // computing time of drawing the samples that are scored, at the epoch of their parameters
)

// IsTime reports whether a metric is a time.
func IsTime(name string) bool { return name == EpochSeconds || name == SampleSeconds }
