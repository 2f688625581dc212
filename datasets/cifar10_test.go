package datasets

import (
	"bytes"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
)

// cifarPixels returns n images of the synthetic CIFAR-10. The seed distinguishes batches.
func cifarPixels(seed, n int) (pixels, labels []byte) {
	for i := range n {
		labels = append(labels, byte((seed+i)%cifarClasses))
		for j := range cifarDim {
			pixels = append(pixels, byte(seed*j+i*i+j/7))
		}
	}
	return pixels, labels
}

// synthCIFAR10 returns a small CIFAR-10: two batches of 3 images and one of 2 images for testing. The first 4 images are for training.
func synthCIFAR10() (publication, map[string][]byte) {
	contents := map[string][]byte{}
	var files []rawFile
	for i, name := range []string{"data_batch_1.bin", "data_batch_2.bin", "test_batch.bin"} {
		n := 3
		if i == 2 {
			n = 2
		}
		files = append(files, publish(contents, name, encodeRecords(cifarPixels(i+1, n))))
	}
	return publication{name: "cifar10", forms: []form{{files: files, decode: decodeCIFAR10(4)}}}, contents
}

func TestCIFAR10IsSplitInOrder(t *testing.T) {
	p, contents := synthCIFAR10()
	p.forms[0].sources = []source{giving("shop", contents)}
	c, _, _ := cacheOf(t, p)
	s, err := c.Load(t.Context(), "cifar10")
	if err != nil {
		t.Fatal(err)
	}
	if s.Width != 32 || s.Height != 32 || s.Channels != 3 || len(s.Folds) != 1 {
		t.Errorf("%d×%d×%d, %d folds", s.Width, s.Height, s.Channels, len(s.Folds))
	}
	check := func(part string, m Images, labels []byte, seed, from, n int) {
		t.Helper()
		pixels, wantLabels := cifarPixels(seed, from+n)
		want, _ := gcn(cifarDim, pixels[from*cifarDim:])
		if m.N < n || !slices.Equal(m.Data[:n*cifarDim], want.Data) || !bytes.Equal(labels[:n], wantLabels[from:]) {
			t.Errorf("%s is not images %d to %d of batch %d", part, from, from+n-1, seed)
		}
	}
	check("train", s.Train, s.Labels.Train, 1, 0, 3)
	check("the end of train", s.Train.slice(3, 4), s.Labels.Train[3:], 2, 0, 1)
	check("valid", s.Valid, s.Labels.Valid, 2, 1, 2)
	check("test", s.Test, s.Labels.Test, 3, 0, 2)
	if want := "train[0:4] train[4:6] test[0:2]"; s.Split != want {
		t.Errorf("split %q, want %q", s.Split, want)
	}
}

// TestCIFAR10IsSplitAfter40000 checks that the published set is split as in the original code. Its decoder names the place of the split in
// an error about files that are too short.
func TestCIFAR10IsSplitAfter40000(t *testing.T) {
	var contents []content
	for _, raw := range cifar10().forms[0].files {
		contents = append(contents, content{raw: raw, data: encodeRecords(cifarPixels(1, 1))})
	}
	_, err := cifar10().forms[0].decode(contents)
	if want := "5 images leave none for validation after the first 40000"; err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("error %v, want %q", err, want)
	}
}

func TestCIFAR10Rejects(t *testing.T) {
	record := encodeRecords(cifarPixels(1, 1))
	wrong := bytes.Clone(record)
	wrong[0] = 10
	for _, c := range []struct {
		name string
		file []byte
		want string
	}{
		{"a byte short", record[1:], "decode x.bin: 3072 bytes are not a number of records of 3073"},
		{"a byte too many", append(bytes.Clone(record), 0), "3074 bytes are not"},
		{"empty", nil, "0 bytes are not"},
		{"an eleventh class", wrong, "record 0 has label 10, the last class is 9"},
	} {
		if _, _, err := appendRecords(nil, nil, "x.bin", c.file); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want …%s…", c.name, err, c.want)
		}
	}
	p, contents := synthCIFAR10()
	p.forms[0].sources, p.forms[0].decode = []source{giving("shop", contents)}, decodeCIFAR10(6)
	c, _, _ := cacheOf(t, p)
	if _, err := c.Load(t.Context(), "cifar10"); err == nil {
		t.Error("an empty validation set was accepted")
	}
}

// FuzzCIFAR10Records checks that accepted records encode back to the same bytes.
func FuzzCIFAR10Records(f *testing.F) {
	f.Add(encodeRecords(cifarPixels(1, 2)))
	f.Add(encodeRecords(cifarPixels(1, 1))[1:])
	f.Add([]byte{})
	f.Fuzz(func(t *testing.T, file []byte) {
		pixels, labels, err := appendRecords(nil, nil, "fuzzed", file)
		if err != nil {
			if !strings.HasPrefix(err.Error(), "decode fuzzed: ") {
				t.Errorf("error does not name the file: %v", err)
			}
			return
		}
		if !bytes.Equal(encodeRecords(pixels, labels), file) {
			t.Errorf("%d images encode to another file", len(labels))
		}
	})
}

// TestRealCIFAR10 checks the real set. A separate Python program with NumPy computed all expected numbers from the raw files.
func TestRealCIFAR10(t *testing.T) {
	if testing.Short() {
		t.Skip("NOT CHECKED: the real CIFAR-10, which takes a gigabyte of memory")
	}
	s := fetched(t, "cifar10")
	const want = "e78365c98f83de358571fb9e90c64d0f605a8c2a25ebb211883c26bbd37d6adf"
	if s.SHA256 != want || cifar10().sha256 != want {
		t.Errorf("sha256 %s, want %s", s.SHA256, want)
	}
	sizes := fmt.Sprint(s.Train.N, s.Valid.N, s.Test.N, s.Train.Dim, len(s.Folds))
	if sizes != "40000 10000 10000 3072 1" {
		t.Errorf("sizes %s", sizes)
	}
	check := func(part string, m Images, labels []byte, labelSum int, first []byte) {
		t.Helper()
		sum := 0
		for _, l := range labels {
			sum += int(l)
		}
		if len(labels) != m.N || sum != labelSum || !bytes.Equal(labels[:10], first) {
			t.Errorf("%s: %d labels of %d images, sum %d, want %d; first %v, want %v", part, len(labels), m.N, sum, labelSum, labels[:10], first)
		}
		for i := range m.N {
			var squares float64
			for _, x := range m.Row(i) {
				squares += float64(x) * float64(x)
			}
			if norm := math.Sqrt(squares); math.Abs(norm-gcnNorm) > 1e-4 {
				t.Fatalf("%s: image %d has norm %v", part, i, norm)
			}
		}
	}
	check("train", s.Train, s.Labels.Train, 179_980, []byte{6, 9, 9, 4, 1, 1, 2, 7, 8, 3})
	check("valid", s.Valid, s.Labels.Valid, 45_020, []byte{1, 8, 5, 1, 5, 7, 4, 3, 8, 2})
	check("test", s.Test, s.Labels.Test, 45_000, []byte{3, 8, 8, 0, 6, 6, 1, 6, 3, 1})
	if math.Abs(float64(s.tone.offset)-0.473363) > 1e-6 || math.Abs(float64(s.tone.gain)-0.2126825) > 1e-6 {
		t.Errorf("tone %+v, want 0.473363 and 0.2126825", s.tone)
	}
}
