package datasets

import (
	"context"
	"fmt"
	"io"
	"time"
)

// A source is a place that has the files of a data set.
type source struct {
	name  string // recorded as File.Source
	local bool   // of this machine, so that nothing is fetched

	// fetch hands the wanted files of the order to its accept, each packed with
	// gzip or not. It returns the first error, accept's included; what was
	// accepted before remains accepted.
	fetch func(ctx context.Context, o order) error
}

// An order is what a source is asked for.
type order struct {
	wanted   []rawFile
	variants []variant // that are as good
	accept   acceptFunc
	say      func(format string, args ...any)     // as Cache.Log
	dir      string                               // the data set's cache folder, where unfinished downloads wait
	progress func(file string, done, total int64) // of downloads, as Cache.Progress; may be nil
	patience time.Duration                        // how long a server may be silent; 0 means stallTimeout
}

// tell tells the progress of a file, in bytes.
func (o order) tell(file string, done, total int64) {
	if o.progress != nil {
		o.progress(file, done, total)
	}
}

// An acceptFunc verifies one file and keeps it.
type acceptFunc func(f rawFile, r io.Reader) error

// A source may take startTime and, for the files, as long as they need at leastSpeed.
const (
	startTime  = 5 * time.Minute
	leastSpeed = 100_000 // bytes a second
)

func timeAllowed(files []rawFile) time.Duration {
	var bytes int64
	for _, f := range files {
		bytes += f.bytes
	}
	return startTime + time.Duration(bytes/leastSpeed)*time.Second
}

// ask fills in the files that found still lacks, as far as s has them.
func (s source) ask(ctx context.Context, o order, found []content) error {
	o.wanted = missing(found)
	allowed := timeAllowed(o.wanted)
	ctx, cancel := context.WithTimeoutCause(ctx, allowed, fmt.Errorf("not done after %v", allowed))
	defer cancel()
	o.accept = func(f rawFile, r io.Reader) error {
		c, err := f.read(r)
		if err != nil {
			return fmt.Errorf("%s: %w", f.name, err)
		}
		c.source = s.name
		for i := range found {
			if found[i].raw == f {
				found[i] = c
			}
		}
		return nil
	}
	err := s.fetch(ctx, o)
	if err != nil && ctx.Err() != nil {
		return context.Cause(ctx)
	}
	return err
}
