// Package metric defines the names of the numbers that are recorded for each epoch of training. Trainers, the database and the report
// share them. docs/database.md explains each metric.
package metric

// The metrics of adversarial nets: D is the discriminator, G the generator.
const (
	LossD     = "loss_d"
	LossG     = "loss_g"
	Real      = "d_real"     // mean of D(x)
	Fake      = "d_fake"     // mean of D(G(z))
	Accuracy  = "d_accuracy" // share of data and samples that D classifies correctly
	NormD     = "norm_d"
	NormG     = "norm_g"
	GradientD = "gradient_d"
	GradientG = "gradient_g"
)

// The metrics of models that are trained layer by layer, or by reconstruction.
const (
	Layer                  = "layer"
	Reconstruction         = "reconstruction"
	WalkbackReconstruction = "walkback_reconstruction"
	Penalty                = "penalty"
	PseudoLikelihood       = "pseudo_likelihood"
	HiddenActivity         = "hidden_activity"
	WeightNorm             = "weight_norm"
)

// The metrics of the simple models.
const (
	Distortion    = "distortion" // of k-means
	EmptyClusters = "empty_clusters"
	Rank          = "rank" // of a Gaussian
	Variance      = "variance"
	VarianceKept  = "variance_kept"
)

// The metrics of an optimiser's state.
const (
	LearningRate = "learning_rate"
	Momentum     = "momentum"
)

// The metrics of validation.
const (
	ValidLL      = "valid_ll"
	ValidSigma   = "valid_sigma"
	SampleSpread = "sample_spread" // spread of the samples, as a share of the spread of the data; also of those that are scored
)

// The metrics that are times. They depend on the machine.
const (
	EpochSeconds  = "epoch_seconds"  // computing time of an epoch's training
	SampleSeconds = "sample_seconds" // computing time of drawing the samples that are scored, at the epoch of their parameters
)

// IsTime reports whether a metric is a time.
func IsTime(name string) bool { return name == EpochSeconds || name == SampleSeconds }
