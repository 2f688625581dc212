package table1

import (
	"fmt"
	"path"
	"slices"
	"strings"
)

// A Choice is the part of the table that files have. Its zero value leaves everything as it is.
type Choice struct {
	Rows    []string // patterns of path.Match for the name of a system, or its data set, a slash and its name; none: all rows
	Columns []string // keys of columns, in this order; none: all, and in LaTeX those that fit
	Grid    string   // of bandwidths; empty: all
}

// Empty reports whether the choice leaves everything as it is.
func (c Choice) Empty() bool { return len(c.Rows)+len(c.Columns) == 0 && c.Grid == "" }

// ParseChoice reads a choice from settings: rows=PATTERN, which may be repeated, columns=KEY,KEY and grid=NAME.
func ParseChoice(settings []string) (c Choice, err error) {
	for _, setting := range settings {
		key, value, _ := strings.Cut(setting, "=")
		switch {
		case value == "" || !slices.Contains([]string{"rows", "columns", "grid"}, key):
			return Choice{}, fmt.Errorf("%q is none of rows=PATTERN, columns=KEY,KEY and grid=NAME", setting)
		case key == "rows":
			c.Rows = append(c.Rows, value)
		case key == "columns" && c.Columns == nil:
			c.Columns = strings.Split(value, ",")
		case key == "grid" && c.Grid == "":
			c.Grid = value
		default:
			return Choice{}, fmt.Errorf("%s is given twice; only rows may be repeated", key)
		}
	}
	return c, c.Check()
}

// Check returns an error if the choice has a pattern that is none, or a column that does not exist.
func (c Choice) Check() error {
	for _, pattern := range c.Rows {
		if _, err := path.Match(pattern, ""); err != nil {
			return fmt.Errorf("rows=%s is no pattern: a [ needs its ], and a \\ a character after it", pattern)
		}
	}
	for i, key := range c.Columns {
		if _, ok := columnOf(key); !ok {
			return fmt.Errorf("columns=%s: the columns are %s", key, strings.Join(columnKeys(), ","))
		}
		if slices.Contains(c.Columns[:i], key) {
			return fmt.Errorf("columns has %s twice", key)
		}
	}
	return nil
}

// Choose returns the chosen part of the table, with its footnotes numbered anew. It returns an error if a pattern fits no row, or no row was
// measured on the grid.
func (t Table) Choose(c Choice) (Table, error) {
	if err := c.Check(); err != nil {
		return Table{}, err
	}
	if c.Empty() {
		return t, nil
	}
	for _, pattern := range c.Rows {
		if fits := t.Select(func(dataset string, r Row) bool { return matches(pattern, dataset, r) }); fits.Count() == 0 {
			return Table{}, fmt.Errorf("rows=%s fits no row: there are %s", pattern, strings.Join(t.names(), ", "))
		}
	}
	if grids := t.measuredGrids(); c.Grid != "" && !slices.Contains(grids, c.Grid) {
		return Table{}, fmt.Errorf("grid=%s: no row was measured on it; there are %s", c.Grid, strings.Join(grids, ", "))
	}
	part := t.Select(func(dataset string, r Row) bool {
		chosen := len(c.Rows) == 0 || slices.ContainsFunc(c.Rows, func(p string) bool { return matches(p, dataset, r) })
		return chosen && (c.Grid == "" || r.Measured == nil || r.Grid == c.Grid)
	})
	part.chosen = true
	if len(c.Columns) == 0 {
		return part, nil
	}
	return part.withColumns(c.Columns), nil
}

func matches(pattern, dataset string, r Row) bool {
	short, _ := path.Match(pattern, r.System)
	long, _ := path.Match(pattern, dataset+"/"+r.System)
	return short || long
}

// withColumns returns the table with only these columns, and only their footnotes.
func (t Table) withColumns(keys []string) Table {
	has := func(key string) bool { return slices.Contains(keys, key) }
	bare := func(s *Score, keep bool) *Score {
		if s == nil || keep {
			return s
		}
		own := *s
		own.Notes = nil
		return &own
	}
	part := Table{Notes: t.Notes}
	for _, g := range t.Groups {
		own := g
		own.Rows = nil
		for _, r := range g.Rows {
			r.Measured, r.Published = bare(r.Measured, has("measured")), bare(r.Published, has("published"))
			if !has("system") {
				r.SystemNotes = nil
			}
			if !has("measured") {
				r.MissingNotes = nil
			}
			if !has("sigma") {
				r.SigmaNotes = nil
			}
			if !has("grid") {
				r.ProtocolNotes = nil
			}
			own.Rows = append(own.Rows, r)
		}
		part.Groups = append(part.Groups, own)
	}
	part = part.Select(func(string, Row) bool { return true })
	part.chosen = t.chosen
	for _, key := range keys {
		c, _ := columnOf(key)
		part.columns = append(part.columns, c)
	}
	return part
}

// printed returns the columns of the table in print.
func (t Table) printed() []Column {
	if t.columns != nil {
		return t.columns
	}
	return Columns()
}

func columnOf(key string) (Column, bool) {
	columns := Columns()
	i := slices.IndexFunc(columns, func(c Column) bool { return c.Key == key })
	if i < 0 {
		return Column{}, false
	}
	return columns[i], true
}

func columnKeys() (keys []string) {
	for _, c := range Columns() {
		keys = append(keys, c.Key)
	}
	return keys
}

// names lists the systems of the rows, each once.
func (t Table) names() (names []string) {
	for _, g := range t.Groups {
		for _, r := range g.Rows {
			if !slices.Contains(names, r.System) {
				names = append(names, r.System)
			}
		}
	}
	return names
}

// measuredGrids lists the grids of the measured rows, each once.
func (t Table) measuredGrids() (grids []string) {
	for _, g := range t.Groups {
		for _, r := range g.Rows {
			if r.Measured != nil && !slices.Contains(grids, r.Grid) {
				grids = append(grids, r.Grid)
			}
		}
	}
	return grids
}
