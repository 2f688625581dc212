package schedule

import "sync"

// A drawer draws the report in the background, so that no run waits for it. It draws once at a time, and once more if runs ended meanwhile,
// however many.
type drawer struct {
	due        chan struct{} // has an element if a run ended since the last drawing began
	background sync.WaitGroup
}

func newDrawer(draw func()) *drawer {
	d := &drawer{due: make(chan struct{}, 1)}
	d.background.Go(func() {
		for range d.due {
			draw()
		}
	})
	return d
}

// ended says that a run has ended. It does not wait.
func (d *drawer) ended() {
	select {
	case d.due <- struct{}{}:
	default: // a drawing is due already
	}
}

// close waits for the drawing that has begun. One that is only due is left out: the command draws its last report itself.
func (d *drawer) close() {
	select {
	case <-d.due:
	default:
	}
	close(d.due)
	d.background.Wait()
}
