package nn

import "context"

// A Course is how far a training has come through its data, in epochs of minibatches. It is the part of a checkpoint's state
// that every system has.
type Course struct {
	Key    string // of the run
	Epoch  int    // finished epochs, of all stages
	Update int    // minibatches used, over all epochs
	Cursor int    // examples used of the epoch in progress
}

// Finish goes through what is left of the epoch in progress: update is called with each minibatch of the order, the last one
// smaller if need be, and then progress, unless nil, with their number over all epochs. Between two updates the end of ctx is
// an error, as is one of update; after either, Finish goes on with the minibatch that was next.
func (c *Course) Finish(ctx context.Context, order []int, batch int, update func(rows []int) error, progress func(update int)) error {
	for c.Cursor < len(order) {
		if err := ctx.Err(); err != nil {
			return err
		}
		rows := order[c.Cursor:min(c.Cursor+batch, len(order))]
		if err := update(rows); err != nil {
			return err
		}
		c.Cursor += len(rows)
		c.Update++
		if progress != nil {
			progress(c.Update)
		}
	}
	c.Epoch++
	c.Cursor = 0
	return nil
}
