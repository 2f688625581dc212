package gan2014

import (
	"embed"
	"strings"
)

//go:embed report internal/metric internal/typeset internal/stats models/theory/figure results/evaluation.go results/run.go
var drawing embed.FS

// DrawingID is a hash of all that decides how a page of the report looks: the sources of the report, without their tests, and the version of
// the library that draws plots. A page that an equal DrawingID drew of the same data need not be drawn again. It is 16 hexadecimal digits.
func DrawingID() string {
	return identify(drawing, func(library string) bool { return strings.HasPrefix(library, "gonum.org/") })
}
