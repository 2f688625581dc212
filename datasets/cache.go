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

// A Cache is a folder of raw files, which it fetches when they are needed. The
// files of MNIST are in Dir/mnist under their published names, with ".gz" if
// they are compressed. A user may place files there by hand. The cache also
// finds files that other programs left anywhere in Dir, and copies them. It
// overwrites only files that it has written itself. The zero value is the cache
// in DefaultDir.
type Cache struct {
	Dir      string                               // "" means DefaultDir
	Offline  bool                                 // use only folders of this machine as sources, and write nothing
	Log      func(format string, args ...any)     // called with a line for every download, found file and unusable file; nil means silent
	Progress func(file string, done, total int64) // called with the bytes of a download; total is -1 if unknown; nil means silent

	published func(name string) (publication, error) // returns a publication; nil means the real ones
	patience  time.Duration                          // longest silence of a server; 0 means stallTimeout
}

// DefaultDir returns the folder gan2014 in the user's cache folder.
func DefaultDir() (string, error) {
	dir, err := os.UserCacheDir()
	if err != nil {
		return "", fmt.Errorf("find the folder for data files: %w", err)
	}
	return filepath.Join(dir, "gan2014"), nil
}

// Load returns the named data set, one of Names or None. It fetches the files
// that the cache lacks, and needs no network if the cache has them all.
func (c *Cache) Load(ctx context.Context, name string) (*Set, error) {
	if name == None {
		return none(), nil
	}
	p, err := c.lookUp(name)
	if err != nil {
		return nil, err
	}
	form, contents, err := c.findOrFetch(ctx, p)
	if err != nil {
		return nil, err
	}
	set, err := form.decode(contents)
	if err != nil {
		return nil, err
	}
	set.Name = name
	set.Files = fileList(contents)
	if p.sha256 != "" && asPublished(contents) {
		set.SHA256 = p.sha256 // tests compare it with the digest
		return set, nil
	}
	set.SHA256 = set.digest()
	if p.sha256 != "" && set.SHA256 != p.sha256 {
		return nil, fmt.Errorf("load %s: its images have the sha256 %s, not %s: package datasets decodes them differently than before", name, set.SHA256, p.sha256)
	}
	return set, nil
}

// Digest returns the Set.SHA256 of the named data set. It reads the files only if the digest is not known in advance.
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

// Fetch verifies the raw files of the named data set, and fetches those that
// the cache lacks.
func (c *Cache) Fetch(ctx context.Context, name string) ([]File, error) {
	p, err := c.lookUp(name)
	if err != nil {
		return nil, err
	}
	_, contents, err := c.findOrFetch(ctx, p)
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

// findOrFetch returns the first form of p whose files are available, and these
// files. It prefers a form that is in the cache to one that the sources complete.
func (c *Cache) findOrFetch(ctx context.Context, p publication) (form, []content, error) {
	dir, err := c.folder(p.name)
	if err != nil {
		return form{}, nil, err
	}
	lacks := make([]missingForm, len(p.forms))
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
		if lacks[i].refusals, err = c.fetchMissing(ctx, dir, f, lacks[i].found); err != nil {
			return form{}, nil, fmt.Errorf("fetch %s: %w", p.name, err)
		}
		if complete(lacks[i].found) {
			return f, lacks[i].found, c.removeParts(dir)
		}
	}
	return form{}, nil, unavailable(p, dir, lacks)
}

// own returns the cache's folder of all data sets as a source, if the folder exists.
func (c *Cache) own(dir string) []source {
	root := filepath.Dir(dir)
	if _, err := os.Stat(root); err != nil {
		return nil
	}
	return []source{dataFolder(root)}
}

// removeParts removes unfinished downloads of files that another source has delivered.
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

// fetchMissing asks the sources of a form, one after the other, for the files that
// found lacks. Files that no source delivered have no data afterwards; the
// returned refusals say why.
func (c *Cache) fetchMissing(ctx context.Context, dir string, f form, found []content) (refusals []error, err error) {
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
		refusal := s.requestMissing(ctx, order{variants: f.variants, say: c.logf, dir: dir, progress: c.Progress, patience: c.patience}, found)
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

// cachedFiles returns the files of a form, in its order. Those that are not in the cache folder have no data.
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

// cached returns f from the cache folder. The result has no data if the folder has no usable copy.
func (c *Cache) cached(dir string, f rawFile) content {
	for _, name := range []string{f.name, f.name + ".gz"} {
		path := filepath.Join(dir, name)
		if isFolder(path) { // other programs may put the file into a folder of this name
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

// store writes a file delivered by s into the cache folder.
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

// keep writes a file under its name. If a folder has this name, keep writes the packed file.
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

// setAside renames a file whose content does not belong to its name.
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
	c.logf("%s was not usable and is now called %s", path, filepath.Base(free))
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
