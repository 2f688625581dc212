package datasets

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A synthetic data set: the published one in small, 7 + 3 images of 2×3, of
// which the first 5 are for training.
const (
	synthTrain, synthRows, synthTest = 5, 7, 3
	synthHeight, synthWidth          = 2, 3
)

// synthPixel returns pixel j of image i of the training file (0) or the test file (2).
func synthPixel(file, i, j int) byte { return byte(100*file + 10*i + j) }

// synthLabel returns the label of image i.
func synthLabel(file, i int) byte { return byte((file + i) % 10) }

// synthetic returns the description and the content of the synthetic data set.
func synthetic() (publication, map[string][]byte) {
	contents := map[string][]byte{}
	files := make([]rawFile, 4)
	for file, n := range map[int]int{0: synthRows, 2: synthTest} {
		var pixels, labels []byte
		for i := range n {
			labels = append(labels, synthLabel(file, i))
			for j := range synthHeight * synthWidth {
				pixels = append(pixels, synthPixel(file, i, j))
			}
		}
		prefix := map[int]string{0: "train", 2: "t10k"}[file]
		files[file] = publish(contents, prefix+"-images-idx3-ubyte", encodeIDX(pixels, n, synthHeight, synthWidth))
		files[file+1] = publish(contents, prefix+"-labels-idx1-ubyte", encodeIDX(labels, n))
	}
	return publication{name: "mnist", forms: []form{{files: files, decode: decodeMNIST(synthTrain)}}}, contents
}

func publish(contents map[string][]byte, name string, data []byte) rawFile {
	contents[name] = data
	sum := sha256.Sum256(data)
	return rawFile{name, int64(len(data)), hex.EncodeToString(sum[:])}
}

// encodeIDX encodes an IDX file, the inverse of decodeIDX.
func encodeIDX(data []byte, dims ...int) []byte {
	b := binary.BigEndian.AppendUint32(nil, uint32(0x800+len(dims)))
	for _, d := range dims {
		b = binary.BigEndian.AppendUint32(b, uint32(d))
	}
	return append(b, data...)
}

func packed(data []byte) []byte {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	w.Write(data)
	w.Close()
	return b.Bytes()
}

// giving returns a source with the given files.
func giving(name string, contents map[string][]byte) source {
	return source{name: name, fetch: func(_ context.Context, o order) error {
		for _, f := range o.wanted {
			data, ok := contents[f.name]
			if !ok {
				return fmt.Errorf("%s is sold out", f.name)
			}
			if err := o.accept(f, bytes.NewReader(data)); err != nil {
				return err
			}
		}
		return nil
	}}
}

// forbidden returns a source that fails the test when it is asked.
func forbidden(t *testing.T) source {
	return source{name: "forbidden", fetch: func(_ context.Context, o order) error {
		t.Errorf("a source was asked for %v", o.wanted)
		return io.EOF
	}}
}

// synthCache returns a cache of the synthetic data set in a fresh folder, its
// log and the folder of the files, which does not exist yet.
func synthCache(t *testing.T, sources ...source) (c *Cache, log *strings.Builder, dir string) {
	set, _ := synthetic()
	set.forms[0].sources = sources
	return cacheOf(t, set)
}

// cacheOf returns a cache of one data set in a fresh folder.
func cacheOf(t *testing.T, p publication) (c *Cache, log *strings.Builder, dir string) {
	log = new(strings.Builder)
	c = &Cache{
		Dir:       t.TempDir(),
		Log:       func(format string, args ...any) { fmt.Fprintf(log, format+"\n", args...) },
		published: func(string) (publication, error) { return p, nil },
	}
	return c, log, filepath.Join(c.Dir, p.name)
}

// files returns the files of the only form of a cache's data set.
func (c *Cache) files(t *testing.T) []rawFile {
	t.Helper()
	p, err := c.published("")
	if err != nil {
		t.Fatal(err)
	}
	return p.forms[0].files
}

func place(t *testing.T, dir, name string, data []byte) {
	t.Helper()
	if err := os.MkdirAll(dir, 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, name), data, 0o666); err != nil {
		t.Fatal(err)
	}
}

func checkContains(t *testing.T, got string, wants ...string) {
	t.Helper()
	for _, want := range wants {
		if !strings.Contains(got, want) {
			t.Errorf("%q is missing in:\n%s", want, got)
		}
	}
}
