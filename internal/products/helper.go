//go:build cgo

package products

import (
	"sync"
	"sync/atomic"
	"time"
)

// awake is how long a thread that waits stays awake before it sleeps. To wake a sleeping thread takes up to a tenth of a millisecond, as long
// as a small product, and the products of a training step follow one another faster than that.
const awake = 100 * time.Microsecond

// A helper is a goroutine that computes parts of products for others.
type helper struct {
	product atomic.Pointer[call] // to help with; nil if there is none
	asleep  atomic.Bool
	wake    chan struct{} // receives one value for each time that asleep is set to false by another goroutine
}

// idle holds the helpers that have no product. The last to become idle is taken first, because it may still be awake.
var idle struct {
	sync.Mutex
	helpers []*helper
}

// help lets n helpers work on the product.
func (m *call) help(n int) {
	m.workers.add(n)
	idle.Lock()
	defer idle.Unlock()
	for range n {
		if last := len(idle.helpers) - 1; last >= 0 {
			idle.helpers[last].start(m)
			idle.helpers = idle.helpers[:last]
			continue
		}
		h := &helper{wake: make(chan struct{}, 1)}
		h.product.Store(m)
		go h.run()
	}
}

func (h *helper) start(m *call) {
	h.product.Store(m)
	if h.asleep.CompareAndSwap(true, false) {
		h.wake <- struct{}{}
	}
}

// run works on one product after another, for ever.
func (h *helper) run() {
	for {
		m := h.next()
		m.work()
		idle.Lock()
		idle.helpers = append(idle.helpers, h)
		idle.Unlock()
		m.workers.done(1)
	}
}

// next waits for a product.
func (h *helper) next() (m *call) {
	if spin(func() bool { m = h.product.Swap(nil); return m != nil }) {
		return m
	}
	h.asleep.Store(true)
	if h.product.Load() != nil && h.asleep.CompareAndSwap(true, false) { // it came before the helper slept
		return h.product.Swap(nil)
	}
	<-h.wake
	return h.product.Swap(nil)
}

// A countdown lets goroutines wait until something is done a number of times. The waiting ones stay awake for a moment.
type countdown struct {
	left  atomic.Int64
	group sync.WaitGroup
}

func (c *countdown) add(n int) {
	c.left.Add(int64(n))
	c.group.Add(n)
}

func (c *countdown) done(n int) {
	c.left.Add(int64(-n))
	c.group.Add(-n)
}

func (c *countdown) wait() {
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
