package spec_test

import (
	"reflect"
	"testing"

	"gan2014/experiments/spec"
)

// TestRulesOfExtensions checks the rules between the keys of section 7 and others.
func TestRulesOfExtensions(t *testing.T) {
	check := func(set string, want ...string) {
		t.Helper()
		_, err := every(t, set)
		if got := first(err); !reflect.DeepEqual(got, want) {
			t.Errorf("%s:\ngot  %q\nwant %q", set, got, want)
		}
	}
	const conditional, masked, inferring = "systems.Conditional nets.", "systems.Nets that complete images.", "systems.Nets with an inference net."
	check(conditional+"condition.of=classes", `-set:2:39: of must be labels, not "classes"`)
	check(conditional+"dataset=tfd-like", `full.yaml:14:11: optimum is not allowed for tfd-like, where each fold has its own sigma`,
		`full.yaml:292:5: the images of tfd-like have no labels: a condition needs mnist, fashion-mnist or cifar10`)
	check(conditional+"discriminator.layers=[{kind: maxout, units: 8, pieces: 2, irange: 0.005}, {kind: sigmoid, irange: 0.005}]",
		`full.yaml:295:7: the discriminator has fewer than three layers: one that takes an image and one that takes both need a last one, or image and condition are only added`)
	check(masked+"generator.noise.size=10", `full.yaml:341:5: with masks the noise stands in the place of the missing pixels: its size must be 784, the values of an image, not 10`)
	check(masked+"generator.layers.0.noise=0.1", `full.yaml:341:5: with masks the generator has its noise in the place of the missing pixels: take keep and noise out of its layers`)
	check("systems.Adversarial nets.train.update=simultaneous", `-set:2:39: batch_norm in the discriminator needs update: alternating: with it one backward pass cannot serve the losses of both nets`)
	check(masked+"masks.kinds=[halves, halves]", `-set:2:56: halves is listed twice`)
	check(masked+"masks.kinds=[thirds]", `-set:2:48: kind must be halves or quadrants or rectangles or pixels or everything, not "thirds"`)
	check(masked+"condition={of: labels}", `-set:2:35: condition is not for nets with masks`)
	check(inferring+"inference.layers.2.units=11", `-set:2:61: the last layer must have 10 units, one for each value of its output, not 11`)
	check(inferring+"inference.layers.2.kind=relu", `full.yaml:364:7: the last layer of the inference net must be linear, not relu`)
	check(inferring+"inference.when=jointly", `full.yaml:368:7: updates is for a net that is trained afterwards; jointly, it follows the generator`,
		`full.yaml:369:7: batch is for a net that is trained afterwards; jointly, it follows the generator`)
	check(inferring+"inference.updates={long: 5}", `full.yaml:4:9: budget "short" is not among the updates and draws after the training of "Nets with an inference net" (known budgets: long)`)
	check(inferring+"finetune.labels=[600, 100]", `-set:2:58: labels must rise: 100 comes after 600`)
	check(inferring+"finetune.labels=[150]", `-set:2:53: number must be a multiple of batch, 100, not 150`)
	check(inferring+"finetune.labels=[60000]", `-set:2:53: number must be at most 50000, the training images of mnist, not 60000`)
	check(inferring+"finetune.draws=1", `-set:2:51: draws must be from 2 to 100, not 1`)
}

// TestTrainingOfExtensions checks which keys belong to the training of the nets: others may change, and the training is shared.
func TestTrainingOfExtensions(t *testing.T) {
	training := func(name string, sets ...string) string { return run(t, name, sets...).Training() }
	same := func(name string, sets ...string) {
		t.Helper()
		if training(name) != training(name, sets...) {
			t.Errorf("%q is another training of %s", sets, name)
		}
		if run(t, name).Key() == run(t, name, sets...).Key() {
			t.Errorf("%q is the same run of %s", sets, name)
		}
	}
	other := func(name string, sets ...string) {
		t.Helper()
		if training(name) == training(name, sets...) {
			t.Errorf("%q is the same training of %s", sets, name)
		}
	}
	const inferring, masked = "Nets with an inference net", "Nets that complete images"
	same(inferring, "systems."+inferring+".inference.updates=5", "systems."+inferring+".finetune.draws=3")
	same(masked, "systems."+masked+".masks.images=30")
	other(masked, "systems."+masked+".masks.kinds=[halves]")
	other("Conditional nets", "systems.Conditional nets.condition={of: labels}")
	joint := "systems." + inferring + ".inference={when: jointly, layers: [{kind: linear, units: 10, irange: 0.1}], learning_rate: {start: 0.1, decay: 1, floor: 0}, momentum: 0.5}"
	other(inferring, joint)
	if run(t, inferring, joint).System.Inference.Search != (spec.Search{Images: 100, Starts: 3, Steps: 300}) {
		t.Error("a search that is not given has no defaults")
	}
}

// TestIsDecoder checks that only a generator of noise alone has a likelihood without a window.
func TestIsDecoder(t *testing.T) {
	const chance = "Convolutional nets" // with dropout and noise in its generator
	without := []string{"systems." + chance + ".generator.layers.0.keep=1", "systems." + chance + ".generator.layers.0.noise=0"}
	for _, c := range []struct {
		name string
		sets []string
		want bool
	}{
		{chance, nil, false}, {chance, without[:1], false}, {chance, without, true}, {"Adversarial nets", nil, true},
		{"Conditional nets", nil, false}, {"Nets that complete images", nil, false},
	} {
		if run(t, c.name, c.sets...).System.IsDecoder() != c.want {
			t.Errorf("%s with %q: want %t", c.name, c.sets, c.want)
		}
	}
}
