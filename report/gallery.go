package report

import (
	"slices"

	"gan2014/report/record"
	"gan2014/results"
)

// addPictures fills the gallery with a preview of each data set and with those of the longest trained runs that show what the paper's
// figures do, and then, as far as there is room, the sections with the others.
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

// longestTrained are the IDs of runs with the largest budget of their system on their data set, of each recipe the first that is done.
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

// isShown tells runs whose numbers are in the table.
func isShown(s section) bool { return s.Status == results.Done && s.SupersededBy == 0 }
