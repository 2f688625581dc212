package report

import (
	"fmt"
	"slices"
	"strings"

	"gan2014/internal/metric"
	"gan2014/internal/typeset"
	"gan2014/report/chart"
	"gan2014/report/record"
	"gan2014/results"
)

// A metricName says what a metric is: a name, the name of its axis, and a sentence for the caption.
type metricName struct{ name, axis, note string }

// metricNames are the names of the metrics that no panel of their own shows.
var metricNames = map[string]metricName{
	metric.SampleSpread: {"Spread of the samples", "share of the spread of the data",
		"Spread of the samples, divided by the spread of the training images. Near 0 all samples are alike; at 1 they vary as much as the data."},
	metric.Layer: {"Layer in training", "layer", "The layer that is trained in each epoch; layer 1 is next to the pixels."},
	metric.Reconstruction: {"Reconstruction error", "cross-entropy, nats",
		"Cross-entropy between what a layer is trained on and its reconstruction, as a mean over each epoch; lower is better."},
	metric.WalkbackReconstruction: {"Reconstruction error after the walk", "cross-entropy, nats",
		"Cross-entropy between the training images and the reconstruction of the last step of the walk, as a mean over each epoch."},
	metric.Penalty:          {"Contraction penalty", "squared Frobenius norm", "Squared Frobenius norm of the encoder’s Jacobian, without its weight λ, as a mean over each epoch."},
	metric.PseudoLikelihood: {"Pseudo-likelihood", "nats", "Sum over the units of the log-probability of a unit given all others, estimated on a few images; higher is better."},
	metric.HiddenActivity:   {"Activity of the hidden units", "mean probability", "Mean probability that a hidden unit is 1."},
	metric.WeightNorm:       {"Norm of the weights", "L2 norm of the weights", "L2 norm of the weights after each epoch."},
	metric.LowerBound:       {"Lower bound", "lower bound, nats", "Lower bound of log p(x), which the training raises, as a mean over each epoch."},
	metric.Divergence:       {"Divergence from the prior", "KL divergence, nats", "KL divergence of the distribution of z given x from the prior of z, as a mean over each epoch."},
	metric.Discrepancy: {"Maximum mean discrepancy", "discrepancy",
		"Maximum mean discrepancy between a minibatch and as many samples, which the training lowers, as a mean over each epoch."},
	metric.Distortion:    {"Distortion", "squared distance", "Mean squared distance of an image from its nearest centroid."},
	metric.EmptyClusters: {"Empty clusters", "clusters", "Number of centroids that are nearest to no image."},
	metric.Rank:          {"Rank", "directions", "Number of directions in which the normal distribution varies."},
	metric.Variance:      {"Variance", "variance", "Variance of the training images, summed over the pixels."},
	metric.VarianceKept:  {"Variance kept", "variance", "Part of this variance that the normal distribution keeps."},
}

// nameOfMetric returns the name of a metric. One without a name has its words from the database.
func nameOfMetric(m string) metricName {
	if n, found := metricNames[m]; found {
		return n
	}
	words := strings.ReplaceAll(m, "_", " ")
	return metricName{words, words, "Recorded as " + m + "."}
}

// otherMetrics returns the names of the recorded metrics that the panels of all runs do not show, such as reconstruction errors and spreads.
func otherMetrics(r record.Record) (names []string) {
	shown := []string{
		metric.LossD, metric.LossG, metric.Real, metric.Fake, metric.Accuracy, metric.GradientD, metric.GradientG, metric.NormD, metric.NormG, metric.ValidLL,
		metric.LearningRate, metric.Momentum, metric.EpochSeconds, metric.SampleSeconds, metric.ValidSigma, // of the recipe or the machine: in the database
	}
	for _, m := range r.Metrics {
		if m.Name != "" && !slices.Contains(shown, m.Name) && !slices.Contains(names, m.Name) {
			names = append(names, m.Name)
		}
	}
	return names
}

// otherPanels returns a panel for each of the other metrics that was recorded more than once.
func otherPanels(r record.Record) (panels []chart.Panel) {
	for i, m := range otherMetrics(r) {
		n := nameOfMetric(m)
		c := metricCurve(r.Metrics, m, n.name, chart.SolidBlue)
		if len(c.Points) < 2 {
			continue
		}
		panels = append(panels, chart.Panel{
			ID: fmt.Sprintf("metric-%d", i+1), Title: n.name, X: "epoch", Y: n.axis, Curves: []chart.Curve{c}, Marks: end(r), Note: n.note,
		})
	}
	return panels
}

// A number is a metric that was recorded once, in words.
type number struct{ Name, Value, Note string }

// numbers returns the other metrics that were recorded once.
func numbers(r record.Record) (all []number) {
	for _, m := range otherMetrics(r) {
		recorded := slices.DeleteFunc(slices.Clone(r.Metrics), func(o results.Metric) bool { return o.Name != m })
		if len(recorded) == 1 {
			n := nameOfMetric(m)
			all = append(all, number{n.name, typeset.Short(recorded[0].Value), n.note})
		}
	}
	return all
}
