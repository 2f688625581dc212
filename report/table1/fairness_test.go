package table1

import "testing"

// TestFairness checks that the overview says how recipes were chosen where it ranks nets beside the models they were compared with.
func TestFairness(t *testing.T) {
	on := func(dataset string, systems ...string) Overview {
		o := Overview{Datasets: []OverviewDataset{{Dataset: dataset}}}
		for _, s := range systems {
			o.Systems = append(o.Systems, OverviewRow{s, []OverviewCell{{Row: &Row{Measured: &Score{}}}}})
		}
		return o
	}
	for want, o := range map[string]Overview{
		"":                          on("mnist", Subject, "VAE"),
		recipesChosen:               on("mnist", Subject, "DBN"),
		recipesChosen + facesChosen: on("tfd-like", "Deep GSN", Subject),
	} {
		if got := o.Fairness(); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
	o := on("mnist", Subject, "DBN")
	o.Systems[1].Cells[0].Row = nil // not done
	if got := o.Fairness(); got != "" {
		t.Errorf("before another model is measured: %q", got)
	}
}
