package run

import (
	"bytes"
	"context"
	"errors"
	"testing"

	"gan2014/experiments/job"
)

// TestMissingPictures checks that a picture that panics or fails is reported as missing, and that later pictures are still drawn.
func TestMissingPictures(t *testing.T) {
	var words bytes.Buffer
	log, err := job.OpenLog(t.TempDir(), &words)
	if err != nil {
		t.Fatal(err)
	}
	defer log.Close()
	drawn := false
	a := &Attempt{Log: log}
	a.afterTraining("film", func(context.Context) error { panic("a row too short") })
	a.afterTraining("chain", func(context.Context) error { return errors.New("no space") })
	a.afterTraining("data", func(context.Context) error { drawn = true; return nil })
	if err := a.draw(t.Context()); err != nil || !drawn || words.String() != "not drawn: film, chain: internal error: a row too short\n" {
		t.Errorf("%v, drawn %t, said %q", err, drawn, words.String())
	}
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	if err := a.draw(ended); !errors.Is(err, context.Canceled) {
		t.Errorf("interrupted: %v", err)
	}
}
