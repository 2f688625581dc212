package table1

import (
	"compress/gzip"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"gan2014/internal/golden"
	"gan2014/internal/typeset"
	"gan2014/report/record"
	"gan2014/results"
)

// referenceTable returns Table 1 of the runs in docs/reference.
func referenceTable(t *testing.T) Table {
	t.Helper()
	packed, err := os.Open("../../docs/reference/results.db.gz")
	if err != nil {
		t.Fatal(err)
	}
	defer packed.Close()
	unpacked, err := gzip.NewReader(packed)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "results.db")
	file, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.Copy(file, unpacked); err != nil {
		t.Fatal(err)
	}
	if err := file.Close(); err != nil {
		t.Fatal(err)
	}
	db, err := results.OpenReadOnly(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	rows, err := db.Table1(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	records, err := record.Read(t.Context(), db)
	if err != nil {
		t.Fatal(err)
	}
	return NewTable(rows, record.NewIndex(records))
}

// TestReferenceReportIsOfItsDatabase checks that the report and the table of docs/reference belong to its database.
func TestReferenceReportIsOfItsDatabase(t *testing.T) {
	table := referenceTable(t)
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

// overview returns a line for each system of Table 1, with the numbers on the fine grid. Of several recipes with the same budget it takes
// the one with the most seeds, and of equal ones the latest.
func overview(t Table) string {
	type column struct {
		dataset, budget, title string
		published              bool
	}
	columns := []column{
		{"mnist", "minutes", "MNIST, `minutes`", false}, {"mnist", "hour", "`hour`", false}, {"mnist", "paper", "`paper`", false}, {"mnist", "", "published", true},
		{"tfd-like", "minutes", "faces, `minutes`", false}, {"tfd-like", "hour", "`hour`", false}, {"tfd", "", "TFD, published", true},
	}
	var systems []string
	cells, seeds := map[string]string{}, map[string]int{}
	key := func(system string, c column) string {
		return system + "|" + c.dataset + "|" + c.budget + fmt.Sprint(c.published)
	}
	for _, g := range t.Groups {
		for _, r := range g.Rows {
			name, _, _ := strings.Cut(r.System, " (train.select=last)")
			if !slices.Contains(systems, name) && g.Dataset != "cifar10" {
				systems = append(systems, name)
			}
			for _, c := range columns {
				switch {
				case c.dataset != g.Dataset:
				case c.published && r.Published != nil:
					cells[key(name, c)] = r.Published.value()
				case !c.published && r.Measured != nil && r.Budget == c.budget && r.Grid == "fine" && r.Seeds >= seeds[key(name, c)]:
					cells[key(name, c)], seeds[key(name, c)] = summary(r), r.Seeds
				}
			}
		}
	}
	var b strings.Builder
	b.WriteString("| nats |")
	rule := "|:---|"
	for _, c := range columns {
		b.WriteString(" " + c.title + " |")
		rule += "---:|"
	}
	b.WriteString("\n" + rule + "\n")
	for _, system := range systems {
		b.WriteString("| " + system + " |")
		for _, c := range columns {
			text := cells[key(system, c)]
			if text == "" {
				text = "–"
			}
			b.WriteString(" " + text + " |")
		}
		b.WriteString("\n")
	}
	return b.String()
}

// summary formats a number with its standard deviation over seeds, or, for one seed, with its standard error.
func summary(r Row) string {
	if r.SDOverSeeds == nil {
		return r.Measured.value()
	}
	return fmt.Sprintf("**%s** (SD %s)", typeset.Fixed(r.Measured.LL, 1), typeset.Fixed(*r.SDOverSeeds, 1))
}
