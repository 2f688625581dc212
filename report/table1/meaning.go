package table1

import (
	"fmt"
	"math"

	"gan2014/internal/stats"
	"gan2014/internal/typeset"
)

// Meaning says in words what the difference to the published number means. It is empty if there is no difference to judge.
//
// The published number comes from one training. Even with the same recipe, a measured number would differ by chance. There are three
// causes: trainings differ, about as much as measured seeds differ, and the finite test set makes each of the two numbers uncertain. The
// root of the sum of their squares is the difference that chance explains in 95 of 100 cases. One seed does not show how much trainings
// differ, so nothing is said of its difference.
func (r Row) Meaning() string {
	if r.Difference == nil {
		return ""
	}
	s := fmt.Sprintf("%s nats from the published number%s", typeset.Signed(*r.Difference, 1), r.judgement())
	if failed := r.failedSeeds(); failed > 0 {
		s += fmt.Sprintf("; the mean leaves out %s that failed", typeset.Count(failed, "seed", "seeds"))
	}
	if r.Budget != "" && r.Budget != "paper" {
		s += "; the budget is " + r.Budget + ", not the paper’s"
	}
	return s + "."
}

// judgement returns the meaning in a few words that continue a sentence.
func (r Row) judgement() string {
	reach, known := r.chanceDifference()
	switch {
	case r.Seeds < 2:
		return "; one seed says nothing about chance"
	case !known:
		return ", and it is not known how sure the numbers are"
	case math.Abs(*r.Difference) <= reach:
		return fmt.Sprintf(", not distinguishable from chance (±%s at 95 %%)", typeset.Fixed(reach, 1))
	case *r.Difference < 0:
		return fmt.Sprintf(", lower than chance explains (±%s at 95 %%)", typeset.Fixed(reach, 1))
	default:
		return fmt.Sprintf(", higher than chance explains (±%s at 95 %%)", typeset.Fixed(reach, 1))
	}
}

// chanceDifference returns the difference in nats that chance explains between a row's two numbers. It is unknown unless both have a ±.
func (r Row) chanceDifference() (reach float64, known bool) {
	if r.Measured.StdErr == nil || r.Published.StdErr == nil {
		return 0, false
	}
	const normal = 1.96 // standard deviations that a normal number leaves once in 20 times
	reach = normal * math.Hypot(*r.Measured.StdErr, *r.Published.StdErr)
	if r.SDOverSeeds != nil {
		reach = math.Hypot(reach, stats.NextWithin(*r.SDOverSeeds, r.Seeds, confidence))
	}
	return reach, stats.IsFinite(reach)
}
