package datasets

import (
	"context"
	"fmt"
	"io"
	"time"
)

// A source is a place from which the files of a data set can be obtained.
type source struct {
	name  string // recorded as File.Source
	local bool   // the source is on this machine and needs no network

	// fetch passes the wanted files of the order to its accept, each packed with
	// gzip or not. It returns the first error, errors of accept included. Files
	// accepted before the error remain accepted.
	fetch func(ctx context.Context, o order) error
}

// An order is a request for files to a source.
type order struct {
	wanted   []rawFile
	variants []variant // accepted instead of the files
	accept   acceptFunc
	say      func(format string, args ...any)     // as Cache.Log
	dir      string                               // the data set's cache folder, which also holds unfinished downloads
	progress func(file string, done, total int64) // progress of downloads, as Cache.Progress; may be nil
	patience time.Duration                        // longest silence of a server; 0 means stallTimeout
}

// reportProgress reports the progress of a file, in bytes.
func (o order) reportProgress(file string, done, total int64) {
	if o.progress != nil {
		o.progress(file, done, total)
	}
}

// An acceptFunc verifies one file and stores it.
type acceptFunc func(f rawFile, r io.Reader) error

// A source may take startTime, plus the time that the files need at leastSpeed.
const (
	startTime  = 5 * time.Minute
	leastSpeed = 100_000 // bytes per second
)

func timeAllowed(files []rawFile) time.Duration {
	var bytes int64
	for _, f := range files {
		bytes += f.bytes
	}
	return startTime + time.Duration(bytes/leastSpeed)*time.Second
}

// requestMissing requests from s the files that found still lacks and fills in those it delivers.
func (s source) requestMissing(ctx context.Context, o order, found []content) error {
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
