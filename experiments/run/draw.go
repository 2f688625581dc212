package run

import (
	"fmt"

	"gan2014/experiments/spec"
	"gan2014/internal/rng"
	"gan2014/parzen"
)

// Draw draws n samples from the model of a finished run, which it reads from the run's checkpoint. With the seed of the run the first ones
// are those that were scored. Draw needs Job, Set and Dir of the attempt, and changes no file.
func (a *Attempt) Draw(n int, seed int64) (parzen.Points, error) {
	if a.System.Kind == spec.TrainingImages {
		return a.trainingImages(n, seed)
	}
	m := a.newModel()
	if m == nil {
		return parzen.Points{}, fmt.Errorf("a %s draws no samples", a.System.Kind)
	}
	if err := a.loadFinished(m); err != nil {
		return parzen.Points{}, err
	}
	samples, err := m.Sample(n, rng.For(seed, "eval"))
	return parzen.Points{N: samples.Rows, D: samples.Cols, Data: samples.Data}, err
}

// loadFinished loads the checkpoint whose samples were scored: the best one if the run selects it, otherwise the last.
func (a *Attempt) loadFinished(m model) error {
	t := &training{Attempt: a, model: m}
	if a.Select == spec.BestValid {
		return m.Load(t.best())
	}
	found, damaged, err := t.series().Load(m.Load)
	switch {
	case err != nil:
		return err
	case len(damaged) > 0:
		return fmt.Errorf("%s is damaged: give the command of the run again with -retry", damaged[0])
	case !found:
		return fmt.Errorf("%s has no checkpoint: give the command of the run again", a.Dir)
	}
	return nil
}
