package schedule

import (
	"runtime"
	"testing"
)

// TestDrawer checks that no end of a run waits for a drawing, that ends during a drawing bring one more, and that close waits for a drawing
// that has begun and leaves out one that is due.
func TestDrawer(t *testing.T) {
	begun, finish := make(chan int), make(chan struct{})
	drawn, finished := 0, 0
	d := newDrawer(func() {
		drawn++
		begun <- drawn
		<-finish
		finished++
	})
	d.ended()
	if n := <-begun; n != 1 {
		t.Errorf("drawing %d has begun", n)
	}
	for range 3 { // while it draws
		d.ended()
	}
	finish <- struct{}{}
	if n := <-begun; n != 2 {
		t.Errorf("drawing %d has begun", n)
	}
	d.ended()
	closed := make(chan struct{})
	go func() { d.close(); close(closed) }()
	for len(d.due) > 0 { // until close has left out the drawing that is due
		runtime.Gosched()
	}
	close(finish)
	<-closed
	if drawn != 2 || finished != 2 {
		t.Errorf("%d drawings begun and %d finished, want 2", drawn, finished)
	}
}
