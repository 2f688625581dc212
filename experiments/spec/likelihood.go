package spec

// A Likelihood says how the likelihood of a generator is estimated without a window on its samples: by annealed importance sampling.
type Likelihood struct {
	Images    int       `json:"images"`    // test images, from the first
	Sigmas    []float64 `json:"sigmas"`    // standard deviations of the output
	Steps     int       `json:"steps"`     // distributions from the prior to the posterior
	Chains    int       `json:"chains"`    // for each image
	Leaps     int       `json:"leaps"`     // leapfrog steps of a trajectory
	Simulated int       `json:"simulated"` // images made by the generator, for the gap between both bounds
}

// DefaultLikelihood is used where nothing else is said.
func DefaultLikelihood() Likelihood {
	return Likelihood{Images: 100, Sigmas: []float64{.05, .07, .1, .14, .2, .28}, Steps: 1000, Chains: 8, Leaps: 10, Simulated: 50}
}

var likelihoodKeys = []key{
	{name: "images", form: asInteger, span: from(1, 1_000_000), absent: "100", meaning: "test images, from the first"},
	{name: "sigmas", form: asList, span: from(1, 100), absent: "[0.05, 0.07, 0.1, 0.14, 0.2, 0.28]", meaning: "standard deviations of the output, in rising order; the first takes the most steps",
		item: &key{name: "sigma", form: asNumber, span: from(0.001, 100), meaning: "standard deviation, in units of pixel intensity"}},
	{name: "steps", form: asInteger, span: from(2, 1_000_000), absent: "1000", meaning: "distributions from the prior to the posterior", source: "Wu et al. 2017: 10000"},
	{name: "chains", form: asInteger, span: from(1, 10_000), absent: "8", meaning: "chains for each image", source: "Wu et al. 2017: 16"},
	{name: "leaps", form: asInteger, span: from(1, 10_000), absent: "10", meaning: "leapfrog steps of a trajectory", source: "Wu et al. 2017"},
	{name: "simulated", form: asInteger, span: from(1, 100_000), absent: "50", meaning: "images made by the generator, for the gap between a lower and an upper bound"},
}

func (p *parser) likelihood(evaluation *object) *Likelihood {
	if !evaluation.has("likelihood") {
		return nil
	}
	o, l := evaluation.object("likelihood"), DefaultLikelihood()
	l.Images, l.Steps, l.Chains = o.integerOr("images", l.Images), o.integerOr("steps", l.Steps), o.integerOr("chains", l.Chains)
	l.Leaps, l.Simulated = o.integerOr("leaps", l.Leaps), o.integerOr("simulated", l.Simulated)
	if o.has("sigmas") {
		l.Sigmas = nil
		for _, v := range o.list("sigmas") {
			sigma := p.number(v)
			if n := len(l.Sigmas); n > 0 && sigma > 0 && sigma <= l.Sigmas[n-1] {
				p.report(v.node, "", "sigmas must rise: %v comes after %v", sigma, l.Sigmas[n-1])
			}
			l.Sigmas = append(l.Sigmas, sigma)
		}
	}
	return &l
}

// IsDecoder reports whether the system is a generator of noise alone, whose likelihood can be estimated without a window.
func (s System) IsDecoder() bool {
	switch s.Kind {
	case TrainedGenerator, VAE, GMMN:
		return true
	case GAN:
		return s.Condition == nil && s.Masks == nil && !random(s.Generator.Layers)
	case Normal:
		return !s.Normal.Clip && s.Normal.Share > 0
	}
	return false
}
