package schedule

import (
	"context"

	"gan2014/experiments/cost"
	"gan2014/experiments/job"
	"gan2014/experiments/spec"
	"gan2014/internal/metric"
	"gan2014/internal/stats"
	"gan2014/results"
)

// Times used if there is no earlier run: seconds of one thread for a value and for a random number, medians over the runs of
// docs/performance.md.
const (
	valueSeconds = 1e-9
	drawSeconds  = 5e-9
	startSeconds = 0.3 // beginning and end of a run

	reached = 0.85 // rate of a training's products, as a share of the rate of the fastest product
)

// seconds returns the time that the work takes.
func (m speed) seconds(w cost.Work) float64 {
	return w.Products/(reached*m.products) + (w.Values*valueSeconds+w.Draws*drawSeconds)/float64(m.threads)
}

// A measuredStudy is the processor time of a study with the settings of theory.yaml, in seconds, on one thread of an EPYC without its large
// products, and the values of its cost.Study. A study consists of many small computations, whose time hardly depends on the rate of
// products. The time with other settings is in proportion to the values.
type measuredStudy struct{ seconds, values float64 }

var measuredStudies = map[spec.Study]measuredStudy{
	spec.Figure1: {3.4, 1.003e9}, spec.Proposition1: {30, 5.904e9}, spec.Theorem1: {17, 3.159e9}, spec.Proposition2: {0.1, 3.630e5},
	spec.Vanishing: {6.3, 3.157e9}, spec.Collapse: {100, 7.130e10}, spec.Saddle: {0.1, 2.200e5}, spec.Divergences: {3, 3.523e8}, spec.Estimators: {3, 3.396e8}, spec.Support: {12, 2.391e11},
	spec.Chains: {7, 2.293e11}, spec.WakeSleep: {1, 1.392e9},
	spec.MNISTGradient: {3.4, 1.010e9}, spec.MNISTCollapse: {22, 1.300e10},
}

// study returns the time of a study on this machine.
func (m speed) study(s spec.System) float64 {
	w, measured := cost.Study(s), measuredStudies[s.Study]
	rest := measured.seconds * w.Values / measured.values
	if s.Study == spec.Collapse || s.Study == spec.MNISTCollapse {
		rest /= float64(m.threads) // its trainings run side by side
	}
	return startSeconds + w.Products/(reached*m.products) + rest
}

// A timeRatios is an earlier run on such a machine. Its fields are the measured times divided by the times that its operations predict.
type timeRatios struct {
	spec.System
	training, beside float64 // 0 if unknown
}

// latest is the number of earlier runs that count.
const latest = 5

// history reads finished runs from the database, latest first: those trained from the start, on the same model of processor and
// with the same number of threads.
func history(ctx context.Context, db *results.DB, cpu string, m speed) (all []timeRatios, err error) {
	runs, err := db.Runs(ctx)
	if err != nil {
		return nil, err
	}
	type row struct{ system, dataset string }
	seen := map[row]int{}
	for i := len(runs) - 1; i >= 0; i-- {
		r := runs[i]
		of := row{r.System, r.Dataset}
		if r.Status != results.Done || r.Continues != "" || r.Environment.CPU != cpu || r.Environment.Threads != m.threads || seen[of] == latest {
			continue
		}
		run, err := job.RecordedRun(r)
		if err != nil {
			continue // recorded by another version of the language
		}
		seen[of]++
		metrics, err := db.Metrics(ctx, r.ID)
		if err != nil {
			return nil, err
		}
		all = append(all, m.ratiosOf(run, r.Seconds, metrics))
	}
	return all, nil
}

// ratiosOf divides the measured times of a run by the times that its operations predict.
func (m speed) ratiosOf(run spec.Run, seconds float64, metrics []results.Metric) timeRatios {
	p := timeRatios{System: run.System}
	if run.System.Kind == spec.Theory {
		p.beside = seconds / m.study(run.System)
		return p
	}
	training, epochs := 0., 0
	for _, m := range metrics {
		if m.Name == metric.EpochSeconds {
			training += m.Value
			epochs++
		}
	}
	c := cost.Of(run)
	if epochs > 0 {
		p.training = training / m.seconds(c.Training(0, epochs))
	}
	beside, _ := c.Beside(0, epochs)
	p.beside = max(0, seconds-training) / (startSeconds + m.seconds(beside))
	return p
}

// factors returns the factors for times predicted by operations: medians over earlier runs of the system, or else of its kind, or
// else 1. basis says which.
func factors(all []timeRatios, s spec.System) (training, beside float64, basis basis) {
	fits := func(like func(p timeRatios) bool) (trainings, besides []float64) {
		for _, p := range all {
			if len(besides) < latest && like(p) {
				besides = append(besides, p.beside)
				if p.training > 0 {
					trainings = append(trainings, p.training)
				}
			}
		}
		return trainings, besides
	}
	basis = byRuns
	trainings, besides := fits(func(p timeRatios) bool {
		return p.Name == s.Name && p.Dataset == s.Dataset && p.Kind == s.Kind && p.Study == s.Study
	})
	if len(besides) == 0 && s.Kind != spec.Theory {
		basis = byKind
		trainings, besides = fits(func(p timeRatios) bool { return p.Kind == s.Kind })
	}
	if len(besides) == 0 {
		return 1, 1, byOperations
	}
	training, beside = 1, stats.Median(besides)
	if len(trainings) > 0 {
		training = stats.Median(trainings)
	}
	return training, beside, basis
}

// A basis says what a forecast is made from.
type basis string

const (
	byRuns       basis = "earlier runs of it here"
	byKind       basis = "earlier runs of its kind here"
	byOperations basis = "its operations"
)
