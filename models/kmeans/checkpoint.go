package kmeans

import "gan2014/models/nn"

// Save writes a checkpoint: with it, and the same data, the iterations go on as if they had not been interrupted.
func (t *Trainer) Save(path string) error { return nn.Save(path, t.state, t.params()) }

// Load continues from a checkpoint of the same run. The trainer is unchanged when it fails.
func (t *Trainer) Load(path string) error {
	saved := nn.Course{}
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
