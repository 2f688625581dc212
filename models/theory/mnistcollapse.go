package theory

import (
	"context"

	"gan2014/internal/elementary"
	"gan2014/models/gan"
	"gan2014/models/nn"
	"gan2014/models/theory/figure"
)

// MNISTCollapse trains small nets on digits, and counts the classes of their samples with a classifier that it trains first.
type MNISTCollapse struct {
	Images           int // from the first, which train the nets and the classifier
	HeldOut          int // images from the last, which test the classifier
	ClassifierEpochs int
	Series
}

// Compute trains the classifier and then the nets with each setting.
func (m MNISTCollapse) Compute(ctx context.Context, d Digits, seed int64, progress func(done, total int)) (Result, error) {
	images, c := d.Images.First(m.Images), newClassifier(d.Images.Cols, seed)
	if err := c.train(ctx, images, d.Labels[:m.Images], m.ClassifierEpochs, seed); err != nil {
		return Result{}, err
	}
	from := d.Images.Rows - m.HeldOut
	accuracy := c.accuracy(d.Images.From(from), d.Labels[from:])
	settings := m.compared()
	done, total := 0, m.total(len(settings))
	s, err := m.trainingSetup(images, c).series(ctx, settings, seed, func(updates int) {
		done += updates
		progress(done, total)
	})
	if err != nil {
		return Result{}, err
	}
	v := verdict{series: s, figure: "mnist-collapse", where: "On MNIST", modes: classes, what: "classes", quality: "entropy of the classes in nats"}
	return Result{
		Findings: []Finding{v.collapses(), v.recovers(), classifierIsAccurate(accuracy, m.HeldOut)},
		Lines:    s.lines(figure.Classes, figure.ClassesEnd, classes, elementary.Log(classes)),
	}, nil
}

// trainingSetup returns nets that are much smaller than the recipe's.
func (m MNISTCollapse) trainingSetup(images nn.Matrix[float32], c classifier) trainingSetup {
	return trainingSetup{
		config: gan.Config{
			Noise: gan.Noise{Kind: "uniform", Size: 100},
			Batch: m.Batch,
			Stages: []gan.Stage{{
				Generator: []nn.Layer{
					{Kind: "relu", Units: m.GeneratorUnits, IRange: .05},
					{Kind: "relu", Units: m.GeneratorUnits, IRange: .05},
					{Kind: "sigmoid", Units: images.Cols, IRange: .05, Bias: nn.BiasFromMarginals(means(images))},
				},
				Discriminator: []nn.Layer{
					{Kind: "maxout", Units: m.DiscriminatorUnits, Pieces: 2, IRange: .005},
					{Kind: "maxout", Units: m.DiscriminatorUnits, Pieces: 2, IRange: .05},
					{Kind: "linear", Units: 1, IRange: .05},
				},
				Rate:     nn.Decay{Start: m.LearningRate},
				Momentum: nn.Ramp{Start: m.Momentum, End: m.Momentum},
			}},
		},
		Series: m.Series, data: rowsOf(images), width: images.Cols, coverageOf: c.coverageOf,
	}
}

// coverageOf counts the classes of samples.
func (c classifier) coverageOf(samples nn.Matrix[float32]) (coverage, error) {
	counts := make([]int, classes)
	for _, class := range c.classify(samples) {
		counts[class]++
	}
	return coverage{covered(counts, samples.Rows), entropy(counts)}, nil
}

// classifierIsAccurate returns the finding that the classifier is accurate enough.
func classifierIsAccurate(accuracy float64, held int) Finding {
	const enough = .94
	return Finding{
		Figure:   "mnist-collapse",
		Claim:    "The classifier that counts the classes knows digits.",
		Source:   "a check of the instrument",
		Measured: textf("it is right for %.1f %% of %d training images that it was not trained on; %g %% are asked of it.", 100*accuracy, held, 100*enough),
		Holds:    accuracy >= enough,
	}
}
