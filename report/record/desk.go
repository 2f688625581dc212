package record

import (
	"strings"

	"gan2014/results"
)

// DeskRecipe ends the names of systems whose recipe is ours, for a desk machine, and not that of the original code.
const DeskRecipe = ", desk recipe"

// HasDeskRecipe reports whether a run has a desk recipe. It also returns the name of the system whose recipe is the original one.
func HasDeskRecipe(r results.Run) (original string, desk bool) {
	return strings.CutSuffix(r.System, DeskRecipe)
}
