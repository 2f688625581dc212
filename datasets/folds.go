package datasets

import (
	"fmt"
	"strings"
)

// foldCount is how many folds the TFD has.
const foldCount = 5

// foldCodes says what an image is in each fold, in the codes of the TFD's variable folds.
type foldCodes [foldCount]byte

const (
	unlabelled = 0 // in every fold: the image is for training models
	foldTrain  = 1 // for training classifiers, which nothing here does
	foldValid  = 2
	foldTest   = 3
)

// slicedFolds are the folds of data sets without official ones. The labelled images are in ten slices, 0 to 9: of these fold f
// takes 2f and 2f+1 for testing and the next for validation, so that each image is tested on once. Its shares are the TFD's.
// Slices from 10 on are unlabelled.
func slicedFolds(slice uint64) foldCodes {
	var codes foldCodes
	if slice >= 2*foldCount {
		return codes
	}
	for f := range codes {
		switch (int(slice) - 2*f + 2*foldCount) % (2 * foldCount) {
		case 0, 1:
			codes[f] = foldTest
		case 2:
			codes[f] = foldValid
		default:
			codes[f] = foldTrain
		}
	}
	return codes
}

// fold makes the parts of a set of images, given row by row, from what each is in the folds.
func (s *Set) fold(pixels []byte, codes []foldCodes) error {
	for i, c := range codes {
		if err := c.check(); err != nil {
			return fmt.Errorf("image %d: %w", i, err)
		}
	}
	dim := s.Channels * s.Height * s.Width
	part := func(f int, code byte) Images {
		return scaleSome(dim, pixels, func(i int) bool { return codes[i][f] == code })
	}
	s.Preprocessing, s.tone = pixelScale, tone{0, 1}
	s.Train = part(0, unlabelled)
	if s.Train.N == 0 {
		return fmt.Errorf("none of %d images is unlabelled", len(codes))
	}
	var sizes []string
	for f := range foldCount {
		fold := Fold{Valid: part(f, foldValid), Test: part(f, foldTest)}
		if fold.Valid.N == 0 || fold.Test.N == 0 {
			return fmt.Errorf("fold %d has %d images for validation and %d for testing", f, fold.Valid.N, fold.Test.N)
		}
		s.Folds = append(s.Folds, fold)
		sizes = append(sizes, fmt.Sprintf("%d+%d", fold.Valid.N, fold.Test.N))
	}
	s.Fold = s.Folds[0]
	s.Split = fmt.Sprintf("train %d unlabelled, valid+test %s in %d folds", s.Train.N, strings.Join(sizes, " "), foldCount)
	return nil
}

// check makes sure that an image models are trained on is held out in no fold.
func (c foldCodes) check() error {
	for f, code := range c {
		switch {
		case code > foldTest:
			return fmt.Errorf("code %d in fold %d, the last is %d", code, f, foldTest)
		case (code == unlabelled) != (c[0] == unlabelled):
			return fmt.Errorf("unlabelled in some folds and labelled in others: codes %d", c)
		}
	}
	return nil
}
