package report

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"gan2014/internal/sheet"
	"gan2014/results"
)

// TestManyRuns measures reports of as many runs as GAN2014_REPORT_RUNS says: from nothing, and after one more run. It logs the times, which depend on the
// machine, and checks that the process takes less than 1 GB.
func TestManyRuns(t *testing.T) {
	n, _ := strconv.Atoi(os.Getenv("GAN2014_REPORT_RUNS"))
	if n == 0 {
		t.Skip("NOT CHECKED: the time and memory of a report of many runs (set GAN2014_REPORT_RUNS=1000)")
	}
	db, dir := newDB(t)
	for i := range n {
		addLikeSmoke(t, db, dir, i)
	}
	must(t, db.Close())
	os.WriteFile("/proc/self/clear_refs", []byte("5"), 0) // begins a new peak of the resident memory
	whole, _ := measureReport(t, dir)
	db, err := results.Open(t.Context(), filepath.Join(dir, "results.db"))
	must(t, err)
	addLikeSmoke(t, db, dir, n)
	must(t, db.Close())
	one, reading := measureReport(t, dir)
	memory := peakMemory(t)
	info, err := os.Stat(filepath.Join(dir, PageName))
	must(t, err)
	t.Logf("%d runs: from nothing %s, %.1f ms a run; one new run %s, of it reading %s; resident memory %d MB; report.html %.1f MB",
		n, whole, 1000*whole.processor/float64(n), one, reading, memory>>20, float64(info.Size())/1e6)
	if memory > 1e9 {
		t.Errorf("%d bytes of resident memory, want at most 1 GB", memory)
	}
}

// spent is time in seconds.
type spent struct{ clock, processor float64 }

func (s spent) String() string { return fmt.Sprintf("%.2f s (clock %.2f s)", s.processor, s.clock) }

// stopwatch returns a function that tells the time since.
func stopwatch(t *testing.T) func() spent {
	processor := func() float64 {
		var u syscall.Rusage
		must(t, syscall.Getrusage(syscall.RUSAGE_SELF, &u))
		return float64(u.Utime.Nano()+u.Stime.Nano()) / 1e9
	}
	begun, before := time.Now(), processor()
	return func() spent { return spent{time.Since(begun).Seconds(), processor() - before} }
}

// measureReport writes the report of a database that is newly opened, as a new process does.
func measureReport(t *testing.T, dir string) (all, reading spent) {
	since := stopwatch(t)
	db, err := results.OpenReadOnly(t.Context(), filepath.Join(dir, "results.db"))
	must(t, err)
	defer db.Close()
	data := read(t, db)
	reading = since()
	must(t, data.Write(t.Context(), dir))
	return since(), reading
}

// addLikeSmoke adds a run like those of the smoke run: half of them are adversarial nets of two epochs with plots; all have a recipe of their own, two
// grids and four pictures.
func addLikeSmoke(t *testing.T, db *results.DB, dir string, i int) {
	run := newRun("True distribution", "", 1)
	run.Kind = "training-images"
	if i%2 == 0 {
		run = newRun("Adversarial nets", "", 1)
	}
	run.Key, run.Recipe = fmt.Sprint("key-", i), fmt.Sprint("recipe-", i)
	id, err := db.Begin(t.Context(), run)
	must(t, err)
	draw := rand.New(rand.NewPCG(uint64(i), 1))
	if i%2 == 0 {
		must(t, db.Record(t.Context(), id, threeEpochs()[:2*len(threeEpochs())/3]))
	}
	var scores []results.Evaluation
	for _, grid := range []struct {
		name  string
		count int
	}{{"paper", 10}, {"fine", 21}} {
		e := results.Evaluation{Grid: grid.name, Protocol: "1000 samples", LL: 100 * draw.Float64(), StdErr: 2, StdErrOver: "test examples", Sigma: .2, Samples: 1000,
			ValidExamples: 200, TestExamples: 10000, Epoch: 2, Quantiles: []results.Quantile{{Percent: 0, LL: -400}, {Percent: 50, LL: 100}, {Percent: 100, LL: 400}}}
		for j := range grid.count {
			e.Curve = append(e.Curve, results.SigmaPoint{Sigma: .1 * float64(j+1), ValidLL: 100 - float64(j*j)})
		}
		scores = append(scores, e)
	}
	must(t, db.Evaluate(t.Context(), id, scores))
	pixels := make([]float32, 100*28*28)
	for j := range pixels {
		pixels[j] = draw.Float32() / 8 * float32(j%8)
	}
	for k, kind := range []string{"data", "samples", "figure2", "figure3"} {
		png, err := sheet.PNG(sheet.Sheet{Width: 28, Height: 28, Rows: 10 - 2*k, Cols: 10}.Draw(pixels[:(100-20*k)*28*28], nil))
		must(t, err)
		_, err = db.AddArtifact(t.Context(), dir, id, results.Artifact{Kind: kind, Caption: "Drawn."}, "png", png)
		must(t, err)
	}
	must(t, db.Finish(t.Context(), id, results.Ending{Status: results.Done, Seconds: 6}))
}

// peakMemory returns the largest resident memory of the process in bytes.
func peakMemory(t *testing.T) int64 {
	status, err := os.ReadFile("/proc/self/status")
	must(t, err)
	_, rest, _ := strings.Cut(string(status), "VmHWM:")
	kB, err := strconv.ParseInt(strings.Fields(rest)[0], 10, 64)
	must(t, err)
	return kB << 10
}
