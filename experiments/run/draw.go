package run

import (
	"errors"
	"fmt"
	"io/fs"

	"gan2014/experiments/spec"
	"gan2014/internal/rng"
	"gan2014/models/nn"
	"gan2014/parzen"
)

// Draw draws n samples from the model of a finished run, which it reads from the run's checkpoint. With the seed of the run the first ones
// are those that were scored. Draw needs Job, Set and Dir of the attempt, and changes no file.
func (a *Attempt) Draw(n int, seed int64) (parzen.Points, error) {
	if a.System.Kind == spec.TrainingImages {
		return a.trainingImages(n, seed)
	}
	if a.System.Kind == spec.Given {
		return a.drawGiven(n, seed)
	}
	m, err := a.finishedModel()
	if err != nil {
		return parzen.Points{}, err
	}
	samples, err := m.Sample(n, rng.For(seed, "eval"))
	return parzen.Points{N: samples.Rows, D: samples.Cols, Data: samples.Data}, err
}

// finishedModel returns what the samples of the finished run are drawn from.
func (a *Attempt) finishedModel() (sampler, error) {
	if a.System.Kind == spec.TrainedGenerator {
		g, _, err := a.readGenerator()
		return g, err
	}
	m := a.newModel()
	if m == nil {
		return nil, fmt.Errorf("a %s draws no samples", a.System.Kind)
	}
	return m, a.loadFinished(m)
}

// loadFinished loads the checkpoint whose samples were scored: the best one if the run selects it, otherwise the last.
func (a *Attempt) loadFinished(m model) error {
	t := &training{Attempt: a, model: m}
	path := t.best()
	if a.Select != spec.BestValid {
		var err error
		if path, err = t.series().Last(); err != nil {
			return err
		}
	}
	err := m.Load(path)
	switch {
	case path == "" || errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("%s has no checkpoint of the samples that were scored: give the command of the run again", a.Dir)
	case errors.Is(err, nn.ErrCorrupt):
		return fmt.Errorf("%w: remove the folder %s and give the command of the run again with -retry", err, a.Dir)
	}
	return err
}
