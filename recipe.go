package gan2014

import _ "embed"

//go:embed docs/recipe.md
var recipe string

// Recipe returns docs/recipe.md, which says what is known of the paper's recipe and where ours differs. The report quotes it.
func Recipe() string { return recipe }
