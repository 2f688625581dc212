package sweep

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"gan2014/internal/typeset"
)

var nan = math.NaN()

// String formats a mean: "210.6 ± 3.1", with the standard deviation over the seeds, or a dash.
func (m Mean) String() string {
	switch {
	case math.IsNaN(m.Mean):
		return "–"
	case m.SD == nil:
		return typeset.Fixed(m.Mean, 1)
	}
	return typeset.Fixed(m.Mean, 1) + " ± " + typeset.Fixed(*m.SD, 1)
}

// Sort returns the number by which a table sorts a mean; it is empty if there is none.
func (m Mean) Sort() string {
	if math.IsNaN(m.Mean) {
		return ""
	}
	return typeset.Fixed(m.Mean, 6)
}

// String formats a difference with its interval: "+12.3 [3.4, 21.2]".
func (d *Difference) String() string {
	if d == nil {
		return ""
	}
	return typeset.WithMinus(fmt.Sprintf("%+.1f [%.1f, %.1f]", d.Mean, d.Mean-d.HalfWidth, d.Mean+d.HalfWidth))
}

// IsPaired reports whether a variant is compared with the one that was planned first.
func (s Sweep) IsPaired() bool {
	return slices.ContainsFunc(s.Variants, func(v Variant) bool { return v.FromFirst != nil })
}

// SeedsInWords returns the number of seeds in the means, of all if some are not: "2 of 3".
func (v Variant) SeedsInWords() string {
	if v.All > v.Seeds {
		return fmt.Sprintf("%d of %d", v.Seeds, v.All)
	}
	return fmt.Sprint(v.Seeds)
}

// setting names the values of a variant: "train.batch=50, train.k=2".
func (s Sweep) setting(v Variant) string {
	var parts []string
	for i, key := range s.Keys {
		value := v.Values[i]
		if value == "" {
			value = "not set"
		}
		parts = append(parts, key.Name+"="+value)
	}
	return strings.Join(parts, ", ")
}

// Verdict says in a sentence or two which variant is best on validation images, and how sure that is. It is empty if none has a score.
func (s Sweep) Verdict() string {
	ranked := s.ranked()
	if len(ranked) == 0 {
		return ""
	}
	best := ranked[0]
	text := fmt.Sprintf("Best on validation images: %s (%s nats, %s).", s.setting(best), best.Valid, typeset.Count(best.Seeds, "seed", "seeds"))
	if best.Failed > 0 {
		text += fmt.Sprintf(" Its mean leaves out %s that failed, as every variant’s does.", typeset.Count(best.Failed, "seed", "seeds"))
	}
	if len(ranked) > 1 && (ranked[1].Failed > 0) == (best.Failed > 0) {
		text += fmt.Sprintf(" The next, %s, is %s", s.setting(ranked[1]), lower(best.Valid.Mean-ranked[1].Valid.Mean))
		switch {
		case best.Valid.SD == nil || ranked[1].Valid.SD == nil:
			text += "; one seed says nothing about chance."
		default:
			text += fmt.Sprintf("; the seeds of the two have standard deviations of %s and %s.", typeset.Fixed(*best.Valid.SD, 1), typeset.Fixed(*ranked[1].Valid.SD, 1))
		}
	}
	return text
}

// lower formats a difference to the best.
func lower(difference float64) string {
	text := typeset.Fixed(difference, 1)
	if text == "0.0" {
		return "level with it to a tenth of a nat"
	}
	return text + " nats lower"
}

// Caption says what the table has.
func (s Sweep) Caption() string {
	text := "Log-likelihoods in nats, " + s.Grid + " grid of σ: means over the seeds; ± is the sample standard deviation over the seeds, not a standard error. " +
		"Bold: the highest on validation images, on which test images have no influence"
	if s.IsPaired() {
		text += ". The difference is that of the test images from the first variant, " + s.setting(s.Variants[s.First()]) + ", over the seeds that both have, with its 95 % interval"
	}
	if s.IsLevelled() {
		text += fmt.Sprintf(". Epochs: the median epoch at which the validation images first had %s nats or more, among the epochs at which they were scored", typeset.Fixed(s.Level, 0))
	}
	if s.anyFailed() {
		text += "; variants with a seed that failed come after all others"
	}
	return text + "."
}

func (s Sweep) anyFailed() bool {
	for _, v := range s.Variants {
		if v.Failed > 0 {
			return true
		}
	}
	return false
}
