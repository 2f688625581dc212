package classifier

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"math"
	"slices"
	"testing"

	"gan2014/internal/rng"
	"gan2014/models/nn"
)

// TestSlopesAreDerivatives compares the gradients of all parameters with finite differences of the mean cross-entropy.
func TestSlopesAreDerivatives(t *testing.T) {
	const batch, inputs, classes = 7, 5, 4
	config := Config{Hidden: []int{6, 3}, Keep: .5, KeepHidden: 1}
	net := nn.NewNet[float64]("C", inputs, config.layers(inputs, classes), 3)
	s, err := newStep(net, batch)
	if err != nil {
		t.Fatal(err)
	}
	rng.Uniform(rng.For(1, "x"), s.x.Data, -1, 1)
	for i := range s.masks[0].Data {
		s.masks[0].Data[i] = float64(2 * (i % 2))
	}
	for i := range s.labels {
		s.labels[i] = uint8(i % classes)
	}
	loss := func() float64 {
		if err := s.program.Run(); err != nil {
			t.Fatal(err)
		}
		sum, p := 0., make([]float64, classes)
		for i, label := range s.labels {
			softmax(p, s.logits.Row(i))
			sum -= math.Log(p[label]) / batch
		}
		return sum
	}
	for _, p := range net.Params {
		loss() // with no parameter moved
		gradient := append([]float64(nil), p.Gradient.Data...)
		for i := range p.Value.Data {
			const step = 1e-5
			value := p.Value.Data[i]
			p.Value.Data[i] = value + step
			up := loss()
			p.Value.Data[i] = value - step
			down := loss()
			p.Value.Data[i] = value
			if want := (up - down) / (2 * step); math.Abs(gradient[i]-want) > 1e-8 {
				t.Errorf("%s, %d: gradient %g, difference %g", p.Name, i, gradient[i], want)
			}
		}
	}
}

// rings returns points in rings around the origin, which no linear classifier separates.
func rings(n int, name string) (nn.Matrix[float32], []uint8) {
	x, labels := nn.NewMatrix[float32](n, 2), make([]uint8, n)
	rng.Normal(rng.For(1, name), x.Data)
	for i := range n {
		row := x.Row(i)
		labels[i] = uint8(i % 3)
		radius := float32(math.Hypot(float64(row[0]), float64(row[1]))) / float32(1+i%3)
		row[0], row[1] = row[0]/radius, row[1]/radius
	}
	return x, labels
}

// TestRings trains on three rings and checks new points, and that the same seed gives the same bits.
func TestRings(t *testing.T) {
	x, labels := rings(3000, "train")
	config := Config{Hidden: []int{40, 20}, Batch: 50, Epochs: 15, Rate: nn.Decay{Start: .1, Factor: 1.001}, Momentum: .9, Keep: 1, KeepHidden: 1}
	c, err := Train(t.Context(), config, x, labels, 1)
	if err != nil {
		t.Fatal(err)
	}
	held, want := rings(999, "held out")
	p, err := c.Probabilities(held)
	if err != nil {
		t.Fatal(err)
	}
	wrong := 0
	for i := range p.Rows {
		sum := 0.
		for _, v := range p.Row(i) {
			sum += v
		}
		if math.Abs(sum-1) > 1e-12 {
			t.Errorf("the probabilities of point %d add up to %g", i, sum)
		}
		if p.Row(i)[want[i]] < .5 {
			wrong++
		}
	}
	if wrong > 10 {
		t.Errorf("%d of %d points are not recognised", wrong, p.Rows)
	}
	if share, err := c.Accuracy(held, want); err != nil || math.Abs(share-float64(p.Rows-wrong)/float64(p.Rows)) > .005 {
		t.Errorf("accuracy %g, but %d of %d points are not recognised (%v)", share, wrong, p.Rows, err)
	}
	features, err := c.Features(held)
	if err != nil || features.Rows != 999 || features.Cols != 20 {
		t.Errorf("features are %v, want 999×20 (%v)", features, err)
	}
	// The digest was computed with the plain kernels.
	if got := digest(features.Data); got != "43639ff09e322c02" {
		t.Errorf("the features have the digest %s", got)
	}
}

// TestShift checks where the pixels of two planes go, and that every shift occurs.
func TestShift(t *testing.T) {
	s := Shift{Most: 1, Height: 2, Width: 3}
	image := []float32{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}
	for _, c := range []struct {
		down, right int
		want        []float32
	}{
		{0, 0, image},
		{1, 0, []float32{0, 0, 0, 1, 2, 3, 0, 0, 0, 7, 8, 9}},
		{0, -1, []float32{2, 3, 0, 5, 6, 0, 8, 9, 0, 11, 12, 0}},
		{-1, 1, []float32{0, 4, 5, 0, 0, 0, 0, 10, 11, 0, 0, 0}},
		{0, 3, make([]float32, 12)},
	} {
		got := make([]float32, len(image))
		if s.move(got, image, c.down, c.right); !slices.Equal(got, c.want) {
			t.Errorf("%d down, %d to the right: %v, want %v", c.down, c.right, got, c.want)
		}
	}
	seen := map[[2]float32]bool{} // the corners of the first plane tell the shifts apart
	many := nn.NewMatrix[float32](300, len(image))
	for i := range many.Rows {
		copy(many.Row(i), image)
	}
	s.apply(many, rng.For(1, "shift"))
	for i := range many.Rows {
		seen[[2]float32{many.Row(i)[1], many.Row(i)[4]}] = true
	}
	if len(seen) != 9 {
		t.Errorf("%d different shifts, want 9", len(seen))
	}
}

func digest(x []float32) string {
	b, _ := binary.Append(nil, binary.LittleEndian, x)
	return fmt.Sprintf("%x", sha256.Sum256(b))[:16]
}

func TestRefusals(t *testing.T) {
	x, labels := rings(30, "train")
	if _, err := Train(t.Context(), Config{Batch: 50}, x, labels, 1); err == nil {
		t.Error("30 images were enough for batches of 50")
	}
	if _, err := Train(t.Context(), Config{Batch: 10, Shift: Shift{Most: 1, Height: 3, Width: 5}}, x, labels, 1); err == nil {
		t.Error("images of two values were shifted as 3×5 pixels")
	}
	if _, err := Train(t.Context(), Config{Batch: 10}, x, labels[:20], 1); err == nil {
		t.Error("20 labels were enough for 30 images")
	}
}
