package gan

import (
	"fmt"

	"gan2014/models/nn"
)

// Save writes a checkpoint. From it, with the same data, the training resumes as if it had not been interrupted.
func (t *Trainer) Save(path string) error { return nn.Save(path, t.state, t.params()) }

// Load resumes from a checkpoint of the same run, made in any stage. If it fails, the trainer is unchanged.
func (t *Trainer) Load(path string) error {
	saved, from := state{}, t
	if err := nn.Load(path, &saved, func() (_ []*nn.Param[float32], err error) {
		from, err = t.resembling(saved)
		if err != nil {
			return nil, err
		}
		return from.params(), nil
	}); err != nil {
		return err
	}
	t.pair, t.steps, t.infers, t.state = from.pair, from.steps, from.infers, saved
	return nil
}

// resembling returns a trainer with the nets of a saved state's stage: t itself if it is in that stage.
func (t *Trainer) resembling(saved state) (*Trainer, error) {
	switch {
	case saved.Key != t.state.Key:
		return nil, &nn.ForeignError{Run: saved.Key, Wanted: t.state.Key}
	case saved.Stage < 0 || saved.Stage >= len(t.config.Stages):
		return nil, fmt.Errorf("it is from stage %d of a training, this one has %d", saved.Stage+1, len(t.config.Stages))
	case saved.Stage == t.state.Stage:
		return t, nil
	}
	other := New(t.config, t.images, t.seed, t.state.Key)
	for stage := 1; stage <= saved.Stage; stage++ {
		other.begin(stage)
	}
	return other, nil
}
