package datasets

import (
	"fmt"
	"strings"
)

// foldCount is the number of folds of the TFD.
const foldCount = 5

// foldCodes holds the part of an image in each fold, in the codes of the TFD's variable folds.
type foldCodes [foldCount]byte

const (
	unlabelled = 0 // the same in every fold: the image is for training models
	foldTrain  = 1 // for training classifiers; unused here
	foldValid  = 2
	foldTest   = 3
)

// slicedFolds returns the part of an image in each fold, for data sets without official folds. The labelled images are in ten slices, 0
// to 9. Fold f uses slices 2f and 2f+1 for testing and the next slice for validation, so that each image is a test image once. The shares
// equal the TFD's. Images in slices from 10 on are unlabelled.
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

// fold divides images into the training images and the folds of a set, according to the codes of each image.
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

// check returns an error if an image for training models is held out in some fold.
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
