package report

import (
	"slices"

	"gan2014/report/record"
	"gan2014/results"
)

// addPictures adds pictures and plots to the page as long as there is room. Figure 2 comes first, and then a sheet of each trained system.
// The gallery follows: a preview of each data set, and the pictures of the longest trained runs that correspond to the paper's figures. Then
// come the sheets of all runs, then plots, and last films and sections, which are large. No picture is shown twice.
func (p *page) addPictures(images *embedder) {
	p.embedFigure2(images)
	shown := p.longestTrained()
	p.embedFirstSheets(images, shown)
	p.Gallery = images.previews(p.Runs)
	for _, s := range p.Runs {
		if shown[s.ID] {
			p.Gallery = append(p.Gallery, images.sheets(s.Record, p.galleryOf(s))...)
		}
	}
	for i := range p.Runs {
		s := &p.Runs[i]
		if !shown[s.ID] {
			s.Sheets = images.sheets(s.Record, p.galleryOf(*s))
		}
		s.Sheets = append(s.Sheets, images.sheets(s.Record, album)...)
	}
	p.addPlots(images, shown)
	for i := range p.Runs {
		s := &p.Runs[i]
		s.Sheets = append(s.Sheets, images.sheets(s.Record, large)...)
		all := len(s.Sheets)
		s.Sheets = slices.DeleteFunc(s.Sheets, func(sheet sheetImage) bool { return sheet.NoRoom })
		s.NoRoom = all - len(s.Sheets)
		s.NoRoomForPlots = len(s.Figures) - len(withRoom(s.Figures))
	}
}

// embedFirstSheets embeds one sheet of each trained system on each data set, before other pictures take the room.
func (p *page) embedFirstSheets(images *embedder, shown map[int64]bool) {
	type trained struct{ system, dataset string }
	seen := map[trained]bool{}
	for _, s := range p.Runs {
		of := trained{s.System, s.Dataset}
		if !shown[s.ID] || !record.IsTrained(s.Run) || seen[of] {
			continue
		}
		if seen[of] = p.inFigure2(s.ID); seen[of] {
			continue
		}
		for _, k := range slices.Concat(gallery, album) {
			if sheets := images.sheets(s.Record, []picture{k}); len(sheets) > 0 {
				seen[of] = true
				break
			}
		}
	}
}

// galleryOf returns the pictures of a run that correspond to the paper's figures, without one that Figure 2 shows.
func (p *page) galleryOf(s section) []picture {
	if !p.inFigure2(s.ID) {
		return gallery
	}
	return slices.DeleteFunc(slices.Clone(gallery), func(k picture) bool { return k == figure2Picture })
}

// longestTrained returns the IDs of the runs with the largest budget of their system on their data set, one of each recipe: the run that
// Figure 2 shows, or else the first done run.
func (p *page) longestTrained() map[int64]bool {
	type trained struct{ system, dataset string }
	of := func(s section) trained { return trained{s.System, s.Dataset} }
	largest := map[trained]int{}
	for _, s := range p.Runs {
		if isShown(s) {
			largest[of(s)] = max(largest[of(s)], record.BudgetRank(s.Budget))
		}
	}
	ids, seen := map[int64]bool{}, map[string]bool{}
	for _, inFigure2 := range []bool{true, false} {
		for _, s := range p.Runs {
			if isShown(s) && p.inFigure2(s.ID) == inFigure2 && record.BudgetRank(s.Budget) == largest[of(s)] && !seen[s.Recipe] {
				seen[s.Recipe], ids[s.ID] = true, true
			}
		}
	}
	return ids
}

// isShown reports whether a run's numbers are in the table.
func isShown(s section) bool { return s.Status == results.Done && s.SupersededBy == 0 }
