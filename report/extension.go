package report

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"gan2014/internal/metric"
	"gan2014/internal/stats"
	"gan2014/internal/typeset"
	"gan2014/models/theory/figure"
	"gan2014/report/record"
	"gan2014/results"
)

// An extension is one of those of section 7 of the paper, with what the runs measured of it.
type extension struct {
	ID, Title string
	Claim     string // the paper's words
	Tables    []extensionTable
	Figures   []plot
	Sheets    []sheetImage

	group  string // of its figures
	kinds  []picture
	shown  []*record.Record // whose figures and pictures are shown, one of each system
	tables func(groups []extended) []extensionTable
	has    func(record.Design) bool
}

// An extensionTable is a table of numbers with a name for each row.
type extensionTable struct {
	Caption string
	Columns []string
	Rows    []extensionRow
}

type extensionRow struct {
	Name  string
	Cells []string
}

// extended are the runs of a recipe with an extension.
type extended []*record.Record

// extensions describes the extensions in the order of the paper.
func extensions() []extension {
	return []extension{
		{
			ID: "conditional", Title: "Conditional samples", group: "condition", tables: conditionTables, has: func(d record.Design) bool { return d.Condition != nil },
			Claim: "“A conditional generative model p(x|c) can be obtained by adding c as input to both G and D.”",
			kinds: []picture{{"classes", "Rows of generated images of the same z, a column for each class."}},
		},
		{
			ID: "inference", Title: "Inference of z", group: "inference", tables: inferenceTables, has: func(d record.Design) bool { return d.Inference != nil },
			Claim: "“Learned approximate inference can be performed by training an auxiliary network to predict z given x.”",
			kinds: []picture{{"reconstructions", "Ten test images, and below each two images that the generator makes of z inferred from it."}},
		},
		{
			ID: "conditionals", Title: "All conditionals", group: "masks", tables: maskTables, has: func(d record.Design) bool { return d.Masks != nil },
			Claim: "“One can approximately model all conditionals p(x_S | x_¬S) where S is a subset of the indices of x by training a family of conditional models that share parameters.”",
			kinds: completionPictures,
		},
		{
			ID: "few-labels", Title: "Few labels", group: "finetune", tables: fewLabelsTables, has: func(d record.Design) bool { return d.Finetune != nil },
			Claim: "“Features from the discriminator or inference net could improve performance of classifiers when limited labeled data is available.”",
		},
	}
}

// extensionPictures lists the pictures of all extensions.
func extensionPictures() (kinds []picture) {
	for _, e := range extensions() {
		kinds = append(kinds, e.kinds...)
	}
	return append(kinds, posteriorPicture)
}

// completionPictures are the sheets of completed images.
var completionPictures = []picture{
	completionPicture("halves"), completionPicture("quadrants"), completionPicture("rectangles"), completionPicture("pixels"),
}

func completionPicture(kind string) picture {
	return picture{"completions-" + kind, "Rows of a test image, of the same with missing " + kind + " in grey, and of four completions."}
}

// newExtensions returns the extensions that runs have measured. draw adds the figures, and embed the pictures.
func newExtensions(x *record.Index) (all []extension) {
	groups := longestExtended(x)
	for _, e := range extensions() {
		var own []extended
		for _, g := range groups {
			if e.has(record.DesignOf(g[0].Run)) {
				own = append(own, g)
				e.shown = append(e.shown, g[0])
			}
		}
		if len(own) > 0 {
			e.Tables = e.tables(own)
			all = append(all, e)
		}
	}
	return all
}

// longestExtended returns the done runs of systems with extensions, by recipe: of each system on a data set the last recipe of its largest budget.
func longestExtended(x *record.Index) []extended {
	return longest(x, func(r *record.Record) bool { return record.DesignOf(r.Run).Extends() })
}

// longest returns the done runs that are wanted, by recipe: of each system on a data set the last recipe of its largest budget.
func longest(x *record.Index, wanted func(*record.Record) bool) (longest []extended) {
	place := map[trained]int{}
	for _, recipe := range x.Recipes() {
		var done extended
		for _, r := range recipe {
			if record.IsCounted(r.Run) && wanted(r) {
				done = append(done, r)
			}
		}
		if len(done) == 0 {
			continue
		}
		of := trained{done[0].System, done[0].Dataset}
		i, found := place[of]
		switch {
		case !found:
			place[of] = len(longest)
			longest = append(longest, done)
		case record.BudgetRank(done[0].Budget) >= record.BudgetRank(longest[i][0].Budget):
			longest[i] = done
		}
	}
	return longest
}

func drawExtensions(all []extension) {
	for i := range all {
		all[i].draw()
	}
}

func embedExtensions(all []extension, images *embedder) {
	for i := range all {
		all[i].embed(images)
	}
}

// draw draws the figures.
func (e *extension) draw() {
	for _, r := range e.shown {
		for _, d := range drawings(r.Study.Lines) {
			if d.Group() != e.group {
				continue
			}
			if p := theoryPanel(d); !p.Empty() {
				p.ID = figureID(r.Run, d.Name)
				e.Figures = append(e.Figures, newFigure(p, record.RunName(r.Run), p.Note))
			}
		}
	}
}

// embed embeds the pictures that there is room for.
func (e *extension) embed(images *embedder) {
	e.Sheets = nil
	for _, r := range e.shown {
		e.Sheets = append(e.Sheets, images.sheets(*r, e.kinds)...)
	}
	e.Sheets = slices.DeleteFunc(e.Sheets, func(s sheetImage) bool { return s.NoRoom })
}

// name names the system, the length of its training and the number of its runs.
func (g extended) name() string {
	name := fmt.Sprintf("%s, %s", g[0].System, typeset.Count(g[0].Epochs, "epoch", "epochs"))
	if len(g) > 1 {
		name += fmt.Sprintf(", mean of %d seeds", len(g))
	}
	return name
}

// values returns the last value of a metric in each run that has it.
func (g extended) values(name string) (values []float64) {
	for _, r := range g {
		if all := r.Values(name); len(all) > 0 {
			values = append(values, all[len(all)-1])
		}
	}
	return values
}

// number formats the mean over runs of a metric, with the standard deviation over seeds if there are several, or a dash.
func (g extended) number(name, format string, scale float64) string {
	values := g.values(name)
	if len(values) == 0 {
		return "–"
	}
	mean, sd := stats.MeanSD(values)
	text := fmt.Sprintf(format, mean*scale)
	if len(values) > 1 {
		text += " ± " + fmt.Sprintf(format, sd*scale)
	}
	return typeset.WithMinus(text)
}

func (g extended) nats(name string) string    { return g.number(name, "%.1f", 1) }
func (g extended) percent(name string) string { return g.number(name, "%.1f %%", 100) }
func (g extended) plain(name string) string   { return g.number(name, "%.2f", 1) }

// likelihood formats the mean likelihood on the paper's grid.
func (g extended) likelihood() string {
	var all []float64
	for _, r := range g {
		if e, found := r.MainEvaluation(); found {
			all = append(all, e.LL)
		}
	}
	if len(all) == 0 {
		return "–"
	}
	mean, sd := stats.MeanSD(all)
	if len(all) == 1 {
		return typeset.Fixed(mean, 1)
	}
	return typeset.Fixed(mean, 1) + " ± " + typeset.Fixed(sd, 1)
}

const overSeeds = " With several seeds, ± is the standard deviation over them."

func conditionTables(groups []extended) []extensionTable {
	t := extensionTable{
		Caption: "Nets with the class as their condition. Published: 132 ± 1.8 nats (Mirza and Osindero 2014). A classifier says how many samples are of the class they were to be. " +
			"Another learns from the samples alone, or from as many training images, and is tested on test images. The likelihood by class takes the samples of the class alone." + overSeeds,
		Columns: []string{"likelihood, nats", "samples of the right class", "learned from samples", "learned from images", "likelihood by class, nats", "the same of images", "spread within a class"},
	}
	for _, g := range groups {
		t.Rows = append(t.Rows, extensionRow{g.name(), []string{
			g.likelihood(), g.percent(metric.LabelAgreement), g.percent(metric.AccuracyFromSamples), g.percent(metric.AccuracyFromImages),
			g.nats(metric.ClassLL), g.nats(metric.ClassLLOfImages), g.plain(metric.ClassSpread),
		}})
	}
	return []extensionTable{t}
}

// inferenceTables returns one table with a column for each system: there are many more measures than systems.
func inferenceTables(groups []extended) []extensionTable {
	t := extensionTable{
		Caption: "A net that predicts z. R² is of z on fresh samples. Distances are mean L2 distances of test images from what the generator makes of a z. By descent means the z that gradient " +
			"descent finds, for the first 100 test images. A classifier says how many reconstructions are of their class." + overSeeds,
	}
	measures := []struct {
		name   string
		number func(extended) string
	}{
		{"R² of z", plainly(metric.NoiseR2)},
		{"distance with the predicted z", plainly(metric.ReconstructionByNoise)},
		{"with the predicted z of another image", plainly(metric.ReconstructionOfOthers)},
		{"ratio of the two", extended.ratio},
		{"with the predicted z, first 100 images", plainly(metric.ReconstructionOfSearched)},
		{"by descent from there", plainly(metric.ReconstructionBySearch)},
		{"by descent from random z, the best", plainly(metric.ReconstructionByRandomSearch)},
		{"reconstructions of the right class", inPercent(metric.ReconstructionRecognised)},
		{"nearest training image of the right class: in pixels", inPercent(metric.NeighbourInPixels)},
		{"in the predicted z", inPercent(metric.NeighbourInNoise)},
		{"in the last hidden layer of the net", inPercent(metric.NeighbourInFeatures)},
	}
	for _, g := range groups {
		t.Columns = append(t.Columns, g.name())
	}
	for _, m := range measures {
		row := extensionRow{Name: m.name}
		for _, g := range groups {
			row.Cells = append(row.Cells, m.number(g))
		}
		t.Rows = append(t.Rows, row)
	}
	return []extensionTable{t}
}

func plainly(name string) func(extended) string {
	return func(g extended) string { return g.plain(name) }
}
func inPercent(name string) func(extended) string {
	return func(g extended) string { return g.percent(name) }
}

// ratio returns the distance with the predicted z as a share of that with another image's.
func (g extended) ratio() string {
	own, other := g.values(metric.ReconstructionByNoise), g.values(metric.ReconstructionOfOthers)
	if len(own) == 0 || len(other) == 0 {
		return "–"
	}
	return typeset.Fixed(stats.Mean(own)/stats.Mean(other), 2)
}

func maskTables(groups []extended) (tables []extensionTable) {
	for _, g := range groups {
		t := extensionTable{
			Caption: g.name() + ". Missing pixels of test images, given the others: log-likelihood by a Parzen window on completions; completions that a classifier takes for the class of " +
				"the image; and the root mean square distance of two completions of an image. Beside each the same of as many training images, those nearest in the given pixels." + overSeeds,
			Columns: []string{"nats an image", "of nearest images", "recognised", "of nearest images", "distance of two", "of nearest images"},
		}
		for _, kind := range []string{"halves", "quadrants", "rectangles", "pixels"} {
			name := func(of string) string { return of + "_" + kind }
			if len(g.values(name(metric.CompletionLL))) == 0 {
				continue
			}
			t.Rows = append(t.Rows, extensionRow{"missing " + kind, []string{
				g.nats(name(metric.CompletionLL)), g.nats(name(metric.CompletionLL) + metric.OfNearest),
				g.percent(name(metric.CompletionRecognised)), g.percent(name(metric.CompletionRecognised) + metric.OfNearest),
				g.plain(name(metric.CompletionSpread)), g.plain(name(metric.CompletionSpread) + metric.OfNearest),
			}})
		}
		tables = append(tables, t)
	}
	return tables
}

func fewLabelsTables(groups []extended) (tables []extensionTable) {
	for _, g := range groups {
		t := extensionTable{
			Caption: g.name() + ". Test images that classifiers do not recognise which were trained on few labelled images, as a mean over draws of the images: nets like the discriminator, " +
				"from scratch and beginning with the trained one, and one layer on the fixed features of the discriminator or of the inference net. The gain is from scratch to pretrained, " +
				"with its 95 % interval over draws, or over seeds if there are several.",
			Columns: []string{"from scratch", "pretrained", "features of D", "features of the inference net", "gain"},
		}
		for _, labels := range labelNumbers(g[0].Metrics) {
			name := func(start string) string { return fmt.Sprintf("%s_%s_%d", metric.FewLabelsError, start, labels) }
			t.Rows = append(t.Rows, extensionRow{typeset.Grouped(int64(labels)) + " labels", []string{
				g.percent(name("scratch")), g.percent(name("pretrained")), g.percent(name("frozen")), g.percent(name("inferred")), g.gain(labels),
			}})
		}
		tables = append(tables, t)
	}
	return tables
}

// labelNumbers returns the numbers of labels of which there are errors, in rising order.
func labelNumbers(metrics []results.Metric) (numbers []int) {
	for _, m := range metrics {
		var n int
		if rest, ok := strings.CutPrefix(m.Name, metric.FewLabelsError+"_scratch_"); ok {
			if _, err := fmt.Sscan(rest, &n); err == nil {
				numbers = append(numbers, n)
			}
		}
	}
	slices.SortFunc(numbers, cmp.Compare)
	return numbers
}

// gain formats the gain of pretrained nets with its interval.
func (g extended) gain(labels int) string {
	of := func(name string) []float64 { return g.values(fmt.Sprintf("%s_%d", name, labels)) }
	values, low, high := of(metric.FewLabelsGain), of(metric.FewLabelsGainLow), of(metric.FewLabelsGainHigh)
	if len(values) == 0 || len(low) == 0 || len(high) == 0 {
		return "–"
	}
	mean, sd := stats.MeanSD(values)
	from, to := low[0], high[0]
	if len(values) > 1 {
		half := stats.HalfWidth(sd, len(values), .95)
		from, to = mean-half, mean+half
	}
	text := fmt.Sprintf("%.1f %% [%.1f, %.1f]", 100*mean, 100*from, 100*to)
	if math.Signbit(from) == math.Signbit(to) {
		return typeset.WithMinus(text)
	}
	return typeset.WithMinus(text) + ", may be chance"
}

// extensionFigures returns the figures of all extensions.
func extensionFigures(all []extension) (figures []plot) {
	for _, e := range all {
		figures = append(figures, e.Figures...)
	}
	return figures
}

// isExtensionFigure reports whether a line is of an extension, so that the page of its run shows it.
func isExtensionFigure(l results.Line) bool {
	group := figure.Of(l.Figure).Group()
	return group == figure.Annealed.Group() || slices.ContainsFunc(extensions(), func(e extension) bool { return e.group == group })
}
