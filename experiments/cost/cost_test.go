package cost

import (
	"testing"

	"gan2014/experiments/spec"
	"gan2014/experiments/specs"
)

func run(t *testing.T, systems string, sets ...string) spec.Run {
	t.Helper()
	s, err := spec.Parse("test.yaml", []byte("name: test\nbudget: b\nseeds: 1\nevaluation:\n  samples: 1000\n  validation: 100\n"+
		"  grids:\n    paper: {from: 0.1, to: 1.0, count: 10, spacing: log}\nsystems:\n"+systems), sets, nil)
	if err != nil {
		t.Fatal(err)
	}
	return s.Plan()[0]
}

const ganSpec = `
  - name: Nets
    kind: gan
    dataset: mnist
    generator:
      noise: {kind: uniform, size: 10}
      layers: [{kind: relu, units: 20, irange: 0.05}, {kind: sigmoid, irange: 0.05}]
    discriminator:
      layers: [{kind: maxout, units: 30, pieces: 2, irange: 0.005, keep: 0.8}, {kind: sigmoid, irange: 0.005, keep: 0.5}]
    train:
      epochs: 5
      images: 400
      batch: 100
      update: simultaneous
      k: 1
      loss: nonsaturating
      learning_rate: {start: 0.1, decay: 1.000004, floor: 1e-6}
      momentum: {start: 0.5, end: 0.7, epochs: 250}
      validate: {every: 2}
      select: last
`

// TestProductsByHand compares the products of an epoch with a count by hand. The epoch has four updates of 100 images.
func TestProductsByHand(t *testing.T) {
	const b = 100
	const g1, g2, d1, d2 = 10 * 20, 20 * 784, 784 * 60, 30 * 1 // multiplications for an example in each layer
	both := 2. * b * (g1 + g2 +                                // forward through G
		2*(d1+d2) + // forward through D, data and samples
		2*(d1+d2) + // gradients of D's weights
		2*d2 + d1 + // gradients of D's activations; those of its input for samples only
		g1 + g2 + // gradients of G's weights
		g2) // gradient of the input of G's second layer
	onlyD := 2. * b * (g1 + g2 + 2*(d1+d2) + 2*(d1+d2) + 2*d2)
	onlyG := 2. * b * (g1 + g2 + d1 + d2 + d2 + d1 + g1 + g2 + g2)
	stack := func(kind, more string) string {
		return "\n  - name: S\n    kind: " + kind + "\n    dataset: mnist\n    " + kind + ":\n      batch: 100\n      images: 400\n" + more +
			"      chain: {chains: 10, burn_in: 20, thin: 2}\n      validate: {every: 0}\n"
	}
	const rates = "learning_rate: {start: 0.1, end: 0.1}, momentum: 0"
	const deep = "      emit: means\n      layers: [{units: 50, epochs: 3, steps: 2, " + rates + "}, {units: 30, epochs: 1, steps: 1, " + rates + "}]\n" +
		"      joint: {epochs: 2, mean_field: 5, chains: 70, steps: 3, " + rates + "}\n"
	for _, c := range []struct {
		name, system string
		sets         []string
		want         float64
	}{
		{"both nets at once", ganSpec, nil, 4 * both},
		{"D three times, then G", ganSpec, []string{"systems.0.train.update=alternating", "systems.0.train.k=3"}, 4 * (3*onlyD + onlyG)},
		{"DBN, two Gibbs steps", stack("dbn", "      emit: means\n      layers: [{units: 50, epochs: 3, steps: 2, "+rates+"}]\n"), nil, 4 * 2 * b * 784 * 50 * (1 + 2*2 + 2)},
		{"DBM, the lower pair", stack("dbm", deep), nil, 4 * 2 * b * 784 * 50 * (1 + 2*2 + 2)},
		{"CAE", stack("cae", "      level: 0\n      noise: 1\n      layers: [{units: 50, epochs: 3, contraction: 1, "+rates+"}]\n"), nil, 4 * 2 * b * 784 * 50 * 5},
		{"GSN, one hidden layer", stack("gsn", "      emit: means\n      epochs: 3\n      hidden: [50]\n      walkback: 4\n      salt_and_pepper: 0.4\n      noise: 2\n      learning_rate: 1\n      annealing: 1\n      momentum: 0.5\n"), nil, 4 * 2 * b * 784 * 50 * 5 * 4},
		{"k-means", "\n  - name: K\n    kind: kmeans\n    dataset: mnist\n    kmeans: {centroids: 1000, epochs: 2}\n", nil, 2 * 50_000 * 1000 * 784},
		{"covariance, in float64", "\n  - name: N\n    kind: gaussian\n    dataset: mnist\n    gaussian: {share: 0.6, clip: true}\n", nil, 2 * 2 * 50_000 * 784 * 784},
		{"mean image", "\n  - name: M\n    kind: mean-image\n    dataset: mnist\n", nil, 0},
	} {
		got := Of(run(t, c.system, c.sets...)).Training(0, 1).Products
		if got < c.want*(1-1e-12) || got > c.want*(1+1e-12) {
			t.Errorf("%s: %g operations an epoch, want %g", c.name, got, c.want)
		}
	}
	const w1, w2, chains = 784 * 50, 50 * 30, 70
	machine := Of(run(t, stack("dbm", deep)))
	for epoch, want := range map[int]float64{
		3: b * (w1 + w2*(1+2+2)), // the upper pair, on the codes of the lower one
		4: b*(3*w1+w2+5*2*w2) + chains*3*2*(w1+w2) + (b+chains)*(w1+w2),
	} {
		if got := machine.Training(epoch, epoch+1).Products; got < 4*2*want*(1-1e-12) || got > 4*2*want*(1+1e-12) {
			t.Errorf("DBM, epoch %d: %g operations, want %g", epoch+1, got, 4*2*want)
		}
	}
}

// TestConvolutionsByHand compares a convolution and a deconvolution with a count by hand, forward, for one example.
func TestConvolutionsByHand(t *testing.T) {
	in := spec.Shape{Height: 32, Width: 32, Channels: 3}
	conv := layersOf([]spec.Layer{{Kind: spec.MaxoutConv, Channels: 32, Pieces: 2, Kernel: 8, Pad: 4, Pool: 4, PoolStride: 2}, {Kind: spec.Sigmoid}}, in, 1)
	if want := 33. * 33 * (8 * 8 * 3) * (32 * 2); conv[0].forth != want || conv[0].weights != 8*8*3*64 {
		t.Errorf("convolution %+v, want %g", conv[0], want)
	}
	if want := 16. * 16 * 32; conv[1].forth != want {
		t.Errorf("the layer behind it %+v, want %g", conv[1], want)
	}
	deconv := layersOf([]spec.Layer{{Kind: spec.Deconv, Reshape: &spec.Shape{Height: 10, Width: 10, Channels: 80}, Kernel: 5, Stride: 3}}, spec.Shape{Height: 1, Width: 1, Channels: 8000}, 32*32*3)
	if want := 10. * 10 * 80 * (5 * 5 * 3); deconv[0].forth != want {
		t.Errorf("deconvolution %+v, want %g", deconv[0], want)
	}
}

// TestWindowsByHand compares scores and validations with a count by hand of pairs of an image and a sample.
func TestWindowsByHand(t *testing.T) {
	c := Of(run(t, ganSpec))
	const pair = 2 * 784
	sample := func(n float64) float64 { return 2 * n * (10*20 + 20*784) }
	if want := sample(1000) + 1000*100*pair; c.Validation.Products != want {
		t.Errorf("validation %g, want %g", c.Validation.Products, want)
	}
	if want := sample(1000) + sample(500) + pair*1000*(100+10_000+100); c.Rest.Products != want { // sigma, the test images, the curve
		t.Errorf("the rest %g, want %g", c.Rest.Products, want)
	}
	least, most := c.Beside(0, 5) // validations after epochs 2 and 4; pictures after 1, 2, 5 and at the end
	if want := c.Rest.Plus(c.Validation.Times(2)).Plus(c.Frame.Times(4)); least != want || most.Values <= least.Values {
		t.Errorf("beside the training %+v to %+v, want %+v", least, most, want)
	}
	if at4, _ := c.Beside(0, 4); at4.Products != c.Rest.Plus(c.Validation).Plus(c.Frame.Times(3)).Products {
		t.Error("the samples of the last validation, which are scored, count twice")
	}
	if c.Training(2, 5) != c.Training(0, 3) {
		t.Error("equal epochs cost differently")
	}
}

// TestParts checks that a growing generator makes later epochs more expensive, and that a longer training repeats the last part.
func TestParts(t *testing.T) {
	c := Cost{Parts: []Part{{2, Work{Products: 1}}, {1, Work{Products: 10}}}}
	for _, s := range []struct {
		from, to int
		want     float64
	}{{0, 1, 1}, {0, 3, 12}, {1, 3, 11}, {2, 3, 10}, {0, 5, 32}, {3, 5, 20}, {3, 3, 0}} {
		if got := c.Training(s.from, s.to).Products; got != s.want {
			t.Errorf("epochs after %d up to %d: %g, want %g", s.from, s.to, got, s.want)
		}
	}
}

// TestStudies checks that every study has a count, which grows with each of its settings that takes time, and in proportion to the number
// of trainings.
func TestStudies(t *testing.T) {
	all := func(set string) map[spec.Study]float64 {
		sets := []string{"name=changed"}
		if set != "" {
			sets = append(sets, "systems."+set)
		}
		s, err := spec.Parse("theory.yaml", []byte(specs.Bundled()["theory"]), sets, nil)
		if err != nil {
			t.Fatal(err)
		}
		counts := map[spec.Study]float64{}
		for _, r := range s.Plan() {
			w := Study(r.System)
			counts[r.System.Study] = 6e-12*w.Products + 3e-9*w.Values // about the seconds on one thread
			if c := Of(r); c.Rest != (Work{}) || len(c.Parts) > 0 {
				t.Errorf("%s counts as a model: %+v", r.System.Name, c)
			}
		}
		return counts
	}
	usual := all("")
	for _, study := range spec.Studies() {
		if usual[spec.Study(study)] <= 0 {
			t.Errorf("%s counts nothing", study)
		}
	}
	for set, c := range map[string]struct {
		study       spec.Study
		least, most float64 // times the usual count
	}{
		"Figure 1.figure1.rounds=1600":                                {spec.Figure1, 1.4, 1.6},
		"Figure 1.figure1.k=10":                                       {spec.Figure1, 1.4, 1.6},
		"Figure 1.figure1.batch=2000":                                 {spec.Figure1, 2.2, 2.6}, // measured: 2.3
		"Proposition 1.proposition1.updates=8000":                     {spec.Proposition1, 2, 2},
		"Theorem 1.theorem1.distances=[0, 1, 2, 3]":                   {spec.Theorem1, .5, .6},
		"Theorem 1.theorem1.samples=800000":                           {spec.Theorem1, 1.5, 1.8},
		"Proposition 1.proposition1.discriminator_units=192":          {spec.Proposition1, 3, 4},
		"Proposition 2.proposition2.steps=2000":                       {spec.Proposition2, 2, 2},
		"Vanishing gradients.vanishing.updates=[1]":                   {spec.Vanishing, .05, .1},
		"Mode collapse.collapse.trainings=10":                         {spec.Collapse, 2, 2},
		"Mode collapse.collapse.k=10":                                 {spec.Collapse, 1.5, 1.9},
		"Vanishing gradients on MNIST.mnist-gradient.epochs=10":       {spec.MNISTGradient, 2, 3},
		"Mode collapse on MNIST.mnist-collapse.updates=2400":          {spec.MNISTCollapse, 1.8, 2},
		"Mode collapse on MNIST.mnist-collapse.classifier_epochs=100": {spec.MNISTCollapse, 1.2, 1.4},
	} {
		if ratio := all(set)[c.study] / usual[c.study]; ratio < c.least-1e-9 || ratio > c.most+1e-9 {
			t.Errorf("%s: %.3g times the usual count", set, ratio)
		}
	}
}

// TestExtensionsByHand compares the products that each extension adds after the training with a count by hand.
func TestExtensionsByHand(t *testing.T) {
	const g, d = 10*20 + 20*784, 784*60 + 30 // multiplications for an example
	plain := Of(run(t, ganSpec)).Rest.Products
	for _, c := range []struct {
		name string
		want float64
		sets []string
	}{
		{"likelihood", 2 * 2 * g * (10*2 + 5*3 + 5*10*2) * (20 + 1) * 3, []string{"evaluation.likelihood={images: 10, sigmas: [0.1], steps: 20, chains: 2, leaps: 3, simulated: 5}"}},
		{"few labels", 2 * (d + d + 30) * 2 * 4 * 1 * 50 * 100,
			[]string{"systems.0.finetune={labels: [100], draws: 4, updates: 50, batch: 100, learning_rate: {start: 0.1, decay: 1, floor: 0}, momentum: 0}"}},
	} {
		if got := Of(run(t, ganSpec, c.sets...)).Rest.Products - plain; got != c.want {
			t.Errorf("%s: %g operations of products, want %g", c.name, got, c.want)
		}
	}
}
