// Package metric defines the names of the numbers that are recorded for each epoch of training. Trainers, the database and the report
// share them. docs/database.md explains each metric.
package metric

import (
	"slices"
	"strings"
)

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

// The metrics of variational auto-encoders.
const (
	LowerBound = "lower_bound" // of log p(x), in nats
	Divergence = "divergence"  // of the distribution of z given x from the prior, in nats
)

// AnnealedFigure is the figure whose lines hold the likelihood of a generator by annealed importance sampling, over σ.
const AnnealedFigure = "ais/likelihood"

// Discrepancy is the metric of moment matching networks: the maximum mean discrepancy of a minibatch and as many samples.
const Discrepancy = "discrepancy"

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

// The metrics of the extensions of section 7, of the samples or images on which a run is judged. Those of nets with a condition:
const (
	LabelAgreement      = "label_agreement"       // share of samples that a classifier takes for the class they were to be
	AccuracyFromSamples = "accuracy_from_samples" // share of test images that a classifier recognises that was trained on the samples alone
	AccuracyFromImages  = "accuracy_from_images"  // the same of as many training images
	ClassLL             = "class_ll"              // mean over classes of the likelihood by the samples of the class alone, in nats
	ClassLLOfImages     = "class_ll_of_images"    // the same of training images
	ClassSpread         = "class_spread"          // spread of the samples of a class, as a share of that of training images
)

// Those of a net that predicts the noise z of an image. Distances are mean L2 distances of test images.
const (
	NoiseR2                      = "noise_r2"                        // 1 − squared error of z over its variance, on fresh samples
	ReconstructionByNoise        = "reconstruction_distance"         // of an image from what the generator makes of its predicted z
	ReconstructionOfOthers       = "reconstruction_of_others"        // of an image from what the generator makes of the predicted z of another
	ReconstructionOfSearched     = "reconstruction_of_searched"      // reconstruction_distance of the images for which z was also searched
	ReconstructionBySearch       = "reconstruction_by_search"        // of these from what the generator makes of the z found by descent from the predicted one
	ReconstructionByRandomSearch = "reconstruction_by_random_search" // the same from random z, the best of several
	ReconstructionRecognised     = "reconstruction_recognised"       // share of test images whose reconstruction a classifier takes for their class
	NeighbourInPixels            = "neighbour_in_pixels"             // share of test images whose nearest training image is of their class
	NeighbourInNoise             = "neighbour_in_noise"              // the same in the space of the predicted z
	NeighbourInFeatures          = "neighbour_in_features"           // the same in the last hidden layer of the net
)

// Those of a generator that completes images, for each kind of mask: the name is followed by _KIND, and by OfNearest for a control that
// completes an image with the training images that are nearest to it in the given pixels.
const (
	CompletionLL         = "completion_ll"         // log-likelihood of the missing pixels given the others, in nats an image
	CompletionSpread     = "completion_spread"     // root mean square distance of two completions of an image
	CompletionRecognised = "completion_recognised" // share of completions that a classifier takes for the class of the image

	OfNearest = "_of_nearest"
)

// Those of classifiers that learn from few labels: shares of test images. The names are followed by what the classifiers begin with, as
// _pretrained, and by the number of labels.
const (
	FewLabelsError    = "few_labels_error"     // not recognised, as a mean over draws of the labelled images
	FewLabelsGain     = "few_labels_gain"      // errors of nets from scratch less those of pretrained nets, as a mean over the same draws
	FewLabelsGainLow  = "few_labels_gain_low"  // lower end of its 95 % interval
	FewLabelsGainHigh = "few_labels_gain_high" // upper end
)

// AnnealingGap is the gap between both bounds of a generator's likelihood on images that it made, at the smallest sigma, in nats.
const AnnealingGap = "annealing_gap"

// The metrics that are times. They depend on the machine.
const (
	EpochSeconds  = "epoch_seconds"  // computing time of an epoch's training
	SampleSeconds = "sample_seconds" // computing time of drawing the samples that are scored, at the epoch of their parameters
)

// afterwards lists what the names of metrics begin with that are measured after a training, on its extensions.
var afterwards = []string{
	LabelAgreement, AccuracyFromSamples, AccuracyFromImages, ClassLL, ClassSpread, NoiseR2, ReconstructionByNoise, ReconstructionOfOthers,
	ReconstructionOfSearched, ReconstructionBySearch, ReconstructionByRandomSearch, ReconstructionRecognised, NeighbourInPixels, NeighbourInNoise,
	NeighbourInFeatures, CompletionLL, CompletionSpread, CompletionRecognised, FewLabelsError, FewLabelsGain, AnnealingGap,
}

// IsAfterwards reports whether a metric is of an extension, and not of the training: another run that takes over the training measures its own.
func IsAfterwards(name string) bool {
	return slices.ContainsFunc(afterwards, func(first string) bool { return strings.HasPrefix(name, first) })
}

// IsTime reports whether a metric is a time.
func IsTime(name string) bool { return name == EpochSeconds || name == SampleSeconds }
