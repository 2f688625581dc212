package job_test

import (
	"fmt"
	"strings"
	"testing"

	"gan2014/experiments/job"
	"gan2014/experiments/spec"
	"gan2014/experiments/specs"
	"gan2014/internal/golden"
)

// TestKeysOfBundledSpecs pins the keys of the runs of all bundled specs under each budget, for data of a fixed digest. A new key of the spec
// that is left at its default, or a new layout of the specs, changes none of them, so finished runs stay valid.
func TestKeysOfBundledSpecs(t *testing.T) {
	var text strings.Builder
	for _, name := range specs.Names() {
		for _, budget := range []string{"smoke", "minutes", "hour", "paper"} {
			if (name == "smoke") != (budget == "smoke") {
				continue
			}
			s, err := spec.Parse(name, []byte(specs.Bundled()[name]), []string{"budget=" + budget, "seeds=[1]"}, specs.Bundled())
			if err != nil {
				t.Fatal(err)
			}
			for _, r := range s.Plan() {
				fmt.Fprintf(&text, "%s  %s, %s, %s, %s\n", r.Key("the data", job.Version(r.System.Kind)), name, budget, r.System.Dataset, r.System.Name)
			}
		}
	}
	golden.Check(t, "testdata/keys.txt", text.String())
}
