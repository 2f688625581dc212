package report

import (
	"strings"
	"testing"

	"gan2014/internal/metric"
	"gan2014/report/record"
	"gan2014/results"
)

// annealedRun returns a done run with likelihoods at three σ, by both estimates.
func annealedRun(id int64, system string, window, annealed [3]float64) record.Record {
	r := extending(id, system, system, "hour", "none", map[string]float64{metric.AnnealingGap: 1.5})
	line := func(name string, lls [3]float64) results.Line {
		l := results.Line{Figure: metric.AnnealedFigure, Name: name}
		for i, sigma := range []float64{.1, .14, .2} {
			l.Points = append(l.Points, results.LinePoint{X: sigma, Y: lls[i], Low: lls[i] - 2*normal95, High: lls[i] + 2*normal95})
		}
		return l
	}
	r.Annealed = true
	r.Study.Lines = []results.Line{line("annealed importance sampling", annealed), line("Parzen window on 10,000 samples", window)}
	return r
}

// TestAnnealed checks the table that compares both estimates, and the ranks that they contradict.
func TestAnnealed(t *testing.T) {
	x := record.NewIndex([]record.Record{
		annealedRun(1, "Narrow", [3]float64{100, 250, 280}, [3]float64{600, 500, 300}),
		annealedRun(2, "Wide", [3]float64{50, 240, 200}, [3]float64{800, 450, 310}),
		annealedRun(3, "Last", [3]float64{-50, 100, 110}, [3]float64{90, 120, 130}),
		extending(4, "Other", "one", "hour", "finetune", nil),
	})
	parts := newAnnealed(x)
	if len(parts) != 1 || len(parts[0].Tables) != 1 || len(parts[0].shown) != 3 {
		t.Fatalf("parts %+v", parts)
	}
	var got []string
	for _, row := range parts[0].Tables[0].Rows {
		got = append(got, row.Name+": "+strings.Join(row.Cells, " | "))
	}
	want := []string{
		"Narrow, 5 epochs: 280.0 ± 2.0 at σ 0.2 | 1 † | 300.0 ± 2.0 | 20.0 | 600.0 ± 2.0 at σ 0.1 | 2 † | 1.5",
		"Wide, 5 epochs: 240.0 ± 2.0 at σ 0.14 | 2 † | 450.0 ± 2.0 | 210.0 | 800.0 ± 2.0 at σ 0.1 | 1 † | 1.5",
		"Last, 5 epochs: 110.0 ± 2.0 at σ 0.2 | 3 | 130.0 ± 2.0 | 20.0 | 130.0 ± 2.0 at σ 0.2 | 3 | 1.5",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("rows\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if newAnnealed(record.NewIndex([]record.Record{extending(4, "Other", "one", "hour", "finetune", nil)})) != nil {
		t.Error("a database without annealing has the part")
	}
}

// TestAnnealedOverSeeds checks means over seeds, with the standard deviation over them.
func TestAnnealedOverSeeds(t *testing.T) {
	first, second := annealedRun(1, "Nets", [3]float64{0, 0, 100}, [3]float64{0, 0, 200}), annealedRun(2, "Nets", [3]float64{0, 0, 110}, [3]float64{0, 0, 204})
	rows := newAnnealed(record.NewIndex([]record.Record{first, second}))[0].Tables[0].Rows
	if got, want := strings.Join(rows[0].Cells, " | "), "105.0 ± 7.1 at σ 0.2 | 1 | 202.0 ± 2.8 | 97.0 | 202.0 ± 2.8 at σ 0.2 | 1 | 1.5 ± 0.0"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}
