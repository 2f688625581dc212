package results

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"
)

// A runTable is a table whose rows belong to runs: the table run itself and every table that refers to it, directly or through others.
type runTable struct {
	table   string
	columns []string
	key     []string // columns of the primary key
	where   string   // SQL condition that selects the rows of run ?1
}

// runTables reads from the schema which tables have rows that belong to runs. A table that a later migration adds is therefore sealed
// and checked without further code.
func runTables(ctx context.Context, q querier) ([]runTable, error) {
	found := []runTable{{table: "run", where: "id = ?1"}}
	references, err := collect(ctx, q, scanReference, `
		SELECT t.name, f."from", f."table", coalesce(f."to", 'id') FROM sqlite_schema t, pragma_foreign_key_list(t.name) f
		WHERE t.type = 'table' AND t.name NOT IN ('run', 'seal', 'unsealed') ORDER BY t.name, f.id, f.seq`)
	if err != nil {
		return nil, err
	}
	for more := true; more; {
		more = false
		for _, r := range references {
			known := func(name string) int {
				return slices.IndexFunc(found, func(b runTable) bool { return b.table == name })
			}
			if parent := known(r.parent); parent >= 0 && known(r.table) < 0 {
				where := fmt.Sprintf("%s IN (SELECT %s FROM %s WHERE %s)", quoted(r.column), quoted(r.to), quoted(r.parent), found[parent].where)
				found, more = append(found, runTable{table: r.table, where: where}), true
			}
		}
	}
	for i := range found {
		if err := found[i].describe(ctx, q); err != nil {
			return nil, err
		}
	}
	return found, nil
}

// A reference is a foreign key: a column of a table that refers to a column of another table.
type reference struct{ table, column, parent, to string }

func scanReference(rows *sql.Rows) (r reference, err error) {
	err = rows.Scan(&r.table, &r.column, &r.parent, &r.to)
	return r, err
}

// describe reads the columns of the table.
func (b *runTable) describe(ctx context.Context, q querier) (err error) {
	if b.columns, err = collect(ctx, q, scanText, `SELECT name FROM pragma_table_info(?) ORDER BY cid`, b.table); err != nil {
		return err
	}
	b.key, err = collect(ctx, q, scanText, `SELECT name FROM pragma_table_info(?) WHERE pk > 0 ORDER BY pk`, b.table)
	return err
}

// selects returns the statement that reads these columns of a run's rows.
func (b *runTable) selects(columns []string) string {
	return fmt.Sprintf("SELECT %s FROM %s WHERE %s ORDER BY %s", quoted(columns...), quoted(b.table), b.where, quoted(b.key...))
}

// quoted returns the names as quoted SQL identifiers, separated by commas.
func quoted(names ...string) string {
	var all []string
	for _, name := range names {
		all = append(all, `"`+strings.ReplaceAll(name, `"`, `""`)+`"`)
	}
	return strings.Join(all, ", ")
}
