package report

import (
	"slices"

	"gan2014/report/record"
	"gan2014/results"
)

// addPictures adds pictures to the page. The gallery gets a preview of each data set and the pictures of the longest trained runs that
// correspond to the paper's figures. The sections get the other pictures, as far as there is room.
func (p *page) addPictures(images *embedder) {
	p.Gallery = images.previews(p.Runs)
	shown := longestTrained(p.Runs)
	for _, s := range p.Runs {
		if shown[s.ID] {
			p.Gallery = append(p.Gallery, images.sheets(s.Record, gallery)...)
		}
	}
	for i := range p.Runs {
		s := &p.Runs[i]
		if !shown[s.ID] {
			s.Sheets = images.sheets(s.Record, gallery)
		}
		s.Sheets = append(s.Sheets, images.sheets(s.Record, album)...)
		all := len(s.Sheets)
		s.Sheets = slices.DeleteFunc(s.Sheets, func(sheet sheetImage) bool { return sheet.NoRoom })
		s.NoRoom = all - len(s.Sheets)
	}
}

// longestTrained returns the IDs of the runs with the largest budget of their system on their data set: the first done run of each recipe.
func longestTrained(runs []section) map[int64]bool {
	type trained struct{ system, dataset string }
	of := func(s section) trained { return trained{s.System, s.Dataset} }
	largest := map[trained]int{}
	for _, s := range runs {
		if isShown(s) {
			largest[of(s)] = max(largest[of(s)], record.BudgetRank(s.Budget))
		}
	}
	ids, seen := map[int64]bool{}, map[string]bool{}
	for _, s := range runs {
		if isShown(s) && record.BudgetRank(s.Budget) == largest[of(s)] && !seen[s.Recipe] {
			seen[s.Recipe], ids[s.ID] = true, true
		}
	}
	return ids
}

// isShown reports whether a run's numbers are in the table.
func isShown(s section) bool { return s.Status == results.Done && s.SupersededBy == 0 }
