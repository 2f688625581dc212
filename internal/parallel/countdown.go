package parallel

import (
	"sync"
	"sync/atomic"
	"time"
)

// awake is how long a thread that waits stays awake before it sleeps.
const awake = 100 * time.Microsecond

// A Countdown lets goroutines wait until something is done a number of times. The waiting ones stay awake for a moment.
type Countdown struct {
	left  atomic.Int64
	group sync.WaitGroup
}

// Add adds n to the number.
func (c *Countdown) Add(n int) {
	c.left.Add(int64(n))
	c.group.Add(n)
}

// Done counts n times.
func (c *Countdown) Done(n int) {
	c.left.Add(int64(-n))
	c.group.Add(-n)
}

// Wait returns when the number is 0.
func (c *Countdown) Wait() {
	spin(func() bool { return c.left.Load() == 0 })
	c.group.Wait()
}

// spin tries until the attempt succeeds, or until a thread should sleep. It reports whether the attempt succeeded.
func spin(attempt func() bool) bool {
	for start := time.Now(); ; {
		if attempt() {
			return true
		}
		if time.Since(start) > awake {
			return false
		}
	}
}
