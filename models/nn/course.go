package nn

import "context"

// A Course is the progress of a training through its data, in epochs of minibatches. Every system has it in the state of its
// checkpoints.
type Course struct {
	Key    string // of the run
	Epoch  int    // finished epochs, of all stages
	Update int    // minibatches used, over all epochs
	Cursor int    // examples used of the epoch in progress
}

// Finish completes the epoch in progress. It calls update with each remaining minibatch of the order, of which the last may be
// smaller, and then progress, unless nil, with the number of minibatches over all epochs. It returns an error of update, and that
// of ctx if ctx ends between two updates. After an error, another call continues with the next minibatch.
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
