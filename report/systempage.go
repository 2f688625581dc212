package report

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"gan2014/report/record"
	"gan2014/report/table1"
	"gan2014/results"
)

// A systemPage is the page of a system on a data set, given by its place among all.
type systemPage struct{ place int }

// systemView holds the values that page/system.html shows.
type systemView struct {
	frame
	systemRuns
	Caption  string
	Columns  []table1.Column
	Meanings []meaning
	Sweeps   []sweepSection
	Gallery  []sheetImage
	Curves   *curves // over the seeds of the longest trained recipe; nil: it has one seed, or no curves
}

// systemSheets is the largest number of pictures on the page of a system. The others are on the pages of its runs.
const systemSheets = 24

func (p systemPage) file(s *site) string { return s.systems[p.place].File }

func (p systemPage) inputs(s *site) digest {
	of := s.systems[p.place]
	d := newDigest(s.version)
	d.add(of.system, of.Table.JSON(), of.Table.Notes)
	for _, r := range of.Runs {
		d.add(r.ID, cmp.Or(r.Seals, fmt.Sprint(r.Status, r.Epochs, r.Seconds, r.Error)), r.SupersededBy)
	}
	for i := max(0, p.place-1); i < min(len(s.systems), p.place+2); i++ {
		d.add(s.systems[i].system)
	}
	for _, r := range p.shown(s) {
		d.add(r.ID)
	}
	return d
}

func (p systemPage) fixed(*site) bool { return true }

// shown returns the runs whose pictures the page shows.
func (p systemPage) shown(s *site) []entry {
	return slices.DeleteFunc(slices.Clone(s.systems[p.place].Runs), func(r entry) bool { return !s.longest[r.ID] })
}

func (p systemPage) artifacts(s *site) (all []results.Artifact) {
	kinds := slices.Concat(gallery, album)
	for _, r := range p.shown(s) {
		for _, k := range kinds {
			for _, a := range r.Artifacts {
				if a.Kind == k.kind && len(all) < systemSheets {
					all = append(all, a)
				}
			}
		}
	}
	return all
}

func (p systemPage) draw(ctx context.Context, s *site, images *embedder) (string, framed, error) {
	of := s.systems[p.place]
	v := &systemView{systemRuns: of, Caption: table1.Caption(), Columns: table1.Columns(), Meanings: meanings(of.Table), Sweeps: s.sweepsOf(of.system)}
	v.Title = of.system.Title()
	v.Crumbs = []link{indexLink}
	if p.place > 0 {
		v.Prev = s.systems[p.place-1].link()
	}
	if p.place+1 < len(s.systems) {
		v.Next = s.systems[p.place+1].link()
	}
	kinds := slices.Concat(gallery, album)
	for _, r := range p.shown(s) {
		if len(v.Gallery) < systemSheets {
			v.Gallery = append(v.Gallery, images.sheets(*r.Record, kinds)...)
		}
	}
	v.Gallery = v.Gallery[:min(len(v.Gallery), systemSheets)]
	seeds, err := s.longestSeeds(ctx, of)
	if err != nil {
		return "", nil, err
	}
	v.Curves = seedCurves(seeds)
	n := 0
	next := func() int { n++; return n }
	numberSweeps(v.Sweeps, next)
	numberSheets(v.Gallery, next)
	if v.Curves != nil {
		numberPlots(v.Curves.Figures, next)
	}
	return "system.html", v, nil
}

func (s systemRuns) link() *link { return &link{s.Title(), s.File} }

// longestSeeds returns the runs of the system's longest trained recipe, with their metrics: of its own recipes before those of variants that with
// the largest budget, then the most seeds, then the latest.
func (s *site) longestSeeds(ctx context.Context, of systemRuns) (seeds []*record.Record, err error) {
	recipes := map[string][]*record.Record{}
	for _, r := range of.Runs {
		if !r.Superseded && record.IsTrained(r.Run) {
			recipes[r.Recipe] = append(recipes[r.Recipe], r.Record)
		}
	}
	for _, recipe := range recipes {
		if len(recipe) > 1 && (seeds == nil || compareRecipes(recipe, seeds) > 0) {
			seeds = recipe
		}
	}
	for i, r := range seeds {
		filled, err := s.data.filled(ctx, *r)
		if err != nil {
			return nil, err
		}
		seeds[i] = &filled
	}
	return seeds, nil
}

func compareRecipes(a, b []*record.Record) int {
	own := func(r *record.Record) int {
		if r.VariantOf != "" {
			return 0
		}
		return 1
	}
	return cmp.Or(cmp.Compare(own(a[0]), own(b[0])), cmp.Compare(record.BudgetRank(a[0].Budget), record.BudgetRank(b[0].Budget)),
		cmp.Compare(len(a), len(b)), cmp.Compare(a[0].ID, b[0].ID))
}
