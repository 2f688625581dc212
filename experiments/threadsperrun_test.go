package main

import "testing"

// The runs of a spec share the budget.
func TestThreadsPerRun(t *testing.T) {
	c := specCommand{atOnce: 1}
	t.Setenv("OMP_NUM_THREADS", "1")
	if n := c.threadsPerRun(); n != 1 {
		t.Errorf("a run has %d threads with OMP_NUM_THREADS=1", n)
	}
}
