package datasets

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"image"
	"image/png"
	"os"
	"slices"
)

// fer2013 describes FER2013 (Goodfellow et al. 2013), the faces of a contest on facial expressions. It has the image size and the classes of the
// TFD and serves as its substitute. The download needs a login, so the user must provide the files: the official CSV file of 35,887
// images, or the 35,710 images of FER+ as five pictures with the images one below the other. The folder $GAN2014_FER2013 may hold them.
//
// Images are held out in folds like the TFD's. The rule depends only on the pixels of an image, so that both forms agree on the images
// they share. One of several equal images is kept. Let h be the first 8 bytes of the sha256 of an image's 2,304 pixels as a big-endian
// number. An image with h mod 245 below 10 counts as labelled (4.1% of all images, as in the TFD), and h mod 245 is its slice of the
// folds. The images of each part are sorted by their sha256.
func fer2013() publication {
	var sources []source
	if dir := os.Getenv("GAN2014_FER2013"); dir != "" {
		sources = []source{folder(dir)}
	}
	return publication{
		name:  "fer2013",
		title: "35,887 faces from the web, 48×48 grey, held out as the TFD is",
		terms: "research only, not to be passed on",
		byHand: `FER2013 has to be asked for: fer2013.csv is in the data of the Kaggle competition
"challenges-in-representation-learning-facial-expression-recognition-challenge", which needs a login.
GAN2014_FER2013=FOLDER names a folder that has the files. The data set tfd-like needs none.`,
		forms: []form{
			{
				files:    []rawFile{{"fer2013.csv", 0, "f8428a1edbd21e88f42c73edd2a14f95"}},
				sources:  sources,
				variants: []variant{{"icml_face_data.csv", "fer2013.csv", ferTableInOrder}},
				decode:   decodeFER2013(ferTable),
			},
			{
				files: []rawFile{
					{"train_0.png", 16_607_456, "d5f02ecb7c5fe985adef5a7dba8dda0cb902065512184541180b8fecb7fe57cc"},
					{"train_1.png", 16_590_303, "f900041e350990731c8cdd3ca929bf66919f5fccda284bd05c916cfc532e2240"},
					{"train_2.png", 14_212_970, "78c962b48108b7699821b2d27be4d1bb3913674516dd5b0e23d8ce3cc26743a4"},
					{"valid_0.png", 5_952_205, "89d168ca3cb1f3609cca63b8c7e41c9f79a2047d673bc4eda67bf350c9f3012a"},
					{"test_0.png", 5_941_869, "6594e2eaac3c587831bd3f60cd1286ef86c2fbaeb1d32a41f661f799a94ee732"},
				},
				sources: sources,
				decode:  decodeFER2013(ferStrip),
			},
		},
	}
}

// Sizes of a face, in FER2013 and in the TFD.
const (
	faceSide = 48
	faceDim  = faceSide * faceSide
)

// decodeFER2013 decodes files. read returns the pixels of a file, image after image.
func decodeFER2013(read func(file string, b []byte) ([]byte, error)) func(contents []content) (*Set, error) {
	return func(contents []content) (*Set, error) {
		var pixels []byte
		for _, c := range contents {
			more, err := read(c.raw.name, c.data)
			if err != nil {
				return nil, err
			}
			pixels = append(pixels, more...)
		}
		pixels, sums := distinct(pixels)
		codes := make([]foldCodes, len(sums))
		for i, sum := range sums {
			codes[i] = slicedFolds(binary.BigEndian.Uint64(sum[:8]) % 245)
		}
		set := &Set{Width: faceSide, Height: faceSide, Channels: 1}
		if err := set.fold(pixels, codes); err != nil {
			return nil, fmt.Errorf("decode fer2013: %w", err)
		}
		set.Split = "distinct images by sha256: " + set.Split
		return set, nil
	}
}

// distinct returns the distinct faces, sorted by the sha256 of their pixels, and these hashes.
func distinct(pixels []byte) ([]byte, [][sha256.Size]byte) {
	face := map[[sha256.Size]byte][]byte{}
	for image := range slices.Chunk(pixels, faceDim) {
		face[sha256.Sum256(image)] = image
	}
	sums := make([][sha256.Size]byte, 0, len(face))
	for sum := range face {
		sums = append(sums, sum)
	}
	slices.SortFunc(sums, func(a, b [sha256.Size]byte) int { return bytes.Compare(a[:], b[:]) })
	sorted := make([]byte, 0, len(face)*faceDim)
	for _, sum := range sums {
		sorted = append(sorted, face[sum]...)
	}
	return sorted, sums
}

// ferStrip decodes a grey picture that holds faces one below the other.
func ferStrip(file string, b []byte) ([]byte, error) {
	decoded, err := png.Decode(bytes.NewReader(b))
	if err != nil {
		return nil, fmt.Errorf("decode %s: %w", file, err)
	}
	strip, ok := decoded.(*image.Gray)
	if !ok || strip.Stride != faceSide || strip.Rect.Dy()%faceSide != 0 {
		return nil, fmt.Errorf("decode %s: a %T of %v, want grey, %d wide, images of %d one below the other",
			file, decoded, decoded.Bounds().Size(), faceSide, faceSide)
	}
	return strip.Pix, nil
}
