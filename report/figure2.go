package report

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"gan2014/internal/typeset"
	"gan2014/report/record"
	"gan2014/results"
)

// A figure2Panel is a panel of Figure 2: the samples of one run, or the command that makes such a run.
type figure2Panel struct {
	panelSource
	Run      *entry      // nil: there is none
	Sheet    *sheetImage // picture of the run; nil: there is no run
	Warnings []string    // what of the run no reader may overlook, a sentence each
	Other    *entry      // longest run of the recipe that is not shown; nil: there is none
}

// A panelSource says which runs a panel of the paper's Figure 2 is of.
type panelSource struct {
	Letter, Title string
	systems       []string // names of the systems with the original recipe; those with a desk recipe are named after them
	datasets      []string // the paper's first
	spec          string   // bundled spec that makes a run
}

// panelSources lists the panels of Figure 2 in the paper's order.
var panelSources = []panelSource{
	{"a", "MNIST", []string{"Adversarial nets"}, []string{"mnist"}, "mnist.yaml"},
	{"b", "Faces", []string{"Adversarial nets"}, []string{"tfd", "fer2013", "tfd-like"}, "desk-faces.yaml"},
	{"c", "CIFAR-10, fully connected nets", []string{"Adversarial nets", "Adversarial nets, fully connected"}, []string{"cifar10"}, "desk-cifar10.yaml"},
	{"d", "CIFAR-10, convolutional nets", []string{"Adversarial nets, convolutional"}, []string{"cifar10"}, "desk-cifar10-conv.yaml"},
}

// newFigure2 chooses the runs of the panels of Figure 2.
func newFigure2(runs []entry) (panels []figure2Panel) {
	for _, source := range panelSources {
		p := figure2Panel{panelSource: source}
		candidates := source.candidates(runs)
		if len(candidates) > 0 {
			p.Run = &candidates[0]
			p.Warnings = record.NewIndex([]record.Record{*p.Run.Record}).Warnings([]int64{p.Run.ID})
		}
		if i := slices.IndexFunc(candidates, func(e entry) bool { return isDesk(e) != isDesk(*p.Run) }); i > 0 {
			p.Other = &candidates[i]
		}
		panels = append(panels, p)
	}
	return panels
}

// candidates returns the runs that have the panel's picture, first the one to show. The score plays no part, because it comes from test data.
// The order is: the largest budget; a desk recipe before the original one, which learns little in short budgets; the data set that is
// nearest to the paper's; the most epochs; the oldest run.
func (p panelSource) candidates(runs []entry) (all []entry) {
	for _, e := range runs {
		original, _ := record.HasDeskRecipe(e.Run)
		if e.isShown() && slices.Contains(p.systems, original) && slices.Contains(p.datasets, e.Dataset) && hasPicture(e) {
			all = append(all, e)
		}
	}
	slices.SortStableFunc(all, func(a, b entry) int {
		return cmp.Or(
			cmp.Compare(record.BudgetRank(b.Budget), record.BudgetRank(a.Budget)),
			deskFirst(a, b),
			cmp.Compare(slices.Index(p.datasets, a.Dataset), slices.Index(p.datasets, b.Dataset)),
			cmp.Compare(b.Progress.Done, a.Progress.Done),
		)
	})
	return all
}

func hasPicture(e entry) bool {
	return slices.ContainsFunc(e.Artifacts, func(a results.Artifact) bool { return a.Kind == figure2Picture.kind })
}

func isDesk(e entry) bool {
	_, desk := record.HasDeskRecipe(e.Run)
	return desk
}

func deskFirst(a, b entry) int {
	switch {
	case isDesk(a) == isDesk(b):
		return 0
	case isDesk(a):
		return -1
	}
	return 1
}

// embedFigure2 embeds the pictures of Figure 2. They are the first in the room of a page.
func embedFigure2(panels []figure2Panel, images *embedder) {
	for i := range panels {
		if f := &panels[i]; f.Run != nil {
			sheet := images.sheets(*f.Run.Record, []picture{figure2Picture})[0]
			sheet.Number = "2" + f.Letter
			f.Sheet = &sheet
		}
	}
}

// inFigure2 reports whether Figure 2 shows a run.
func inFigure2(panels []figure2Panel, id int64) bool {
	return slices.ContainsFunc(panels, func(f figure2Panel) bool { return f.Run != nil && f.Run.ID == id })
}

// Command makes a run for the panel.
func (p panelSource) Command() string {
	return "go run ./experiments -spec " + p.spec + " -set budget=hour"
}

// Heading says what a panel shows: "b) Faces: FER2013".
func (p figure2Panel) Heading() string {
	heading := p.Letter + ") " + p.Title
	if p.Run != nil && len(p.datasets) > 1 {
		heading += ": " + record.DatasetName(p.Run.Dataset)
	}
	return heading
}

// Name names the system that is shown and its recipe.
func (p figure2Panel) Name() string { return nameWithRecipe(*p.Run) }

// nameWithRecipe names a run's system, and says whether its recipe is the original one.
func nameWithRecipe(e entry) string {
	original, desk := record.HasDeskRecipe(e.Run)
	if desk {
		return original + ", desk recipe (ours)"
	}
	return original + ", original recipe"
}

// Training says how long the run was trained, and on how many images if not on all.
func (p figure2Panel) Training() string {
	text := typeset.Count(p.Run.Progress.Done, "epoch", "epochs")
	if n := record.DesignOf(p.Run.Run).Images(); n > 0 {
		text += fmt.Sprintf(" of the first %s images", typeset.Grouped(int64(n)))
	}
	return text
}

// Likelihood gives the score on each grid: "156.3 ± 1.5 nats (paper grid), 163.7 ± 1.7 nats (fine grid), ± over test examples".
func (p figure2Panel) Likelihood() string {
	var parts []string
	for _, e := range p.Run.Evaluations {
		about := e.Grid + " grid"
		if e.SigmaAtEdge {
			about += ", σ at its edge"
		}
		parts = append(parts, fmt.Sprintf("%s ± %s nats (%s)", typeset.Fixed(e.LL, 1), typeset.NumberOrDash(typeset.Finite(e.StdErr), 1), about))
	}
	if len(parts) == 0 {
		return ""
	}
	return strings.Join(parts, ", ") + ", ± over " + p.Run.Evaluations[0].StdErrOver + record.Caveat(p.Run.Dataset)
}
