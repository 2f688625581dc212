package gan

import (
	"math"
	"slices"
	"testing"

	"gan2014/internal/rng"
	"gan2014/models/nn"
)

// TestMasks checks how many values of an image of 8×12 pixels in two channels are missing, and that a pixel is missing in all channels or none.
func TestMasks(t *testing.T) {
	m := Masks{Height: 8, Width: 12, Channels: 2}
	const pixels, n = 96, 400
	for kind, shares := range map[Mask][2]float64{ // least and most share of missing pixels
		Halves: {.5, .5}, Quadrants: {.25, .25}, Rectangles: {1. / 16, 9. / 16}, Pixels: {0, 1}, Everything: {1, 1},
	} {
		missing := make([]int, pixels) // how often each pixel was
		hidden := m.Draw(n, kind, rng.For(1, "masks"))
		for i := range n {
			count := 0.0
			for k, h := range hidden.Row(i)[:pixels] {
				if h != hidden.Row(i)[pixels+k] || h != 0 && h != 1 {
					t.Fatalf("%s: pixel %d is %g missing in one channel, %g in the other", kind, k, h, hidden.Row(i)[pixels+k])
				}
				count += float64(h)
				missing[k] += int(h)
			}
			if share := count / pixels; share < shares[0] || share > shares[1] {
				t.Errorf("%s: %.3f of the pixels are missing, want %.3f to %.3f", kind, share, shares[0], shares[1])
			}
		}
		for k, times := range missing {
			if times == 0 || times == n && kind != Everything {
				t.Errorf("%s: pixel %d is missing in %d of %d images", kind, k, times, n)
			}
		}
	}
}

// TestCompletionsKeepWhatIsGiven checks that only missing values are replaced, and by values that depend on the given ones and on z.
func TestCompletionsKeepWhatIsGiven(t *testing.T) {
	trainer := train(t, newSmall(completing(), 1), 3)
	g := trainer.Generator()
	const n = chunk + 2
	images, hidden, z := nn.NewMatrix[float32](n, 6), nn.NewMatrix[float32](n, 6), g.Noise(n, rng.For(1, "z"))
	for i := range n {
		copy(images.Row(i), trainer.images.Row(0))
		for k := range 3 {
			hidden.Row(i)[k] = 1
		}
	}
	images.Row(1)[5] += .3 // given
	images.Row(2)[0] += .3 // missing: it must not matter
	for i := range 4 {
		copy(z.Row(i), z.Row(0))
	}
	made, err := g.Complete(images, hidden, z)
	if err != nil {
		t.Fatal(err)
	}
	for i := range n {
		for k := 3; k < 6; k++ {
			if made.Row(i)[k] != images.Row(i)[k] {
				t.Fatalf("given value %d of image %d is %g in its completion, was %g", k, i, made.Row(i)[k], images.Row(i)[k])
			}
		}
	}
	differ := func(i, j int) (most float64) {
		for k := range 3 {
			most = max(most, math.Abs(float64(made.Row(i)[k]-made.Row(j)[k])))
		}
		return most
	}
	if differ(0, 3) != 0 || differ(0, 2) != 0 {
		t.Error("the same given values and z have different completions")
	}
	if differ(0, 1) == 0 || differ(0, 4) == 0 || differ(0, chunk+1) == 0 {
		t.Error("other given values, or another z, have the same completion")
	}
}

// TestStepsOfMaskedNets checks that D is given data and completed images with the same mask, and that a completed image has the given values of
// its row of the data.
func TestStepsOfMaskedNets(t *testing.T) {
	trainer := newSmall(completing(), 1)
	rows := []int{4, 0, 2, 9}
	if err := trainer.update(rows); err != nil {
		t.Fatal(err)
	}
	for _, s := range trainer.steps {
		given := 0
		for i, row := range rows {
			for k, h := range s.c.Row(s.real + i) {
				if s.c.Row(i)[k] != h {
					t.Fatalf("image %d has another mask as data than as a sample", i)
				}
				if h == 0 {
					given++
					if got, want := s.fake.Row(i)[k], trainer.images.Row(row)[k]; got != want {
						t.Errorf("given value %d of image %d is %g in the completed image, was %g", k, i, got, want)
					}
				}
			}
		}
		if given == 0 || given == 24 {
			t.Errorf("%d of 24 values were given", given)
		}
		images := nn.NewMatrix[float32](4, 6)
		for i, row := range rows {
			for k, v := range trainer.images.Row(row) {
				images.Row(i)[k] = float32(v)
			}
		}
		made, err := newSmall(completing(), 1).Generator().Complete(images, s.c.From(s.real), s.z) // by the parameters before the update
		if err != nil {
			t.Fatal(err)
		}
		for i, v := range made.Data {
			if math.Abs(float64(v-s.fake.Data[i])) > 1e-6 {
				t.Errorf("value %d of the completed images is %g in training, %g after it", i, s.fake.Data[i], v)
			}
		}
	}
}

// TestPairsOfSamples checks that with a diversity or a variety loss the samples of a step come in pairs of the same given values and mask, with
// different noise.
func TestPairsOfSamples(t *testing.T) {
	diverse, varied := completing(), completing()
	diverse.Masks.Diversity = Diversity{Weight: 1, Most: 1}
	varied.Masks.Variety = 1
	checkPairs(t, diverse)
	checkPairs(t, varied)
}

func checkPairs(t *testing.T, config Config) {
	t.Helper()
	config.Masks.Kinds = []Mask{Pixels}
	trainer := newSmall(config, 1)
	rows := []int{4, 0, 2, 9, 7}
	if err := trainer.update(rows); err != nil {
		t.Fatal(err)
	}
	for _, s := range trainer.steps {
		for a := 0; a+1 < 5; a += 2 {
			if !slices.Equal(s.visible.Row(a), s.visible.Row(a+1)) || !slices.Equal(s.c.Row(s.real+a), s.c.Row(s.real+a+1)) {
				t.Errorf("samples %d and %d have other given values or another mask", a, a+1)
			}
			if slices.Equal(s.z.Row(a), s.z.Row(a+1)) {
				t.Errorf("samples %d and %d have the same noise", a, a+1)
			}
			if s.truth.Rows > 0 && (!slices.Equal(s.truth.Row(a), trainer.images.Row(rows[a])) || !slices.Equal(s.truth.Row(a+1), s.truth.Row(a))) {
				t.Errorf("samples %d and %d are compared with another image", a, a+1)
			}
		}
		if slices.Equal(s.c.Row(s.real), s.c.Row(s.real+2)) && slices.Equal(s.c.Row(s.real), s.c.Row(s.real+4)) {
			t.Error("all pairs have the same mask")
		}
	}
}
