package theory

import (
	"context"
	"errors"
	"math"
	"slices"
	"strings"
	"testing"

	"gan2014/internal/rng"
	"gan2014/models/nn"
)

// invented returns n images of 6×6 values: a bright row on a dark ground, and noise.
func invented(n int) nn.Matrix[float32] {
	noise := rng.For(1, "invented")
	images := nn.NewMatrix[float32](n, 36)
	rng.Uniform(noise, images.Data, 0, .3)
	for i := range n {
		for k := range 6 {
			images.Row(i)[6*noise.IntN(6)+k] += .7
		}
	}
	return images
}

// TestMNISTGradient runs the study with small nets and invented images: it checks the lines, the order of the intervals, the sizes in the
// text and the end of the progress.
func TestMNISTGradient(t *testing.T) {
	s, last := smallNets(t), 0
	s.Updates = []int{1, 5, 20}
	found, err := s.Compute(t.Context(), Digits{Images: invented(250)}, 1, func(done, total int) {
		if done != last+1 || total != 23 {
			t.Fatalf("step %d of %d after %d", done, total, last)
		}
		last = done
	})
	if err != nil || last != 23 {
		t.Fatalf("%d steps, error %v", last, err)
	}
	if len(found.Lines) != 2 || found.Lines[0].Name != "log(1 − D)" || found.Lines[1].Name != "−log D" {
		t.Fatalf("lines %v", found.Lines)
	}
	for _, line := range found.Lines {
		if line.Figure.Name != "mnist-gradient/norm" {
			t.Errorf("figure %s", line.Figure.Name)
		}
		checkNorms(t, line, s.Updates)
	}
	if len(found.Findings) != 2 {
		t.Fatalf("%d findings", len(found.Findings))
	}
	for _, f := range found.Findings {
		if f.Holds {
			t.Errorf("20 updates are too few for this D: %s", f.Measured)
		}
		if !strings.Contains(f.Measured, "250 digits") || !strings.Contains(f.Measured, "20 relu") || !strings.Contains(f.Measured, "8 maxout") {
			t.Errorf("measured of what? %s", f.Measured)
		}
	}
}

// smallNets returns the study with a few units.
func smallNets(t testing.TB) MNISTGradient {
	s := mnistGradient(t)
	s.GeneratorUnits, s.DiscriminatorUnits = 20, 8
	return s
}

// TestMNISTGradientStops checks that the study stops when its context ends, in its epoch and after it.
func TestMNISTGradientStops(t *testing.T) {
	s := smallNets(t)
	s.Updates = []int{20}
	for _, at := range []int{1, 7} {
		ctx, stop := context.WithCancel(t.Context())
		_, err := s.Compute(ctx, Digits{Images: invented(250)}, 1, func(done, _ int) {
			if done == at {
				stop()
			}
		})
		if !errors.Is(err, context.Canceled) {
			t.Errorf("stopped at %d: error %v", at, err)
		}
	}
}

func TestMeans(t *testing.T) {
	got := means(nn.Matrix[float32]{Rows: 2, Cols: 2, Data: []float32{0, 1, .5, .5}})
	if math.Abs(got[0]-.25) > 1e-12 || math.Abs(got[1]-.75) > 1e-12 {
		t.Errorf("means %v", got)
	}
}

// TestRowsOf checks that whole rows are drawn, and every row at some time.
func TestRowsOf(t *testing.T) {
	images := nn.Matrix[float32]{Rows: 3, Cols: 2, Data: []float32{1, 2, 3, 4, 5, 6}}
	drawn := map[float32]bool{}
	for i, rows := 0, rowsOf(images)(100, rng.For(1, "rows")); i < rows.Rows; i++ {
		row := rows.Row(i)
		if row[1] != row[0]+1 || !slices.Contains([]float32{1, 3, 5}, row[0]) {
			t.Fatalf("row %v", row)
		}
		drawn[row[0]] = true
	}
	if len(drawn) != 3 {
		t.Errorf("rows drawn: %v", drawn)
	}
}
