package gan2014

import _ "embed"

//go:embed docs/recipe.md
var recipe string

// Recipe is docs/recipe.md: what is known of the paper's recipe, and where this one differs. The report quotes it.
func Recipe() string { return recipe }
