package datasets

import (
	"context"
	"fmt"
	"io"
	"time"
)

// A source is a place on the network that has the files of a data set.
type source struct {
	name string // recorded as File.Source

	// fetch hands the wanted files to accept, each packed with gzip or not.
	// It returns the first error, accept's included; what was accepted before
	// remains accepted.
	fetch func(ctx context.Context, wanted []rawFile, accept acceptFunc) error
}

// An acceptFunc verifies one file and keeps it.
type acceptFunc func(f rawFile, r io.Reader) error

// sourceTimeout bounds one source as a whole: the 11.6 MB of MNIST in it need
// 40 kB/s.
const sourceTimeout = 5 * time.Minute

// ask fills in the files that found still lacks, as far as s has them.
func (s source) ask(ctx context.Context, found []content) error {
	ctx, cancel := context.WithTimeoutCause(ctx, sourceTimeout,
		fmt.Errorf("not done after %v", sourceTimeout))
	defer cancel()
	err := s.fetch(ctx, missing(found), func(f rawFile, r io.Reader) error {
		data, err := f.read(r)
		if err != nil {
			return fmt.Errorf("%s: %w", f.name, err)
		}
		for i := range found {
			if found[i].raw == f {
				found[i] = content{raw: f, source: s.name, data: data}
			}
		}
		return nil
	})
	if err != nil && ctx.Err() != nil {
		return context.Cause(ctx)
	}
	return err
}
