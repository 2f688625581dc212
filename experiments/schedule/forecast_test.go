package schedule

import (
	"testing"
	"time"
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
