package terminal

import (
	"fmt"
	"io"

	"gan2014/datasets"
	"gan2014/experiments/job"
)

// NewCache returns the cache of data sets in a folder. It writes messages to log and shows downloads there.
func NewCache(dir string, log io.Writer) *datasets.Cache {
	d := &downloads{log: log}
	return &datasets.Cache{
		Dir:      dir,
		Log:      func(format string, args ...any) { d.stop(); fmt.Fprintf(log, format+"\n", args...) },
		Progress: d.update,
	}
}

// downloads displays one download at a time.
type downloads struct {
	log     io.Writer
	file    string
	display *Display // of the file; nil between downloads
	line    *Line
}

func (d *downloads) update(file string, done, total int64) {
	if total <= 0 {
		return
	}
	if d.display == nil || d.file != file {
		d.stop()
		d.file, d.display = file, NewDisplay(d.log)
		d.line = d.display.Line(file)
	}
	d.line.Show(job.Event{Done: int(done), Total: int(total)})
}

func (d *downloads) stop() {
	if d.display != nil {
		d.line.Stop()
		d.display.Close()
		d.display = nil
	}
}
