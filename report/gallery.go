package report

import (
	"slices"

	"gan2014/report/record"
	"gan2014/report/sweep"
	"gan2014/results"
)

// A system on a data set that a gallery shows.
type trained struct{ system, dataset string }

// addPictures adds pictures to the page as long as there is room. Figure 2 comes first, and then a sheet of each trained system. The gallery
// has a preview of each data set, and the pictures of the longest trained runs that correspond to the paper's figures. No picture is shown
// twice; those without room are counted.
func (p *page) addPictures(runs []entry, images *embedder) {
	embedFigure2(p.Figure2, images)
	shown := longestTrained(runs, p.Figure2)
	keepBestVariants(shown, p.Sweeps)
	p.embedFirstSheets(runs, images, shown)
	embedExtensions(p.Annealed, images)
	embedExtensions(p.Extensions, images)
	p.Gallery = images.previews(runs)
	for _, r := range runs {
		if shown[r.ID] {
			p.Gallery = append(p.Gallery, images.sheets(*r.Record, p.galleryOf(r))...)
		}
	}
	all := len(p.Gallery)
	p.Gallery = slices.DeleteFunc(p.Gallery, func(s sheetImage) bool { return s.NoRoom })
	p.NoRoom = all - len(p.Gallery)
}

// embedFirstSheets embeds one sheet of each trained system on each data set, before other pictures take the room.
func (p *page) embedFirstSheets(runs []entry, images *embedder, shown map[int64]bool) {
	seen := map[trained]bool{}
	for _, r := range runs {
		of := trained{r.Of.Name, r.Dataset}
		if !shown[r.ID] || !record.IsTrained(r.Run) || seen[of] {
			continue
		}
		if seen[of] = inFigure2(p.Figure2, r.ID); seen[of] {
			continue
		}
		for _, k := range p.galleryOf(r) {
			if sheets := images.sheets(*r.Record, []picture{k}); len(sheets) > 0 {
				seen[of] = true
				break
			}
		}
	}
}

// galleryOf returns the pictures of a run that correspond to the paper's figures, without one that Figure 2 shows, or its samples if it has no
// such picture.
func (p *page) galleryOf(r entry) []picture {
	kinds := slices.DeleteFunc(slices.Clone(gallery), func(k picture) bool {
		return !slices.ContainsFunc(r.Artifacts, func(a results.Artifact) bool { return a.Kind == k.kind })
	})
	if len(kinds) == 0 {
		return album
	}
	if inFigure2(p.Figure2, r.ID) {
		kinds = slices.DeleteFunc(kinds, func(k picture) bool { return k == figure2Picture })
	}
	return kinds
}

// keepBestVariants removes the runs of a sweep's variants, except those of the first that is best. The pages of the runs show their pictures.
func keepBestVariants(shown map[int64]bool, sweeps []sweepSection) {
	for _, s := range sweeps {
		best := slices.IndexFunc(s.Variants, func(v sweep.Variant) bool { return v.Best })
		for i, v := range s.Variants {
			if best < 0 || i == best {
				continue
			}
			for _, id := range v.Runs {
				delete(shown, id)
			}
		}
	}
}

// longestTrained returns the IDs of the runs with the largest budget of their system on their data set, one of each recipe: the run that
// Figure 2 shows, or else the first done run.
func longestTrained(runs []entry, figure2 []figure2Panel) map[int64]bool {
	of := func(r entry) trained { return trained{r.System, r.Dataset} }
	largest := map[trained]int{}
	for _, r := range runs {
		if r.isShown() {
			largest[of(r)] = max(largest[of(r)], record.BudgetRank(r.Budget))
		}
	}
	ids, seen := map[int64]bool{}, map[string]bool{}
	for _, first := range []bool{true, false} {
		for _, r := range runs {
			if r.isShown() && inFigure2(figure2, r.ID) == first && record.BudgetRank(r.Budget) == largest[of(r)] && !seen[r.Recipe] {
				seen[r.Recipe], ids[r.ID] = true, true
			}
		}
	}
	return ids
}
