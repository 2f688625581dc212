package theory

import (
	"context"

	"gan2014/internal/elementary"
	"gan2014/models/gan"
	"gan2014/models/nn"
	"gan2014/models/theory/figure"
)

// mnistCollapse trains small nets on digits, and counts the classes of their samples with a classifier that it trains first.
func mnistCollapse(ctx context.Context, images nn.Matrix[float32], labels []byte, seed int64, progress func(done, total int)) (Result, error) {
	return mnistCollapseFor(ctx, digits{images, labels, 20_000, 5000}, 1200, 120, seed, progress)
}

// digits holds images and their classes. The first images train the nets and the classifier; the last ones test the classifier.
type digits struct {
	images      nn.Matrix[float32]
	labels      []byte
	train, held int
}

func mnistCollapseFor(ctx context.Context, d digits, updates, every int, seed int64, progress func(done, total int)) (Result, error) {
	const epochs = 10
	c := newClassifier(d.images.Cols, seed)
	if err := c.train(ctx, d.images.First(d.train), d.labels[:d.train], epochs, seed); err != nil {
		return Result{}, err
	}
	from := d.images.Rows - d.held
	accuracy := c.accuracy(d.images.From(from), d.labels[from:])
	settings := []setting{balanced, moreStepsOfD, moreStepsOfG}
	done, total := 0, len(settings)*seriesSeeds*updates
	s, err := d.trainingSetup(c, updates, every).series(ctx, settings, seed, func(updates int) {
		done += updates
		progress(done, total)
	})
	if err != nil {
		return Result{}, err
	}
	v := verdict{series: s, figure: "mnist-collapse", where: "On MNIST", modes: classes, what: "classes", quality: "entropy of the classes in nats"}
	return Result{
		Findings: []Finding{v.collapses(), v.recovers(), classifierIsAccurate(accuracy, d.held)},
		Lines:    s.lines(figure.Classes, figure.ClassesEnd, classes, elementary.Log(classes)),
	}, nil
}

// trainingSetup returns nets that are much smaller than the recipe's.
func (d digits) trainingSetup(c classifier, updates, every int) trainingSetup {
	images := d.images.First(d.train)
	return trainingSetup{
		config: gan.Config{
			Noise: gan.Noise{Kind: "uniform", Size: 100},
			Batch: 64,
			Stages: []gan.Stage{{
				Generator: []nn.Layer{
					{Kind: "relu", Units: 128, IRange: .05},
					{Kind: "relu", Units: 128, IRange: .05},
					{Kind: "sigmoid", Units: images.Cols, IRange: .05, Bias: nn.BiasFromMarginals(means(images))},
				},
				Discriminator: []nn.Layer{
					{Kind: "maxout", Units: 48, Pieces: 2, IRange: .005},
					{Kind: "maxout", Units: 48, Pieces: 2, IRange: .05},
					{Kind: "linear", Units: 1, IRange: .05},
				},
				Rate:     nn.Decay{Start: .12},
				Momentum: nn.Ramp{Start: .5, End: .5},
			}},
		},
		data: rowsOf(images), width: images.Cols, coverageOf: c.coverageOf, rateDivisor: 3, updates: updates, every: every,
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
