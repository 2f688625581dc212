package datasets

import (
	"archive/tar"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"slices"
)

// An archive is a published .tar.gz file. Unlike a rawFile, it is identified by its packed bytes.
type archive struct {
	url    string
	bytes  int64
	sha256 string // in hex
	folder string // in the archive, of the files
}

// source returns the source that downloads the archive from its URL.
func (a archive) source() source {
	return source{name: a.url, fetch: func(ctx context.Context, o order) error {
		client := impatientClient()
		defer client.CloseIdleConnections()
		d := o.newDownload(client, a.url, path.Base(a.url), a.bytes)
		if err := d.run(ctx); err != nil {
			return err
		}
		err := a.verify(d.path)
		if err == nil {
			err = unpackFile(d.path, member{folder: a.folder}, o)
		}
		return errors.Join(err, d.discard())
	}}
}

func (a archive) verify(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return err
	}
	if got := hex.EncodeToString(h.Sum(nil)); got != a.sha256 {
		return fmt.Errorf("%w: sha256 is %s, want %s", errChecksum, got, a.sha256)
	}
	return nil
}

// archiveLimit bounds what is unpacked from an archive, in bytes: CIFAR-10's has 184 MB.
const archiveLimit = 256 << 20

// A member is a file's place in an archive.
type member struct{ folder, suffix string }

func (m member) path(f rawFile) string { return path.Join(m.folder, f.name+m.suffix) }

// unpackFile unpacks a .tar.gz.
func unpackFile(path string, m member, o order) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	plain, err := gzip.NewReader(f)
	if err != nil {
		return err
	}
	return unpack(plain, m, o)
}

// unpack passes the wanted files of a tar archive to accept. It writes no files itself, so the names and links in an archive can do no
// harm.
func unpack(r io.Reader, m member, o order) error {
	archive := tar.NewReader(io.LimitReader(r, archiveLimit))
	wanted := slices.Clone(o.wanted)
	for len(wanted) > 0 {
		entry, err := archive.Next()
		if errors.Is(err, io.EOF) {
			return fmt.Errorf("%s is not in the package", m.path(wanted[0]))
		}
		if err != nil {
			return err
		}
		i := slices.IndexFunc(wanted, func(f rawFile) bool { return m.path(f) == path.Clean(entry.Name) })
		if i < 0 || entry.Typeflag != tar.TypeReg {
			continue
		}
		if err := o.accept(wanted[i], archive); err != nil {
			return err
		}
		wanted = slices.Delete(wanted, i, i+1)
	}
	return nil
}
