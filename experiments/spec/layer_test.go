package spec_test

import (
	"reflect"
	"strings"
	"testing"

	"gan2014/experiments/spec"
)

// photographs changes the spec to nets with every kind of layer, in two stages.
var photographs = strings.NewReplacer(
	"dataset: mnist\n    generator", "dataset: cifar10\n    generator",
	`        - {kind: relu, units: 20, irange: 0.05}
        - {kind: sigmoid, irange: 0.05, bias: marginals}
`, `        - {kind: relu, units: 20, irange: 0.05, max_col_norm: 1.9365}
        - {kind: linear, units: 30, sparse_init: 5}
        - {kind: sigmoid, units: 800, irange: 0.05, bias: -2.0}
        - {kind: deconv, reshape: {height: 10, width: 10, channels: 8}, kernel: 5, stride: 3, irange: 0.05}
`,
	"        - {kind: maxout, units: 8,", `        - {kind: maxout conv, channels: 4, pieces: 2, kernel: 8, pad: 4, pool: 4, pool_stride: 2, irange: 0.005}
        - {kind: maxout conv, channels: 6, pieces: 2, kernel: 5, pool: 2, pool_stride: 2, irange: 0.005, keep: 0.5}
        - {kind: maxout, units: 8,`,
	"  - name: Control", `    stages:
      - epochs: {short: 1, long: 10}
        layers:
          - {kind: relu, units: 20, irange: 0.05}
          - {kind: sigmoid, units: 10, irange: 0.05, bias: -2}
  - name: Control`).Replace(valid)

func TestLayers(t *testing.T) {
	s, err := spec.Parse("p.yaml", []byte(photographs), []string{"budget=long"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	system := s.Systems[0]
	want := []spec.Layer{
		{Kind: spec.ReLU, Units: 20, IRange: .05, MaxColNorm: 1.9365},
		{Kind: spec.Identity, Units: 30, SparseInit: 5},
		{Kind: spec.Sigmoid, Units: 800, IRange: .05, Bias: spec.Bias{Value: -2}},
		{Kind: spec.Deconv, Reshape: &spec.Shape{Height: 10, Width: 10, Channels: 8}, Kernel: 5, Stride: 3, IRange: .05},
	}
	if !reflect.DeepEqual(system.Generator.Layers, want) {
		t.Errorf("generator has %+v", system.Generator.Layers)
	}
	first := spec.Layer{Kind: spec.MaxoutConv, Channels: 4, Pieces: 2, Kernel: 8, Pad: 4, Pool: 4, PoolStride: 2, IRange: .005, Keep: 1}
	if !reflect.DeepEqual(system.Discriminator.Layers[0], first) {
		t.Errorf("discriminator begins with %+v", system.Discriminator.Layers[0])
	}
	stages := []spec.Stage{{Epochs: spec.PerBudget{"short": 1, "long": 10}, Layers: []spec.Layer{
		{Kind: spec.ReLU, Units: 20, IRange: .05}, {Kind: spec.Sigmoid, Units: 10, IRange: .05, Bias: spec.Bias{Value: -2}}}}}
	if !reflect.DeepEqual(system.Stages, stages) {
		t.Errorf("stages are %+v", system.Stages)
	}
	if run := s.Plan()[0]; run.Epochs != 30 {
		t.Errorf("%d epochs, want 20 and 10", run.Epochs)
	}
}

// TestCanonicalLayers checks that the canonical form contains the layers and stages and is a spec of the same run.
func TestCanonicalLayers(t *testing.T) {
	s, err := spec.Parse("p.yaml", []byte(photographs), nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	run := s.Plan()[0]
	again, err := spec.Parse("canonical.json", run.Canonical(), []string{"name=tiny", "seeds=[1]"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if key := again.Plan()[0].Key(); key != run.Key() {
		t.Errorf("read again, %s has the key %s instead of %s", run.Canonical(), key, run.Key())
	}
	for _, set := range []string{"generator.layers.0.max_col_norm=1", "generator.layers.1.sparse_init=6", "generator.layers.2.bias=-1",
		"discriminator.layers.1.pad=1", "stages.0.epochs=3", "stages.0.layers.0.units=21"} {
		other, err := spec.Parse("p.yaml", []byte(photographs), []string{"systems.0." + set}, nil)
		if err != nil {
			t.Fatal(err)
		}
		if other.Plan()[0].Key() == run.Key() {
			t.Errorf("%s changes no key", set)
		}
	}
}

// TestOutput checks the output shapes of convolutions with pooling, with the sizes of cifar10_convolutional.yaml.
func TestOutput(t *testing.T) {
	check := func(in spec.Shape, l spec.Layer, want spec.Shape) {
		t.Helper()
		if got := l.Output(in); got != want {
			t.Errorf("%v becomes %v, want %v", in, got, want)
		}
	}
	conv := func(channels, kernel, pad, pool, stride int) spec.Layer {
		return spec.Layer{Kind: spec.MaxoutConv, Channels: channels, Pieces: 2, Kernel: kernel, Pad: pad, Pool: pool, PoolStride: stride}
	}
	check(spec.Shape{32, 32, 3}, conv(32, 8, 4, 4, 2), spec.Shape{16, 16, 32})
	check(spec.Shape{16, 16, 32}, conv(32, 8, 3, 4, 2), spec.Shape{7, 7, 32})
	check(spec.Shape{7, 7, 32}, conv(192, 5, 3, 2, 2), spec.Shape{5, 5, 192})
	check(spec.Shape{5, 7, 2}, conv(3, 5, 0, 2, 2), spec.Shape{1, 2, 3})
	check(spec.Shape{5, 5, 192}, spec.Layer{Kind: spec.Maxout, Units: 500}, spec.Shape{1, 1, 500})
}

// TestLayerRules breaks every rule of layers and stages by an override.
func TestLayerRules(t *testing.T) {
	check := func(set string, want ...string) {
		t.Helper()
		_, err := spec.Parse("p.yaml", []byte(photographs), []string{"systems.0." + set}, nil)
		if got := first(err); !reflect.DeepEqual(got, want) {
			t.Errorf("%s:\ngot  %q\nwant %q", set, got, want)
		}
	}
	check("generator.layers.0.pad=1", `-set:1:30: unknown key "pad" (pad is a key of systems.*.discriminator.layers.*)`)
	check("generator.layers.0.kernel=5", `-set:1:30: kernel is for kind deconv only, not for relu`)
	check("generator.layers.0.sparse_init=5", `-set:1:30: weights start by irange or by sparse_init: leave one out`)
	check("generator.layers.0={kind: relu, units: 20}", `-set:1:30: layer needs the key "irange"`)
	check("generator.layers.0={kind: relu, units: 20, sparse_init: 11}", `-set:1:67: sparse_init must be at most 10, the inputs of the layer, not 11`)
	check("generator.layers.0.kind=maxout conv", `-set:1:35: kind must be relu or sigmoid or linear or maxout or deconv, not "maxout conv" (did you mean "maxout"?)`)
	check("generator.layers.0.bias=marginals", `-set:1:35: marginals is only for a last layer of the generator of kind sigmoid`)
	check("generator.layers.0.bias=1e3", `-set:1:35: bias must be from -100 to 100, not 1e3`)
	check("generator.layers.0={kind: deconv, reshape: {height: 1, width: 1, channels: 10}, kernel: 2, stride: 1, irange: 1}",
		`-set:1:37: deconv is only for the last layer of the generator`)
	check("generator.layers.3={kind: sigmoid, irange: 1, bias: marginals}",
		`-set:1:63: marginals needs pixels from 0 to 1; those of cifar10 are normalised`)
	check("generator.layers.3.channels=3", `-set:1:30: unknown key "channels" (channels is a key of `+
		`systems.*.generator.layers.*.reshape and of systems.*.discriminator.layers.*)`)
	check("generator.layers.3.reshape.channels=9", `p.yaml:19:35: reshape must hold the 800 values of the layer before, not 900`)
	check("generator.layers.3.stride=2", `p.yaml:19:11: the output is 23 by 23 in 3 channels, but images of cifar10 are 32 by 32 in 3 channels`)
	check("generator.layers.3={kind: deconv, kernel: 5, stride: 3, irange: 1}", `-set:1:30: layer needs the key "reshape"`)
	check("generator.layers.3.max_col_norm=1", `-set:1:30: max_col_norm is for kind relu or sigmoid or linear or maxout only, not for deconv`)

	check("discriminator.layers.0.pad=8", `-set:1:38: pad must be at most 7, or filters would see nothing else, not 8`)
	check("discriminator.layers.0.pool_stride=5", `-set:1:46: pool_stride must be at most 4, or windows would leave gaps, not 5`)
	check("discriminator.layers.1.kernel=17", `-set:1:41: kernel must be at most 16, the size of the input with its padding, not 17`)
	check("discriminator.layers.2={kind: maxout, units: 1, pieces: 2, sparse_init: 217}",
		`-set:1:83: sparse_init must be at most 216, the inputs of the layer, not 217`)
	check("discriminator.layers.1={kind: relu, units: 3, irange: 1}")
	check("discriminator.layers.2={kind: maxout conv, channels: 1, pieces: 2, kernel: 1, pool: 1, pool_stride: 1, irange: 1}")
	check("discriminator.layers.0={kind: relu, units: 3, irange: 1}", `p.yaml:23:18: maxout conv needs an image as its input: it must be the first layer, or follow another maxout conv`)
	check("discriminator.layers.0.units=3", `-set:1:34: units is for kind relu or sigmoid or linear or maxout only, not for maxout conv`)
	check("discriminator.layers.0={kind: maxout conv, channels: 4, pieces: 2}",
		`-set:1:34: layer needs the key "irange"`, `-set:1:34: layer needs the key "kernel"`,
		`-set:1:34: layer needs the key "pool"`, `-set:1:34: layer needs the key "pool_stride"`)
	check("discriminator.layers.3.kind=linear", `-set:1:39: kind must be relu or sigmoid or maxout or maxout conv, not "linear"`)

	check("stages=[]", `-set:1:18: stages must have from 1 to 100 items, not 0`)
	check("stages.0.layers.1.units=11", `-set:1:35: the last layer must have 10 units, one for each value of its output, not 11`)
	check("stages.0.layers.1={kind: sigmoid, irange: 1}", `-set:1:29: layer needs the key "units"`)
	check("stages.0.layers.1.bias=marginals", `-set:1:34: bias must be a number, not "marginals"`)
	check("stages.0.epochs={long: 1}", `p.yaml:2:9: budget "short" is not among the epochs of "Adversarial nets" (known budgets: long)`)
	check("train.batch=40001", `-set:1:23: batch must be at most 40000, the training images of cifar10, not 40001`)
}
