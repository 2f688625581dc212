package datasets

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
)

// An Entry tells of a data set without loading it.
type Entry struct {
	Name, Title, Terms string
	Sources            []string // in order of preference; none: the files are the user's own
	Dir                string   // where its files lie
	Files, Cached      int      // how many it has, and how many of them are in Dir, by name and size
	Bytes              int64    // of the latter
	Found              []string // where the others are on this machine, and what is there and of no use, a line each
}

// List tells of the named data sets, of all in the order of Names if there are none. For those that are not complete it looks through the
// cache's folder.
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

// look says what would be found of a data set on this machine.
func (c *Cache) look(ctx context.Context, p publication) (found []string) {
	offline := Cache{Dir: c.Dir, Offline: true, published: c.published, Log: func(format string, args ...any) {
		if line := fmt.Sprintf(format, args...); !slices.Contains(found, line) {
			found = append(found, line)
		}
	}}
	offline.obtain(ctx, p) // what it lacks is no error here
	return found
}

// entry is about the form of which most is there.
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

// present returns how many bytes f takes in a folder, 0 if it is not there. Its content is not looked at.
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
