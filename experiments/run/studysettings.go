package run

import (
	"fmt"

	"gan2014/experiments/spec"
	"gan2014/internal/divergence"
	"gan2014/models/theory"
)

// studyOf converts the recipe of a study, which spec has checked, to the settings of the package theory.
func studyOf(s spec.System) (theory.Study, error) {
	switch s.Study {
	case spec.Figure1:
		r := s.Figure1
		return theory.Figure1{
			Data: modesOf(r.Data), DiscriminatorUpdates: r.DiscriminatorUpdates, GeneratorUpdates: r.GeneratorUpdates, Rounds: r.Rounds, K: r.K,
			Film: r.Film, Batch: r.Batch, LearningRate: r.LearningRate, Momentum: r.Momentum,
			DiscriminatorUnits: r.DiscriminatorUnits, GeneratorUnits: r.GeneratorUnits,
		}, nil
	case spec.Proposition1:
		var pairs []theory.DensityPair
		for _, pair := range s.Proposition1.Pairs {
			pairs = append(pairs, theory.DensityPair{P: densityOf(pair.P), Q: densityOf(pair.Q)})
		}
		return theory.Proposition1{Pairs: pairs, ReferenceD: theory.ReferenceD(s.Proposition1.ReferenceD)}, nil
	case spec.Theorem1:
		r := s.Theorem1
		return theory.Theorem1{Distances: r.Distances, Widening: r.Widening, Modes: modesOf(r.Modes), Samples: r.Samples,
			ReferenceD: theory.ReferenceD(r.ReferenceD)}, nil
	case spec.Proposition2:
		r := s.Proposition2
		return theory.Proposition2{Modes: modesOf(r.Modes), Points: r.Points, WrongMode: divergence.Normal{Mu: r.WrongMode.Mean, Sigma: r.WrongMode.SD},
			Steps: r.Steps, Rate: r.Rate, Drawn: r.Drawn}, nil
	case spec.Vanishing:
		return theory.Vanishing(*s.Vanishing), nil
	case spec.Collapse:
		r := s.Collapse
		return theory.Collapse{Ring: theory.Ring(r.Ring), Grid: theory.Grid(r.Grid), Series: theory.Series(r.Series)}, nil
	case spec.Saddle:
		return theory.Saddle(*s.Saddle), nil
	case spec.Divergences:
		return theory.Divergences(*s.Divergences), nil
	case spec.Estimators:
		return theory.Estimators(*s.Estimators), nil
	case spec.Support:
		return theory.Support(*s.Support), nil
	case spec.Chains:
		return theory.Chains(*s.Chains), nil
	case spec.WakeSleep:
		return theory.WakeSleep(*s.WakeSleep), nil
	case spec.MNISTGradient:
		return theory.MNISTGradient(*s.MNISTGradient), nil
	case spec.MNISTCollapse:
		r := s.MNISTCollapse
		return theory.MNISTCollapse{Images: r.Images, HeldOut: r.HeldOut, ClassifierEpochs: r.ClassifierEpochs, Series: theory.Series(r.Series)}, nil
	}
	return nil, fmt.Errorf("no study %q", s.Study)
}

func modesOf(of []spec.Mode) (modes []theory.Mode) {
	for _, m := range of {
		modes = append(modes, theory.Mode(m))
	}
	return modes
}

func densityOf(d spec.Density) divergence.Density {
	switch d.Kind {
	case spec.UniformDensity:
		return divergence.Uniform{Low: *d.Low, High: *d.High}
	case spec.MixtureDensity:
		return theory.Mixture(modesOf(d.Modes))
	default:
		return divergence.Normal{Mu: *d.Mean, Sigma: *d.SD}
	}
}
