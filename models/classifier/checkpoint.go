package classifier

import "gan2014/models/nn"

// state is what a saved classifier is of.
type state struct{ Key string }

// Save writes the classifier to a file. The key says what it was trained on.
func (c *Classifier) Save(path, key string) error {
	return nn.Save(path, state{key}, c.net.Params)
}

// Load reads a classifier of the same key. It returns a *nn.ForeignError for another key.
func Load(path, key string, config Config, inputs, classes int) (*Classifier, error) {
	c := &Classifier{nn.NewNet[float32]("C", inputs, config.layers(inputs, classes), 0)}
	saved := state{}
	err := nn.Load(path, &saved, func() ([]*nn.Param[float32], error) {
		if saved.Key != key {
			return nil, &nn.ForeignError{Run: saved.Key, Wanted: key}
		}
		return c.net.Params, nil
	})
	return c, err
}
