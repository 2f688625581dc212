package samples

import (
	"fmt"
	"math"
)

// A Centre is the shift that moves data towards 0, dimension by dimension, and the size of the shifted values.
type Centre struct {
	Shift []float64 // subtracted from every example; nil for no shift
	Left  float64   // the largest absolute value after the shift
}

// offsetWorth is the least ratio between the distance of a dimension's values from 0 and their distance from their mean for which a
// shift is made. A shift then gains at least two bits of float32. Images are not shifted.
const offsetWorth = 4

// Centre reads all examples and returns their centre. The shift of a dimension is the mean of its values if they are far from 0 and near
// each other, and otherwise 0.
func (r *Rows) Centre() (Centre, error) {
	d := r.Dim()
	low, high, sum := make([]float64, d), make([]float64, d), make([]float64, d)
	err := r.each(0, r.N, func(i int, row []float64) error {
		for k, v := range row {
			if i == 0 {
				low[k], high[k] = v, v
			}
			low[k], high[k] = min(low[k], v), max(high[k], v)
			sum[k] += v / float64(r.N)
		}
		return nil
	})
	c := Centre{Shift: make([]float64, d)}
	some := false
	for k := range d {
		mean := min(max(sum[k], low[k]), high[k])
		if worth := max(-low[k], high[k]) > offsetWorth*max(mean-low[k], high[k]-mean); worth {
			c.Shift[k], some = mean, true
		}
		c.Left = max(c.Left, high[k]-c.Shift[k], c.Shift[k]-low[k])
	}
	if !some {
		c.Shift = nil
	}
	return c, err
}

// Limits of the change that rounding may make to a log-likelihood, in nats. Above warnNats the program warns; above refuseNats it gives no
// number.
const warnNats, refuseNats = 0.01, 1

// relative is the largest relative error of rounding to float32.
const relative = 1. / (1 << 24)

// changes estimates the change of the log-likelihood of an example of d values under a window of width sigma if each value has an error
// e: √d·e/σ for independent errors and samples at a distance of about σ√d.
func changes(e float64, d int, sigma float64) float64 { return math.Sqrt(float64(d)) * e / sigma }

// Rounding returns the largest error that rounding to float32 may have caused in the values of the data and of the samples near them.
// Samples far from the data do not count.
func (c Centre) Rounding(samples float64, data ...*Rows) (e float64) {
	e = min(samples, relative*c.Left)
	for _, r := range data {
		e = max(e, r.Lost)
	}
	return e
}

// CheckPrecision warns if rounding may change the log-likelihood of an example of d values, and returns an error if the log-likelihood
// would be meaningless.
func CheckPrecision(rounding float64, d int, sigma float64) (warnings []string, err error) {
	nats := changes(rounding, d, sigma)
	text := fmt.Sprintf("after the mean of the data is subtracted, float32 rounds values by up to %.2g: at sigma %.3g that is about %.2g nats", rounding, sigma, nats)
	switch {
	case nats > refuseNats:
		return nil, fmt.Errorf("%s, which makes the result meaningless: use a larger sigma", text)
	case nats > warnNats:
		return []string{text}, nil
	}
	return nil, nil
}

// Saved returns the largest error that saving as float32 or float16, before any mean was subtracted, may have caused in the values of the
// data or of the samples near them. It is 0 for files of float64 and of integers.
func (j Ranged) Saved(drawn *Rows) float64 {
	return max(j.rounding(), drawn.rounding()) * max(math.Abs(j.Low), math.Abs(j.High))
}

// CheckSaved warns of values whose precision was possibly lost when they were saved.
func CheckSaved(saved float64, d int, sigma float64) []string {
	nats := changes(saved, d, sigma)
	if nats <= warnNats {
		return nil
	}
	return []string{fmt.Sprintf("the type of a file, float16 or float32, rounds values by up to %.2g: if they were rounded when they were saved, that is about %.2g nats at sigma %.3g; save them as float64", saved, nats, sigma)}
}

// rounding returns the largest relative error that saving made to a value. It is 0 for data in memory.
func (r *Rows) rounding() float64 {
	if r.file == nil {
		return 0
	}
	return r.file.Rounding
}
