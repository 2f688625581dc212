package gan2014

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"runtime/debug"
	"strings"
)

//go:embed report internal/metric internal/typeset internal/stats models/theory/figure results/evaluation.go results/run.go
var drawing embed.FS

// DrawingID is a hash of all that decides how a page of the report looks: the sources of the report, without their tests, and the version of
// the library that draws plots. A page that an equal DrawingID drew of the same data need not be drawn again. It is 16 hexadecimal digits.
func DrawingID() string {
	h := sha256.New()
	hashSources(h, drawing)
	if build, ok := debug.ReadBuildInfo(); ok {
		for _, m := range build.Deps {
			if strings.HasPrefix(m.Path, "gonum.org/") {
				fmt.Fprintln(h, m.Path, m.Version)
			}
		}
	}
	return hex.EncodeToString(h.Sum(nil)[:8])
}
