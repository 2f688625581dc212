package datasets

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"math"
)

// A Set is a data set split for the experiments.
type Set struct {
	Name               string // "mnist"
	Width, Height      int    // of an image, in pixels; Width×Height values a row
	Train, Valid, Test Images // in file order; MNIST: 50,000, 10,000 and 10,000
	Labels             Labels // classes of the images, split the same way
	Files              []File // the raw files, as verified
	SHA256             string // of the decoded pixels, the split bounds and the preprocessing version, in hex
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

// preprocessing names what is done to raw pixels. Change it whenever that changes.
const preprocessing = "1: float32(pixel)/255"

// scale maps raw pixels 0..255 to [0,1].
func scale(dim int, pixels []byte) Images {
	var value [256]float32
	for i := range value {
		value[i] = float32(i) / 255
	}
	data := make([]float32, len(pixels))
	for i, p := range pixels {
		data[i] = value[p]
	}
	return Images{N: len(pixels) / dim, Dim: dim, Data: data}
}

// digest returns the sha256, in hex, of one line naming the preprocessing, the
// image size and the split bounds, followed by the values of the training,
// validation and test images as little-endian float32.
func (s *Set) digest() string {
	nTrain, nValid, nTest := s.Train.N, s.Valid.N, s.Test.N
	h := sha256.New()
	fmt.Fprintf(h, "%s; %dx%d; train[0:%d] train[%d:%d] test[0:%d]\n",
		preprocessing, s.Width, s.Height, nTrain, nTrain, nTrain+nValid, nTest)
	var row []byte
	for _, m := range []Images{s.Train, s.Valid, s.Test} {
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
