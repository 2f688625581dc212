package theory

import (
	"testing"

	"gan2014/experiments/spec"
	"gan2014/experiments/specs"
	"gan2014/internal/divergence"
)

// recipes returns the recipe of theory.yaml for a study.
func recipes(t testing.TB, study spec.Study) spec.StudyRecipes {
	t.Helper()
	s, err := spec.Parse("theory.yaml", []byte(specs.Bundled()["theory"]), nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, system := range s.Systems {
		if system.Study == study {
			return system.StudyRecipes
		}
	}
	t.Fatalf("theory.yaml has no study %s", study)
	return spec.StudyRecipes{}
}

func modesOf(of []spec.Mode) (modes []Mode) {
	for _, m := range of {
		modes = append(modes, Mode(m))
	}
	return modes
}

// figure1 returns the settings of theory.yaml for the study of that name, as do the following functions.
func figure1(t testing.TB) Figure1 {
	r := recipes(t, spec.Figure1).Figure1
	return Figure1{
		Data: modesOf(r.Data), DiscriminatorUpdates: r.DiscriminatorUpdates, GeneratorUpdates: r.GeneratorUpdates, Rounds: r.Rounds, K: r.K, Film: r.Film,
		Batch: r.Batch, LearningRate: r.LearningRate, Momentum: r.Momentum, DiscriminatorUnits: r.DiscriminatorUnits, GeneratorUnits: r.GeneratorUnits,
	}
}

func proposition1(t testing.TB) Proposition1 {
	r := recipes(t, spec.Proposition1).Proposition1
	s := Proposition1{ReferenceD: ReferenceD(r.ReferenceD)}
	density := func(d spec.Density) divergence.Density {
		switch d.Kind {
		case spec.UniformDensity:
			return divergence.Uniform{Low: *d.Low, High: *d.High}
		case spec.MixtureDensity:
			return Mixture(modesOf(d.Modes))
		}
		return divergence.Normal{Mu: *d.Mean, Sigma: *d.SD}
	}
	for _, pair := range r.Pairs {
		s.Pairs = append(s.Pairs, DensityPair{density(pair.P), density(pair.Q)})
	}
	return s
}

func theorem1(t testing.TB) Theorem1 {
	r := recipes(t, spec.Theorem1).Theorem1
	return Theorem1{Distances: r.Distances, Widening: r.Widening, Modes: modesOf(r.Modes), Samples: r.Samples, ReferenceD: ReferenceD(r.ReferenceD)}
}

func proposition2(t testing.TB) Proposition2 {
	r := recipes(t, spec.Proposition2).Proposition2
	return Proposition2{Modes: modesOf(r.Modes), Points: r.Points, WrongMode: divergence.Normal{Mu: r.WrongMode.Mean, Sigma: r.WrongMode.SD},
		Steps: r.Steps, Rate: r.Rate, Drawn: r.Drawn}
}

func vanishing(t testing.TB) Vanishing { return Vanishing(*recipes(t, spec.Vanishing).Vanishing) }

func collapse(t testing.TB) Collapse {
	r := recipes(t, spec.Collapse).Collapse
	return Collapse{Ring(r.Ring), Grid(r.Grid), Series(r.Series)}
}

// briefly returns the series of theory.yaml in the plane with other numbers of updates.
func (c Collapse) briefly(updates, every int) Series {
	c.Updates, c.Every = updates, every
	return c.Series
}

func mnistGradient(t testing.TB) MNISTGradient {
	return MNISTGradient(*recipes(t, spec.MNISTGradient).MNISTGradient)
}

func mnistCollapse(t testing.TB) MNISTCollapse {
	r := recipes(t, spec.MNISTCollapse).MNISTCollapse
	return MNISTCollapse{r.Images, r.HeldOut, r.ClassifierEpochs, Series(r.Series)}
}

// noDigits is for studies without images.
var noDigits Digits
