package datasets

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// tfdPixel returns the pixel of image i at row r and column c of the synthetic TFD.
func tfdPixel(i, r, c int) byte { return byte(50*i + 3*r + c) }

// tfdCodes returns the codes of the synthetic TFD: 3 unlabelled images, and 11 images in the slices of their numbers.
func tfdCodes() []foldCodes {
	codes := make([]foldCodes, 0, 14)
	for i := range 14 {
		switch i {
		case 3, 11, 13:
			codes = append(codes, foldCodes{})
		default:
			codes = append(codes, slicedFolds(uint64(i)%10))
		}
	}
	return codes
}

// tfdFile returns a synthetic TFD_48x48.mat with the given images and codes.
func tfdFile(codes []foldCodes, compress bool, change func(name string) (drop bool)) []byte {
	n := len(codes)
	images, folds := make([]byte, n*faceDim), make([]byte, n*foldCount)
	for i := range n {
		for r := range faceSide {
			for c := range faceSide {
				images[i+n*(r+faceSide*c)] = tfdPixel(i, r, c)
			}
		}
		for f, code := range codes[i] {
			folds[i+n*f] = code
		}
	}
	w := newMATWriter(binary.LittleEndian, compress)
	for _, v := range []struct {
		name string
		data []byte
		dims []int
	}{
		{"images", images, []int{n, faceSide, faceSide}}, {"folds", folds, []int{n, foldCount}},
		{"labs_ex", make([]byte, n), []int{n, 1}}, {"labs_id", make([]byte, n), []int{n, 1}},
	} {
		if change == nil || !change(v.name) {
			w.add(v.name, miUINT8, v.data, v.dims...)
		}
	}
	return w.b
}

func TestTFDIsSplitByItsCodes(t *testing.T) {
	codes := tfdCodes()
	for _, compress := range []bool{false, true} {
		c := &Cache{Dir: t.TempDir()}
		file := tfdFile(codes, compress, nil)
		place(t, filepath.Join(c.Dir, "tfd"), "TFD_48x48.mat", file)
		s, err := c.Load(t.Context(), "tfd")
		if err != nil {
			t.Fatal(err)
		}
		if s.Width != 48 || s.Height != 48 || s.Channels != 1 || len(s.Folds) != 5 || s.Files[0].Bytes != int64(len(file)) || len(s.Files[0].SHA256) != 64 {
			t.Errorf("%d×%d×%d, %d folds, %+v", s.Width, s.Height, s.Channels, len(s.Folds), s.Files)
		}
		check := func(part string, m Images, f int, code byte) {
			t.Helper()
			n := 0
			for i := range codes {
				if codes[i][f] != code {
					continue
				}
				for j, x := range m.Row(n) {
					if want := float32(tfdPixel(i, j/faceSide, j%faceSide)) / 255; x != want {
						t.Fatalf("%s: image %d (%d of the file), value %d is %v, want %v", part, n, i, j, x, want)
					}
				}
				n++
			}
			if m.N != n || m.Dim != faceDim {
				t.Errorf("%s: %d images of %d, want %d", part, m.N, m.Dim, n)
			}
		}
		for f, fold := range s.Folds {
			check("train", s.Train, f, unlabelled)
			check(fmt.Sprint("valid ", f), fold.Valid, f, foldValid)
			check(fmt.Sprint("test ", f), fold.Test, f, foldTest)
		}
		if !slices.Equal(s.Valid.Data, s.Folds[0].Valid.Data) || !slices.Equal(s.Test.Data, s.Folds[0].Test.Data) {
			t.Error("the set's fold is not the first")
		}
	}
}

func TestTFDRejects(t *testing.T) {
	with := func(i int, codes foldCodes) []byte {
		all := tfdCodes()
		all[i] = codes
		return tfdFile(all, false, nil)
	}
	without := func(name string) []byte {
		return tfdFile(tfdCodes(), false, func(v string) bool { return v == name })
	}
	all := make([]foldCodes, 14)
	for i := range all {
		all[i] = slicedFolds(uint64(i) % 10)
	}
	short := newMATWriter(binary.LittleEndian, false)
	short.add("labs_id", miUINT8, make([]byte, 13), 13, 1) // in place of the first
	for _, c := range []struct {
		name string
		file []byte
		want string
	}{
		{"an identity short", append(tfdFile(tfdCodes(), false, nil), short.b[128:]...), "variable labs_id: [13 1] values, want one for each of 14"},
		{"a held-out image to train on", with(1, foldCodes{0, 0, 3, 0, 0}), "image 1: unlabelled in some folds and labelled in others"},
		{"an unknown code", with(2, foldCodes{1, 4, 1, 1, 1}), "image 2: code 4 in fold 1"},
		{"nothing to train on", tfdFile(all, false, nil), "none of 14 images is unlabelled"},
		{"nothing to test on", tfdFile(make([]foldCodes, 3), false, nil), "fold 0 has 0 images for validation and 0 for testing"},
		{"no images", without("images"), "no numeric variable images"},
		{"no folds", without("folds"), "no numeric variable folds"},
		{"no expressions", without("labs_ex"), "variable labs_ex: "},
		{"no file of MATLAB's", []byte("hello"), "truncated"},
	} {
		_, err := decodeTFD([]content{{raw: rawFile{name: "TFD_48x48.mat"}, data: c.file}})
		if err == nil || !strings.HasPrefix(err.Error(), "decode TFD_48x48.mat: ") || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want …%s…", c.name, err, c.want)
		}
	}
}

func TestMissingTFDTellsWhatToDo(t *testing.T) {
	c := &Cache{Dir: t.TempDir()}
	_, err := c.Load(t.Context(), "tfd")
	if err == nil {
		t.Fatal("no error")
	}
	checkContains(t, err.Error(), "fetch tfd: there is no TFD_48x48.mat\n", "Toronto Face Database is restricted", "fer2013 and tfd-like",
		"put these into "+filepath.Join(c.Dir, "tfd"), "\n    TFD_48x48.mat")
}

func TestSlicedFolds(t *testing.T) {
	tested := map[uint64]int{}
	for f := range foldCount {
		var count [4]int
		for slice := range uint64(2 * foldCount) {
			codes := slicedFolds(slice)
			if err := codes.check(); err != nil {
				t.Error(err)
			}
			count[codes[f]]++
			if codes[f] == foldTest {
				tested[slice]++
			}
		}
		if count != [4]int{0, 7, 1, 2} { // of ten: the TFD's shares
			t.Errorf("fold %d has %v images by code", f, count)
		}
	}
	for slice := range uint64(10) {
		if tested[slice] != 1 {
			t.Errorf("slice %d is tested on %d times", slice, tested[slice])
		}
	}
	if got := slicedFolds(10); got != (foldCodes{}) {
		t.Errorf("slice 10 is labelled: %v", got)
	}
}

// TestRowMajor transposes more images than one step transposes.
func TestRowMajor(t *testing.T) {
	const n = 150
	columns, want := make([]byte, n*faceDim), make([]byte, n*faceDim)
	for i := range n {
		for j := range faceDim {
			p := byte(7*i + 13*j)
			want[i*faceDim+j] = p
			columns[i+n*(j/faceSide+faceSide*(j%faceSide))] = p
		}
	}
	if !bytes.Equal(rowMajor(columns, n), want) {
		t.Error("wrong order")
	}
}
