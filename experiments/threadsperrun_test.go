package main

import "testing"

// TestThreadsPerRun checks that runs at once share the threads.
func TestThreadsPerRun(t *testing.T) {
	c := specCommand{atOnce: 1}
	t.Setenv("OMP_NUM_THREADS", "1")
	if n := c.threadsPerRun(); n != 1 {
		t.Errorf("a run has %d threads with OMP_NUM_THREADS=1", n)
	}
}
