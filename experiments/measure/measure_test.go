package measure

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"os"
	"strings"
	"testing"

	"gan2014/datasets"
	"gan2014/internal/metrics"
	"gan2014/internal/rng"
	"gan2014/models/classifier"
	"gan2014/models/nn"
	"gan2014/parzen"
)

// side is the width and height of the images of these tests.
const side = 6

// images returns n images of ten classes at random, or of one if it is not below 0: a pattern for each class, under noise.
func images(n int, name string, class int) (datasets.Images, []uint8) {
	m, labels := datasets.Images{N: n, Dim: side * side, Data: make([]float32, n*side*side)}, make([]uint8, n)
	rng.Normal(rng.For(1, name), m.Data)
	draw := rng.For(1, name+"/class")
	for i := range n {
		labels[i] = uint8(draw.IntN(10))
		if class >= 0 {
			labels[i] = uint8(class)
		}
		pattern := make([]float32, m.Dim)
		rng.Uniform(rng.For(1, "pattern", int(labels[i])), pattern, .2, .8)
		for j := range pattern {
			v := &m.Data[i*m.Dim+j]
			*v = min(max(pattern[j]+.08**v, 0), 1)
		}
	}
	return m, labels
}

// world returns a data set with labels, and a classifier of it.
func world(t *testing.T) (*datasets.Set, func(context.Context) (*classifier.Classifier, error)) {
	s := &datasets.Set{Name: "patterns", Width: side, Height: side, Channels: 1}
	s.Train, s.Labels.Train = images(2000, "train", -1)
	s.Valid, s.Labels.Valid = images(500, "valid", -1)
	s.Test, s.Labels.Test = images(600, "test", -1)
	config := classifier.Config{Hidden: []int{16}, Batch: 50, Epochs: 5, Rate: nn.Decay{Start: .1, Factor: 1.001}, Momentum: .9, Keep: 1, KeepHidden: 1}
	c, err := classifier.Train(t.Context(), config, nn.Matrix[float32]{Rows: s.Train.N, Cols: s.Train.Dim, Data: s.Train.Data}, s.Labels.Train, 1)
	if err != nil {
		t.Fatal(err)
	}
	return s, func(context.Context) (*classifier.Classifier, error) { return c, nil }
}

func points(m datasets.Images) parzen.Points { return parzen.Points{N: m.N, D: m.Dim, Data: m.Data} }

// find returns a line of a measurement.
func find(t *testing.T, m *Measurement, metric, space string) Line {
	t.Helper()
	for _, l := range m.Lines {
		if l.Metric == metric && l.Space == space {
			return l
		}
	}
	t.Fatalf("no %q in %s", metric, space)
	return Line{}
}

// TestModelsAreCaught gives models with one fault each to the metrics that should find it, and checks that a model without fault passes.
func TestModelsAreCaught(t *testing.T) {
	set, recognise := world(t)
	measure := func(samples datasets.Images) *Measurement {
		t.Helper()
		m, err := Request{Samples: points(samples), Set: set, Seed: 1, Recognise: recognise}.Measure(t.Context(), io.Discard)
		if err != nil {
			t.Fatal(err)
		}
		return m
	}
	rejects := func(what string, m *Measurement, metric, space string) {
		t.Helper()
		if l := find(t, m, metric, space); *l.Samples.P > .001 || *l.Training.P < .001 {
			t.Errorf("%s: %s in %s has p %g, and %g for training images", what, metric, space, *l.Samples.P, *l.Training.P)
		}
	}
	fresh, _ := images(600, "fresh", -1)
	m := measure(fresh)
	for _, l := range m.Lines {
		if l.Samples.P != nil && *l.Samples.P < .001 {
			t.Errorf("a perfect model: %s in %s has p %g", l.Metric, l.Space, *l.Samples.P)
		}
	}
	if l := find(t, m, "coverage", Pixels); l.Samples.Value < .9 {
		t.Errorf("a perfect model: coverage %g", l.Samples.Value)
	}

	copied := datasets.Images{N: 600, Dim: set.Train.Dim, Data: append([]float32(nil), set.Train.Data[:600*set.Train.Dim]...)}
	rejects("a copying model", measure(copied), "closeness to training images, z", Pixels)

	one, _ := images(600, "one", 3)
	m = measure(one)
	rejects("a model of one class", m, "shares of the classes, χ²", Features)
	rejects("a model of one class", m, "maximum mean discrepancy, squared", Pixels)
	if l := find(t, m, "coverage", Pixels); l.Samples.Value > .2 || l.Training.Value < .9 {
		t.Errorf("a model of one class: coverage %g, and %g for training images", l.Samples.Value, l.Training.Value)
	}
	if l := find(t, m, "different bins of 100", Pixels); l.Samples.Value < 50 || l.Training.Value > 14 {
		t.Errorf("a model of one class: %g bins differ, and %g for training images", l.Samples.Value, l.Training.Value)
	}
	if l := find(t, m, "classifier score", Features); l.Samples.Value > 2 || l.Training.Value < 8 {
		t.Errorf("a model of one class: classifier score %g, and %g for training images", l.Samples.Value, l.Training.Value)
	}

	noisy, _ := images(600, "noisy", -1)
	noise := make([]float32, len(noisy.Data))
	rng.Normal(rng.For(1, "noise"), noise)
	for i := range noisy.Data {
		noisy.Data[i] = min(max(noisy.Data[i]+.15*noise[i], 0), 1)
	}
	m = measure(noisy)
	if l := find(t, m, "images nearest to an image", Pixels); *l.Samples.Low < *l.Training.High {
		t.Errorf("a noisy model: %g of the images are nearest to an image, and %g for training images", l.Samples.Value, l.Training.Value)
	}
	if l := find(t, m, "precision", Pixels); *l.Samples.High > *l.Training.Low {
		t.Errorf("a noisy model: precision %g, and %g for training images", l.Samples.Value, l.Training.Value)
	}

	blurred, labels := images(600, "blurred", -1)
	for i, label := range labels { // half way to the pattern
		pattern := make([]float32, blurred.Dim)
		rng.Uniform(rng.For(1, "pattern", int(label)), pattern, .2, .8)
		for j, v := range blurred.Row(i) {
			blurred.Data[i*blurred.Dim+j] = (v + pattern[j]) / 2
		}
	}
	m = measure(blurred)
	if l := find(t, m, "recall", Pixels); *l.Samples.High > *l.Training.Low {
		t.Errorf("a blurred model: recall %g, and %g for training images", l.Samples.Value, l.Training.Value)
	}
	if l := find(t, m, "samples nearest to a sample", Pixels); *l.Samples.Low < *l.Training.High {
		t.Errorf("a blurred model: %g of the samples are nearest to a sample, and %g for training images", l.Samples.Value, l.Training.Value)
	}
}

// TestOutput checks the chosen metrics, both formats and the warnings.
func TestOutput(t *testing.T) {
	set, recognise := world(t)
	fresh, _ := images(300, "fresh", -1)
	r := Request{Samples: points(fresh), Set: set, Seed: 1, Only: []string{"manifold", "vendi"}, Recognise: recognise}
	m, err := r.Measure(t.Context(), io.Discard)
	if err != nil {
		t.Fatal(err)
	}
	var text, warnings bytes.Buffer
	if err := m.Write("text", &text, &warnings); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"in pixels", "in features", "coverage", "Vendi score", "300 samples and as many test images of patterns", "it recognises"} {
		if !strings.Contains(text.String(), want) {
			t.Errorf("no %q in:\n%s", want, &text)
		}
	}
	if strings.Contains(text.String(), "accuracy") || !strings.Contains(warnings.String(), "300 samples are compared") {
		t.Errorf("a metric that was not chosen, or no warning:\n%s%s", &text, &warnings)
	}
	var line bytes.Buffer
	if err := m.Write("json", &line, io.Discard); err != nil {
		t.Fatal(err)
	}
	var back Measurement
	if err := json.Unmarshal(line.Bytes(), &back); err != nil || len(back.Lines) != len(m.Lines) || back.Lines[0].Definition == "" {
		t.Errorf("%v: %s", err, &line)
	}
	set.Labels = datasets.Labels{}
	if m, err = r.Measure(t.Context(), io.Discard); err != nil || len(m.Lines) != 4 || len(m.Warnings) != 2 {
		t.Errorf("without labels: %+v, %v", m, err)
	}
	if err := CheckNames([]string{"fid"}); err == nil || !strings.HasPrefix(err.Error(), `no metric "fid": there are mmd, `) {
		t.Errorf("an unknown metric: %v", err)
	}
}

// TestClassifierIsKept checks that a classifier is trained once and read again, and that a damaged file is no obstacle.
func TestClassifierIsKept(t *testing.T) {
	if testing.Short() {
		t.Skip("NOT CHECKED: a classifier of the whole recipe; run without -short")
	}
	set, _ := world(t)
	folder := t.TempDir()
	var log bytes.Buffer
	one, err := Recognise(t.Context(), folder, set, &log)
	if err != nil || !strings.Contains(log.String(), "training a classifier of patterns") {
		t.Fatalf("%v: %s", err, &log)
	}
	log.Reset()
	two, err := Recognise(t.Context(), folder, set, &log)
	if err != nil || log.Len() > 0 {
		t.Fatalf("the second time: %v, %s", err, &log)
	}
	a, err := one.Accuracy(matrix(set.Test, set.Test.N), set.Labels.Test)
	b, err2 := two.Accuracy(matrix(set.Test, set.Test.N), set.Labels.Test)
	if err != nil || err2 != nil || a != b || a < .99 {
		t.Errorf("accuracy %g, and %g when it is read again (%v, %v)", a, b, err, err2)
	}
}

// TestDigits trains the classifier of MNIST and checks how many of the test images it recognises, and the bits of its features. The digest was computed
// with the kernels for AVX-512.
func TestDigits(t *testing.T) {
	if os.Getenv("GAN2014_VERSIONS") != "all" {
		t.Skip("NOT CHECKED: the classifier of MNIST takes a minute to train; make versions trains it")
	}
	set, err := new(datasets.Cache).Load(t.Context(), "mnist")
	if err != nil {
		t.Skipf("NOT CHECKED: MNIST cannot be had: %v", err)
	}
	c, err := Recognise(t.Context(), t.TempDir(), set, io.Discard)
	if err != nil {
		t.Fatal(err)
	}
	share, err := c.Accuracy(matrix(set.Test, set.Test.N), set.Labels.Test)
	if err != nil || share < .983 {
		t.Errorf("the classifier recognises %.2f %% of the test images, want 98.3 %% (%v)", 100*share, err)
	}
	features, err := c.Features(matrix(set.Test, 100))
	if err != nil {
		t.Fatal(err)
	}
	bits, _ := binary.Append(nil, binary.LittleEndian, features.Data)
	if got := fmt.Sprintf("%x", sha256.Sum256(bits))[:16]; got != "376a231bd86f75ec" {
		t.Errorf("the features have the digest %s, and %.2f %% of the test images are recognised", got, 100*share)
	}
}

// TestBinsOfDigits compares bins of MNIST with those that Richardson and Weiss publish (their demo, github.com/eitanrich/gans-n-gmms: 100 bins of
// 45,000 training images and 10,000 queries; a bin differs beyond four standard errors): 0 bins and a divergence of .0014 for held-out training
// images, 4 and .0041 for test images, 11 and .016 for held-out ones without a nine. Their clusters begin elsewhere, so ours may differ by a few.
func TestBinsOfDigits(t *testing.T) {
	if testing.Short() {
		t.Skip("NOT CHECKED: the bins of MNIST take half a minute")
	}
	set, err := new(datasets.Cache).Load(t.Context(), "mnist")
	if err != nil {
		t.Skipf("NOT CHECKED: MNIST cannot be had: %v", err)
	}
	var all, nineless parzen.Points // the 60,000 images of the training file in random order, and those of the held-out ones without a nine
	all.D, nineless.D = set.Train.Dim, set.Train.Dim
	for at, i := range rng.For(1, "split").Perm(set.Train.N + set.Valid.N) {
		image, label := set.Train.Row, set.Labels.Train
		if i >= set.Train.N {
			i, image, label = i-set.Train.N, set.Valid.Row, set.Labels.Valid
		}
		all.N, all.Data = all.N+1, append(all.Data, image(i)...)
		if at >= 50_000 && label[i] != 9 {
			nineless.N, nineless.Data = nineless.N+1, append(nineless.Data, image(i)...)
		}
	}
	train, held := part(all, 0, 45_000), part(all, 50_000, 60_000)
	for _, c := range []struct {
		name        string
		query       parzen.Points
		least, most int
		divergence  float64
	}{{"held-out images", held, 0, 1, .0014}, {"test images", points(set.Test), 1, 8, .0041}, {"images without a nine", nineless, 8, 15, .016}} {
		b, err := metrics.DifferentBins(t.Context(), train, train, c.query, 1)
		if err != nil {
			t.Fatal(err)
		}
		different := 0
		for _, z := range b.Z {
			if math.Abs(z) > 4 {
				different++
			}
		}
		t.Logf("%s: %d of %d bins differ, divergence %.4f", c.name, different, b.Of, b.Divergence)
		if different < c.least || different > c.most || math.Abs(b.Divergence-c.divergence) > .3*c.divergence {
			t.Errorf("%s: %d of %d bins differ, divergence %.4f", c.name, different, b.Of, b.Divergence)
		}
	}
}

// part returns the points from one to before another.
func part(p parzen.Points, from, to int) parzen.Points {
	return parzen.Points{N: to - from, D: p.D, Data: p.Data[from*p.D : to*p.D]}
}
