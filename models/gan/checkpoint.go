package gan

import (
	"fmt"

	"gan2014/models/nn"
)

// Save writes a checkpoint: with it, and the same data, the training goes on as if it had not been interrupted.
func (t *Trainer) Save(path string) error { return nn.Save(path, t.state, t.params()) }

// Load continues from a checkpoint of the same run. The trainer is unchanged when it fails.
func (t *Trainer) Load(path string) error {
	saved := state{}
	if err := nn.Load(path, &saved, t.params(), func() error {
		if saved.Key != t.state.Key {
			return fmt.Errorf("it belongs to run %s, this is run %s", saved.Key, t.state.Key)
		}
		return nil
	}); err != nil {
		return err
	}
	t.state = saved
	return nil
}
