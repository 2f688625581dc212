package gan

import (
	"math"
	"slices"
	"testing"

	"gan2014/internal/rng"
	"gan2014/models/nn"
)

// TestBothNetsLearnTheCondition trains nets on images that differ by their class only. Samples must be nearest to the images of their class.
func TestBothNetsLearnTheCondition(t *testing.T) {
	config := small()
	config.Classes = classes
	s := &config.Stages[0]
	s.Generator[0].Condition, s.Discriminator[0].Condition = classes, classes
	s.Discriminator[0].Keep, s.Discriminator[1].Keep = 0, 0
	images := nn.NewMatrix[float32](30, 6)
	trainer := New(config, images, 1, "key")
	for i := range images.Rows {
		class := i % classes
		trainer.Labels = append(trainer.Labels, uint8(class))
		for k := range images.Cols {
			images.Row(i)[k] = .1
			if k/2 == class {
				images.Row(i)[k] = .9
			}
		}
	}
	train(t, trainer, 400)
	samples, err := trainer.Sample(60, rng.For(1, "z"))
	if err != nil {
		t.Fatal(err)
	}
	right := 0
	for i := range samples.Rows {
		nearest := 0
		for class := range classes {
			if squared(samples.Row(i), images.Row(class)) < squared(samples.Row(i), images.Row(nearest)) {
				nearest = class
			}
		}
		right += count(nearest == i%classes)
	}
	if right < 55 {
		t.Errorf("%d of 60 samples are nearest to the images of their class", right)
	}
}

func squared(x, y []float32) (sum float64) {
	for k, v := range x {
		sum += math.Pow(float64(v-y[k]), 2)
	}
	return sum
}

// TestStepHasTheClassesOfItsRows checks the condition of data and samples in both steps.
func TestStepHasTheClassesOfItsRows(t *testing.T) {
	config := conditional()
	config.Update = Alternating
	trainer := newSmall(config, 1)
	rows := []int{4, 0, 2}
	if err := trainer.update(rows); err != nil {
		t.Fatal(err)
	}
	for shape, s := range trainer.steps {
		for i := range s.c.Rows {
			want := make([]float32, classes)
			want[trainer.Labels[rows[i%3]]] = 1
			if !slices.Equal(s.c.Row(i), want) {
				t.Errorf("%v: the condition of row %d is %v, want %v", shape, i, s.c.Row(i), want)
			}
		}
	}
}

// TestSamplesHaveAllClassesInTurn checks that sample number i is of class i modulo the number of classes, also in further chunks.
func TestSamplesHaveAllClassesInTurn(t *testing.T) {
	trainer := newSmall(conditional(), 1)
	const n = 2*chunk + 5
	z := nn.NewMatrix[float32](n, 3) // all alike: only the class decides
	images, err := trainer.Generate(z)
	if err != nil {
		t.Fatal(err)
	}
	for i := range n {
		if !slices.Equal(images.Row(i), images.Row(i%classes)) {
			t.Fatalf("sample %d differs from sample %d of the same class", i, i%classes)
		}
	}
	if slices.Equal(images.Row(0), images.Row(1)) {
		t.Error("samples of two classes are equal")
	}
}

// TestInstanceNoiseFalls checks the standard deviation of instance noise along its epochs, of 10 updates each, and in the steps of a training.
func TestInstanceNoiseFalls(t *testing.T) {
	noise := InstanceNoise{SD: .4, Epochs: 2}
	for update, want := range map[int]float64{0: .4, 5: .3, 10: .2, 20: 0, 30: 0} {
		if got := noise.at(update, 10); math.Abs(got-want) > 1e-12 {
			t.Errorf("the standard deviation at update %d is %g, want %g", update, got, want)
		}
	}
	config := small()
	config.Noisy = InstanceNoise{SD: .4, Epochs: 1}
	trainer := newSmall(config, 1)
	if err := trainer.update([]int{0, 1, 2}); err != nil {
		t.Fatal(err)
	}
	for _, s := range trainer.steps {
		squares := 0.0
		for _, v := range s.noise.Data {
			squares += float64(v) * float64(v)
		}
		if rms := math.Sqrt(squares / float64(len(s.noise.Data))); rms < .2 || rms > .6 || s.noise.Rows != 6 {
			t.Errorf("noise of %v with root mean square %.2f, want .4 on 6 rows", s.noise, rms)
		}
	}
}
