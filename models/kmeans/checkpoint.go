package kmeans

import "gan2014/models/nn"

// Save writes a checkpoint. From it, with the same data, the iterations resume as if they had not been interrupted.
func (t *Trainer) Save(path string) error { return nn.Save(path, t.state, t.params()) }

// Load resumes from a checkpoint of the same run. If it fails, the trainer is unchanged.
func (t *Trainer) Load(path string) error {
	saved := state{}
	if err := nn.Load(path, &saved, func() ([]*nn.Param[float32], error) {
		if saved.Key != t.state.Key {
			return nil, &nn.ForeignError{Run: saved.Key, Wanted: t.state.Key}
		}
		return t.params(), nil
	}); err != nil {
		return err
	}
	t.state = saved
	return nil
}

func (t *Trainer) params() []*nn.Param[float32] { return []*nn.Param[float32]{t.centroids} }
