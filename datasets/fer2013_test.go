package datasets

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// ferFaces returns n faces. All are different, except that the last repeats the first.
func ferFaces(n int) []byte {
	pixels := make([]byte, 0, n*faceDim)
	for i := range n - 1 {
		for j := range faceDim {
			pixels = append(pixels, byte(i*j>>3+i+j))
		}
	}
	return append(pixels, pixels[:faceDim]...)
}

// ferCSV returns a fer2013.csv with the faces.
func ferCSV(pixels []byte) []byte {
	var b bytes.Buffer
	b.WriteString("emotion,pixels,Usage\n")
	for face := range slices.Chunk(pixels, faceDim) {
		numbers := make([]string, len(face))
		for i, p := range face {
			numbers[i] = fmt.Sprint(p)
		}
		fmt.Fprintf(&b, "%d,%s,Training\n", face[0]%7, strings.Join(numbers, " "))
	}
	return b.Bytes()
}

// strip returns a picture with the faces.
func strip(t *testing.T, pixels []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	grey := &image.Gray{Pix: pixels, Stride: faceSide, Rect: image.Rect(0, 0, faceSide, len(pixels)/faceSide)}
	if err := png.Encode(&b, grey); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestFER2013IsSplitByHash checks that both forms give the same set, and that every image is once in the part that its hash determines.
func TestFER2013IsSplitByHash(t *testing.T) {
	const n = 2001
	pixels := ferFaces(n)
	half := n / 2 * faceDim
	table, err := decodeFER2013(ferTable)([]content{{data: ferCSV(pixels)}})
	if err != nil {
		t.Fatal(err)
	}
	strips, err := decodeFER2013(ferStrip)([]content{{data: strip(t, pixels[half:])}, {data: strip(t, pixels[:half])}})
	if err != nil {
		t.Fatal(err)
	}
	if table.digest() != strips.digest() {
		t.Errorf("the forms differ: %s and %s", table.Split, strips.Split)
	}
	seen := map[[faceDim]byte]int{}
	check := func(part string, m Images, wanted ...uint64) {
		t.Helper()
		before := make([]byte, sha256.Size)
		for i := range m.N {
			var face [faceDim]byte
			for j, x := range m.Row(i) {
				face[j] = byte(x*255 + 0.5)
			}
			seen[face]++
			sum := sha256.Sum256(face[:])
			if bytes.Compare(before, sum[:]) >= 0 {
				t.Errorf("%s: image %d is out of order", part, i)
			}
			before = sum[:]
			slice := min(binary.BigEndian.Uint64(sum[:8])%245, 10)
			if !slices.Contains(wanted, slice) {
				t.Errorf("%s: image %d is of slice %d", part, i, slice)
			}
		}
	}
	check("train", table.Train, 10)
	for f, fold := range table.Folds {
		check(fmt.Sprint("test ", f), fold.Test, uint64(2*f), uint64(2*f+1))
	}
	if len(seen) != n-1 {
		t.Errorf("%d images are in train and tests, want %d", len(seen), n-1)
	}
	for _, times := range seen {
		if times != 1 {
			t.Fatal("an image is in train and tests twice")
		}
	}
	for f, fold := range table.Folds {
		check(fmt.Sprint("valid ", f), fold.Valid, uint64(2*f+2)%10)
	}
	if !strings.HasPrefix(table.Split, "distinct images by sha256: train ") {
		t.Errorf("split %q", table.Split)
	}
}

func TestFER2013Rejects(t *testing.T) {
	const header = "emotion,pixels,Usage\n"
	numbers := strings.Repeat("7 ", faceDim-1)
	for _, c := range []struct{ name, file, want string }{
		{"empty", "", "decode f.csv: EOF"},
		{"other columns", "pixels,emotion,Usage\n", `decode f.csv: columns ["pixels" "emotion" "Usage"]`},
		{"a column short", header + "0," + numbers + "7\n", "wrong number of fields"},
		{"a pixel short", header + "0," + numbers + ",Training\n", "decode f.csv: line 2: 2303 pixels, want 2304"},
		{"a pixel too many", header + "0," + numbers + "7 7,Training\n", "2305 pixels"},
		{"too bright", header + "0," + numbers + "256,Training\n", `line 2: pixel 2303 is not a number from 0 to 255: "256"`},
		{"negative", header + "0," + numbers + "-1,Training\n", `"-1"`},
		{"an open quote", header + `0,"1 2`, "decode f.csv: "},
	} {
		if _, err := ferTable("f.csv", []byte(c.file)); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want …%s…", c.name, err, c.want)
		}
	}
	for name, picture := range map[string]image.Image{
		"of another width": image.NewGray(image.Rect(0, 0, 47, 48)), "cut": image.NewGray(image.Rect(0, 0, 48, 47)), "in colour": image.NewRGBA(image.Rect(0, 0, 48, 48)),
	} {
		var b bytes.Buffer
		if err := png.Encode(&b, picture); err != nil {
			t.Fatal(err)
		}
		if _, err := ferStrip("s.png", b.Bytes()); err == nil || !strings.HasPrefix(err.Error(), "decode s.png: a *image.") {
			t.Errorf("a strip %s: %v", name, err)
		}
	}
}

// FuzzFERTable checks that only whole images are accepted.
func FuzzFERTable(f *testing.F) {
	f.Add(ferCSV(ferFaces(3)))
	f.Add([]byte("emotion,pixels,Usage\n0,1 2 3,Training\n"))
	f.Add([]byte("emotion,pixels,Usage\n0,\"1 2\n3\",\n"))
	f.Fuzz(func(t *testing.T, file []byte) {
		pixels, err := ferTable("fuzzed", file)
		if err != nil {
			if !strings.HasPrefix(err.Error(), "decode fuzzed: ") {
				t.Errorf("error does not name the file: %v", err)
			}
			return
		}
		if len(pixels)%faceDim != 0 {
			t.Errorf("%d pixels", len(pixels))
		}
	})
}

func TestFER2013FromTheNamedFolder(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("GAN2014_FER2013", dir)
	place(t, dir, "fer2013.csv", []byte("not the published one"))
	c := &Cache{Dir: t.TempDir()}
	_, err := c.Load(t.Context(), "fer2013")
	if err == nil {
		t.Fatal("no error")
	}
	checkContains(t, err.Error(), "folder "+dir+": "+filepath.Join(dir, "fer2013.csv")+": fer2013.csv: wrong checksum: md5 is ", "want f8428a1edbd21e88f42c73edd2a14f95", "train_0.png",
		"Kaggle", "GAN2014_FER2013=FOLDER", "put these into "+filepath.Join(c.Dir, "fer2013"), "\nor\n    train_0.png")
}

// TestRealFER2013 checks the real set. A separate Python program computed the numbers from the team's copy.
func TestRealFER2013(t *testing.T) {
	if os.Getenv("GAN2014_FER2013") == "" {
		t.Skip("NOT CHECKED: the real FER2013: GAN2014_FER2013 names no folder with its five pictures")
	}
	c := &Cache{Dir: t.TempDir(), Log: t.Logf}
	s, err := c.Load(t.Context(), "fer2013")
	if err != nil {
		t.Fatal(err)
	}
	if len(s.Files) != 5 {
		t.Skip("NOT CHECKED: the numbers of FER2013, which are known for the five pictures and not for fer2013.csv")
	}
	const split = "distinct images by sha256: train 32491 unlabelled, valid+test 137+284 138+265 154+283 134+280 145+267 in 5 folds"
	const sum = "6822c2212723fc349727a680304885a030d4ebdbf47f1b57dfcca904cccb0fcf"
	if s.Split != split || s.SHA256 != sum {
		t.Errorf("%s, sha256 %s", s.Split, s.SHA256)
	}
}
