// Package table2 fills the paper's Table 2, "Challenges in generative modeling", with what the runs of a database say of each challenge.
package table2

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"gan2014/internal/typeset"
	"gan2014/report/record"
	"gan2014/report/table1"
)

// A Table is the paper's Table 2, "Challenges in generative modeling". Beside the paper's words about each family of models it has facts
// from the database's runs of the family's systems. All facts come from one data set and one budget.
type Table struct {
	Dataset, Budget string // empty when no run of these systems is done
	Machines        []string
	Families        []string
	Rows            []Row
}

// A Row is one of the major operations that involve a model.
type Row struct {
	Operation string
	Answers   []Answer // by family
}

// An Answer is a cell: the paper's words, and the facts from the runs.
type Answer struct {
	Quote string
	Facts []Fact
}

// A Fact is a statement from the runs of a system. A fact that cannot be determined begins with a dash and gives the reason.
type Fact struct{ System, Text string }

// A family is a column, with the systems of Table 1 that belong to it.
type family struct {
	name    string
	systems []system
}

// A system is given by the kind of its specs, and by the name to use if none of its runs has another name. Without a name it is left out if it has
// no run.
type system struct{ kind, name string }

// families are in the order of the paper. It calls deep belief nets "hybrid models containing a single undirected layer and
// several directed layers" (section 2); their samples come from the undirected layer.
var families = []family{
	{"Deep directed graphical models", []system{{"vae", "Variational auto-encoder"}}},
	{"Deep undirected graphical models", []system{{"dbn", "DBN"}, {kind: "dbm"}}},
	{"Generative autoencoders", []system{{"cae", "Stacked CAE"}, {"gsn", "Deep GSN"}}},
	{"Adversarial models", []system{{"gan", table1.Subject}}},
}

// operations are the rows of the paper's Table 2 in its words, by family, with what answers them here.
var operations = []struct {
	name   string
	quotes [4]string
	Answer func(recipeSummary) string
}{
	{"Training", [4]string{
		"Inference needed during training.",
		"Inference needed during training. MCMC needed to approximate partition function gradient.",
		"Enforced tradeoff between mixing and power of reconstruction generation",
		"Synchronizing the discriminator with the generator. Helvetica.",
	}, recipeSummary.training},
	{"Inference", [4]string{
		"Learned approximate inference", "Variational inference", "MCMC-based inference", "Learned approximate inference",
	}, recipeSummary.inference},
	{"Sampling", [4]string{
		"No difficulties", "Requires Markov chain", "Requires Markov chain", "No difficulties",
	}, recipeSummary.sampling},
	{"Evaluating p(x)", [4]string{
		"Intractable, may be approximated with AIS", "Intractable, may be approximated with AIS",
		"Not explicitly represented, may be approximated with Parzen density estimation",
		"Not explicitly represented, may be approximated with Parzen density estimation",
	}, recipeSummary.evaluation},
	{"Model design", [4]string{
		"Nearly all models incur extreme difficulty", "Careful design needed to ensure multiple properties",
		"Any differentiable function is theoretically permitted", "Any differentiable function is theoretically permitted",
	}, recipeSummary.model},
}

// Runs returns the runs whose metrics and curves the table has facts from: they must have been read before [New].
func Runs(x *record.Index) (runs []*record.Record) {
	dataset, budget := scope(x)
	for _, t := range summarize(x, dataset, budget) {
		runs = append(runs, t.done...)
	}
	return runs
}

// New fills the table with what is recorded.
func New(x *record.Index) Table {
	c := Table{}
	c.Dataset, c.Budget = scope(x)
	summaries := summarize(x, c.Dataset, c.Budget)
	for _, f := range families {
		c.Families = append(c.Families, f.name)
		for _, s := range f.systems {
			if t, ok := summaries[s.kind]; ok {
				for _, r := range t.done {
					if machine := record.Hardware(r.Run) + ", " + record.Library(r.Run); !slices.Contains(c.Machines, machine) {
						c.Machines = append(c.Machines, machine)
					}
				}
			}
		}
	}
	for _, o := range operations {
		row := Row{Operation: o.name}
		for i, f := range families {
			row.Answers = append(row.Answers, Answer{o.quotes[i], facts(f, summaries, o.Answer)})
		}
		c.Rows = append(c.Rows, row)
	}
	return c
}

// facts returns the facts about a family's systems.
func facts(f family, summaries map[string]recipeSummary, of func(recipeSummary) string) []Fact {
	var out []Fact
	for _, s := range f.systems {
		if t, ok := summaries[s.kind]; ok {
			out = append(out, Fact{t.name, of(t)})
		} else if s.name != "" {
			out = append(out, Fact{s.name, "– (no finished run)"})
		}
	}
	return out
}

// scope picks the data set and the budget of all facts: MNIST before other data sets, then the data set and budget with the most done
// systems, then the larger budget.
func scope(x *record.Index) (dataset, budget string) {
	type place struct{ dataset, budget string }
	kinds := map[place]map[string]bool{}
	var places []place
	for _, r := range x.Records {
		if !record.IsCounted(r.Run) || !hasFamily(r.Kind) {
			continue
		}
		p := place{r.Dataset, r.Budget}
		if kinds[p] == nil {
			kinds[p], places = map[string]bool{}, append(places, p)
		}
		kinds[p][r.Kind] = true
	}
	if len(places) == 0 {
		return "", ""
	}
	first := func(p place) int {
		if p.dataset == "mnist" {
			return 1
		}
		return 0
	}
	best := slices.MaxFunc(places, func(a, b place) int {
		return cmp.Or(cmp.Compare(first(a), first(b)), cmp.Compare(len(kinds[a]), len(kinds[b])), cmp.Compare(record.BudgetRank(a.budget), record.BudgetRank(b.budget)))
	})
	return best.dataset, best.budget
}

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

// Caption returns the paper's caption with the data set and the budget of the facts.
func (c Table) Caption() string {
	s := "Table 2. “Challenges in generative modeling: a summary of the difficulties encountered by different approaches to deep generative modeling " +
		"for each of the major operations involving a model”, in the paper’s words, and what the runs of this database say of the same. "
	if c.Dataset == "" {
		return s + "No run of these systems is done."
	}
	return s + fmt.Sprintf("All facts are from %s, budget %s.", record.DatasetName(c.Dataset)+record.Caveat(c.Dataset), typeset.OrDash(c.Budget))
}

// Remarks returns what a reader of the facts must know.
func (c Table) Remarks() []string {
	out := []string{"Quoted: Goodfellow et al. 2014, Table 2. The DBN is under undirected models because its samples come from its undirected layer; the paper calls DBNs " +
		"“hybrid models containing a single undirected layer and several directed layers”, with the difficulties of both (section 2). Variational auto-encoders are no row of its Table 1."}
	if c.Dataset == "" {
		return out
	}
	return append(out,
		"Each kind of model is shown by the system that is named as in the paper’s Table 1, or else by the recipe with the most runs, the latest of those with equally many. Where the runs differ, the smallest and the largest value are "+
			"given; autocorrelations are those of the first run. "+
			"Times are wall-clock times on machines that may have had other work too: "+strings.Join(c.Machines, "; ")+". "+
			"The time of a run includes training, validation, sampling and scoring.")
}
