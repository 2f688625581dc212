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

// What a value and a random number cost, in seconds of a thread, where no earlier run tells: medians over the runs of docs/performance.md.
const (
	valueSeconds = 1e-9
	drawSeconds  = 5e-9
	startSeconds = 0.3 // a run's own beginning and end

	reached = 0.85 // of the rate of the fastest product, by those of a training
)

// seconds is how long work takes.
func (m speed) seconds(w cost.Work) float64 {
	return w.Products/(reached*m.products) + (w.Values*valueSeconds+w.Draws*drawSeconds)/float64(m.threads)
}

// studySeconds are what the studies took on one thread of a busy Xeon that makes studyProducts, in seconds of the processor. They are not
// counted: what they compute is small and of many kinds, and does not depend on the spec.
const studyProducts = 72e9

var studySeconds = map[spec.Study]float64{
	spec.Figure1: 3.4, spec.Proposition1: 40, spec.Theorem1: 17, spec.Proposition2: 0.1,
	spec.Vanishing: 5.7, spec.Collapse: 173, spec.MNISTGradient: 18, spec.MNISTCollapse: 81,
}

// study is how long one takes.
func (m speed) study(s spec.Study) float64 { return studySeconds[s] * studyProducts / m.products }

// A past is an earlier run on such a machine: what it took, over what it would take by its operations.
type past struct {
	spec.System
	training, beside float64 // 0 is unknown
}

// latest is how many earlier runs count.
const latest = 5

// history reads the runs of the database that are done, trained from the start, and were computed on a processor of this model with as many
// threads, the latest first.
func history(ctx context.Context, db *results.DB, cpu string, m speed) (all []past, err error) {
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
			continue // of another version
		}
		seen[of]++
		metrics, err := db.Metrics(ctx, r.ID)
		if err != nil {
			return nil, err
		}
		all = append(all, m.pastOf(run, r.Seconds, metrics))
	}
	return all, nil
}

// pastOf compares a run with what it would take by its operations.
func (m speed) pastOf(run spec.Run, seconds float64, metrics []results.Metric) past {
	p := past{System: run.System}
	if run.System.Kind == spec.Theory {
		p.beside = seconds / m.study(run.System.Study)
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

// factors are what the times by operations are multiplied with: medians over earlier runs of the system, or else of its kind; 1 where there are
// none. basis says which.
func factors(all []past, s spec.System) (training, beside float64, basis basis) {
	fits := func(like func(p past) bool) (trainings, besides []float64) {
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
	trainings, besides := fits(func(p past) bool {
		return p.Name == s.Name && p.Dataset == s.Dataset && p.Kind == s.Kind && p.Study == s.Study
	})
	if len(besides) == 0 && s.Kind != spec.Theory {
		basis = byKind
		trainings, besides = fits(func(p past) bool { return p.Kind == s.Kind })
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

// A basis is what a forecast is made from.
type basis string

const (
	byRuns       basis = "earlier runs of it here"
	byKind       basis = "earlier runs of its kind here"
	byOperations basis = "its operations"
)
