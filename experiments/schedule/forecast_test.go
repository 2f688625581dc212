package schedule

import (
	"path/filepath"
	"testing"
	"time"

	"gan2014/experiments/reference"
	"gan2014/results"
)

func TestInAll(t *testing.T) {
	fixed := func(d time.Duration, by basis) Forecast {
		return Forecast{Decision: Decision{State: Fresh}, least: d, Most: d, basis: by}
	}
	minute := fixed(time.Minute, byOperations)
	patient := Forecast{Decision: Decision{State: Resumable}, least: time.Hour, Most: 3 * time.Hour, basis: byRuns}
	done := Forecast{Decision: Decision{State: Cached}, least: time.Hour, Most: time.Hour, basis: byRuns}
	const operations, runs = " (by operations and the rate of matrix products, just measured)", " (by earlier runs on such a machine)"
	const both = " (by earlier runs on such a machine where there are some, else by operations and the rate of matrix products, just measured)"
	for _, c := range []struct {
		forecasts []Forecast
		atOnce    int
		want      string
	}{
		{[]Forecast{done}, 1, "nothing to compute"},
		{[]Forecast{minute, minute, done}, 1, "2 to compute, about 2m00s one after the other" + operations},
		{[]Forecast{minute, minute, minute}, 2, "3 to compute, about 1m30s, 2 at once" + operations},
		{[]Forecast{minute, patient}, 2, "2 to compute, about 1h00m to 3h00m, 2 at once" + both}, // the longest of them decides
		{[]Forecast{patient, patient}, 1, "2 to compute, about 2h00m to 6h00m one after the other" + runs},
	} {
		if got := Total(c.forecasts, c.atOnce); got != c.want {
			t.Errorf("got  %q\nwant %q", got, c.want)
		}
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
	times, err := reference.NewTimes(t.Context(), db, runs)
	want := reference.Time{Dataset: "mnist", System: "Nets", Budget: "hour", Epoch: 25, Rest: 15}
	if err != nil || len(times) != 1 || times[0] != want {
		t.Errorf("times %+v, error %v, want %+v", times, err, want)
	}
}
