package theory

import (
	"context"
	"errors"
	"math"
	"testing"

	"gan2014/internal/rng"
	"gan2014/models/nn"
)

// rowsWithClass returns n images. Pixel 3k is bright in the images of class k.
func rowsWithClass(n int) (nn.Matrix[float32], []byte) {
	noise := rng.For(1, "classes")
	images, labels := nn.NewMatrix[float32](n, 3*classes), make([]byte, n)
	rng.Uniform(noise, images.Data, 0, .5)
	for i := range labels {
		labels[i] = byte(noise.IntN(classes))
		images.Row(i)[3*labels[i]] += .6
	}
	return images, labels
}

// TestClassifier checks that the classifier learns classes that can be told apart, also for images that it was not trained on.
func TestClassifier(t *testing.T) {
	images, labels := rowsWithClass(3000)
	c := newClassifier(images.Cols, 1)
	if before := c.accuracy(images, labels); before > .3 {
		t.Errorf("untrained it is right for %g", before)
	}
	if err := c.train(t.Context(), images.First(2000), labels[:2000], 10, 1); err != nil {
		t.Fatal(err)
	}
	if after := c.accuracy(images.From(2000), labels[2000:]); after < .98 {
		t.Errorf("trained it is right for %g", after)
	}
	if spread, err := c.coverageOf(images); err != nil || spread.covered != classes || math.Abs(spread.quality-math.Log(classes)) > .01 {
		t.Errorf("%+v, error %v", spread, err)
	}
}

// TestClassifierGradient compares the gradient of the mean cross-entropy with central differences, for weights so large that tanh is not
// linear.
func TestClassifierGradient(t *testing.T) {
	images, labels := rowsWithClass(20)
	c := newClassifier(images.Cols, 1)
	for i := range c.hidden.Value.Data {
		c.hidden.Value.Data[i] *= 20
	}
	target := nn.NewMatrix[float32](images.Rows, classes)
	for i, label := range labels {
		target.Row(i)[label] = 1
	}
	c.gradient(images, target)
	loss := func() (sum float64) {
		_, probability := c.forward(images)
		for i, p := range probability.Data {
			y := float64(target.Data[i])
			sum -= (y*math.Log(float64(p)) + (1-y)*math.Log(1-float64(p))) / float64(images.Rows)
		}
		return sum
	}
	for _, p := range []*nn.Param[float32]{c.hidden, c.hiddenBias, c.class, c.classBias} {
		const step = 1e-2
		for _, i := range []int{0, len(p.Value.Data) / 2, len(p.Value.Data) - 1} {
			was := p.Value.Data[i]
			p.Value.Data[i] = was + step
			high := loss()
			p.Value.Data[i] = was - step
			low := loss()
			p.Value.Data[i] = was
			if got, want := float64(p.Gradient.Data[i]), (high-low)/(2*step); math.Abs(got-want) > 1e-4+.01*math.Abs(want) {
				t.Errorf("%s %d: gradient %g, by differences %g", p.Name, i, got, want)
			}
		}
	}
}

func TestClassifierStops(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	stop()
	images, labels := rowsWithClass(200)
	if err := newClassifier(images.Cols, 1).train(ctx, images, labels, 1, 1); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
}

// TestMNISTCollapse runs the study briefly on invented digits: it must give lines and findings, and reject a classifier that is not
// accurate enough.
func TestMNISTCollapse(t *testing.T) {
	images, labels := rowsWithClass(600)
	last, s := 0, mnistCollapse(t)
	s.Images, s.HeldOut, s.Updates, s.Every = 400, 200, 4, 2
	found, err := s.Compute(t.Context(), Digits{images, labels}, 1, func(done, total int) { last = total - done })
	if err != nil || last != 0 || len(found.Findings) != 3 || len(found.Lines) != 6 {
		t.Fatalf("%d updates left, %d findings, %d lines, error %v", last, len(found.Findings), len(found.Lines), err)
	}
	if !classifierIsAccurate(.94, 1).Holds || classifierIsAccurate(.93, 1).Holds {
		t.Error("the classifier's least accuracy is another")
	}
}
