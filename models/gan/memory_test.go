package gan

import (
	"runtime"
	"testing"

	"gan2014/models/nn"
)

// live returns the memory in use after a garbage collection, in bytes, and the number of goroutines.
func live() (bytes uint64, goroutines int) {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc, runtime.NumGoroutine()
}

// TestStepAllocatesLittle checks that a step of the MNIST nets allocates at most 1 MB in steady state.
func TestStepAllocatesLittle(t *testing.T) {
	s := settings()[0]
	trainer := New(s.config, nn.NewMatrix[float32](s.config.Batch, s.values), 1, "")
	rows := make([]int, s.config.Batch)
	step := func() {
		if err := trainer.update(rows); err != nil {
			t.Fatal(err)
		}
		trainer.state.Update++
	}
	step()
	var before, after runtime.MemStats
	const steps = 5
	runtime.ReadMemStats(&before)
	for range steps {
		step()
	}
	runtime.ReadMemStats(&after)
	if each := (after.TotalAlloc - before.TotalAlloc) / steps; each > 1<<20 {
		t.Errorf("a step allocates %d bytes", each)
	}
}

// TestNothingGrows checks that memory and goroutines do not grow over 10,000 steps.
func TestNothingGrows(t *testing.T) {
	trainer := newSmall(small(), 1)
	run := func(steps int) {
		for range steps {
			if err := trainer.update([]int{0, 1, 2, 3, 4}); err != nil {
				t.Fatal(err)
			}
			trainer.state.Update++
		}
	}
	run(100)
	bytes, goroutines := live()
	run(10_000)
	if b, g := live(); b > bytes+64<<10 || g > goroutines {
		t.Errorf("after 10,000 steps %d bytes are live, before %d; %d goroutines, before %d", b, bytes, g, goroutines)
	}
}
