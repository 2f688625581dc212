package theory

import (
	"math"
	"strings"

	"gan2014/internal/divergence"
)

// A Mode is a normal density with a weight among others. The sum of the weights need not be 1.
type Mode struct{ Weight, Mean, SD float64 }

// Mixture returns the mixture of modes, with weights that are scaled to a sum of 1.
func Mixture(modes []Mode) divergence.Mixture {
	sum := 0.
	for _, m := range modes {
		sum += m.Weight
	}
	var p divergence.Mixture
	for _, m := range modes {
		p = append(p, divergence.Part{Weight: m.Weight / sum, Density: divergence.Normal{Mu: m.Mean, Sigma: m.SD}})
	}
	return p
}

// densityOf returns a normal density for one mode, and else the mixture.
func densityOf(modes []Mode) divergence.Density {
	if p := Mixture(modes); len(p) > 1 {
		return p
	}
	return divergence.Normal{Mu: modes[0].Mean, Sigma: modes[0].SD}
}

// nameOf returns a short name of a density: "N(0, 1.5²)", "U(−3, −½)" or "two modes".
func nameOf(p divergence.Density) string {
	switch p := p.(type) {
	case divergence.Normal:
		if p.Sigma == 1 {
			return "N(" + numeral(p.Mu) + ", 1)"
		}
		return "N(" + numeral(p.Mu) + ", " + numeral(p.Sigma) + "²)"
	case divergence.Uniform:
		return "U(" + numeral(p.Low) + ", " + numeral(p.High) + ")"
	case divergence.Mixture:
		if len(p) == 2 {
			return "two modes"
		}
		return textf("%d modes", len(p))
	}
	return "a density"
}

// numeral writes a number as in print: −1.5 and ½.
func numeral(x float64) string {
	if math.Abs(x) == .5 {
		return strings.Replace(textf("%g", x), "0.5", "½", 1)
	}
	return textf("%g", x)
}
