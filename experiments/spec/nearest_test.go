package spec_test

import (
	"testing"

	"gan2014/experiments/spec"
)

func TestNearest(t *testing.T) {
	words := []string{"budget", "seeds", "k", "epochs", "learning_rate", "relu", "train", "train.epochs"}
	for word, want := range map[string]string{
		"bugdet":        "budget", // two neighbours swapped
		"seed":          "seeds",
		"Epochs":        "epochs",
		"learning":      "learning_rate", // its beginning
		"learning-rate": "learning_rate",
		"rel":           "relu",
		"relu6":         "relu",
		"train.epoch":   "train.epochs", // and not "train"
		"x":             "",             // a third of one letter allows no edit
		"momentum":      "",
		"":              "",
	} {
		if got, ok := spec.Nearest(word, words); got != want || ok != (want != "") {
			t.Errorf("nearest to %q is %q, want %q", word, got, want)
		}
	}
}
