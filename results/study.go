package results

import (
	"context"
	"database/sql"
	"fmt"
)

// A Study is the result of a run that computed a part of the theory. It is empty for every other run.
type Study struct {
	Findings []Finding
	Lines    []Line
}

// A Finding is a claim of the theory with the measurement that tested it.
type Finding struct {
	Figure   string // the figure that shows it: the part of Line.Figure before the slash
	Claim    string // the tested sentence
	Source   string // source of the claim: "paper, Proposition 1"
	Measured string // the result in numbers
	Holds    bool   // the measurement agrees with the claim
}

// A Line is a curve, or the points, of a figure.
type Line struct {
	Figure string // "theorem1/value"; lines in the same axes have the same Figure
	Name   string // name in the legend: "−log D"
	Points []LinePoint
}

// A LinePoint is one point of a line. Low and High are the ends of its 95 % interval; both equal Y when there is no interval. X is
// finite; the others may be NaN or infinite.
type LinePoint struct{ X, Y, Low, High float64 }

// RecordStudy stores the result of a study and replaces an earlier one.
func (db *DB) RecordStudy(ctx context.Context, id int64, s Study) error {
	return db.change(ctx, fmt.Sprintf("store the study of run %d", id), id, func(tx *sql.Tx) error {
		for _, table := range []string{"finding", "line"} {
			if _, err := tx.ExecContext(ctx, `DELETE FROM `+table+` WHERE run_id = ?`, id); err != nil {
				return err
			}
		}
		return insertStudy(ctx, tx, id, s)
	})
}

func insertStudy(ctx context.Context, tx *sql.Tx, id int64, s Study) error {
	for i, f := range s.Findings {
		_, err := tx.ExecContext(ctx, `INSERT INTO finding (run_id, position, figure, claim, source, measured, holds) VALUES (?, ?, ?, ?, ?, ?, ?)`,
			id, i, f.Figure, f.Claim, f.Source, f.Measured, f.Holds)
		if err != nil {
			return fmt.Errorf("finding %d: %w", i+1, err)
		}
	}
	points, err := tx.PrepareContext(ctx, `
		INSERT INTO line_point (line_id, position, x, y, y_nonfinite, low, low_nonfinite, high, high_nonfinite)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`)
	if err != nil {
		return err
	}
	defer points.Close()
	for i, l := range s.Lines {
		if err := insertLine(ctx, tx, points, id, i, l); err != nil {
			return fmt.Errorf("line %q of %s: %w", l.Name, l.Figure, err)
		}
	}
	return nil
}

func insertLine(ctx context.Context, tx *sql.Tx, points *sql.Stmt, id int64, position int, l Line) error {
	result, err := tx.ExecContext(ctx, `INSERT INTO line (run_id, position, figure, name) VALUES (?, ?, ?, ?)`, id, position, l.Figure, l.Name)
	if err != nil {
		return err
	}
	line, err := result.LastInsertId()
	if err != nil {
		return err
	}
	for i, p := range l.Points {
		x, y, low, high := toScalar(p.X), toScalar(p.Y), toScalar(p.Low), toScalar(p.High)
		_, err := points.ExecContext(ctx, line, i, x.value, y.value, y.nonfinite, low.value, low.nonfinite, high.value, high.nonfinite)
		if err != nil {
			return fmt.Errorf("point %d: %w", i+1, err)
		}
	}
	return nil
}

// Study returns the result of a study, in the order of storage.
func (db *DB) Study(ctx context.Context, id int64) (s Study, err error) {
	err = db.numbers(ctx, fmt.Sprintf("read the study of run %d", id), id, func(q querier) error {
		s, err = study(ctx, q, id)
		return err
	})
	return s, err
}

func study(ctx context.Context, q querier, id int64) (s Study, err error) {
	s.Findings, err = collect(ctx, q, scanFinding, `SELECT figure, claim, source, measured, holds FROM finding WHERE run_id = ? ORDER BY position`, id)
	if err != nil {
		return s, err
	}
	rows, err := collect(ctx, q, scanLineRow, `
		SELECT l.id, figure, name, x, y, y_nonfinite, low, low_nonfinite, high, high_nonfinite
		FROM line l LEFT JOIN line_point ON line_id = l.id WHERE run_id = ? ORDER BY l.position, line_point.position`, id)
	var last int64
	for _, r := range rows {
		if r.id != last {
			s.Lines, last = append(s.Lines, Line{Figure: r.figure, Name: r.name}), r.id
		}
		if r.x.Valid {
			l := &s.Lines[len(s.Lines)-1]
			l.Points = append(l.Points, r.point)
		}
	}
	return s, err
}

func scanFinding(rows *sql.Rows) (f Finding, err error) {
	err = rows.Scan(&f.Figure, &f.Claim, &f.Source, &f.Measured, &f.Holds)
	return f, err
}

// A lineRow is one row of the join of lines and points: a line with one of its points, or with none.
type lineRow struct {
	id           int64
	figure, name string
	x            sql.NullFloat64
	point        LinePoint
}

func scanLineRow(rows *sql.Rows) (r lineRow, err error) {
	var y, low, high scalar
	err = rows.Scan(&r.id, &r.figure, &r.name, &r.x, &y.value, &y.nonfinite, &low.value, &low.nonfinite, &high.value, &high.nonfinite)
	r.point = LinePoint{X: r.x.Float64, Y: y.float64(), Low: low.float64(), High: high.float64()}
	return r, err
}
