package estimate

import (
	"context"
	"io"

	"gan2014/datasets"
	"gan2014/parzen"
)

// Points reads the first n samples, or all if there are fewer, on the scale of the data set that the request names. It also returns the
// set.
func (c *Request) Points(ctx context.Context, n int, stderr io.Writer) (parzen.Points, *datasets.Set, error) {
	m, err := c.Open(ctx, stderr)
	if err != nil {
		return parzen.Points{}, nil, err
	}
	defer m.Close()
	n = min(n, m.to)
	p, err := m.rows(0, n, make([]float32, n*m.samples.Dim()))
	return p, m.set, err
}
