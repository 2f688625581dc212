package datasets

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"gan2014/internal/atomicfile"
	"gan2014/internal/typeset"
)

// A Cache is a folder with raw files, filled as they are needed: those of
// MNIST lie in Dir/mnist, each under its published name, with ".gz" if it is
// compressed. Files placed there by hand are as good as fetched ones, and what
// other programs have left anywhere in Dir is copied from there. Only files
// that the cache has made are ever overwritten. The zero value is the cache in
// DefaultDir.
type Cache struct {
	Dir      string                               // "" means DefaultDir
	Offline  bool                                 // ask no source but folders of this machine, and write nothing
	Log      func(format string, args ...any)     // told of every download, every file that is found and every unusable one, a line a call; nil means silent
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
		f.sources = append(c.own(dir), f.sources...)
		if lacks[i].refusals, err = c.gather(ctx, dir, f, lacks[i].found); err != nil {
			return form{}, nil, fmt.Errorf("fetch %s: %w", p.name, err)
		}
		if complete(lacks[i].found) {
			return f, lacks[i].found, c.removeParts(dir)
		}
	}
	return form{}, nil, unavailable(p, dir, lacks)
}

// own is the cache's folder of all data sets as a source, if it is there.
func (c *Cache) own(dir string) []source {
	root := filepath.Dir(dir)
	if _, err := os.Stat(root); err != nil {
		return nil
	}
	return []source{dataFolder(root)}
}

// removeParts removes downloads that have been given up, for another source has given what they are of.
func (c *Cache) removeParts(dir string) error {
	if c.Offline {
		return nil
	}
	entries, err := os.ReadDir(dir)
	for _, e := range entries {
		if strings.HasSuffix(e.Name(), partSuffix) {
			err = errors.Join(err, os.Remove(filepath.Join(dir, e.Name())))
		}
	}
	return err
}

// gather asks one source of a form after the other for what found lacks. What
// no source gave still has no data, and the refusals say why.
func (c *Cache) gather(ctx context.Context, dir string, f form, found []content) (refusals []error, err error) {
	for _, s := range f.sources {
		if complete(found) {
			break
		}
		if !s.local {
			if c.Offline {
				continue
			}
			c.logf("fetching %s from %s", filepath.Base(dir), s.name)
		}
		refusal := s.ask(ctx, order{variants: f.variants, say: c.logf, dir: dir, progress: c.Progress, patience: c.patience}, found)
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
		if isFolder(path) { // in which other programs put the file
			continue
		}
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
		if f.data == nil || f.source != s.name || c.Offline {
			continue
		}
		if err := os.MkdirAll(dir, 0o777); err != nil {
			return fmt.Errorf("make the cache folder: %w", err)
		}
		if err := c.keep(dir, f); err != nil {
			return err
		}
	}
	return nil
}

// keep writes a file under its name, or packed where that is the name of a folder.
func (c *Cache) keep(dir string, f content) error {
	path, data := filepath.Join(dir, f.raw.name), f.data
	if isFolder(path) {
		path += ".gz"
		var err error
		if data, err = pack(data); err != nil {
			return err
		}
	}
	if _, err := f.raw.readFile(path); err == nil {
		return nil // another process was faster
	}
	if err := c.setAside(path); err != nil {
		return err
	}
	if err := atomicfile.WriteBytes(path, data); err != nil {
		return err
	}
	c.logf("cached %s (%s)", path, typeset.Bytes(int64(len(data))))
	return nil
}

func isFolder(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}

// setAside gives a file that is not what its name says another name.
func (c *Cache) setAside(path string) error {
	if _, err := os.Lstat(path); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	free := path + ".bad"
	for i := 2; ; i++ {
		if _, err := os.Lstat(free); errors.Is(err, fs.ErrNotExist) {
			break
		}
		free = fmt.Sprintf("%s.bad%d", path, i)
	}
	if err := os.Rename(path, free); err != nil {
		return fmt.Errorf("set the unusable copy aside: %w", err)
	}
	c.logf("%s was not usable: it is %s from here on", path, filepath.Base(free))
	return nil
}

func pack(data []byte) ([]byte, error) {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	_, err := w.Write(data)
	err = errors.Join(err, w.Close())
	return b.Bytes(), err
}

func (c *Cache) logf(format string, args ...any) {
	if c.Log != nil {
		c.Log(format, args...)
	}
}
