package record

import (
	"testing"

	"gan2014/results"
)

func TestProgress(t *testing.T) {
	check := func(spec string, epochs int, want, short string) {
		t.Helper()
		r := Record{Run: results.Run{EffectiveSpec: spec}}
		for epoch := range epochs {
			r.Metrics = append(r.Metrics, results.Metric{Name: "loss", Epoch: epoch + 1})
		}
		if got := r.Progress(); got.String() != want || got.Short() != short {
			t.Errorf("%s: %q and %q, want %q and %q", spec, got.String(), got.Short(), want, short)
		}
	}
	check(`{"systems":[{"train":{"epochs":30}}]}`, 12, "12 of 30 epochs", "12/30")
	check(`{"systems":[{"train":{"epochs":1}}]}`, 0, "0 of 1 epoch", "0/1")
	check(`{"systems":[{"train":{"epochs":50},"stages":[{"epochs":22}]}]}`, 60, "60 of 72 epochs", "60/72")
	check(`{"systems":[{"kind":"training-images"}]}`, 0, "", "")
	check(`{"systems":[{"train":{"epochs":{"minutes":3}}}]}`, 2, "2 epochs", "")
	check(`{"systems":[{"train":{"epochs":250,"patience":100}}]}`, 380, "380 epochs", "")
	check("not JSON", 1, "1 epoch", "")
}
