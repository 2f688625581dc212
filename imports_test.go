package gan2014

import (
	"encoding/json"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// allowed lists, for each package, the packages of this module that it may import. Data flows one way: experiments joins the
// rest, and nobody else imports a sibling.
var allowed = map[string][]string{
	"bench":                 {"bench/timing", "internal/stats"},
	"bench/baselines":       {"bench/timing", "internal/stats"},
	"bench/blas":            {"internal/products"},
	"bench/parzen":          {"bench/timing", "datasets", "internal/stats"},
	"bench/products":        {"bench/blas", "bench/timing", "internal/products", "internal/stats"},
	"bench/timing":          {"internal/rng"},
	"datasets":              {"internal/atomicfile", "internal/faces", "internal/typeset"},
	"experiments":           {"", "datasets", "experiments/batch", "experiments/cost", "experiments/estimate", "experiments/exit", "experiments/extension", "experiments/given", "experiments/job", "experiments/measure", "experiments/own", "experiments/reference", "experiments/run", "experiments/schedule", "experiments/slurm", "experiments/spec", "experiments/specs", "experiments/terminal", "experiments/weights", "internal/atomicfile", "internal/logsum", "internal/metric", "internal/npy", "internal/products", "internal/provenance", "internal/rng", "internal/samplefile", "internal/samples", "internal/sheet", "internal/threads", "internal/typeset", "models/cae", "models/chain", "models/classifier", "models/dbn", "models/gan", "models/gaussian", "models/gsn", "models/kmeans", "models/nn", "models/stack", "models/theory", "models/theory/figure", "parzen", "report", "results"},
	"experiments/batch":     {"datasets", "experiments/exit", "experiments/job", "experiments/schedule", "experiments/slurm", "internal/atomicfile", "internal/typeset", "results"},
	"experiments/cost":      {"experiments/spec"},
	"experiments/endtoend":  {}, // tests of the built program
	"experiments/estimate":  {"", "datasets", "experiments/exit", "experiments/job", "experiments/terminal", "internal/atomicfile", "internal/elementary", "internal/logsum", "internal/rng", "internal/samples", "internal/stats", "internal/typeset", "parzen"},
	"experiments/exit":      {},
	"experiments/extension": {"datasets", "internal/metric", "internal/metrics", "internal/parallel", "internal/rng", "internal/stats", "internal/typeset", "models/ais", "models/classifier", "models/gan", "models/nn", "models/theory/figure", "parzen", "results"}, // section 7 of the paper
	"experiments/given":     {"datasets", "experiments/spec", "internal/samplefile", "internal/samples", "internal/typeset", "parzen"},                                                                                                                                 // the files of samples of other programs
	"experiments/job":       {"", "datasets", "experiments/own", "experiments/spec", "internal/atomicfile", "internal/metric", "internal/provenance", "internal/samplefile", "results"},                                                                                // describes runs and never starts them
	"experiments/measure":   {"datasets", "internal/metrics", "internal/rng", "internal/typeset", "models/classifier", "models/nn", "parzen"},
	"experiments/reference": {"internal/typeset", "results"},
	"experiments/own":       {"datasets", "experiments/spec", "internal/samplefile", "internal/samples", "internal/typeset"},                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                   // the data sets of users
	"experiments/run":       {"", "datasets", "experiments/exit", "experiments/extension", "experiments/given", "experiments/job", "experiments/measure", "experiments/spec", "experiments/weights", "internal/atomicfile", "internal/divergence", "internal/metric", "internal/metrics", "internal/rng", "internal/sheet", "internal/stats", "internal/typeset", "models/ais", "models/cae", "models/chain", "models/classifier", "models/dbm", "models/dbn", "models/gan", "models/gaussian", "models/gmmn", "models/gsn", "models/kmeans", "models/nn", "models/stack", "models/theory", "models/vae", "parzen", "results"}, // computes one run in this process and never imports schedule or batch
	"experiments/schedule":  {"", "datasets", "experiments/cost", "experiments/exit", "experiments/job", "experiments/spec", "experiments/terminal", "internal/metric", "internal/products", "internal/provenance", "internal/stats", "internal/typeset", "models/nn", "report", "results"},                                                                                                                                                                                                                                                                                                                                    // starts a process for each run and never imports experiments/run
	"experiments/slurm":     {},
	"experiments/spec":      {"internal/typeset"}, // for excerpts of the source in messages
	"experiments/specs":     {"experiments/spec"}, // for its "did you mean"
	"experiments/terminal":  {"datasets", "experiments/job", "internal/typeset", "results"},
	"experiments/weights":   {"", "experiments/spec", "internal/safetensors", "internal/typeset", "models/nn"}, // the files of trained generators
	"gan2014":               {},
	"internal/atomicfile":   {},
	"internal/cgo":          {},                          // stops a build without a C compiler
	"internal/dist":         {"", "internal/atomicfile"}, // packs the program for other machines
	"internal/divergence":   {"internal/elementary", "internal/rng"},
	"internal/faces":        {"internal/rng"},
	"internal/golden":       {},
	"internal/logsum":       {"internal/elementary"},
	"internal/metric":       {}, // the names of metrics
	"internal/mutants":      {},
	"internal/npy":          {"internal/safetensors"}, // for numbers of half precision
	"internal/provenance":   {},
	"internal/referencedb":  {"results"}, // the database of docs/reference, for tests
	"internal/rng":          {"internal/elementary"},
	"internal/safetensors":  {},
	"internal/samplefile":   {"internal/npy"},
	"internal/samples":      {"internal/samplefile"},
	"internal/sheet":        {},
	"internal/stats":        {},
	"internal/eigen":        {}, // eigenvalues whose bits do not depend on the processor
	"internal/metrics":      {"internal/eigen", "internal/elementary", "internal/parallel", "internal/products", "internal/rng", "internal/stats", "models/kmeans", "models/nn", "parzen"},
	"internal/threads":      {"internal/parallel", "internal/provenance"},
	"internal/trainertest":  {"internal/rng", "models/nn"},
	"internal/typeset":      {}, // formats text, numbers and units
	"models/ais":            {"internal/atomicfile", "internal/elementary", "internal/rng", "models/nn"},
	"models/cae":            {"internal/metric", "internal/rng", "models/chain", "models/nn", "models/stack"},
	"models/chain":          {"internal/rng", "models/nn"},
	"models/dbm":            {"internal/metric", "internal/rng", "models/chain", "models/nn", "models/rbm", "models/stack"},
	"models/dbn":            {"internal/elementary", "internal/metric", "internal/rng", "models/chain", "models/nn", "models/rbm", "models/stack"},
	"models/gan":            {"internal/elementary", "internal/metric", "internal/parallel", "internal/rng", "models/nn"},
	"models/classifier":     {"internal/elementary", "internal/rng", "models/nn"},
	"models/gaussian":       {"internal/elementary", "internal/eigen", "internal/metric", "internal/products", "internal/rng", "models/nn"},
	"models/gsn":            {"internal/elementary", "internal/metric", "internal/rng", "models/chain", "models/nn"},
	"models/kmeans":         {"internal/metric", "internal/parallel", "internal/rng", "models/nn"},
	"models/nn":             {"internal/atomicfile", "internal/elementary", "internal/parallel", "internal/products", "internal/rng", "models/nn/kernel"},
	"models/nn/kernel":      {"internal/cgo", "internal/elementary", "internal/parallel", "internal/products"},
	"models/rbm":            {"internal/rng", "models/nn"}, // the machine of dbn and dbm
	"models/stack":          {"internal/metric", "internal/rng", "models/nn"},
	"models/theory":         {"internal/divergence", "internal/elementary", "internal/parallel", "internal/rng", "internal/stats", "models/gan", "models/nn", "models/theory/exact", "models/theory/figure"},
	"models/theory/exact":   {"internal/elementary", "internal/rng"}, // small models whose answers are known
	"models/theory/figure":  {"internal/metric"},                     // describes the figures of the studies
	"models/gmmn":           {"internal/elementary", "internal/metric", "internal/parallel", "internal/rng", "models/nn"},
	"models/vae":            {"internal/elementary", "internal/metric", "internal/rng", "models/nn"},
	"parzen":                {"internal/elementary", "internal/parallel", "internal/products"},
	"report":                {"", "internal/atomicfile", "internal/metric", "internal/stats", "internal/typeset", "models/theory/figure", "report/chart", "report/record", "report/sweep", "report/table1", "report/table2", "results"},
	"report/chart":          {"internal/stats", "internal/typeset"}, // knows no run
	"report/record":         {"internal/metric", "internal/typeset", "results"},
	"report/sweep":          {"internal/metric", "internal/stats", "internal/typeset", "report/chart", "report/record", "results"},
	"report/table1":         {"internal/stats", "internal/typeset", "report/record", "results"},
	"report/table2":         {"internal/metric", "internal/typeset", "report/record", "report/table1", "results"},
	"results":               {"internal/atomicfile", "internal/cgo", "internal/metric"},
	"internal/elementary":   {},
	"internal/parallel":     {}, // divides short computations among goroutines
	"internal/products":     {"internal/parallel"},
}

// only lists packages, by the start of their path, that have one importer each.
var only = map[string]string{
	"gorgonia.org/":               "models/nn", // silently wrong outside a narrow set of uses, which models/nn keeps to
	"github.com/mattn/go-sqlite3": "results",   // only one package uses SQL
	"github.com/pressly/goose":    "results",
	"go.yaml.in/yaml":             "experiments/spec",
	"math/rand":                   "internal/rng", // randomness comes from named streams only
}

type listed struct {
	ImportPath string
	Imports    []string
}

func TestImportsGoOneWay(t *testing.T) {
	out, err := exec.Command("go", "list", "-json=ImportPath,Imports", "./...").Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	for packages := json.NewDecoder(strings.NewReader(string(out))); packages.More(); {
		var p listed
		if err := packages.Decode(&p); err != nil {
			t.Fatal(err)
		}
		check(t, p)
	}
}

func check(t *testing.T, p listed) {
	name := strings.TrimPrefix(p.ImportPath, "gan2014/")
	permitted, known := allowed[name]
	if !known {
		t.Errorf("%s is not in the list of packages: say what it may import", name)
	}
	for _, imported := range p.Imports {
		if ours, ok := strings.CutPrefix(imported+"/", "gan2014/"); ok && !slices.Contains(permitted, strings.TrimSuffix(ours, "/")) {
			t.Errorf("%s imports %s", name, imported)
		}
		for path, importer := range only {
			if strings.HasPrefix(imported, path) && name != importer {
				t.Errorf("%s imports %s, which is for %s alone", name, imported, importer)
			}
		}
	}
}

func TestCodeIDIsStable(t *testing.T) {
	if id := CodeID(); len(id) != 16 || id != CodeID() {
		t.Errorf("code id %q", id)
	}
}
