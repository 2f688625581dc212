package cost

import (
	"gan2014/experiments/spec"
)

// A data is the size of a data set. For the user's own data sets the numbers are approximate.
type data struct {
	values      float64 // in an image
	train       int
	valid, test int // of a fold
	folds       int
}

func dataOf(s spec.System) data {
	shape := s.ImageShape()
	d := data{values: float64(shape.Height * shape.Width * shape.Channels), train: s.TrainingSize(), valid: 10_000, test: 10_000, folds: 1}
	if s.Own != nil {
		d.valid, d.test = s.Own.Split.Valid, s.Own.Split.Test
	}
	switch s.Dataset {
	case "tfd", "tfd-like":
		d.train, d.valid, d.test, d.folds = 98_058, 418, 836, 5
	case "fer2013":
		d.train, d.valid, d.test, d.folds = 32_491, 140, 276, 5
	}
	return d
}

// followed returns the number of validation images on which a training is followed.
func (d data) followed(e *spec.Evaluation) int {
	if d.folds > 1 {
		return d.valid
	}
	return min(e.Validation, d.valid)
}
