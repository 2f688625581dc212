package cost

import "gan2014/experiments/spec"

// extensions returns the work of the extensions of section 7 of the paper after the training: what they train, and what they are measured by.
func extensions(run spec.Run, d data, g, judge net) (w Work) {
	s := run.System
	images := float64(d.train)
	recogniser := netOf([]layer{dense(d.values, 512), dense(512, 128), dense(128, float64(spec.Classes(s.Dataset)))})
	if l := s.Evaluation.Likelihood; l != nil {
		n := trajectories(l)
		w = w.Plus(g.forward(n)).Plus(g.toInput(n, n))
	}
	if s.Condition != nil {
		w = w.Plus(learning(recogniser, 2*20*float64(s.Evaluation.Samples))) // two classifiers of 20 epochs
	}
	if m := s.Masks; m != nil {
		tasks := float64(2 * m.Images * len(m.Kinds))
		w = w.Plus(g.forward(tasks * float64(m.Completions))).Plus(Work{Values: 2 * tasks * images * d.values})
	}
	if i := s.Inference; i != nil {
		e := netOf(layersOf(i.Layers, s.ImageShape(), 0))
		updates, _ := i.Updates.For(run.Budget)
		n := float64(updates * i.Batch)
		found := float64(i.Search.Images * (i.Search.Starts + 1) * i.Search.Steps)
		w = w.Plus(g.forward(n + found)).Plus(g.toInput(found, found)).Plus(learning(e, n)).Plus(Work{Values: float64(updates) * updateValues * e.weights})
		w = w.Plus(Work{Products: 2 * images * float64(d.test) * (d.values + 2*e.values/float64(len(i.Layers)))}) // neighbours
	}
	if f := s.Finetune; f != nil {
		draws, _ := f.Draws.For(run.Budget)
		updates, _ := f.Updates.For(run.Budget)
		n := float64(2 * draws * len(f.Labels) * updates)
		w = w.Plus(learning(judge, n*float64(f.Batch))).Plus(Work{Values: n * updateValues * judge.weights})
	}
	return w
}

// trajectories returns the number of leapfrog steps of all chains of an estimate, each of which passes the generator forth and back.
func trajectories(l *spec.Likelihood) float64 {
	chains := l.Images*l.Chains + l.Simulated*(l.Chains+1) + 5*min(10, l.Images)*l.Chains
	return float64(chains * (l.Steps + len(l.Sigmas)) * l.Leaps)
}

// learning returns the work of the gradients of a net's parameters on so many examples.
func learning(n net, examples float64) Work {
	return n.forward(examples).Plus(n.toWeights(examples)).Plus(n.toInput(examples, 0))
}
