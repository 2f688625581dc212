package table1

import (
	"slices"
	"strings"

	"gan2014/results"
)

// original is the published system of which one that a sweep made, "DBN (dbn.batch=10)", is a variant; any other is its own.
func original(system string, rows []results.Table1Row, dataset string) string {
	name, _, _ := strings.Cut(system, " (")
	for _, r := range rows {
		if r.Origin == results.Published && r.Dataset == dataset && r.System == name {
			return name
		}
	}
	return system
}

// systems lists the systems of a dataset in the order of their first row, variants with their original.
func systems(rows []results.Table1Row, dataset string) []string {
	var out []string
	for _, r := range rows {
		if name := original(r.System, rows, dataset); r.Dataset == dataset && !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	return out
}
