package table1

import (
	"gan2014/report/record"
	"gan2014/results"
)

// A systemRows holds the rows of a system and of its variants on one data set.
type systemRows struct{ measured, published []results.Table1Row }

// bySystem divides the rows of a dataset by system, in the order of each system's first row, variants with their original.
func bySystem(rows []results.Table1Row, x *record.Index) (all []*systemRows) {
	published := map[string]bool{}
	for _, r := range rows {
		if r.Origin == results.Published {
			published[r.System] = true
		}
	}
	of := map[string]*systemRows{}
	for _, r := range rows {
		name := original(r, published, x)
		s := of[name]
		if s == nil {
			s = &systemRows{}
			of[name], all = s, append(all, s)
		}
		if r.Origin == results.Published {
			s.published = append(s.published, r)
		} else {
			s.measured = append(s.measured, r)
		}
	}
	return all
}

// original returns the published system of a row. For a sweep's variant, "DBN (dbn.batch=10)", this is the varied system if it has a
// published number. For any other row it is the row's own system.
func original(row results.Table1Row, published map[string]bool, x *record.Index) string {
	if run := x.First(row.RunIDs); run != nil && run.VariantOf != "" && published[run.VariantOf] {
		return run.VariantOf
	}
	return row.System
}
