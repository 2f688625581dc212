package results_test

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"gan2014/results"
)

// documented reads docs/database.md: its queries, and the columns by section.
func documented(t *testing.T) (queries []string, columns map[string][]string) {
	t.Helper()
	text, err := os.ReadFile("../docs/database.md")
	check(t, err)
	for _, q := range regexp.MustCompile(`(?s)\n    (select .*?);\n`).FindAllStringSubmatch(string(text), -1) {
		queries = append(queries, q[1])
	}
	columns = map[string][]string{}
	for _, section := range regexp.MustCompile("(?ms)^## `(\\w+)`$(.*?)(?:\\z|^## )").FindAllStringSubmatch(strings.ReplaceAll(string(text), "\n## ", "\n## \n## "), -1) {
		columns[section[1]] = []string{}
		for _, row := range regexp.MustCompile("(?m)^\\| (`.*?) \\|").FindAllStringSubmatch(section[2], -1) {
			for _, name := range regexp.MustCompile("`(\\w+)`").FindAllStringSubmatch(row[1], -1) {
				columns[section[1]] = append(columns[section[1]], name[1])
			}
		}
	}
	return queries, columns
}

// schemaColumns returns the columns of every table and view.
func schemaColumns(t *testing.T, path string) map[string][]string {
	t.Helper()
	rows, err := raw(t, path).Query(`
		SELECT s.name, c.name FROM sqlite_schema s, pragma_table_info(s.name) c
		WHERE s.type IN ('table', 'view') AND s.name NOT IN ('goose_db_version', 'sqlite_sequence') ORDER BY s.name, c.cid`)
	check(t, err)
	defer rows.Close()
	columns := map[string][]string{}
	for rows.Next() {
		var table, column string
		check(t, rows.Scan(&table, &column))
		columns[table] = append(columns[table], column)
	}
	check(t, rows.Err())
	return columns
}

// TestSchemaIsDocumented checks that docs/database.md names every column and no other. It must list the columns of the views in their
// order, which is a promise.
func TestSchemaIsDocumented(t *testing.T) {
	_, path := mustOpen(t)
	_, documented := documented(t)
	actual := schemaColumns(t, path)
	for _, column := range documented["runs"] {
		if column != "superseded" {
			documented["run"] = append(documented["run"], column)
		}
	}
	for table, columns := range actual {
		got := documented[table]
		if table != "table1" && table != "runs" {
			slices.Sort(got)
			slices.Sort(columns)
		}
		if !slices.Equal(got, columns) {
			t.Errorf("%s is documented with\n%v, it has\n%v", table, got, columns)
		}
	}
	if len(documented) != len(actual) {
		t.Errorf("%d tables and views are documented, there are %d", len(documented), len(actual))
	}
}

// TestDocumentedQueries checks that every query in docs/database.md returns rows.
func TestDocumentedQueries(t *testing.T) {
	db, path := mustOpen(t)
	r := run("k", 1)
	r.Forecast = results.Forecast{Least: 1, Most: 2, Basis: "its operations"}
	r.EffectiveSpec = `{"systems":[{"train":{"k":1}}]}`
	id := score(t, db, r, evaluation("paper", 225))
	check(t, db.RecordStudy(t.Context(), begin(t, db, run("study", 1)), theory()))
	check(t, db.Record(t.Context(), id, []results.Metric{{Name: "valid_ll", Epoch: 1, Value: 1}, {Name: "epoch_seconds", Epoch: 1, Value: 1},
		{Name: "sample_seconds", Epoch: 1, Value: 1}}))
	_, err := db.AddArtifact(t.Context(), t.TempDir(), id, results.Artifact{Kind: "samples"}, "png", nil)
	check(t, err)
	check(t, db.Finish(t.Context(), begin(t, db, run("failed", 1)), results.Ending{Status: results.Failed, Error: "why"}))

	queries, _ := documented(t)
	if len(queries) < 11 {
		t.Errorf("%d queries", len(queries))
	}
	for _, q := range queries {
		if n := query(t, path, "SELECT count(*) FROM ("+q+")"); n == "0" {
			t.Errorf("no rows from %s", q)
		}
	}
}
