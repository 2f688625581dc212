package table1

import (
	"slices"

	"gan2014/results"
)

// original returns the published system of a row. For a sweep's variant, "DBN (dbn.batch=10)", this is the varied system if it has a
// published number. For any other row it is the row's own system.
func original(row results.Table1Row, rows []results.Table1Row, runs []results.Run) string {
	run, found := firstRun(runs, row.RunIDs)
	if !found || run.VariantOf == "" {
		return row.System
	}
	for _, r := range rows {
		if r.Origin == results.Published && r.Dataset == row.Dataset && r.System == run.VariantOf {
			return r.System
		}
	}
	return row.System
}

// systems lists the systems of a dataset in the order of their first row, variants with their original.
func systems(rows []results.Table1Row, dataset string, runs []results.Run) []string {
	var out []string
	for _, r := range rows {
		if name := original(r, rows, runs); r.Dataset == dataset && !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	return out
}
