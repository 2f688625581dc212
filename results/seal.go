package results

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"math"
	"slices"
	"strings"
	"time"
)

// A seal is the digest of a run's rows in one table. It is written when the run ends and compared whenever the run's numbers are read.
type seal struct {
	Seal
	table, columns, sha256 string
}

// A Seal says since when damage to a run's rows can be detected.
type Seal struct {
	Found bool      // the run was finished before there were seals, and sealed later in the state it then had
	At    time.Time // UTC, to the second; zero for a run without a seal
}

// origin returns the database's word for how the run came to be sealed.
func (s Seal) origin() string {
	if s.Found {
		return "found"
	}
	return "finished"
}

// sealRun seals the current rows of a run that is not running, and replaces the seals it had.
func sealRun(ctx context.Context, tx *sql.Tx, id int64, s Seal) error {
	tables, err := runTables(ctx, tx)
	if err != nil {
		return err
	}
	if err := breakSeals(ctx, tx, id); err != nil {
		return err
	}
	for _, b := range tables {
		sealed := seal{Seal: s, table: b.table, columns: strings.Join(b.columns, ",")}
		n := 0
		if sealed.sha256, n, err = sealed.digest(ctx, tx, b, id); err != nil {
			return err
		}
		if n == 0 {
			continue
		}
		if _, err := tx.ExecContext(ctx, `INSERT INTO seal (run_id, "table", columns, origin, sealed, sha256) VALUES (?, ?, ?, ?, ?, ?)`,
			id, sealed.table, sealed.columns, s.origin(), timestamp(s.At), sealed.sha256); err != nil {
			return err
		}
	}
	return nil
}

// breakSeals deletes the seals of a run that is begun again.
func breakSeals(ctx context.Context, tx *sql.Tx, id int64) error {
	_, err := tx.ExecContext(ctx, `DELETE FROM seal WHERE run_id = ?1`, id)
	if err == nil {
		_, err = tx.ExecContext(ctx, `DELETE FROM unsealed WHERE run_id = ?1`, id)
	}
	return err
}

// sealsOf reads the seals of a run.
func sealsOf(ctx context.Context, q querier, id int64) ([]seal, error) {
	return collect(ctx, q, scanSeal, `SELECT "table", columns, origin, sealed, sha256 FROM seal WHERE run_id = ? ORDER BY "table"`, id)
}

func scanSeal(rows *sql.Rows) (s seal, err error) {
	var origin string
	var at sql.NullString
	if err := rows.Scan(&s.table, &s.columns, &origin, &at, &s.sha256); err != nil {
		return s, err
	}
	s.Found = origin != "finished"
	if s.At, err = parseTime(at); err != nil || origin != s.origin() {
		s.sha256 = "" // equals no digest, so a seal that cannot be read counts as broken
	}
	return s, nil
}

// digest returns the SHA-256 of the seal's own columns and of a run's rows, and the number of rows. It hashes each text after its length
// and each number by its bits, so that different rows never give the same input.
func (s seal) digest(ctx context.Context, q querier, b runTable, id int64) (sum string, n int, err error) {
	columns := strings.Split(s.columns, ",")
	h := sha256.New()
	var text []byte
	for _, v := range []any{"gan2014 seal 1", s.table, s.columns, s.origin(), timestamp(s.At), id} {
		text = appendValue(text, v)
	}
	rows, err := q.QueryContext(ctx, b.selects(columns), id)
	if err != nil {
		return "", 0, err
	}
	defer rows.Close()
	values, targets := make([]any, len(columns)), make([]any, len(columns))
	for i := range values {
		targets[i] = &values[i]
	}
	for ; rows.Next(); n++ {
		if err := rows.Scan(targets...); err != nil {
			return "", 0, err
		}
		for _, v := range values {
			text = appendValue(text, v)
		}
		h.Write(text)
		text = text[:0]
	}
	h.Write(text) // the header alone, if the run has no rows
	return hex.EncodeToString(h.Sum(nil)), n, rows.Err()
}

func appendValue(text []byte, value any) []byte {
	switch v := value.(type) {
	case nil:
		return append(text, 'n')
	case int64:
		return appendNumber(text, 'i', uint64(v))
	case float64:
		return appendNumber(text, 'f', math.Float64bits(v))
	case string:
		return append(appendNumber(text, 't', uint64(len(v))), v...)
	case []byte:
		return append(appendNumber(text, 'b', uint64(len(v))), v...)
	}
	panic(fmt.Sprintf("results: a column holds a %T", value))
}

func appendNumber(text []byte, kind byte, bits uint64) []byte {
	return binary.BigEndian.AppendUint64(append(text, kind), bits)
}

// brokenSeals names the tables in which a finished run's rows differ from the sealed ones.
func brokenSeals(ctx context.Context, q querier, tables []runTable, seals []seal, id int64) (broken []string, err error) {
	sealed := map[string]seal{}
	for _, s := range seals {
		sealed[s.table] = s
		if s.Seal != seals[0].Seal || !slices.ContainsFunc(tables, func(b runTable) bool { return b.table == s.table }) {
			broken = append(broken, "seal")
		}
	}
	for _, b := range tables {
		s, found := sealed[b.table]
		if !found {
			s.columns = b.columns[0]
		}
		for _, column := range strings.Split(s.columns, ",") {
			if !slices.Contains(b.columns, column) {
				return append(broken, "seal"), nil
			}
		}
		sum, n, err := s.digest(ctx, q, b, id)
		if err != nil {
			return nil, err
		}
		if found && sum != s.sha256 || !found && n > 0 {
			broken = append(broken, b.table)
		}
	}
	return slices.Compact(broken), nil
}

// sealFound seals the runs that were finished before there were seals, in their current state. It also renews the seals of intact runs
// after the schema gained columns.
func (db *DB) sealFound(ctx context.Context) error {
	if missing, err := db.lacksSeals(ctx); err != nil || !missing {
		return err
	}
	return db.update(ctx, "seal the runs", func(tx *sql.Tx) error {
		found, err := collect(ctx, tx, scanID, `SELECT id FROM run JOIN unsealed ON run_id = id WHERE status <> 'running'`)
		if err != nil {
			return err
		}
		for _, id := range found {
			if err := sealRun(ctx, tx, id, Seal{Found: true, At: db.Now()}); err != nil {
				return err
			}
		}
		return db.widenSeals(ctx, tx)
	})
}

// lacksSeals reports whether sealFound has anything to do.
func (db *DB) lacksSeals(ctx context.Context) (bool, error) {
	found, err := query(ctx, db, "look at the seals", scanText, `
		SELECT 'found' FROM run JOIN unsealed ON run_id = id WHERE status <> 'running'
		UNION SELECT "table" || ':' || columns FROM seal`)
	if err != nil {
		return false, err
	}
	tables, err := runTables(ctx, db.sql)
	for _, b := range tables {
		wide := b.table + ":" + strings.Join(b.columns, ",")
		found = slices.DeleteFunc(found, func(text string) bool { return text == wide })
	}
	return len(found) > 0, err
}

func (db *DB) widenSeals(ctx context.Context, tx *sql.Tx) error {
	tables, err := runTables(ctx, tx)
	if err != nil {
		return err
	}
	for _, b := range tables {
		narrow, err := collect(ctx, tx, scanID, `SELECT run_id FROM seal WHERE "table" = ? AND columns <> ?`, b.table, strings.Join(b.columns, ","))
		if err != nil {
			return err
		}
		for _, id := range narrow {
			seals, err := sealsOf(ctx, tx, id)
			if err != nil {
				return err
			}
			broken, err := brokenSeals(ctx, tx, tables, seals, id)
			if err != nil {
				return err
			}
			if len(broken) == 0 {
				if err := sealRun(ctx, tx, id, seals[0].Seal); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

func scanID(rows *sql.Rows) (id int64, err error) {
	err = rows.Scan(&id)
	return id, err
}
