package table1

import "slices"

// Fairness says how the recipes were chosen of the systems that the overview ranks, where both adversarial nets and a model that they were
// compared with are measured. Otherwise it is empty.
func (o Overview) Fairness() string {
	compared := []string{"DBN", "Stacked CAE", "Deep GSN"}
	on := func(dataset string) bool {
		return slices.ContainsFunc(compared, func(system string) bool { return o.measured(dataset, system) })
	}
	switch {
	case !o.measured("", Subject) || !on(""):
		return ""
	case on("tfd-like"):
		return recipesChosen + facesChosen
	default:
		return recipesChosen
	}
}

const (
	recipesChosen = "The recipes of DBN, stacked CAE and deep GSN, where their papers leave gaps, were chosen on validation images by this estimate. That of the " +
		"adversarial nets is the original one, and was not."
	facesChosen = " On the faces, those validation images are of the first fold, and test images of another."
)

// measured reports whether a system has a number on a data set, or on any if none is named.
func (o Overview) measured(dataset, system string) bool {
	for _, r := range o.Systems {
		for i, c := range r.Cells {
			if r.System == system && c.Row != nil && c.Row.Measured != nil && (dataset == "" || o.Datasets[i].Dataset == dataset) {
				return true
			}
		}
	}
	return false
}
