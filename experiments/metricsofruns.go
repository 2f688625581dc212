package main

import (
	"context"
	"errors"
	"fmt"
	"strconv"

	"gan2014/experiments/exit"
	"gan2014/experiments/job"
	"gan2014/experiments/measure"
	"gan2014/experiments/spec"
	"gan2014/results"
)

// ofRuns measures the samples of finished runs, which it draws again, prints the numbers, and records them with the runs.
func (c *metricsCommand) ofRuns(ctx context.Context, call call) error {
	if c.all {
		if err := c.findRuns(ctx); err != nil {
			return exit.Usage(err)
		}
	}
	training := map[string]map[string][]measure.Number{} // by data set
	for _, one := range c.runs {
		c.one = one
		a, err := c.load(ctx, call, func(r spec.Run) error {
			switch {
			case r.System.Kind == spec.Theory:
				return errors.New("is a study: it has no samples")
			case r.System.Evaluation.Samples < leastSamples:
				return fmt.Errorf("has scored %d samples: at least %d are compared", r.System.Evaluation.Samples, leastSamples)
			}
			return nil
		})
		if err != nil {
			return err
		}
		fmt.Fprintf(call.stderr, "run %s, %v\n", job.ShortKey(a.Key), a.Job)
		samples, err := a.Draw(min(mostSamples, a.System.Evaluation.Samples), a.Seed)
		if err != nil {
			return err
		}
		known := training[a.Set.Name]
		if known == nil {
			known = map[string][]measure.Number{}
			training[a.Set.Name] = known
		}
		m, err := c.measure(ctx, call, samples, a.Set, known)
		if err != nil {
			return err
		}
		if err := c.keep(ctx, m); err != nil {
			return err
		}
		if err := m.Write(c.format, call.stdout, call.stderr); err != nil {
			return err
		}
	}
	fmt.Fprintf(call.stderr, "recorded in %s: experiments report shows the table\n", c.db)
	return nil
}

// leastSamples is the least number of samples of a run whose measures mean anything. Fewer has the mean image, for example.
const leastSamples = 100

// findRuns finds the finished runs of the data set with enough samples that have no measures yet.
func (c *metricsCommand) findRuns(ctx context.Context) error {
	db, err := results.OpenReadOnly(ctx, c.db)
	if err != nil {
		return err
	}
	defer db.Close()
	runs, err := db.Runs(ctx)
	if err != nil {
		return err
	}
	scores, err := db.MetricScores(ctx)
	if err != nil {
		return err
	}
	for _, r := range runs {
		planned, err := job.RecordedRun(r)
		if err != nil || r.Status != results.Done || r.Superseded || r.Dataset != c.Dataset || len(scores[r.ID]) > 0 {
			continue
		}
		if e := planned.System.Evaluation; e != nil && e.Samples >= leastSamples {
			c.runs = append(c.runs, strconv.FormatInt(r.ID, 10))
		}
	}
	if len(c.runs) == 0 {
		return fmt.Errorf("%s has no finished run of %s without measures", c.db, c.Dataset)
	}
	return nil
}

// keep records the measures of the run that was loaded.
func (c *metricsCommand) keep(ctx context.Context, m *measure.Measurement) error {
	value := func(n measure.Number) results.MetricValue {
		return results.MetricValue{Value: n.Value, Low: n.Low, High: n.High, P: n.P}
	}
	var scores []results.MetricScore
	for _, l := range m.Lines {
		scores = append(scores, results.MetricScore{Space: l.Space, Metric: l.Metric, Samples: value(l.Samples), Training: value(l.Training),
			N: m.Samples, Seed: int64(c.seed), Definition: l.Definition})
	}
	db, err := results.Open(ctx, c.db)
	if err != nil {
		return err
	}
	defer db.Close()
	return db.ScoreMetrics(ctx, c.record.ID, scores)
}
