package datasets

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
)

// An Entry describes a data set without loading it.
type Entry struct {
	Name, Title, Terms string
	Sources            []string // in order of preference; none if the user must provide the files
	Dir                string   // folder of its files
	Files, Cached      int      // number of files, and number of those in Dir, by name and size
	Bytes              int64    // bytes of the files in Dir
	Found              []string // places of the other files on this machine, and unusable files found there, a line each
}

// List describes the named data sets, or all data sets in the order of Names if there are no names. It searches the cache's folder for the
// missing files of incomplete sets.
func (c *Cache) List(ctx context.Context, names ...string) ([]Entry, error) {
	if len(names) == 0 {
		names = Names()
	}
	var entries []Entry
	for _, name := range names {
		p, err := c.lookUp(name)
		if err != nil {
			return nil, err
		}
		dir, err := c.folder(name)
		if err != nil {
			return nil, err
		}
		e := p.entry(dir)
		if e.Cached < e.Files {
			e.Found = c.look(ctx, p)
		}
		entries = append(entries, e)
	}
	return entries, ctx.Err()
}

// look lists the files of a data set that a search of this machine finds.
func (c *Cache) look(ctx context.Context, p publication) (found []string) {
	offline := Cache{Dir: c.Dir, Offline: true, published: c.published, Log: func(format string, args ...any) {
		if line := fmt.Sprintf(format, args...); !slices.Contains(found, line) {
			found = append(found, line)
		}
	}}
	offline.findOrFetch(ctx, p) // missing files are no error here
	return found
}

// entry describes the form of p that has the most files present.
func (p publication) entry(dir string) Entry {
	e := Entry{Name: p.name, Title: p.title, Terms: p.terms, Sources: p.sourceNames(), Dir: dir}
	for i, f := range p.forms {
		cached, bytes := 0, int64(0)
		for _, raw := range f.files {
			if n := raw.present(dir); n > 0 {
				cached++
				bytes += n
			}
		}
		if i == 0 || cached > e.Cached {
			e.Files, e.Cached, e.Bytes = len(f.files), cached, bytes
		}
	}
	return e
}

// present returns the size of f in a folder in bytes, or 0 if it is not there. It does not read the content.
func (f rawFile) present(dir string) int64 {
	path := filepath.Join(dir, f.name)
	if info, err := os.Stat(path); err == nil && info.Mode().IsRegular() && (f.bytes == 0 || info.Size() == f.bytes) {
		return info.Size()
	}
	if info, err := os.Stat(path + ".gz"); err == nil {
		return info.Size()
	}
	return 0
}
