package measure

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"gan2014/internal/metrics"
	"gan2014/internal/rng"
	"gan2014/parzen"
)

// A view is what is compared, in pixels or in features.
type view struct {
	space       string
	train, test parzen.Points
	counts      []int // test images of each class
	seed        int64
	neighbours  *metrics.Neighbours // keeps distances between the images
}

// A subject is compared with test images: samples, or training images.
type subject struct {
	points        parzen.Points
	strangers     parzen.Points // may be copies of training images: the samples, or validation images
	probabilities [][]float64   // of the classes, in features only
}

// A metric computes one or more numbers of a subject.
type metric struct {
	name    string // for -only
	space   string // pixels, features, or "" for both
	values  []value
	compute func(ctx context.Context, v view, s subject) ([]Number, error)
}

// A value is a number of a metric.
type value struct{ name, format, definition string }

// mmdPoints is the number of images and samples of the test with the maximum mean discrepancy. Its time grows with the square.
const mmdPoints = 2000

const permutations = 1000

var all = []metric{
	{"mmd", "", []value{{"maximum mean discrepancy, squared", "%.5f", "unbiased MMD² of 2,000 points each, Gaussian kernel with the median distance; p of 1,000 permutations (Gretton et al. 2012)"}}, discrepancy},
	{"neighbours", "", []value{{"accuracy of a neighbour classifier", "%.3f", "share of held-out points whose √n nearest neighbours tell images from samples; ½ for equal distributions (Lopez-Paz and Oquab 2017)"}}, classifierTest},
	{"nearest", "", []value{
		{"images nearest to an image", "%.3f", "share of test images whose nearest other point is an image; ½ for equal distributions, 1 for sets apart (Xu et al. 2018)"},
		{"samples nearest to a sample", "%.3f", "the same share of samples"},
	}, nearestTest},
	{"manifold", "", []value{
		{"precision", "%.3f", "share of samples within the third nearest neighbour of a test image (Kynkäänniemi et al. 2019)"},
		{"recall", "%.3f", "share of test images within the third nearest neighbour of a sample"},
		{"density", "%.3f", "mean number of test images whose fifth neighbour is farther than the sample, over 5 (Naeem et al. 2020); 1 for equal distributions"},
		{"coverage", "%.3f", "share of test images with a sample within the fifth nearest neighbour; .969 for equal distributions and 10,000 points each"},
	}, manifold},
	{"prd", "", []value{
		{"F8 (recall)", "%.3f", "best F score with β 8 on the curve of precision and recall of 20 clusters (Sajjadi et al. 2018)"},
		{"F1/8 (precision)", "%.3f", "the same with β ⅛"},
	}, tradeoff},
	{"ndb", "", []value{
		{"different bins of 100", "%.0f", "clusters of training images in which the shares of samples and test images differ at the 5 % level; 5 for equal distributions (Richardson and Weiss 2018)"},
		{"divergence of the bins", "%.4f", "Jensen–Shannon divergence of the shares, in nats"},
	}, differentBins},
	{"copies", "", []value{{"closeness to training images, z", "%.1f", "rank test whether samples are closer to training images than test images are; far below 0 for copies (Meehan et al. 2020)"}}, copies},
	{"frechet", Features, []value{{"Fréchet distance", "%.2f", "distance of normal distributions with the means and covariances of the features (Heusel et al. 2017, with another classifier)"}}, frechet},
	{"vendi", Features, []value{{"Vendi score", "%.2f", "number of different samples that are as diverse, by the cosines of their features (Friedman and Dieng 2023)"}}, vendi},
	{"classes", Features, []value{
		{"classifier score", "%.2f", "exp of the mean divergence of the classes of a sample from those of all; at most 10 (Salimans et al. 2016, with another classifier)"},
		{"shares of the classes, χ²", "%.1f", "χ² of the classes of the samples against those of the test images"},
	}, classes},
}

// The spaces.
const Pixels, Features = "pixels", "features"

// Names lists the metrics for -only.
func Names() (names []string) {
	for _, m := range all {
		names = append(names, m.name)
	}
	return names
}

// CheckNames reports the first name that is no metric.
func CheckNames(names []string) error {
	_, err := wanted(names)
	return err
}

// wanted returns the metrics with the given names, or all.
func wanted(names []string) ([]metric, error) {
	if len(names) == 0 {
		return all, nil
	}
	for _, name := range names {
		if !slices.Contains(Names(), name) {
			return nil, fmt.Errorf("no metric %q: there are %s", name, strings.Join(Names(), ", "))
		}
	}
	return slices.DeleteFunc(slices.Clone(all), func(m metric) bool { return !slices.Contains(names, m.name) }), nil
}

func estimated(e metrics.Estimate) Number { return Number{Value: e.Value, Low: &e.Low, High: &e.High} }

func discrepancy(_ context.Context, v view, s subject) ([]Number, error) {
	n := min(mmdPoints, v.test.N, s.points.N)
	d, err := metrics.MMD(some(v.test, n, v.seed, "images"), some(s.points, n, v.seed, "samples"), 0, permutations, rng.For(v.seed, "permutations"))
	return []Number{{Value: d.Squared, P: &d.P}}, err
}

func classifierTest(_ context.Context, v view, s subject) ([]Number, error) {
	c, err := metrics.NearestNeighbours(v.test, s.points, rng.For(v.seed, "halves"))
	n := estimated(c.Accuracy)
	n.P = &c.P
	return []Number{n}, err
}

func nearestTest(_ context.Context, v view, s subject) ([]Number, error) {
	t, err := v.neighbours.NearestNeighbour(v.test, s.points)
	return []Number{estimated(t.Images), estimated(t.Samples)}, err
}

func manifold(_ context.Context, v view, s subject) ([]Number, error) {
	m, err := v.neighbours.Manifolds(v.test, s.points)
	return []Number{estimated(m.Precision), estimated(m.Recall), estimated(m.Density), estimated(m.Coverage)}, err
}

func tradeoff(ctx context.Context, v view, s subject) ([]Number, error) {
	t, err := metrics.PrecisionRecall(ctx, v.test, s.points, v.seed)
	return []Number{{Value: t.F8}, {Value: t.FEighth}}, err
}

func differentBins(ctx context.Context, v view, s subject) ([]Number, error) {
	b, err := metrics.DifferentBins(ctx, v.train, v.test, s.points, v.seed)
	return []Number{{Value: float64(b.Different)}, {Value: b.Divergence}}, err
}

func copies(_ context.Context, v view, s subject) ([]Number, error) {
	c, err := v.neighbours.Copies(v.train, v.test, s.strangers)
	return []Number{{Value: c.Z, P: &c.P}}, err
}

func frechet(_ context.Context, v view, s subject) ([]Number, error) {
	d, err := metrics.Frechet(v.test, s.points)
	return []Number{{Value: d}}, err
}

func vendi(_ context.Context, _ view, s subject) ([]Number, error) {
	v, err := metrics.Vendi(s.points)
	return []Number{{Value: v}}, err
}

func classes(_ context.Context, v view, s subject) ([]Number, error) {
	c, err := metrics.CompareClasses(s.probabilities, v.counts)
	return []Number{{Value: c.Score}, {Value: c.Square, P: &c.P}}, err
}

// some draws n points without replacement. The first test images of MNIST would not do: they are easier than the others.
func some(p parzen.Points, n int, seed int64, name string) parzen.Points {
	drawn := parzen.Points{N: n, D: p.D}
	for _, i := range rng.For(seed, "some/"+name).Perm(p.N)[:n] {
		drawn.Data = append(drawn.Data, p.Data[i*p.D:(i+1)*p.D]...)
	}
	return drawn
}

// first returns the first n points.
func first(p parzen.Points, n int) parzen.Points {
	return parzen.Points{N: n, D: p.D, Data: p.Data[:n*p.D]}
}
