package results

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"gan2014/internal/metric"
)

// contradictions lists the numbers of a run that cannot all be right. It may miss a wrong number that the other numbers bound only
// loosely.
func contradictions(o Numbers) (found []string) {
	for _, e := range o.Evaluations {
		for _, why := range []string{e.ofLL(), e.ofStdErr(), e.ofFolds(), e.ofSigma(), e.ofCounts()} {
			if why != "" {
				found = append(found, fmt.Sprintf("grid %s, table evaluation: %s", e.Grid, why))
			}
		}
	}
	for _, m := range o.Metrics {
		if why := m.outOfRange(); why != "" {
			found = append(found, fmt.Sprintf("table metric: %s of epoch %d is %g, which is %s", m.Name, m.Epoch, m.Value, why))
		}
	}
	return found
}

// rounding is the relative difference that is allowed between sums whose terms were added in different orders.
const rounding = 1e-6

func near(a, b float64) bool {
	return math.Abs(a-b) <= rounding*(1+max(math.Abs(a), math.Abs(b))) || math.IsNaN(a) || math.IsNaN(b) || a == b
}

// ofLL compares the mean log-likelihood with the bounds that the quantiles give: the examples between two neighbouring quantiles have
// values between them.
func (e Evaluation) ofLL() string {
	if !e.hasQuantiles() {
		return ""
	}
	mean := e.pooledMean()
	var low, high float64
	for i, share := range e.shares() {
		low += share * e.Quantiles[i].LL
		high += share * e.Quantiles[i+1].LL
	}
	slack := e.slack()
	if math.IsNaN(mean) || mean < low-slack || mean > high+slack {
		return fmt.Sprintf("ll_nats is %.1f, but by its quantiles in table ll_quantile it lies between %.1f and %.1f", mean, low, high)
	}
	return ""
}

// ofStdErr compares the standard error over test examples with the bounds that the quantiles give.
func (e Evaluation) ofStdErr() string {
	if e.StdErr < 0 {
		return fmt.Sprintf("stderr is %g, below 0", e.StdErr)
	}
	if !e.hasQuantiles() || e.StdErrOver != "test examples" || e.TestExamples < 2 || math.IsNaN(e.StdErr) {
		return ""
	}
	n := float64(e.TestExamples)
	var low, high float64
	for i, share := range e.shares() {
		a, b := e.Quantiles[i].LL-e.LL, e.Quantiles[i+1].LL-e.LL
		if a > 0 || b < 0 {
			low += share * min(a*a, b*b)
		}
		high += share * max(a*a, b*b)
	}
	span := e.Quantiles[100].LL - e.Quantiles[0].LL
	least := math.Sqrt(max(0, low-2*span*span/n) / n)
	most := math.Sqrt((high + 2*span*span/n) / (n - 1))
	if e.StdErr < least*(1-rounding) || e.StdErr > most*(1+rounding) {
		return fmt.Sprintf("stderr is %.3g, but by the quantiles in table ll_quantile it lies between %.3g and %.3g", e.StdErr, least, most)
	}
	return ""
}

// hasQuantiles reports whether the evaluation has finite quantiles at 0, 1, ..., 100 %.
func (e Evaluation) hasQuantiles() bool {
	if len(e.Quantiles) != 101 || e.TestExamples < 1 {
		return false
	}
	for i, q := range e.Quantiles {
		if q.Percent != i || math.IsInf(q.LL, 0) || math.IsNaN(q.LL) {
			return false
		}
	}
	return true
}

// shares returns the share of the test examples between each quantile and the next.
func (e Evaluation) shares() []float64 {
	n := float64(e.TestExamples)
	shares := make([]float64, 100)
	for i := range shares {
		shares[i] = (math.Ceil(float64(i+1)*n/100) - math.Ceil(float64(i)*n/100)) / n
	}
	return shares
}

// slack returns the tolerance of a bound, for an example on the border of two groups and for rounding.
func (e Evaluation) slack() float64 {
	lowest, highest := e.Quantiles[0].LL, e.Quantiles[100].LL
	return 2*(highest-lowest)/float64(e.TestExamples) + rounding*(1+max(math.Abs(lowest), math.Abs(highest)))
}

// pooledMean returns the mean log-likelihood over the test examples of all folds.
func (e Evaluation) pooledMean() float64 {
	if len(e.Folds) == 0 {
		return e.LL
	}
	var sum, n float64
	for _, f := range e.Folds {
		sum += f.LL * float64(f.TestExamples)
		n += float64(f.TestExamples)
	}
	return sum / n
}

// ofFolds compares the evaluation's numbers over all folds with the numbers of each fold.
func (e Evaluation) ofFolds() string {
	k := float64(len(e.Folds))
	if k == 0 {
		return ""
	}
	var ll, sigma, squares float64
	valid, test := 0, 0
	for _, f := range e.Folds {
		ll += f.LL / k
		sigma += f.Sigma / k
		valid, test = valid+f.ValidExamples, test+f.TestExamples
	}
	for _, f := range e.Folds {
		squares += (f.LL - ll) * (f.LL - ll)
	}
	stdErr := math.Sqrt(squares / (k - 1) / k)
	switch {
	case !near(ll, e.LL):
		return fmt.Sprintf("ll_nats is %.1f, but the mean of its folds in table fold is %.1f", e.LL, ll)
	case !near(sigma, e.Sigma):
		return fmt.Sprintf("sigma is %.5g, but the mean of its folds in table fold is %.5g", e.Sigma, sigma)
	case k > 1 && math.Abs(stdErr-e.StdErr) > 1e-3*(1+stdErr):
		return fmt.Sprintf("stderr is %.3g, but that of its folds in table fold is %.3g", e.StdErr, stdErr)
	case valid != e.ValidExamples || test != e.TestExamples:
		return fmt.Sprintf("examples are %d and %d, but those of its folds in table fold are %d and %d", e.ValidExamples, e.TestExamples, valid, test)
	}
	return ""
}

// ofSigma compares sigma with the curve it was chosen from, and this curve with the curve over numbers of samples.
func (e Evaluation) ofSigma() string {
	for i := 1; i < len(e.Quantiles); i++ {
		if e.Quantiles[i].LL < e.Quantiles[i-1].LL {
			return fmt.Sprintf("its quantiles in table ll_quantile fall at %d %%", e.Quantiles[i].Percent)
		}
	}
	if len(e.Curve) == 0 || len(e.Folds) > 0 {
		return ""
	}
	at := slices.IndexFunc(e.Curve, func(p SigmaPoint) bool { return p.Sigma == e.Sigma })
	if at < 0 && strings.Contains(e.Protocol, "sigma from ") {
		return fmt.Sprintf("sigma is %.5g, which is not on its curve in table sigma_curve", e.Sigma)
	}
	if at < 0 { // sigma is an optimum between two values of the grid
		return e.ofOptimum()
	}
	chosen := e.Curve[at].ValidLL
	for _, p := range e.Curve {
		if p.ValidLL > chosen && !near(p.ValidLL, chosen) {
			return fmt.Sprintf("sigma is %.5g, but %.5g is better on its curve in table sigma_curve", e.Sigma, p.Sigma)
		}
	}
	for _, c := range e.BySamples {
		if c.Samples == e.Samples && (c.Sigma != e.Sigma || !near(c.ValidLL, chosen)) {
			return fmt.Sprintf("the validation examples have %.1f nats at sigma %.5g in table sample_curve, but %.1f at %.5g in table sigma_curve",
				c.ValidLL, c.Sigma, chosen, e.Sigma)
		}
	}
	return ""
}

// ofOptimum checks that a sigma that is not on the curve lies between the neighbours of the curve's best sigma.
func (e Evaluation) ofOptimum() string {
	best := 0
	for i, p := range e.Curve {
		if p.ValidLL > e.Curve[best].ValidLL {
			best = i
		}
	}
	low, high := e.Curve[max(0, best-1)].Sigma, e.Curve[min(len(e.Curve)-1, best+1)].Sigma
	if e.Sigma < low || e.Sigma > high {
		return fmt.Sprintf("sigma is %.5g, but the best of its curve in table sigma_curve lies between %.5g and %.5g", e.Sigma, low, high)
	}
	return ""
}

// ofCounts compares the number of samples with the protocol, whose text begins with this number.
func (e Evaluation) ofCounts() string {
	var n int
	if _, err := fmt.Sscanf(e.Protocol, "%d samples", &n); err == nil && n != e.Samples {
		return fmt.Sprintf("samples are %d, but the protocol says %d", e.Samples, n)
	}
	return ""
}

// outOfRange says which range a metric violates, and is empty when it violates none.
func (m Metric) outOfRange() string {
	switch m.Name {
	case metric.Real, metric.Fake, metric.Accuracy:
		if m.Value < -rounding || m.Value > 1+rounding {
			return "not between 0 and 1"
		}
	case metric.EpochSeconds, metric.SampleSeconds, metric.ValidSigma, metric.NormD, metric.NormG, metric.GradientD, metric.GradientG:
		if m.Value < 0 {
			return "below 0"
		}
	}
	return ""
}
