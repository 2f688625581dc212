package datasets

import (
	"archive/tar"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"
)

// tarball writes a .tar.gz of the contents, each under prefix, after the given entries, and returns its path.
func tarball(t *testing.T, prefix string, contents map[string][]byte, before ...tar.Header) string {
	t.Helper()
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	for _, h := range before {
		if err := w.WriteHeader(&h); err != nil {
			t.Fatal(err)
		}
		w.Write(make([]byte, h.Size))
	}
	for _, name := range slices.Sorted(maps.Keys(contents)) {
		if err := w.WriteHeader(&tar.Header{Name: prefix + name, Mode: 0o644, Size: int64(len(contents[name]))}); err != nil {
			t.Fatal(err)
		}
		w.Write(contents[name])
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "digits-1.tgz")
	if err := os.WriteFile(path, packed(b.Bytes()), 0o666); err != nil {
		t.Fatal(err)
	}
	return path
}

// serveArchive publishes an archive on this machine.
func serveArchive(t *testing.T, path string) archive {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(data))
	}))
	t.Cleanup(server.Close)
	sum := sha256.Sum256(data)
	return archive{url: server.URL + "/digits.tar.gz", bytes: int64(len(data)), sha256: hex.EncodeToString(sum[:]), folder: "digits"}
}

func TestArchive(t *testing.T) {
	_, contents := synthetic()
	a := serveArchive(t, tarball(t, "digits/", contents))
	c, _, dir := synthCache(t, a.source(), forbidden(t))
	checkSources(t, checkUsable(t, c).Files, a.url, a.url, a.url, a.url)
	checkFolder(t, dir, slices.Sorted(maps.Keys(contents))...)
}

// TestArchiveCannotWriteElsewhere checks that unpacking an archive writes only the wanted files, whatever other files and paths it
// contains.
func TestArchiveCannotWriteElsewhere(t *testing.T) {
	_, contents := synthetic()
	outside := filepath.Join(t.TempDir(), "evil")
	evil := []tar.Header{
		{Name: "../evil", Size: 4, Mode: 0o644},
		{Name: "digits/../../evil", Size: 4, Mode: 0o644},
		{Name: outside, Size: 4, Mode: 0o644},
		{Name: "digits/link", Typeflag: tar.TypeSymlink, Linkname: "/"},
		{Name: "digits/link/evil", Size: 4, Mode: 0o644},
		{Name: "digits/train-images-idx3-ubyte", Typeflag: tar.TypeSymlink, Linkname: "../../evil"},
		{Name: "digits/train-images-idx3-ubyte", Typeflag: tar.TypeLink, Linkname: "../../evil"},
	}
	a := serveArchive(t, tarball(t, "digits/", contents, evil...))
	c, _, dir := synthCache(t, a.source(), forbidden(t))
	checkUsable(t, c)
	checkFolder(t, dir, slices.Sorted(maps.Keys(contents))...)
	checkFolder(t, c.Dir, "mnist")
	for _, f := range []string{filepath.Join(c.Dir, "..", "evil"), outside} {
		if _, err := os.Lstat(f); err == nil {
			t.Errorf("%s was written", f)
		}
	}
}

func TestArchiveErrors(t *testing.T) {
	_, contents := synthetic()
	link := tar.Header{Name: "digits/train-images-idx3-ubyte", Typeflag: tar.TypeSymlink, Linkname: "/etc/passwd"}
	delete(contents, "train-images-idx3-ubyte")
	good := serveArchive(t, tarball(t, "digits/", contents, link))
	check := func(name string, change func(a *archive), want string) {
		t.Helper()
		a := good
		change(&a)
		c, _, dir := synthCache(t, a.source())
		_, err := c.Load(t.Context(), "mnist")
		if err == nil {
			t.Fatalf("%s: no error", name)
		}
		checkContains(t, err.Error(), want)
		if parts, _ := filepath.Glob(filepath.Join(dir, "*.part")); len(parts) > 0 {
			t.Errorf("%s: %v is left", name, parts)
		}
	}
	check("a link in place of a file", func(*archive) {}, "digits/train-images-idx3-ubyte is not in the package")
	check("wrong checksum", func(a *archive) { a.sha256 = "00" }, "wrong checksum: sha256 is "+good.sha256+", want 00")
	check("oversized", func(a *archive) { a.bytes-- }, "digits.tar.gz: longer than")
}
