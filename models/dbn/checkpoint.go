package dbn

import (
	"fmt"

	"gan2014/models/nn"
)

// Save writes a checkpoint: with it, and the same data, the training goes on as if it had not been interrupted.
func (t *Trainer) Save(path string) error { return nn.Save(path, t.state, t.params()) }

// Load continues from a checkpoint of the same run, in whatever layer it was made. The trainer is unchanged when it fails.
func (t *Trainer) Load(path string) error {
	saved, from := state{}, New(t.config, t.images, t.seed, t.state.Key)
	if err := nn.Load(path, &saved, func() ([]*nn.Param[float32], error) {
		switch {
		case saved.Key != t.state.Key:
			return nil, &nn.ForeignError{Run: saved.Key, Wanted: t.state.Key}
		case saved.Layer < 0 || saved.Layer >= len(t.config.Layers):
			return nil, fmt.Errorf("it is from layer %d of a training, this one has %d", saved.Layer+1, len(t.config.Layers))
		}
		for from.state.Layer < saved.Layer {
			from.begin()
		}
		return from.params(), nil
	}); err != nil {
		return err
	}
	from.state, from.Progress = saved, t.Progress
	*t = *from
	return nil
}

// params are all that a checkpoint holds beside the state.
func (t *Trainer) params() (all []*nn.Param[float32]) {
	for _, m := range t.layers {
		all = append(all, m.params()...)
	}
	if t.persistent != nil {
		all = append(all, t.persistent)
	}
	return all
}
