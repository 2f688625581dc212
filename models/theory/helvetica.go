package theory

import (
	"math"

	"gan2014/internal/elementary"
	"gan2014/internal/stats"
)

// A verdict tests a claim of the paper's section 6, "Advantages and disadvantages", on a series: "G must not be trained too much
// without updating D, in order to avoid 'the Helvetica scenario' in which G collapses too many values of z to the same value of x to
// have enough diversity".
type verdict struct {
	series
	figure  string
	where   string // "On a ring of 8 modes"
	modes   int    // number of modes or classes
	what    string // "modes"
	quality string // the meaning of coverage.quality, such as "share of good samples"
}

// collapses tests whether a G that is trained too much covers fewer than half of the modes, by the 95 % interval over seeds.
func (v verdict) collapses() Finding {
	few := v.atEnd(v.moreStepsOfG())
	return Finding{
		Figure: v.figure,
		Claim:  v.where + ", G that is trained too much without updating D collapses: many values of z become the same x.",
		Source: "paper, section 6",
		Measured: textf("%s. The upper end of the interval is to be below half of the %s.", v.describe(v.moreStepsOfG()), v.what) +
			v.otherLoss(v.moreStepsOfG()),
		Holds: few.High < float64(v.modes)/2,
	}
}

// recovers tests whether more modes are covered if D is kept ahead, with every seed and by the 95 % interval of the difference.
func (v verdict) recovers() Finding {
	var differences []float64
	more := 0
	few := last(v.of(v.moreStepsOfG()), coverage.modes)
	for i, many := range last(v.of(v.moreStepsOfD()), coverage.modes) {
		differences = append(differences, many-few[i])
		if many > few[i] {
			more++
		}
	}
	mean, sd := stats.MeanSD(differences)
	half := stats.HalfWidth(sd, len(differences), .95)
	return Finding{
		Figure: v.figure,
		Claim:  v.where + ", to keep D well ahead of G avoids that.",
		Source: "paper, section 6",
		Measured: textf("%s; %s. With %s it is %.1f %s more than with %s (%.1f to %.1f), and more with %d of %d seeds (sign test, one-sided: p = %.3f).",
			v.describe(v.moreStepsOfD()), v.describe(balanced), v.moreStepsOfD().name, mean, v.what, v.moreStepsOfG().name, mean-half, mean+half, more, len(differences), signTest(more, len(differences))) +
			v.otherLoss(v.moreStepsOfD()),
		Holds: more == len(differences) && mean-half > 0,
	}
}

// atEnd returns the number of modes covered at the end.
func (v verdict) atEnd(s setting) Point {
	return meanWithin(0, last(v.of(s), coverage.modes), float64(v.modes))
}

// describe describes the result of a setting.
func (v verdict) describe(s setting) string {
	covered, quality := v.atEnd(s), meanWithin(1, last(v.of(s), coverage.goodness), math.Inf(1))
	return textf("with %s, samples cover %.1f (%.1f to %.1f) of %d %s at the end, %s %.2f", s.turn,
		covered.Y, covered.Low, covered.High, v.modes, v.what, v.quality, quality.Y) + v.lost(s)
}

// lost says how many trainings diverged. They count as covering no mode.
func (v verdict) lost(s setting) string {
	if n := diverged(v.of(s)); n > 0 {
		return textf(" (%d of %d trainings diverged and count as 0)", n, len(v.of(s)))
	}
	return ""
}

// otherLoss says how many modes are covered under log(1 − D), if the series has that loss.
func (v verdict) otherLoss(s setting) string {
	if v.of(s.saturating()) == nil {
		return ""
	}
	p := v.atEnd(s.saturating())
	return textf(" Under log(1 − D) it is %.1f (%.1f to %.1f)", p.Y, p.Low, p.High) + v.lost(s.saturating()) + "."
}

// signTest returns the probability of at least heads heads among n fair coins.
func signTest(heads, n int) float64 {
	chance, sum := 1., 0. // chance is the number of ways to have k heads
	for k := range n + 1 {
		if k >= heads {
			sum += chance
		}
		chance = chance * float64(n-k) / float64(k+1)
	}
	return sum / elementary.Power(2, n)
}
