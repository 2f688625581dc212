package run

import (
	"context"
	"fmt"
	"time"

	"gan2014/experiments/job"
	"gan2014/internal/typeset"
	"gan2014/models/theory"
	"gan2014/results"
)

// study computes a part of the theory and records its findings. A study has no samples and no likelihood. After an interruption it
// starts again.
func (a *Attempt) study(ctx context.Context) error {
	study, err := studyOf(a.System)
	if err != nil {
		return err
	}
	found, err := study.Compute(ctx, theory.Digits{Images: matrix(a.Set.Train), Labels: a.Set.Labels.Train}, a.Seed, a.showProgress())
	if err != nil {
		return err
	}
	if err := a.DB.RecordStudy(ctx, a.ID, recordedStudy(found)); err != nil {
		return err
	}
	a.Log.Tell("%s", countHolding(found.Findings))
	return nil
}

// showProgress returns a function that shows the progress of a study, at most four times a second.
func (a *Attempt) showProgress() func(done, total int) {
	var shown time.Time
	return func(done, total int) {
		if now := time.Now(); now.Sub(shown) >= time.Second/4 {
			shown = now
			a.Show(job.Event{Done: done, Total: total})
		}
	}
}

// recordedStudy converts a study's result to the database's types.
func recordedStudy(o theory.Result) (s results.Study) {
	for _, f := range o.Findings {
		s.Findings = append(s.Findings, results.Finding(f))
	}
	for _, l := range o.Lines {
		line := results.Line{Figure: l.Figure.Name, Name: l.Name}
		for _, p := range l.Points {
			line.Points = append(line.Points, results.LinePoint(p))
		}
		s.Lines = append(s.Lines, line)
	}
	return s
}

// countHolding says how many of the claims hold.
func countHolding(findings []theory.Finding) string {
	holding := 0
	for _, f := range findings {
		if f.Holds {
			holding++
		}
	}
	return fmt.Sprintf("%d of %s hold", holding, typeset.Count(len(findings), "claim", "claims"))
}
