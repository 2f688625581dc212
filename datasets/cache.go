package datasets

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"gan2014/internal/atomicfile"
)

// A Cache is a folder with raw files, filled as they are needed: those of
// MNIST lie in Dir/mnist, each under its published name, with ".gz" if it is
// compressed. Files placed there by hand are as good as fetched ones. The zero
// value is the cache in DefaultDir.
type Cache struct {
	Dir      string                               // "" means DefaultDir
	Offline  bool                                 // never ask a source
	Log      func(format string, args ...any)     // told of every download and every unusable file, a line a call; nil means silent
	Progress func(file string, done, total int64) // told of the bytes of a download; total is -1 if unknown; nil means silent

	published func(name string) (publication, error) // nil means those of the world
	patience  time.Duration                          // how long a server may be silent; 0 means stallTimeout
}

// DefaultDir returns the folder gan2014 in the user's cache folder.
func DefaultDir() (string, error) {
	dir, err := os.UserCacheDir()
	if err != nil {
		return "", fmt.Errorf("find the folder for data files: %w", err)
	}
	return filepath.Join(dir, "gan2014"), nil
}

// Load returns the named data set, one of Names or None, fetching the files that
// the cache lacks. With all files in the cache it needs no network.
func (c *Cache) Load(ctx context.Context, name string) (*Set, error) {
	if name == None {
		return none(), nil
	}
	p, err := c.lookUp(name)
	if err != nil {
		return nil, err
	}
	form, contents, err := c.obtain(ctx, p)
	if err != nil {
		return nil, err
	}
	set, err := form.decode(contents)
	if err != nil {
		return nil, err
	}
	set.Name = name
	set.Files = fileList(contents)
	set.SHA256 = set.digest()
	if p.sha256 != "" && set.SHA256 != p.sha256 {
		return nil, fmt.Errorf("load %s: its sha256 is %s, not %s: package datasets decodes it otherwise than it used to", name, set.SHA256, p.sha256)
	}
	return set, nil
}

// Digest returns the Set.SHA256 of the named data set. Where it is known beforehand no file is needed, otherwise all are.
func (c *Cache) Digest(ctx context.Context, name string) (string, error) {
	if name != None {
		p, err := c.lookUp(name)
		if err != nil || p.sha256 != "" {
			return p.sha256, err
		}
	}
	set, err := c.Load(ctx, name)
	if err != nil {
		return "", err
	}
	return set.SHA256, nil
}

// Fetch verifies the raw files of the named data set, fetching those that the
// cache lacks.
func (c *Cache) Fetch(ctx context.Context, name string) ([]File, error) {
	p, err := c.lookUp(name)
	if err != nil {
		return nil, err
	}
	_, contents, err := c.obtain(ctx, p)
	if err != nil {
		return nil, err
	}
	return fileList(contents), nil
}

func (c *Cache) lookUp(name string) (publication, error) {
	if c.published != nil {
		return c.published(name)
	}
	return published(name)
}

// obtain returns the first form of p whose files can be had, and these files:
// one that is in the cache, otherwise one that the sources complete.
func (c *Cache) obtain(ctx context.Context, p publication) (form, []content, error) {
	dir, err := c.folder(p.name)
	if err != nil {
		return form{}, nil, err
	}
	lacks := make([]lack, len(p.forms))
	for i, f := range p.forms {
		if lacks[i].found, err = c.cachedFiles(ctx, dir, f); err != nil {
			return form{}, nil, fmt.Errorf("load %s: %w", p.name, err)
		}
		if complete(lacks[i].found) {
			return f, lacks[i].found, nil
		}
	}
	for i, f := range p.forms {
		if lacks[i].refusals, err = c.gather(ctx, dir, f.sources, lacks[i].found); err != nil {
			return form{}, nil, fmt.Errorf("fetch %s: %w", p.name, err)
		}
		if complete(lacks[i].found) {
			return f, lacks[i].found, removeParts(dir)
		}
	}
	return form{}, nil, unavailable(p, dir, lacks)
}

// removeParts removes downloads that have been given up, for another source has given what they are of.
func removeParts(dir string) error {
	parts, err := filepath.Glob(filepath.Join(dir, "*"+partSuffix))
	for _, path := range parts {
		err = errors.Join(err, os.Remove(path))
	}
	return err
}

// gather asks one source after the other for what found lacks. What no source
// gave still has no data, and the refusals say why.
func (c *Cache) gather(ctx context.Context, dir string, sources []source, found []content) (refusals []error, err error) {
	for _, s := range sources {
		if complete(found) || c.Offline {
			break
		}
		c.logf("fetching %s from %s", filepath.Base(dir), s.name)
		refusal := s.ask(ctx, order{dir: dir, progress: c.Progress, patience: c.patience}, found)
		if err := c.store(dir, found, s); err != nil {
			return nil, err
		}
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if refusal != nil {
			c.logf("%s: %v", s.name, refusal)
			refusals = append(refusals, fmt.Errorf("%s: %w", s.name, refusal))
		}
	}
	return refusals, nil
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

// cachedFiles returns the files of a form, in its order, as far as they are in the cache folder.
func (c *Cache) cachedFiles(ctx context.Context, dir string, f form) ([]content, error) {
	found := make([]content, len(f.files))
	for i, raw := range f.files {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		found[i] = c.cached(dir, raw)
	}
	return found, nil
}

// cached returns f from the cache folder, without data if no usable copy is there.
func (c *Cache) cached(dir string, f rawFile) content {
	for _, name := range []string{f.name, f.name + ".gz"} {
		path := filepath.Join(dir, name)
		found, err := f.readFile(path)
		if err == nil {
			found.source = "cache"
			return found
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
