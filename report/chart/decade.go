package chart

import (
	"fmt"
	"math"

	"gan2014/internal/typeset"

	"gonum.org/v1/plot"
)

// decadeTicks labels powers of ten, about n of them at most. An axis of less than two decades has the ticks of logTicks.
type decadeTicks struct{ n int }

func (t decadeTicks) Ticks(lo, hi float64) []plot.Tick {
	if !(lo > 0) || math.IsInf(hi, 0) {
		return nil // no logarithm
	}
	decades := math.Log10(hi / lo)
	if decades < 2 {
		return logTicks{}.Ticks(lo, hi)
	}
	step := math.Ceil(decades / float64(t.n))
	var ticks []plot.Tick
	for e := math.Ceil(math.Log10(lo)/step-1e-9) * step; e <= math.Log10(hi)+1e-9; e += step {
		ticks = append(ticks, plot.Tick{Value: math.Pow(10, e), Label: power(int(e))})
	}
	return ticks
}

// power formats a power of ten: as a number from .0001 to a million, otherwise as 1e9 or 1e−9. The font of PNG and PDF figures has no superscript
// minus, 0 and 9.
func power(exponent int) string {
	switch {
	case exponent < -4:
		return fmt.Sprint("1e−", -exponent)
	case exponent < 0:
		return typeset.Fixed(math.Pow10(exponent), -exponent)
	case exponent <= 6:
		return typeset.Grouped(int64(math.Pow10(exponent)))
	}
	return fmt.Sprint("1e", exponent)
}
