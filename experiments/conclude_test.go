package main

import (
	"bytes"
	"context"
	"errors"
	"testing"

	"gan2014/experiments/exit"
)

// TestConcludeInterrupted checks that the status is 130 if a command fails because it was told to end.
func TestConcludeInterrupted(t *testing.T) {
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	for err, want := range map[error]int{
		errors.New("interrupted (9)"):             exit.Interrupted,
		exit.Usage(errors.New("interrupted (9)")): exit.Interrupted,
		exit.Status(exit.Failed):                  exit.Failed, // the status of a run that had ended
	} {
		if got := exitStatus(ended, &bytes.Buffer{}, err); got != want {
			t.Errorf("%v: status %d, want %d", err, got, want)
		}
	}
}
