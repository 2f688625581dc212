package nn

import "context"

// A Course holds the position of a training in its data, in epochs of minibatches. It is part of the state in the checkpoints of every
// system, beside the key of the run.
type Course struct {
	Epoch  int // finished epochs, of all stages
	Update int // minibatches used, over all epochs
	Cursor int // examples of the epoch in progress that were used
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
