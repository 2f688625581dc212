package gaussian

import (
	"fmt"

	"gan2014/models/nn"
)

// Save writes a checkpoint.
func (t *Trainer) Save(path string) error { return nn.Save(path, t.state, t.params()) }

// Load reads a checkpoint of the same run. If it fails, the trainer is unchanged.
func (t *Trainer) Load(path string) error {
	saved, from := state{}, *t
	if err := nn.Load(path, &saved, func() ([]*nn.Param[float32], error) {
		switch {
		case saved.Key != t.state.Key:
			return nil, &nn.ForeignError{Run: saved.Key, Wanted: t.state.Key}
		case saved.Rank < 0 || saved.Rank > t.images.Cols:
			return nil, fmt.Errorf("it is of rank %d, images have %d values", saved.Rank, t.images.Cols)
		}
		from.allocate(saved.Rank)
		return from.params(), nil
	}); err != nil {
		return err
	}
	from.state = saved
	*t = from
	return nil
}

func (t *Trainer) params() []*nn.Param[float32] { return []*nn.Param[float32]{t.mean, t.steps} }
