package trainertest

import (
	"fmt"
	"math"
	"testing"

	"gan2014/models/nn"
)

// Bits returns the binary state with the given number: unit i has the bit of value 2ⁱ.
func Bits(number, units int) []float64 {
	state := make([]float64, units)
	for i := range state {
		state[i] = float64(number >> i & 1)
	}
	return state
}

// Number returns the number of a binary state, the reverse of Bits.
func Number(state []float64) (n int) {
	for i, v := range state {
		n |= int(v) << i
	}
	return n
}

// Enumerate returns log p of each binary visible state, by its number, for p(v,h) = exp(−energy(v,h))/Z, and log Z.
func Enumerate(visible, hidden int, energy func(v, h []float64) float64) (logP []float64, logZ float64) {
	logP = make([]float64, 1<<visible)
	z := 0.
	for v := range logP {
		sum := 0.
		for h := range 1 << hidden {
			sum += math.Exp(-energy(Bits(v, visible), Bits(h, hidden)))
		}
		logP[v] = math.Log(sum)
		z += sum
	}
	logZ = math.Log(z)
	for v := range logP {
		logP[v] -= logZ
	}
	return logP, logZ
}

// MeanLogP returns the mean of log p over the rows of binary data, for log p of each state by its number.
func MeanLogP(logP []float64, data nn.Matrix[float64]) (sum float64) {
	for i := range data.Rows {
		sum += logP[Number(data.Row(i))]
	}
	return sum / float64(data.Rows)
}

// Near fails the test unless a number is within a tolerance of what it should be.
func Near(t *testing.T, what string, got, want, tolerance float64) {
	t.Helper()
	if !(math.Abs(got-want) <= tolerance) {
		t.Errorf("%s is %.12g, want %.12g ± %.2g", what, got, want, tolerance)
	}
}

// Shares fails the test unless the shares of the binary states among draws, one a row, are their probabilities, within five standard errors
// of a share.
func Shares(t *testing.T, draws nn.Matrix[float32], logP []float64) {
	t.Helper()
	seen := make([]int, len(logP))
	for i := range draws.Rows {
		state := make([]float64, draws.Cols)
		for j, v := range draws.Row(i) {
			state[j] = float64(v)
		}
		seen[Number(state)]++
	}
	n := float64(draws.Rows)
	for v, l := range logP {
		p := math.Exp(l)
		Near(t, fmt.Sprintf("the share of %0*b", draws.Cols, v), float64(seen[v])/n, p, 5*math.Sqrt(p*(1-p)/n))
	}
}
