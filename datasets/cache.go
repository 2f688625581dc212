package datasets

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"gan2014/internal/atomicfile"
)

// A Cache is a folder with raw files, filled as they are needed: those of
// MNIST lie in Dir/mnist, each under its published name, with ".gz" if it is
// compressed. Files placed there by hand are as good as fetched ones. The zero
// value is the cache in DefaultDir.
type Cache struct {
	Dir     string                           // "" means DefaultDir
	Offline bool                             // never ask a source
	Log     func(format string, args ...any) // told of every download and every unusable file, a line a call; nil means silent

	mnist   *idxSet  // nil means MNIST as published
	sources []source // nil means the data set's own
}

// DefaultDir returns the folder gan2014 in the user's cache folder.
func DefaultDir() (string, error) {
	dir, err := os.UserCacheDir()
	if err != nil {
		return "", fmt.Errorf("find the folder for data files: %w", err)
	}
	return filepath.Join(dir, "gan2014"), nil
}

// Load returns the named data set ("mnist"), fetching the files that the cache
// lacks. With all files in the cache it needs no network.
func (c *Cache) Load(ctx context.Context, name string) (*Set, error) {
	set, err := c.published(name)
	if err != nil {
		return nil, err
	}
	contents, err := c.obtain(ctx, set)
	if err != nil {
		return nil, err
	}
	return set.decode(contents)
}

// Fetch verifies the raw files of the named data set, fetching those that the
// cache lacks.
func (c *Cache) Fetch(ctx context.Context, name string) ([]File, error) {
	set, err := c.published(name)
	if err != nil {
		return nil, err
	}
	contents, err := c.obtain(ctx, set)
	if err != nil {
		return nil, err
	}
	return fileList(contents), nil
}

func (c *Cache) published(name string) (idxSet, error) {
	switch name {
	case "mnist":
		if c.mnist != nil {
			return *c.mnist, nil
		}
		return mnist(), nil
	default:
		return idxSet{}, fmt.Errorf("unknown data set %q (known: mnist)", name)
	}
}

// obtain returns the verified files of set, in its order: from the cache, and
// what is missing there from one source after the other.
func (c *Cache) obtain(ctx context.Context, set idxSet) ([]content, error) {
	dir, err := c.folder(set.name)
	if err != nil {
		return nil, err
	}
	found := make([]content, len(set.files))
	for i, f := range set.files {
		if err := ctx.Err(); err != nil {
			return nil, fmt.Errorf("load %s: %w", set.name, err)
		}
		found[i] = c.cached(dir, f)
	}
	sources := set.sources
	if c.sources != nil {
		sources = c.sources
	}
	if c.Offline {
		sources = nil
	}
	var refusals []error
	for _, s := range sources {
		if complete(found) {
			break
		}
		c.logf("fetching %s from %s", set.name, s.name)
		refusal := s.ask(ctx, found)
		if err := c.store(dir, found, s); err != nil {
			return nil, err
		}
		if err := ctx.Err(); err != nil {
			return nil, fmt.Errorf("fetch %s: %w", set.name, err)
		}
		if refusal != nil {
			c.logf("%s: %v", s.name, refusal)
			refusals = append(refusals, fmt.Errorf("%s: %w", s.name, refusal))
		}
	}
	if !complete(found) {
		return nil, unavailable(set, dir, found, refusals)
	}
	return found, nil
}

func (c *Cache) folder(name string) (string, error) {
	dir := c.Dir
	if dir == "" {
		var err error
		if dir, err = DefaultDir(); err != nil {
			return "", err
		}
	}
	return filepath.Join(dir, name), nil
}

// cached returns f from the cache folder, without data if no usable copy is there.
func (c *Cache) cached(dir string, f rawFile) content {
	for _, name := range []string{f.name, f.name + ".gz"} {
		path := filepath.Join(dir, name)
		data, err := f.readFile(path)
		if err == nil {
			return content{raw: f, source: "cache", data: data}
		}
		if !errors.Is(err, fs.ErrNotExist) {
			c.logf("ignoring the cached %s: %v", path, err)
		}
	}
	return content{raw: f}
}

// store writes what s gave into the cache folder.
func (c *Cache) store(dir string, found []content, s source) error {
	for _, f := range found {
		if f.data == nil || f.source != s.name {
			continue
		}
		if err := os.MkdirAll(dir, 0o777); err != nil {
			return fmt.Errorf("make the cache folder: %w", err)
		}
		path := filepath.Join(dir, f.raw.name)
		if err := atomicfile.WriteBytes(path, f.data); err != nil {
			return err
		}
		// A packed copy was not usable, or f would not have been fetched.
		if err := os.Remove(path + ".gz"); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("remove the unusable copy: %w", err)
		}
		c.logf("cached %s (%d bytes)", path, len(f.data))
	}
	return nil
}

func (c *Cache) logf(format string, args ...any) {
	if c.Log != nil {
		c.Log(format, args...)
	}
}
