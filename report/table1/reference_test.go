package table1

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"gan2014/internal/golden"
	"gan2014/internal/referencedb"
	"gan2014/internal/typeset"
	"gan2014/report/record"
	"gan2014/results"
)

// referenceTable returns Table 1 of the runs in docs/reference, and the runs.
func referenceTable(t *testing.T) (Table, *record.Index) {
	t.Helper()
	db := referencedb.Open(t, filepath.Join("..", ".."))
	rows, err := db.Table1(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	records, err := record.Read(t.Context(), db)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range records {
		if r.Status == results.Damaged {
			t.Fatalf("run %d of docs/reference/results.db.gz is damaged", r.ID)
		}
	}
	x := record.NewIndex(records)
	return NewTable(rows, x), x
}

// TestReferenceReportIsOfItsDatabase checks that the report and the table of docs/reference belong to its database.
func TestReferenceReportIsOfItsDatabase(t *testing.T) {
	table, _ := referenceTable(t)
	text, err := os.ReadFile("../../docs/reference/table1.md")
	if err != nil || string(text) != table.Markdown() {
		t.Errorf("docs/reference/table1.md is another table, error %v: draw it again with make reference", err)
	}
	page, err := os.ReadFile("../../docs/reference/report.html")
	if err != nil {
		t.Fatal(err)
	}
	for _, g := range table.Groups {
		for _, r := range g.Rows {
			if r.Measured != nil && !strings.Contains(string(page), r.Measured.value()) {
				t.Errorf("docs/reference/report.html has no %s, of %s on %s", r.Measured.value(), r.System, g.Dataset)
			}
		}
	}
}

// TestReadmeShowsTheReference checks that the table of README.md is a summary of docs/reference. -update writes it anew.
func TestReadmeShowsTheReference(t *testing.T) {
	const file, begin, end = "../../README.md", "<!-- table of docs/reference -->\n", "<!-- end of table -->\n"
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, found := strings.Cut(string(text), begin)
	_, after, ended := strings.Cut(rest, end)
	if !found || !ended {
		t.Fatalf("README.md has no %q and %q", begin, end)
	}
	golden.Check(t, file, before+begin+overview(referenceTable(t))+end+after)
}

// A summaryColumn is a column of the table in README.md.
type summaryColumn struct {
	dataset, budget, title string
	published              bool
}

var summaryColumns = []summaryColumn{
	{"mnist", "minutes", "MNIST, `minutes`", false}, {"mnist", "hour", "`hour`", false}, {"mnist", "paper", "`paper`", false}, {"mnist", "", "published", true},
	{"tfd-like", "minutes", "faces, `minutes`", false}, {"tfd-like", "hour", "`hour`", false}, {"tfd", "", "TFD, published", true},
}

// others are the specs of models that are not in table1.yaml.
var others = []string{"decoders", "relatives", "section7", "coordination"}

// ofOthers reports whether all runs of a system are of these specs.
func ofOthers(system string, x *record.Index) bool {
	for _, r := range x.Records {
		if r.System == system && !slices.Contains(others, r.Spec) {
			return false
		}
	}
	return true
}

// overview returns a line for each system of table1.yaml, controls last, with the numbers on the fine grid. Of several recipes with the same
// budget it takes the one with the most seeds, and of equal ones the latest. It leaves out columns without numbers.
func overview(t Table, x *record.Index) string {
	var systems, controls []string
	cells, seeds, used := map[string]string{}, map[string]int{}, map[summaryColumn]bool{}
	key := func(system string, c summaryColumn) string { return fmt.Sprint(system, c) }
	for _, g := range t.Groups {
		for _, r := range g.Rows {
			list := &systems
			if r.Control {
				list = &controls
			}
			if !slices.Contains(*list, r.System) && g.Dataset != "cifar10" && (r.Published != nil || !ofOthers(r.System, x)) {
				*list = append(*list, r.System)
			}
			for _, c := range summaryColumns {
				k := key(r.System, c)
				switch {
				case c.dataset != g.Dataset:
					continue
				case c.published && r.Published != nil:
					cells[k] = r.Published.value()
				case !c.published && r.Measured != nil && r.Budget == c.budget && r.Grid == "fine" && r.Seeds >= seeds[k]:
					cells[k], seeds[k] = summary(r, x), r.Seeds
				}
				used[c] = used[c] || cells[k] != ""
			}
		}
	}
	columns := slices.DeleteFunc(slices.Clone(summaryColumns), func(c summaryColumn) bool { return !used[c] })
	lines := [][]string{{"nats"}, {":---"}}
	for _, c := range columns {
		lines[0], lines[1] = append(lines[0], c.title), append(lines[1], "---:")
	}
	for _, system := range append(systems, controls...) {
		line := []string{system}
		for _, c := range columns {
			line = append(line, typeset.OrDash(cells[key(system, c)]))
		}
		lines = append(lines, line)
	}
	var b strings.Builder
	for _, line := range lines {
		b.WriteString("| " + strings.Join(line, " | ") + " |\n")
	}
	return b.String()
}

// summary formats the number of seed 1 with its standard error and, if there are more seeds, their mean and standard deviation.
func summary(r Row, x *record.Index) string {
	if r.SDOverSeeds == nil {
		return r.Measured.value()
	}
	return fmt.Sprintf("%s; **%s** (SD %s)", typeset.Fixed(seedScores(r, x)[1], 1), typeset.Fixed(r.Measured.LL, 1), typeset.Fixed(*r.SDOverSeeds, 1))
}
