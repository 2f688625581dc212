package table2

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"gan2014/internal/metric"
	"gan2014/internal/typeset"
	"gan2014/report/record"
	"gan2014/results"
)

// A recipeSummary holds the runs of one recipe of a system, over all seeds.
type recipeSummary struct {
	kind, name string
	done       []*record.Record // at least one
	runs       []*record.Record // the recipe's runs, unfinished ones included
	all        *record.Index    // every recipe: a run may continue another recipe's run
	design     record.Design
}

// summarize picks the representative recipe of each kind among the runs of a data set and a budget. It prefers the system of the paper's name,
// then recipes that are not variants of a sweep, then the recipe with the most runs, then the latest. A kind without a done run has none.
func summarize(x *record.Index, dataset, budget string) map[string]recipeSummary {
	best := map[string]recipeSummary{}
	for _, recipe := range x.Recipes() {
		first := recipe[0]
		if first.Dataset != dataset || first.Budget != budget || !hasFamily(first.Kind) {
			continue
		}
		t := recipeSummary{kind: first.Kind, name: first.System, runs: recipe, all: x}
		for _, r := range recipe {
			if record.IsCounted(r.Run) {
				t.done = append(t.done, r)
			}
		}
		if other, found := best[t.kind]; len(t.done) > 0 && (!found || t.compare(other) > 0) {
			best[t.kind] = t
		}
	}
	for kind, t := range best {
		t.design = record.DesignOf(t.runs[0].Run)
		best[kind] = t
	}
	return best
}

func (t recipeSummary) compare(other recipeSummary) int {
	first := func(a, b bool) int {
		switch {
		case a == b:
			return 0
		case a:
			return 1
		}
		return -1
	}
	own := func(t recipeSummary) bool { return t.done[0].VariantOf == "" }
	return cmp.Or(first(t.named(), other.named()), first(own(t), own(other)), cmp.Compare(len(t.done), len(other.done)), cmp.Compare(t.done[0].ID, other.done[0].ID))
}

// named reports whether the system has the name of its family's system.
func (t recipeSummary) named() bool {
	return slices.ContainsFunc(families, func(f family) bool { return slices.Contains(f.systems, system{t.kind, t.name}) })
}

const noChain = ". No MCMC"

// training states the cost of training, and the paper's difficulties as far as the numbers show them.
func (t recipeSummary) training() string {
	var whole, trained, epochs, threads []float64
	for _, r := range t.done {
		whole = append(whole, t.all.ComputingTime(r.Run))
		threads = append(threads, float64(r.Environment.Threads))
		if seconds := r.Values(metric.EpochSeconds); len(seconds) > 0 && len(seconds) == r.Progress().Done { // no epoch was taken over
			trained = append(trained, sum(seconds))
			epochs = append(epochs, float64(len(seconds)))
		}
	}
	text := formatRange(whole, typeset.Elapsed) + " a run"
	if slices.Min(whole) == 0 {
		text = "– (the time of a run is not recorded)"
	}
	if len(trained) == len(t.done) {
		text += fmt.Sprintf(", %s of it for the training of %s", formatRange(trained, typeset.Elapsed), plural(epochs, "epoch", "epochs"))
	}
	text += fmt.Sprintf("; %s, %s%s", plural(threads, "thread", "threads"), typeset.Count(len(t.done), "seed", "seeds"), t.images())
	switch t.kind {
	case "dbn":
		text += gibbsSteps(t.design)
	case "dbm":
		if steps := t.design.DBM.Joint.Steps; steps > 0 {
			text += fmt.Sprintf(". MCMC: %s of persistent chains through all layers in each update of the joint training", typeset.Count(steps, "sweep", "sweeps"))
		}
	case "gsn":
		if steps := t.design.GSN.Walkback; steps > 0 {
			text += fmt.Sprintf(". MCMC: %s of its chain in each update", typeset.Count(steps, "step", "steps"))
		}
	case "cae":
		text += noChain
	case "vae":
		text += noChain + t.bound()
	case "gan":
		text += noChain + t.balance()
	}
	return text + "."
}

// images states the number of training images that the recipe uses, if it does not use all.
func (t recipeSummary) images() string {
	if n := t.design.Images(); n > 0 {
		return fmt.Sprintf(", the first %s images", typeset.Grouped(int64(n)))
	}
	return ""
}

// bound states what inference costs the likelihood: the lower bound that training maximises.
func (t recipeSummary) bound() string {
	bound, divergence := t.last(metric.LowerBound), t.last(metric.Divergence)
	if len(bound) == 0 || len(divergence) == 0 {
		return ""
	}
	nats := func(x float64) string { return typeset.Fixed(x, 1) }
	return fmt.Sprintf(". The encoder, its inference, learns with the decoder. In the last epoch a lower bound of %s nats, of which %s are lost between its distribution of z and the prior",
		formatRange(bound, nats), formatRange(divergence, nats))
}

// balance states whether D and G stayed balanced, and whether G collapsed, which the paper calls the Helvetica scenario.
func (t recipeSummary) balance() string {
	var parts []string
	for _, m := range []struct{ metric, name string }{{metric.Real, "D(x)"}, {metric.Fake, "D(G(z))"}, {metric.Accuracy, "accuracy of D"}} {
		if values := t.last(m.metric); len(values) > 0 {
			parts = append(parts, m.name+" "+formatRange(values, twoDecimals))
		}
	}
	text := ""
	if len(parts) > 0 {
		text = ". In the last epoch " + strings.Join(parts, ", ") + "; at the equilibrium all are ½"
	}
	if spread := t.last(metric.SampleSpread); len(spread) > 0 {
		text += fmt.Sprintf(". The samples spread %s times as far as the data (0 times if G maps every z to the same image, as in the Helvetica scenario)",
			formatRange(spread, twoDecimals))
	}
	return text
}

// inference states how the hidden units of an image are computed, by the kind of model.
func (t recipeSummary) inference() string {
	switch t.kind {
	case "dbn":
		return "One pass up through the layers, in training and where the chains of its samples start."
	case "dbm":
		return fmt.Sprintf("Variational: a pass upwards and then %s of mean field for each image, in the joint training.",
			typeset.Count(t.design.DBM.Joint.MeanField, "iteration", "iterations"))
	case "cae":
		return "One pass through its encoder."
	case "vae":
		return "One pass through its encoder, which gives a normal distribution of z."
	case "gsn":
		return "Its chain: the hidden units of an image come from the image and from what they were a step before."
	}
	return "None in training, and none learned: nothing takes an image back to z."
}

// sampling states the cost of drawing the samples, and whether it needed a Markov chain.
func (t recipeSummary) sampling() string {
	drawn := t.drawn()
	if drawn == 0 {
		return "– (no samples are recorded)"
	}
	text := typeset.Count(drawn, "sample", "samples")
	if seconds := t.last(metric.SampleSeconds); len(seconds) > 0 {
		text += " in " + formatRange(seconds, typeset.Elapsed) + "."
	} else {
		text += " in – (not measured: the runs are of a version that did not)."
	}
	switch t.kind {
	case "gan":
		return text + " No Markov chain: one pass through G for each."
	case "vae":
		return text + " No Markov chain: one pass through the decoder for each."
	}
	c := t.design.Chain()
	if c.Chains == 0 {
		return text + " The Markov chain is not recorded."
	}
	every := "step"
	if c.Thin > 1 {
		every = typeset.Count(c.Thin, "step", "steps")
	}
	text += fmt.Sprintf(" %s from training images, burn-in of %s, a sample every %s: %s one after another.", typeset.Count(c.Chains, "Markov chain", "Markov chains"),
		typeset.Count(c.BurnIn, "step", "steps"), every, typeset.Count(c.Steps(drawn), "step", "steps"))
	return text + t.mixing()
}

// drawn returns the number of drawn samples: the scored samples, or more if the curve over numbers of samples needed more.
func (t recipeSummary) drawn() int {
	n := 0
	for _, e := range t.done[0].Evaluations {
		n = max(n, e.Samples)
		for _, s := range e.BySamples {
			n = max(n, s.Samples)
		}
	}
	return n
}

// mixing states how long states of the chain stay similar, as measured for the chain's picture.
func (t recipeSummary) mixing() string {
	for _, a := range t.done[0].Artifacts {
		if a.Kind == "chain" && a.Measured != "" {
			return " " + typeset.WithMinus(a.Measured)
		}
	}
	return ""
}

// evaluation states how the density was estimated, and the result.
func (t recipeSummary) evaluation() string {
	es := t.done[0].Evaluations
	if len(es) == 0 {
		return "– (no evaluation is recorded)"
	}
	e := es[0]
	text := fmt.Sprintf("Gaussian Parzen window on %s, its σ chosen on %s, %s scored: ",
		typeset.Count(e.Samples, "sample", "samples"), typeset.Count(e.ValidExamples, "validation image", "validation images"), typeset.Count(e.TestExamples, "test image", "test images"))
	var scores []string
	for _, e := range es {
		var lls []float64
		for _, r := range t.done {
			for _, other := range r.Evaluations {
				if other.Grid == e.Grid {
					lls = append(lls, other.LL)
				}
			}
		}
		scores = append(scores, fmt.Sprintf("%s nats (%s grid)", formatRange(lls, func(x float64) string { return typeset.Fixed(x, 1) }), e.Grid))
	}
	return text + strings.Join(scores, ", ") + "." + t.annealed()
}

// annealed states the result of annealed importance sampling in the first run that has one, where it is highest.
func (t recipeSummary) annealed() string {
	for _, r := range t.done {
		for _, l := range r.Study.Lines {
			if l.Figure != metric.AnnealedFigure || len(l.Points) == 0 {
				continue
			}
			best := slices.MaxFunc(l.Points, func(a, b results.LinePoint) int { return cmp.Compare(a.Y, b.Y) })
			return fmt.Sprintf(" By annealed importance sampling %s nats at σ %g, as an average lower bound over some of the test images.", typeset.Fixed(best.Y, 1), best.X)
		}
	}
	return ""
}

// model states the architecture, and the statuses of the runs.
func (t recipeSummary) model() string {
	var ids []int64
	for _, r := range t.runs {
		ids = append(ids, r.ID)
	}
	_, all := t.all.Tally(ids)
	runs := "Runs of this recipe: " + all + "."
	if layers := architecture(t.design, t.kind); layers != "" {
		return layers + ". " + runs
	}
	return runs
}

// last returns the last recorded value of a metric for each run that has it.
func (t recipeSummary) last(metric string) []float64 {
	var out []float64
	for _, r := range t.done {
		if values := r.Values(metric); len(values) > 0 {
			out = append(out, values[len(values)-1])
		}
	}
	return out
}

func sum(values []float64) (total float64) {
	for _, v := range values {
		total += v
	}
	return total
}

// formatRange formats the smallest and the largest value, or the only one.
func formatRange(values []float64, format func(float64) string) string {
	least, greatest := format(slices.Min(values)), format(slices.Max(values))
	if least == greatest {
		return least
	}
	return least + " to " + greatest
}

// plural formats a range of counts with its noun.
func plural(counts []float64, singular, plural string) string {
	noun := plural
	if slices.Max(counts) == 1 {
		noun = singular
	}
	return formatRange(counts, func(x float64) string { return typeset.Grouped(int64(x)) }) + " " + noun
}

// twoDecimals formats a share.
func twoDecimals(x float64) string { return typeset.Fixed(x, 2) }
