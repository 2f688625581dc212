package main

import (
	"path/filepath"
	"testing"
	"time"

	"gan2014/experiments/spec"
	"gan2014/results"
)

func TestInAll(t *testing.T) {
	typicalTimes() // those that come with the program can be read
	timed := forecast{standing: standing{state: fresh}, time: time.Minute, known: true}
	guessed := forecast{standing: standing{state: resumable}, typical: 3 * time.Minute}
	unknown := forecast{standing: standing{state: fresh}}
	done := forecast{standing: standing{state: cached}, time: time.Hour, known: true}
	by := " (~ is by the times of docs/reference: " + typicalTimes().Machine + ")"
	for _, c := range []struct {
		forecasts []forecast
		atOnce    int
		want      string
	}{
		{[]forecast{done}, 1, "nothing to compute"},
		{[]forecast{unknown, done}, 1, "1 to compute; how long that takes is known when one of each system is done"},
		{[]forecast{timed, timed, done}, 1, "2 to compute, about 2m00s one after the other"},
		{[]forecast{timed, timed, timed}, 2, "3 to compute, about 1m30s, 2 at once"},
		{[]forecast{timed, guessed}, 2, "2 to compute, about 3m00s, 2 at once" + by}, // the longest of them
		{[]forecast{timed, unknown}, 1, "2 to compute, about 1m00s for 1 of them one after the other"},
		{[]forecast{guessed, unknown}, 1, "2 to compute, about 3m00s for 1 of them one after the other" + by},
	} {
		if got := inAll(c.forecasts, c.atOnce); got != c.want {
			t.Errorf("got  %q\nwant %q", got, c.want)
		}
	}
}

// The reference's times are of its own budgets where it has them, else of another whose epochs had other numbers of images.
func TestTypicalTimes(t *testing.T) {
	r := reference{Times: []referenceTime{
		{Dataset: "mnist", System: "Adversarial nets", Budget: "minutes", Images: 5000, Epoch: 1, Rest: 7},
		{Dataset: "mnist", System: "Adversarial nets", Budget: "hour", Epoch: 10, Rest: 9},
		{Dataset: "tfd", System: "Adversarial nets", Budget: "hour", Epoch: 1000, Rest: 9},
	}}
	run := func(budget string, epochs, images int) spec.Run {
		return spec.Run{Budget: budget, Epochs: epochs, Images: images, System: spec.System{Name: "Adversarial nets", Dataset: "mnist"}}
	}
	for _, c := range []struct {
		run  spec.Run
		want float64
	}{
		{run("minutes", 3, 5000), 3*1 + 7},
		{run("hour", 3, 0), 3*10 + 9},
		{run("paper", 100, 0), 100*1*10 + 7}, // ten times the images of the first that there is
	} {
		if got, known := r.typical(c.run); got != c.want || !known {
			t.Errorf("budget %s: %g s, known %v, want %g", c.run.Budget, got, known, c.want)
		}
	}
	if _, known := r.typical(spec.Run{System: spec.System{Name: "DBN", Dataset: "mnist"}}); known {
		t.Error("the time of a system that nobody timed is known")
	}
	grows := run("paper", 100, 0)
	grows.System.Kind, grows.System.GSN = spec.GSN, &spec.GSNRecipe{Hidden: []spec.PerBudget{{"minutes": 500, "paper": 1500}}}
	if _, known := r.typical(grows); known {
		t.Error("the time of a larger net is known from that of a smaller one")
	}
}

func TestTimesOfRuns(t *testing.T) {
	db, err := results.Open(t.Context(), filepath.Join(t.TempDir(), "results.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for i, c := range []struct {
		status  results.Status
		seconds float64
		epochs  []float64
	}{{results.Done, 100, []float64{20, 30, 40}}, {results.Done, 60, []float64{20, 20}}, {results.Interrupted, 500, []float64{50}}, {results.Done, 900, nil}} {
		id, err := db.Begin(t.Context(), results.Run{Key: string(rune('a' + i)), Recipe: "r", System: "Nets", Dataset: "mnist", Budget: "hour"})
		if err != nil {
			t.Fatal(err)
		}
		var metrics []results.Metric
		for e, seconds := range c.epochs {
			metrics = append(metrics, results.Metric{Name: "epoch_seconds", Epoch: e + 1, Value: seconds})
		}
		if err := db.Record(t.Context(), id, metrics); err != nil {
			t.Fatal(err)
		}
		if c.epochs == nil { // trained by another run
			if err := db.Continue(t.Context(), id, "a", nil); err != nil {
				t.Fatal(err)
			}
		}
		if err := db.Finish(t.Context(), id, results.Ending{Status: c.status, Seconds: c.seconds}); err != nil {
			t.Fatal(err)
		}
	}
	runs, err := db.Runs(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	times, err := newReferenceTimes(t.Context(), db, runs)
	want := referenceTime{Dataset: "mnist", System: "Nets", Budget: "hour", Epoch: 25, Rest: 15}
	if err != nil || len(times) != 1 || times[0] != want {
		t.Errorf("times %+v, error %v, want %+v", times, err, want)
	}
}
