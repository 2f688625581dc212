package chart

import (
	"math"

	"gan2014/internal/typeset"

	"gonum.org/v1/plot"
)

// evenTicks puts about n labelled ticks at multiples of 1, 2 or 5 times a power of ten.
type evenTicks struct {
	n       int
	integer bool // ticks at whole numbers only, for epochs
}

func (t evenTicks) Ticks(lo, hi float64) []plot.Tick {
	step := niceStep((hi - lo) / float64(t.n))
	if t.integer {
		step = max(step, 1)
	}
	decimals := max(0, int(-math.Floor(math.Log10(step)+1e-9)))
	var ticks []plot.Tick
	for i := math.Ceil(lo/step - 1e-9); i*step <= hi+1e-9*step; i++ {
		label := typeset.Fixed(i*step, decimals)
		if t.integer && i*step >= 1000 {
			label = typeset.Abscissa(i * step)
		}
		ticks = append(ticks, plot.Tick{Value: i * step, Label: label})
	}
	return ticks
}

// niceStep returns the smallest 1, 2 or 5 times a power of ten that is at least x.
func niceStep(x float64) float64 {
	if !(x > 0) || math.IsInf(x, 0) {
		return 1
	}
	power := math.Pow(10, math.Floor(math.Log10(x)))
	for _, m := range []float64{1, 2, 5} {
		if m*power >= x*(1-1e-9) {
			return m * power
		}
	}
	return 10 * power
}

// nameTicks puts a name at each whole number from 0 on.
type nameTicks []string

func (t nameTicks) Ticks(lo, hi float64) (ticks []plot.Tick) {
	for i, name := range t {
		if x := float64(i); x >= lo && x <= hi {
			ticks = append(ticks, plot.Tick{Value: x, Label: name})
		}
	}
	return ticks
}

// valueTicks puts a label at each of its values.
type valueTicks []float64

func (t valueTicks) Ticks(lo, hi float64) (ticks []plot.Tick) {
	for _, x := range t {
		if x >= lo && x <= hi {
			ticks = append(ticks, plot.Tick{Value: x, Label: typeset.Short(x)})
		}
	}
	return ticks
}

// logTicks labels 1, 2, 3 and 5 times every power of ten, so that a log axis of less than a decade has labels too.
type logTicks struct{}

func (logTicks) Ticks(lo, hi float64) []plot.Tick {
	if !(lo > 0) || math.IsInf(hi, 0) {
		return nil // no logarithm
	}
	var ticks []plot.Tick
	for power := math.Pow(10, math.Floor(math.Log10(lo))); power <= hi; power *= 10 {
		for _, m := range []float64{1, 2, 3, 5} {
			ticks = append(ticks, plot.Tick{Value: m * power, Label: typeset.Abscissa(m * power)})
		}
	}
	return ticks
}
