package samplefile

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"io"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"gan2014/internal/npy"
)

// values are those of three examples of 2 × 2 levels.
var values = []float32{0, 1, 2, 3, 10, 11, 12, 13, 252, 253, 254, 255}

func numpy(t testing.TB, shape ...int) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := npy.Write(&b, shape, values); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func gzipped(t testing.TB, content []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	_, err := w.Write(content)
	if err := errors.Join(err, w.Close()); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// An entry is a file of an archive.
type entry struct {
	name    string
	content []byte
}

func zipped(t testing.TB, entries ...entry) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, e := range entries {
		out, err := w.Create(e.name)
		if err == nil {
			_, err = out.Write(e.content)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func tarred(t testing.TB, entries ...entry) []byte {
	t.Helper()
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	for _, e := range entries {
		err := w.WriteHeader(&tar.Header{Name: e.name, Size: int64(len(e.content)), Mode: 0o600})
		if err == nil {
			_, err = w.Write(e.content)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// idx returns bytes as an IDX file with the header of MNIST's images.
func idx(sizes ...uint32) []byte {
	b := []byte{0, 0, 8, byte(len(sizes))}
	for _, n := range sizes {
		b = binary.BigEndian.AppendUint32(b, n)
	}
	for _, v := range values {
		b = append(b, byte(v))
	}
	return b
}

// wideIDX returns the same with elements of two bytes.
func wideIDX() []byte {
	b := []byte{0, 0, 0xb, 3, 0, 0, 0, 3, 0, 0, 0, 2, 0, 0, 0, 2}
	for _, v := range values {
		b = append(b, 0, byte(v))
	}
	return b
}

// pictureOf returns the levels of the i-th example as a PNG, grey or with three equal channels and one pixel that is not.
func pictureOf(t testing.TB, i int, colours bool) []byte {
	t.Helper()
	var m interface {
		image.Image
		Set(x, y int, c color.Color)
	} = image.NewGray(image.Rect(0, 0, 2, 2))
	if colours {
		m = image.NewNRGBA(image.Rect(0, 0, 2, 2))
	}
	for k, v := range values[4*i : 4*i+4] {
		m.Set(k%2, k/2, color.NRGBA{uint8(v), uint8(v), uint8(v), 255})
	}
	if colours && i == 2 {
		m.Set(1, 1, color.NRGBA{255, 7, 9, 255})
	}
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func pictureEntries(t testing.TB, colours bool) []entry {
	t.Helper()
	return []entry{{"a/2.png", pictureOf(t, 0, colours)}, {"a/3.PNG", pictureOf(t, 1, colours)}, {"b/1.png", pictureOf(t, 2, colours)}}
}

func written(t *testing.T, name string, content []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func folder(t *testing.T, entries ...entry) string {
	t.Helper()
	dir := t.TempDir()
	for _, e := range entries {
		path := filepath.Join(dir, e.name)
		err := os.MkdirAll(filepath.Dir(path), 0o700)
		if err == nil {
			err = os.WriteFile(path, e.content, 0o600)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

const lines = "0,1,2,3\n10,11,12,13\n\n252,253,254,255\n"

// TestFormats reads the same three examples from every format, whole and from the second on.
func TestFormats(t *testing.T) {
	flat, square := []int{3, 4}, []int{3, 2, 2}
	array := numpy(t, 3, 2, 2)
	greys := pictureEntries(t, false)
	twoArrays := zipped(t, entry{"fake.npy", array}, entry{"real.npy", numpy(t, 1, 12)})
	for name, c := range map[string]struct {
		path  string
		shape []int
		kind  string
	}{
		".npy":                      {written(t, "s.npy", array), square, "float32"},
		".npy.gz":                   {written(t, "s.npy.gz", gzipped(t, array)), square, "float32"},
		"a name that lies":          {written(t, "s.png", gzipped(t, array)), square, "float32"},
		".npz":                      {written(t, "s.npz", zipped(t, entry{"arr_0.npy", array}, entry{"note.txt", nil})), square, "float32"},
		".npz with a name":          {written(t, "s.npz", twoArrays) + ":fake", square, "float32"},
		".npz with a file's name":   {written(t, "s.npz", twoArrays) + ":fake.npy", square, "float32"},
		"IDX":                       {written(t, "images-idx3-ubyte", idx(3, 2, 2)), square, "uint8"},
		"IDX of two bytes":          {written(t, "x", wideIDX()), square, "int16"},
		"IDX.gz":                    {written(t, "images-idx3-ubyte.gz", gzipped(t, idx(3, 2, 2))), square, "uint8"},
		"CSV":                       {written(t, "s.csv", []byte(lines)), flat, "text"},
		"CSV.gz":                    {written(t, "s.csv.gz", gzipped(t, []byte(lines))), flat, "text"},
		"CSV with names":            {written(t, "s.csv", []byte("\ufeffa,b,c,d\r\n"+strings.ReplaceAll(lines, "\n", "\r\n"))), flat, "text"},
		"text of numpy.savetxt":     {written(t, "s.txt", []byte("# x\n"+strings.ReplaceAll(lines, ",", " "))), flat, "text"},
		"semicolons and quotes":     {written(t, "s.csv", []byte(strings.ReplaceAll(lines, ",", `" ;"`)[:0]+"\"0\"; \"1\";2;3\n10;11;12;1.3e1\n252;253;254;255")), flat, "text"},
		"a folder":                  {folder(t, append(greys, entry{"b/.hidden.png", nil}, entry{"list.txt", nil})...), square, "pictures"},
		"a folder of equal colours": {folder(t, pictureEntries(t, true)[:2]...), []int{2, 2, 2}, "pictures"},
		"a zip of pictures":         {written(t, "s.zip", zipped(t, greys[2], greys[0], greys[1], entry{"__MACOSX/a/x.png", nil})), square, "pictures"},
		"a tar of pictures":         {written(t, "s.tar", tarred(t, greys...)), square, "pictures"},
		"a tar.gz of pictures":      {written(t, "s.tgz", gzipped(t, tarred(t, greys...))), square, "pictures"},
	} {
		f, err := Open(c.path, nil)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		got := make([]float64, 4*c.shape[0])
		if err := f.ReadRows(got, 0); err != nil || !slices.Equal(f.Shape, c.shape) || f.Type != c.kind || f.Levels != (c.kind == "pictures") {
			t.Errorf("%s: shape %v, %s, levels %t, error %v", name, f.Shape, f.Type, f.Levels, err)
		}
		for i, v := range got {
			if v != float64(values[i]) {
				t.Errorf("%s: value %d is %g, want %g", name, i, v, values[i])
				break
			}
		}
		if err := f.ReadRows(got[:4], 1); err != nil || got[3] != 13 {
			t.Errorf("%s: the second example is %v, error %v", name, got[:4], err)
		}
		if err := f.Close(); err != nil {
			t.Error(name, err)
		}
	}
}

// TestColours checks that pictures with colours have three channels, last.
func TestColours(t *testing.T) {
	f, err := Open(folder(t, pictureEntries(t, true)...), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	got := make([]float64, 36)
	if err := f.ReadRows(got, 0); err != nil || !slices.Equal(f.Shape, []int{3, 2, 2, 3}) {
		t.Fatal(f.Shape, err)
	}
	if want := []float64{254, 254, 254, 255, 7, 9}; !slices.Equal(got[30:], want) {
		t.Errorf("the last pixels are %v, want %v", got[30:], want)
	}
}

// TestJPEG checks a grey picture of one shade, which JPEG keeps to a level.
func TestJPEG(t *testing.T) {
	m := image.NewGray(image.Rect(0, 0, 8, 8))
	for i := range m.Pix {
		m.Pix[i] = 100
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, m, nil); err != nil {
		t.Fatal(err)
	}
	f, err := Open(folder(t, entry{"1.jpg", b.Bytes()}), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	got := make([]float64, 64)
	if err := f.ReadRows(got, 0); err != nil || !slices.Equal(f.Shape, []int{1, 8, 8}) || math.Abs(got[63]-100) > 1 {
		t.Errorf("shape %v, last value %g, %v", f.Shape, got[63], err)
	}
}

// TestStandardInput checks that formats are recognised on standard input too, where nothing can be read twice.
func TestStandardInput(t *testing.T) {
	for name, content := range map[string][]byte{
		".npy": numpy(t, 3, 4), ".npy.gz": gzipped(t, numpy(t, 3, 4)), ".npz": zipped(t, entry{"x.npy", numpy(t, 3, 4)}), "CSV": []byte(lines),
	} {
		f, err := Open(Stdin, io.MultiReader(bytes.NewReader(content)))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		got := make([]float64, 4)
		if err := f.ReadRows(got, 2); err != nil || got[3] != 255 {
			t.Errorf("%s: %v, %v", name, got, err)
		}
		f.Close()
	}
}

func TestRefusals(t *testing.T) {
	array := numpy(t, 3, 2, 2)
	bomb := idx(1<<20, 1<<10, 1<<10)
	wide := image.NewGray(image.Rect(0, 0, mostPixels+1, 1))
	deep := image.NewGray16(image.Rect(0, 0, 2, 2))
	clear := image.NewNRGBA(image.Rect(0, 0, 2, 2))
	encoded := func(m image.Image) []byte {
		var b bytes.Buffer
		if err := png.Encode(&b, m); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	two := zipped(t, entry{"fake.npy", array}, entry{"real.npy", array})
	grey := pictureOf(t, 0, false)
	for want, path := range map[string]string{
		"no such file":                    filepath.Join(t.TempDir(), "none.npy"),
		"it is empty":                     written(t, "x", nil),
		"it is in none of the formats":    written(t, "x", []byte{1, 2, 3, 4, 5, 6, 7, 8}),
		"it is one picture":               written(t, "x", grey),
		"it is truncated":                 written(t, "x", gzipped(t, array)[:60]),
		"bytes after the array":           written(t, "x", gzipped(t, append(slices.Clone(array), "extra"...))),
		"is truncated: 168 bytes":         written(t, "x", gzipped(t, array[:len(array)-8])),
		"it unpacks to more than":         written(t, "x", gzipped(t, bomb)),
		"is truncated: 28 bytes":          written(t, "x", bomb),
		"one number for each example":     written(t, "x", idx(12)),
		"empty or too large":              written(t, "x", idx(3, 0)),
		"packed twice":                    written(t, "x", gzipped(t, gzipped(t, array))),
		"damaged zip archive":             written(t, "x", two[:len(two)-5]),
		"2 arrays, fake, real: give one":  written(t, "x", two),
		`no array "x": it has fake, real`: written(t, "y", two) + ":x",
		"is no .npz file":                 written(t, "y", array) + ":x",
		"no PNG or JPEG pictures":         written(t, "x", zipped(t, entry{"a.txt", nil})),
		"no PNG or":                       t.TempDir(),
		`"1.png": it is damaged`:          folder(t, entry{"1.png", []byte("\x89PNG")}),
		`"2.png": it has 8×8 pixels, but those before it have 2×2`: folder(t, entry{"1.png", grey}, entry{"2.png", encoded(image.NewGray(image.Rect(0, 0, 8, 8)))}),
		"pixels are too many":                folder(t, entry{"1.png", encoded(wide)}),
		"16 bits":                            folder(t, entry{"1.png", encoded(deep)}),
		"transparent":                        folder(t, entry{"1.png", encoded(clear)}),
		"truncated tar":                      written(t, "x", tarred(t, entry{"1.png", grey})[:520]),
		"line 2: value 2 is \"x\" and not":   written(t, "x", []byte("1,2\n1,x\n")),
		"line 3: 1 values, but the lines":    written(t, "x", []byte("a,b\n1,2\n1\n")),
		"line 2: value 1, \"1e999\", is too": written(t, "x", []byte("1\n1e999\n")),
		"no line of numbers":                 written(t, "x", []byte("a,b\n")),
	} {
		f, err := Open(path, nil)
		if err == nil {
			f.Close()
		}
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want one that says %q", err, want)
		}
	}
}

// TestDigest checks that the digest of a folder is that of the lines of sha256sum, that a copy has the digest of what was copied, and that
// the digest of an array of several does not depend on the others.
func TestDigest(t *testing.T) {
	array := numpy(t, 3, 2, 2)
	digest := func(path string) string {
		t.Helper()
		d, err := Digest(path)
		if err != nil {
			t.Fatal(err)
		}
		copied := filepath.Join(t.TempDir(), "samples")
		if err := Copy(path, copied); err != nil {
			t.Fatal(err)
		}
		if again, err := Digest(copied); err != nil || again != d {
			t.Errorf("the copy of %s has the digest %s, want %s (%v)", path, again, d, err)
		}
		return d
	}
	file := digest(written(t, "s.npy", array))
	if one := digest(written(t, "s.npz", zipped(t, entry{"a.npy", array}, entry{"b.npy", nil})) + ":a"); one != file {
		t.Errorf("the array in an archive has the digest %s, and alone %s", one, file)
	}
	dir := folder(t, append(pictureEntries(t, false), entry{"note.txt", nil})...)
	got := digest(dir)
	out, err := exec.Command("sh", "-c", "cd "+dir+" && sha256sum a/2.png a/3.PNG b/1.png | sha256sum").Output()
	if err != nil {
		t.Skipf("NOT CHECKED: sha256sum: %v", err)
	}
	if !strings.HasPrefix(string(out), got+" ") {
		t.Errorf("the digest of the folder is %s, by sha256sum %s", got, out)
	}
}

// FuzzOpen checks that no file makes Open panic, and that what it promises can be read.
func FuzzOpen(f *testing.F) {
	array := numpy(f, 3, 2, 2)
	for _, seed := range [][]byte{
		array, gzipped(f, array), zipped(f, entry{"x.npy", array}), idx(3, 2, 2), []byte(lines), zipped(f, pictureEntries(f, true)...),
		tarred(f, pictureEntries(f, false)...), gzipped(f, []byte(lines)),
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, content []byte) {
		file, err := Open(Stdin, bytes.NewReader(content))
		if err != nil {
			return
		}
		defer file.Close()
		n := 1
		for _, length := range file.Shape {
			n *= length
		}
		if len(file.Shape) < 2 || n < 1 || n > 1<<26 {
			t.Skip(fmt.Sprint("shape ", file.Shape))
		}
		if err := file.ReadRows(make([]float64, n), 0); err != nil {
			t.Fatal(err)
		}
	})
}
