package datasets

import (
	"os"
	"path/filepath"
)

// An Entry tells of a data set without loading it.
type Entry struct {
	Name, Title, Terms string
	Sources            []string // in order of preference; none: the files are the user's own
	Dir                string   // where its files lie
	Files, Cached      int      // how many it has, and how many of them are in Dir, by name and size
	Bytes              int64    // of the latter
}

// List tells of all data sets, in the order of Names.
func (c *Cache) List() ([]Entry, error) {
	var entries []Entry
	for _, name := range Names() {
		p, err := c.lookUp(name)
		if err != nil {
			return nil, err
		}
		dir, err := c.folder(name)
		if err != nil {
			return nil, err
		}
		entries = append(entries, p.entry(dir))
	}
	return entries, nil
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
	if info, err := os.Stat(path); err == nil && (f.bytes == 0 || info.Size() == f.bytes) {
		return info.Size()
	}
	if info, err := os.Stat(path + ".gz"); err == nil {
		return info.Size()
	}
	return 0
}
