package datasets

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"math"
)

// A Set is a data set, decoded, preprocessed and split for the experiments.
type Set struct {
	Name                    string // one of Names
	Width, Height, Channels int    // of an image; a row is Channels×Height×Width values in that order, grey images having one channel

	// Train holds the training images. No fold contains any of them.
	Train Images
	// Fold is the first of Folds. Training is monitored on it.
	Fold
	// Folds are divisions of the held-out images: one for MNIST and CIFAR-10, the official five for TFD, whose unlabelled images are
	// Train in all five. With one fold, the standard error of an estimate is over test examples. With several, it is over folds.
	Folds []Fold

	Labels Labels // classes of the images of Train and the first fold; none in the sets of faces

	Preprocessing string // the preprocessing of raw pixels, such as "float32(pixel)/255"
	Split         string // which raw images are in which part
	Files         []File // the raw files, as verified
	SHA256        string // hash, in hex, of Preprocessing, the size of images, Split, and the values of all parts; known for published files

	tone tone // conversion of values to shades
}

// A Fold holds out images: Valid for choosing sigma and models, and Test for the final score.
type Fold struct {
	Valid, Test Images
}

// Labels holds the class of every image of a Set, 0 to 9.
type Labels struct {
	Train, Valid, Test []uint8
}

// A File is a raw file of a data set after verification.
type File struct {
	Name   string // as published, without ".gz"
	SHA256 string // of the decompressed bytes, in hex
	Source string // "cache", "go module …", the URL of a mirror, "npm package …"
	Bytes  int64  // decompressed
}

// A tone converts values to shades: offset + gain·value, clipped to 0 (black) and 1 (white).
type tone struct{ offset, gain float32 }

// Display converts the values of one or more images to shades in [0,1] for display. Values that are in [0,1] already are copied. A
// normalised image gets the mean and the contrast of the average image.
func (s *Set) Display(values []float32) []float32 {
	shades := make([]float32, len(values))
	for i, v := range values {
		shades[i] = min(max(s.tone.offset+float32(s.tone.gain*v), 0), 1)
	}
	return shades
}

// pixelScale is the preprocessing of scale.
const pixelScale = "float32(pixel)/255"

// scale maps raw pixels 0..255 to [0,1]. The results are shades already.
func scale(dim int, pixels []byte) (Images, tone) {
	return scaleSome(dim, pixels, func(int) bool { return true }), tone{0, 1}
}

// scaleSome applies scale to the images whose number in pixels is wanted.
func scaleSome(dim int, pixels []byte, wanted func(i int) bool) Images {
	var value [256]float32
	for i := range value {
		value[i] = float32(i) / 255
	}
	all, n := len(pixels)/dim, 0
	for i := range all {
		if wanted(i) {
			n++
		}
	}
	images := Images{N: n, Dim: dim, Data: make([]float32, n*dim)}
	n = 0
	for i := range all {
		if !wanted(i) {
			continue
		}
		row := images.Row(n)
		for k, p := range pixels[i*dim : (i+1)*dim] {
			row[k] = value[p]
		}
		n++
	}
	return images
}

// size returns the size of an image as text: "28x28", or "32x32x3" with channels.
func (s *Set) size() string {
	if s.Channels > 1 {
		return fmt.Sprintf("%dx%dx%d", s.Width, s.Height, s.Channels)
	}
	return fmt.Sprintf("%dx%d", s.Width, s.Height)
}

// digest returns the sha256, in hex, of one line naming the preprocessing, the
// image size and the split, followed by the values of the training images and
// of the validation and test images of each fold as little-endian float32.
func (s *Set) digest() string {
	h := sha256.New()
	fmt.Fprintf(h, "1: %s; %s; %s\n", s.Preprocessing, s.size(), s.Split)
	parts := []Images{s.Train}
	for _, fold := range s.Folds {
		parts = append(parts, fold.Valid, fold.Test)
	}
	var row []byte
	for _, m := range parts {
		for i := range m.N {
			row = row[:0]
			for _, x := range m.Row(i) {
				row = binary.LittleEndian.AppendUint32(row, math.Float32bits(x))
			}
			h.Write(row)
		}
	}
	return hex.EncodeToString(h.Sum(nil))
}
