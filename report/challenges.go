package report

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"gan2014/results"
)

// challenges are Table 2 of the paper, "Challenges in generative modeling": what it says of each family of models, and beside
// it what the runs of the database say of the systems of that family. All facts are of one data set and one budget.
type challenges struct {
	Dataset, Budget string // empty when no run of these systems is done
	Machines        []string
	Families        []string
	Rows            []challenge
}

// A challenge is one of the major operations that involve a model.
type challenge struct {
	Operation string
	Answers   []answer // by family
}

// An answer is a cell: the paper's words, and ours.
type answer struct {
	Quote string
	Facts []fact
}

// A fact is what the runs of a system say. One that cannot be told begins with a dash and gives the reason.
type fact struct{ System, Text string }

// A family is a column, with the systems of Table 1 that belong to it.
type family struct {
	name    string
	systems []system
}

// A system by the kind of its specs, with the name it has where none of its runs says another.
type system struct{ kind, name string }

// families are in the order of the paper. It calls deep belief nets "hybrid models containing a single undirected layer and
// several directed layers" (section 2); the undirected one is what their samples come from.
var families = []family{
	{"Deep directed graphical models", nil},
	{"Deep undirected graphical models", []system{{"dbn", "DBN"}}},
	{"Generative autoencoders", []system{{"cae", "Stacked CAE"}, {"gsn", "Deep GSN"}}},
	{"Adversarial models", []system{{"gan", subject}}},
}

// operations are the rows of the paper's Table 2 in its words, by family, with what answers them here.
var operations = []struct {
	name   string
	quotes [4]string
	answer func(trial) string
}{
	{"Training", [4]string{
		"Inference needed during training.",
		"Inference needed during training. MCMC needed to approximate partition function gradient.",
		"Enforced tradeoff between mixing and power of reconstruction generation",
		"Synchronizing the discriminator with the generator. Helvetica.",
	}, trial.training},
	{"Inference", [4]string{
		"Learned approximate inference", "Variational inference", "MCMC-based inference", "Learned approximate inference",
	}, trial.inference},
	{"Sampling", [4]string{
		"No difficulties", "Requires Markov chain", "Requires Markov chain", "No difficulties",
	}, trial.sampling},
	{"Evaluating p(x)", [4]string{
		"Intractable, may be approximated with AIS", "Intractable, may be approximated with AIS",
		"Not explicitly represented, may be approximated with Parzen density estimation",
		"Not explicitly represented, may be approximated with Parzen density estimation",
	}, trial.evaluation},
	{"Model design", [4]string{
		"Nearly all models incur extreme difficulty", "Careful design needed to ensure multiple properties",
		"Any differentiable function is theoretically permitted", "Any differentiable function is theoretically permitted",
	}, trial.model},
}

// newChallenges fills the table with what is recorded.
func newChallenges(records []record) challenges {
	c := challenges{}
	c.Dataset, c.Budget = scope(records)
	records = slices.DeleteFunc(slices.Clone(records), func(r record) bool { return r.Dataset != c.Dataset || r.Budget != c.Budget })
	trials := map[string]trial{}
	for _, f := range families {
		c.Families = append(c.Families, f.name)
		for _, s := range f.systems {
			if t, ok := newTrial(s.kind, records); ok {
				trials[s.kind] = t
				for _, r := range t.done {
					c.Machines = add(c.Machines, hardware(r.Run)+", "+r.Environment.BLAS)
				}
			}
		}
	}
	for _, o := range operations {
		row := challenge{Operation: o.name}
		for i, f := range families {
			row.Answers = append(row.Answers, answer{o.quotes[i], facts(f, trials, o.answer)})
		}
		c.Rows = append(c.Rows, row)
	}
	return c
}

// facts are those of a family's systems.
func facts(f family, trials map[string]trial, of func(trial) string) []fact {
	var out []fact
	for _, s := range f.systems {
		if t, ok := trials[s.kind]; ok {
			out = append(out, fact{t.name, of(t)})
		} else {
			out = append(out, fact{s.name, "– (no run is done)"})
		}
	}
	if len(out) == 0 {
		out = append(out, fact{"", "– (no system of Table 1 is one)"})
	}
	return out
}

// scope picks what all facts are of: MNIST before other data sets, then the data set and the budget of which most systems are
// done, of equal ones the larger budget.
func scope(records []record) (dataset, budget string) {
	done := slices.DeleteFunc(slices.Clone(records), func(r record) bool { return !counts(r.Run) || !hasFamily(r.Kind) })
	if len(done) == 0 {
		return "", ""
	}
	rank := func(r record) (first, covered, budget int) {
		var kinds []string
		for _, other := range done {
			if other.Dataset == r.Dataset && other.Budget == r.Budget {
				kinds = add(kinds, other.Kind)
			}
		}
		if r.Dataset == "mnist" {
			first = 1
		}
		return first, len(kinds), budgetRank(r.Budget)
	}
	best := slices.MaxFunc(done, func(a, b record) int {
		firstA, coveredA, budgetA := rank(a)
		firstB, coveredB, budgetB := rank(b)
		return cmp.Or(cmp.Compare(firstA, firstB), cmp.Compare(coveredA, coveredB), cmp.Compare(budgetA, budgetB))
	})
	return best.Dataset, best.Budget
}

// counts reports whether a run is one that Table 1 counts.
func counts(r results.Run) bool { return r.Status == results.Done && !r.Superseded }

func hasFamily(kind string) bool {
	for _, f := range families {
		for _, s := range f.systems {
			if s.kind == kind {
				return true
			}
		}
	}
	return false
}

// Caption is the paper's, with what the facts are of.
func (c challenges) Caption() string {
	s := "Table 2. “Challenges in generative modeling: a summary of the difficulties encountered by different approaches to deep generative modeling " +
		"for each of the major operations involving a model”, in the paper’s words, and what the runs of this database say of the same. "
	if c.Dataset == "" {
		return s + "No run of these systems is done."
	}
	return s + fmt.Sprintf("All of it is of %s, budget %s.", datasetName(c.Dataset)+caveat(c.Dataset), orDash(c.Budget))
}

// Remarks are what a reader of the facts has to know.
func (c challenges) Remarks() []string {
	out := []string{"Quoted: Goodfellow et al. 2014, Table 2. The DBN is under undirected models because its samples come from its undirected layer; the paper calls DBNs " +
		"“hybrid models containing a single undirected layer and several directed layers”, with the difficulties of both (section 2)."}
	if c.Dataset == "" {
		return out
	}
	return append(out,
		"Of a system’s recipes the one with the most runs counts, of equal ones the latest. Where its runs differ, the least and the greatest value are given; "+
			"autocorrelations are of the first run. "+
			"Times are those of the clock, beside whatever else the machine did: "+strings.Join(c.Machines, "; ")+". "+
			"That of a run has everything in it: training, validation, samples and scores.")
}
