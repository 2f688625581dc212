package datasets

import (
	"bytes"
	"math"
	"slices"
	"testing"
)

func TestSplitsAreInFileOrder(t *testing.T) {
	_, contents := synthetic()
	c, _, _ := synthCache(t, giving("shop", contents))
	s := checkUsable(t, c)
	if s.Name != "mnist" || s.Width != synthWidth || s.Height != synthHeight {
		t.Errorf("%s of %d×%d", s.Name, s.Width, s.Height)
	}
	check := func(name string, m Images, labels []uint8, file, from, n int) {
		t.Helper()
		if m.N != n || m.Dim != synthWidth*synthHeight || len(m.Data) != m.N*m.Dim || len(labels) != n {
			t.Fatalf("%s: %d images of %d values, %d values in all, %d labels", name, m.N, m.Dim, len(m.Data), len(labels))
		}
		for i := range n {
			if want := synthLabel(file, from+i); labels[i] != want {
				t.Errorf("%s: label %d is %d, want %d", name, i, labels[i], want)
			}
			for j, x := range m.Row(i) {
				if want := float32(synthPixel(file, from+i, j)) / 255; x != want {
					t.Errorf("%s: image %d, pixel %d is %v, want %v", name, i, j, x, want)
				}
			}
		}
	}
	check("train", s.Train, s.Labels.Train, 0, 0, synthTrain)
	check("valid", s.Valid, s.Labels.Valid, 0, synthTrain, synthRows-synthTrain)
	check("test", s.Test, s.Labels.Test, 2, 0, synthTest)
}

// TestPublishedSetsAreSplitAfter50000 checks that the published sets are split as in the original code: 50,000 images for training and
// 10,000 for validation. Their decoders name the place of the split in an error about files that are too short.
func TestPublishedSetsAreSplitAfter50000(t *testing.T) {
	_, contents := synthetic()
	for _, p := range []publication{mnist(), fashionMNIST()} {
		var files []content
		for _, raw := range p.forms[0].files {
			files = append(files, content{raw: raw, data: contents[raw.name]})
		}
		_, err := p.forms[0].decode(files)
		if err == nil {
			t.Fatalf("%s: %d images were accepted", p.name, synthRows)
		}
		checkContains(t, err.Error(), "images leave none for validation after the first 50000")
	}
}

// TestSplitsCannotOverwriteEachOther checks that growing one split does not change another, although they share one array.
func TestSplitsCannotOverwriteEachOther(t *testing.T) {
	_, contents := synthetic()
	c, _, _ := synthCache(t, giving("shop", contents))
	s := checkUsable(t, c)
	pixel, label := s.Valid.Data[0], s.Labels.Valid[0]
	_ = append(s.Train.Data, -1)
	_ = append(s.Labels.Train, 99)
	if s.Valid.Data[0] != pixel || s.Labels.Valid[0] != label {
		t.Error("appending to the training set changed the validation set")
	}
}

func TestDigestChangesWithPixelsAndBounds(t *testing.T) {
	digest := func(change func(*Set)) string {
		_, contents := synthetic()
		c, _, _ := synthCache(t, giving("shop", contents))
		s := checkUsable(t, c)
		change(s)
		return s.digest()
	}
	want := digest(func(*Set) {})
	if got := digest(func(s *Set) { s.Files, s.Name = nil, "other" }); got != want {
		t.Error("the digest depends on more than the tensors and bounds")
	}
	for name, change := range map[string]func(*Set){
		"a training pixel":   func(s *Set) { s.Train.Data[3] += 1. / 255 },
		"a validation pixel": func(s *Set) { s.Valid.Data[3] += 1. / 255 },
		"a test pixel":       func(s *Set) { s.Test.Data[3] += 1. / 255 },
		"a split bound": func(s *Set) {
			both := Images{N: synthRows, Dim: s.Train.Dim, Data: slices.Concat(s.Train.Data, s.Valid.Data)}
			s.split(synthTrain-1, both, s.Test, s.Labels.Train, s.Labels.Test)
		},
		"the preprocessing": func(s *Set) { s.Preprocessing = "none" },
		"width and height":  func(s *Set) { s.Width, s.Height = s.Height, s.Width },
	} {
		if digest(change) == want {
			t.Errorf("the digest does not depend on %s", name)
		}
	}
}

func TestDecodeRejectsFilesThatDoNotFit(t *testing.T) {
	image := bytes.Repeat([]byte{9}, synthHeight*synthWidth)
	for _, c := range []struct {
		name string
		file int
		data []byte
		want string
	}{
		{"labels in place of images", 0, encodeIDX(make([]byte, 12), 12), "decode train-images-idx3-ubyte: magic number"},
		{"images in place of labels", 3, encodeIDX(image, 1, synthHeight, synthWidth), "decode t10k-labels-idx1-ubyte: magic number"},
		{"a label short", 1, encodeIDX(make([]byte, synthRows-1), synthRows-1), "decode train-labels-idx1-ubyte: 6 labels for the 7 images of train-images-idx3-ubyte"},
		{"test images of another size", 2, encodeIDX(bytes.Repeat(image, synthTest), synthTest, synthWidth, synthHeight), "decode t10k-images-idx3-ubyte: images of 3×2, those for training are 2×3"},
	} {
		set, contents := synthetic()
		files := set.forms[0].files
		files[c.file] = publish(contents, files[c.file].name, c.data)
		set.forms[0].sources = []source{giving("shop", contents)}
		cache, _, _ := cacheOf(t, set)
		if _, err := cache.Load(t.Context(), "mnist"); err == nil {
			t.Errorf("%s: accepted", c.name)
		} else {
			checkContains(t, err.Error(), c.want)
		}
	}
	set, contents := synthetic()
	set.forms[0].sources = []source{giving("shop", contents)}
	set.forms[0].decode = decodeMNIST(synthRows)
	cache, _, _ := cacheOf(t, set)
	if _, err := cache.Load(t.Context(), "mnist"); err == nil {
		t.Error("an empty validation set was accepted")
	}
}

// TestRealMNIST checks the real set. A separate Python program (tarfile, sum, hashlib, struct) computed all expected numbers from the raw
// files.
func TestRealMNIST(t *testing.T) {
	s := fetched(t, "mnist")
	if s.Width != 28 || s.Height != 28 {
		t.Errorf("images of %d×%d, want 28×28", s.Width, s.Height)
	}
	const want = "8f555fab2671385ae54d0111d160b7b5fe6093c6673d1923090566e8885d484f"
	if s.SHA256 != want || mnist().sha256 != want {
		t.Errorf("sha256 %s, want %s", s.SHA256, want)
	}
	check := func(name string, m Images, labels []uint8, n, pixelSum, labelSum int, first []uint8) {
		t.Helper()
		if m.N != n || m.Dim != 784 || len(m.Data) != n*784 || len(labels) != n {
			t.Fatalf("%s: %d images of %d values, %d in all, %d labels", name, m.N, m.Dim, len(m.Data), len(labels))
		}
		pixels, sum := 0, 0
		for _, x := range m.Data {
			pixels += int(math.Round(float64(x) * 255))
		}
		for _, l := range labels {
			sum += int(l)
		}
		if pixels != pixelSum || sum != labelSum || !slices.Equal(labels[:10], first) {
			t.Errorf("%s: sum of pixels %d, want %d; of labels %d, want %d; first labels %v, want %v",
				name, pixels, pixelSum, sum, labelSum, labels[:10], first)
		}
	}
	check("train", s.Train, s.Labels.Train, 50_000, 1_309_089_051, 222_442, []uint8{5, 0, 4, 1, 9, 2, 1, 3, 1, 4})
	check("valid", s.Valid, s.Labels.Valid, 10_000, 258_209_494, 44_794, []uint8{3, 8, 6, 9, 6, 4, 5, 3, 8, 4})
	check("test", s.Test, s.Labels.Test, 10_000, 264_923_200, 44_434, []uint8{7, 2, 1, 0, 4, 1, 4, 9, 5, 9})

	// The pixel in the middle, row 14, column 14, over the training images:
	// its raw sum is 6,546,034. float32 pixels are off by at most 2⁻²⁵ each.
	if got, want := s.Train.Mean()[14*28+14], 6_546_034./255/50_000; math.Abs(got-want) > 3e-8 {
		t.Errorf("mean of the middle pixel %.12f, want %.12f", got, want)
	}
	for i, f := range s.Files {
		if published := mnist().forms[0].files[i]; f.Name != published.name || f.SHA256 != published.sum || f.Bytes != published.bytes || f.Source != "cache" {
			t.Errorf("file %+v, want %+v from the cache", f, published)
		}
	}
}
