package results

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
)

// A constants is what every database of this program's schema has in common: the definitions of its tables and views, and the rows that
// the migrations insert.
type constants struct {
	views     map[string]string // and tables and indices: their SQL by name
	published []string          // numbers of the literature
}

// pristine reads the constants of a new database, once.
var pristine = sync.OnceValues(func() (c constants, err error) {
	ctx := context.Background()
	pool, err := sql.Open("sqlite3", ":memory:")
	if err != nil {
		return c, err
	}
	defer pool.Close()
	pool.SetMaxOpenConns(1)
	steps, err := provider(pool)
	if err != nil {
		return c, err
	}
	if _, err := steps.Up(ctx); err != nil {
		return c, fmt.Errorf("make a new database in memory: %w", err)
	}
	return readConstants(ctx, pool)
})

func readConstants(ctx context.Context, q querier) (c constants, err error) {
	c.views = map[string]string{}
	_, err = collect(ctx, q, func(rows *sql.Rows) (struct{}, error) {
		var name, text string
		err := rows.Scan(&name, &text)
		c.views[name] = text
		return struct{}{}, err
	}, `SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL`)
	if err != nil {
		return c, err
	}
	c.published, err = collect(ctx, q, scanText, `
		SELECT json_array(system, dataset, ll_nats, stderr, stderr_over, samples, source, position) FROM published ORDER BY position`)
	return c, err
}

// errConstants is of a database whose definitions or published numbers are not those of this program.
var errConstants = errors.New("import its runs into a new database: experiments import -db NEW.db OLD.db")

// requireConstants refuses to read Table 1 where its view, or the published numbers, are damaged.
func (c constants) requireConstants(ctx context.Context, q querier) error {
	have, err := readConstants(ctx, q)
	if err != nil {
		return err
	}
	if have.literature() != c.literature() {
		return fmt.Errorf("the numbers of the literature, of table published, are damaged: %w", errConstants)
	}
	if have.views["table1"] != c.views["table1"] {
		return fmt.Errorf("the view table1 is damaged: %w", errConstants)
	}
	return nil
}

func (c constants) literature() string { return strings.Join(c.published, "\n") }

// damaged lists the tables, views and indices whose definitions differ. Those of others are not looked at.
func (c constants) damaged(have constants) (names []string) {
	for _, name := range slices.Sorted(maps.Keys(c.views)) {
		if strings.TrimSpace(have.views[name]) != strings.TrimSpace(c.views[name]) {
			names = append(names, name)
		}
	}
	return names
}
