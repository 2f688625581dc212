package run

import (
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gan2014/experiments/job"
	"gan2014/internal/metric"
	"gan2014/parzen"
)

// TestMeanImage checks the distance of a score to that of the mean training image against a sum in float64, and that only a trained system
// below the mean image is warned of.
func TestMeanImage(t *testing.T) {
	for name, c := range map[string]struct {
		centre float64
		warned bool
	}{"near the test images": {testAt, false}, "far from them": {2, true}} {
		w := newWorld(t)
		w.set.Valid = imagesAbout(testAt, 0.05, 40, "valid")
		run := w.plan("systems.0.train.epochs=1", "systems.0.train.validate.every=0")
		model := script()
		model.centres[1] = c.centre
		a := w.compute(model, run)
		mean := parzen.Points{N: 1, D: 4, Data: make([]float32, 4)}
		for i := range w.set.Train.N {
			for k, v := range w.set.Train.Row(i) {
				mean.Data[k] += v / float32(w.set.Train.N)
			}
		}
		grid := values(run.System.Evaluation.Grids[0])
		sigma, _ := bestOf(mean, w.set.Valid.First(30), grid)
		constant, _ := meanLL(mean, w.set.Test, sigma)
		e := w.evaluations(a)["paper"]
		if !e.MeanImageLL.Valid || !near(e.MeanImageLL.V, constant) || (e.LL < constant) != c.warned {
			t.Errorf("%s: %g nats; the mean image has %v, want %g", name, e.LL, e.MeanImageLL, constant)
		}
		if got := w.series(a, metric.SampleSpread)[1]; !(got > 0 && got < 1) || math.IsNaN(got) {
			t.Errorf("%s: spread %g of the data's", name, got)
		}
		log, err := os.ReadFile(filepath.Join(a.Dir, job.LogName))
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(log), "WARNING: It scores") != c.warned {
			t.Errorf("%s: the log is\n%s", name, log)
		}
	}
}
