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

// A constants holds what all databases of this program's schema have in common: the definitions of tables and views, and the rows that
// the migrations insert.
type constants struct {
	views     map[string]string // SQL of views, tables and indices by name
	published []string          // rows of the table published: numbers of the literature
}

// expectedConstants creates a new database and reads its constants; it does so once.
var expectedConstants = sync.OnceValues(func() (c constants, err error) {
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

// errConstants advises the user of a database whose definitions or published numbers differ from this program's.
var errConstants = errors.New("import its runs into a new database: experiments import -db NEW.db OLD.db")

// requireConstants returns an error if the view table1 or the published numbers are damaged. Table 1 is not read then.
func (c constants) requireConstants(ctx context.Context, q querier) error {
	have, err := readConstants(ctx, q)
	if err != nil {
		return err
	}
	if have.literature() != c.literature() {
		return fmt.Errorf("the published numbers in table published are damaged: %w", errConstants)
	}
	if have.views["table1"] != c.views["table1"] {
		return fmt.Errorf("the view table1 is damaged: %w", errConstants)
	}
	return nil
}

func (c constants) literature() string { return strings.Join(c.published, "\n") }

// damaged lists the tables, views and indices of this program's schema whose definitions in have differ. It ignores others.
func (c constants) damaged(have constants) (names []string) {
	for _, name := range slices.Sorted(maps.Keys(c.views)) {
		if strings.TrimSpace(have.views[name]) != strings.TrimSpace(c.views[name]) {
			names = append(names, name)
		}
	}
	return names
}
