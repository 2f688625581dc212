package samples

import (
	"fmt"
	"math"
)

// A Centre is the middle of data, dimension by dimension: what they are shifted by, and how large they are then.
type Centre struct {
	Shift []float64 // nil is none
	Left  float64   // the largest absolute value after the shift
}

// offsetWorth is how many times farther from 0 than from their mean the values of a dimension are where a shift is made: float32
// then gains two bits at least. Images are left as they are.
const offsetWorth = 4

// Centre reads all examples. In each dimension whose values are far from 0 and near each other, the shift is their mean.
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

// What rounding may change in a log-likelihood, in nats: beyond the first it is said, beyond the second there is no number.
const warnNats, refuseNats = 0.01, 1

// relative is the most that rounding to float32 changes a number, as a part of it.
const relative = 1. / (1 << 24)

// changes is about what errors of values change in the log-likelihood of an example of d values under a window of width sigma:
// √d·e/σ for independent errors e, of samples about σ√d away.
func changes(e float64, d int, sigma float64) float64 { return math.Sqrt(float64(d)) * e / sigma }

// Rounding is by how much the values of data, and of the samples near them, may have been changed when they were rounded to
// float32: those of samples far from the data do not count.
func (c Centre) Rounding(samples float64, data ...*Rows) (e float64) {
	e = min(samples, relative*c.Left)
	for _, r := range data {
		e = max(e, r.Lost)
	}
	return e
}

// CheckPrecision makes sure that rounding leaves something of the log-likelihood of an example of d values.
func CheckPrecision(rounding float64, d int, sigma float64) (warnings []string, err error) {
	nats := changes(rounding, d, sigma)
	text := fmt.Sprintf("float32 holds the values, less the mean of the data, to ±%.2g: at sigma %.3g that is about %.2g nats", rounding, sigma, nats)
	switch {
	case nats > refuseNats:
		return nil, fmt.Errorf("%s, too much for a number: such data need a larger sigma", text)
	case nats > warnNats:
		return []string{text}, nil
	}
	return nil, nil
}

// Saved is by how much the values of data may have been changed when they, or samples near them, were saved as float32, before any
// mean was subtracted. Of files of float64 it is 0.
func (j Judged) Saved(drawn *Rows) float64 {
	if !j.single && !drawn.single {
		return 0
	}
	return relative * max(math.Abs(j.Low), math.Abs(j.High))
}

// CheckSaved warns of values that were possibly rounded when they were saved.
func CheckSaved(saved float64, d int, sigma float64) []string {
	nats := changes(saved, d, sigma)
	if nats <= warnNats {
		return nil
	}
	return []string{fmt.Sprintf("a file is float32, which holds values of %.3g to ±%.2g: if they were rounded when they were saved, that is about %.2g nats at sigma %.3g; save them as float64", saved/relative, saved, nats, sigma)}
}
