package results

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/pressly/goose/v3"
)

// A Flaw describes one damaged thing and says what to do about it.
type Flaw struct {
	What, Remedy string
}

// A Checkup counts what Check looked at and lists the flaws it found.
type Checkup struct {
	Runs      int // finished runs
	Found     int // finished runs that were computed before runs were sealed
	Artifacts int // files of artifacts
	Flaws     []Flaw
}

func (c *Checkup) add(remedy, what string, args ...any) {
	c.Flaws = append(c.Flaws, Flaw{fmt.Sprintf(what, args...), remedy})
}

const restore = "restore it from a backup"

// Check examines the whole database at path and the files of its artifacts in outDir. It changes nothing. An empty outDir skips the
// files. An error says that Check could not do its work; damage is reported in Flaws.
func Check(ctx context.Context, path, outDir string) (c Checkup, err error) {
	if err := isFile(path); err != nil {
		return c, err
	}
	err = c.pages(ctx, path)
	if err == nil && len(c.Flaws) == 0 { // rows on damaged pages cannot be trusted
		err = c.rows(ctx, path, outDir)
	}
	if isDamage(err) {
		c.add(restore, "%s: %v", path, err)
		err = nil
	}
	return c, err
}

// rows checks the database's definitions, every finished run, and the references between tables.
func (c *Checkup) rows(ctx context.Context, path, outDir string) error {
	db, err := OpenReadOnly(ctx, path)
	if err != nil {
		return err
	}
	defer db.Close()
	if err := c.constants(ctx, db); err != nil {
		return err
	}
	runs, err := db.Runs(ctx)
	if err != nil {
		return err
	}
	for _, r := range runs {
		if err := c.run(ctx, db, r, outDir); err != nil {
			return err
		}
	}
	return c.references(ctx, db)
}

// pages runs SQLite's own integrity check of the file.
func (c *Checkup) pages(ctx context.Context, path string) error {
	look := func(context.Context, *DB, *goose.Provider) error { return nil }
	db, err := open(ctx, path, readPragmas, look)
	if _, walErr := os.Stat(path + "-wal"); isReadOnly(err) && errors.Is(walErr, fs.ErrNotExist) {
		db, err = open(ctx, path, readPragmas+"&immutable=1", look)
	}
	if err != nil {
		return err
	}
	defer db.Close()
	lines, err := query(ctx, db, "check", scanText, "PRAGMA integrity_check(20)")
	if err != nil {
		return err
	}
	for _, line := range lines {
		if line != "ok" {
			c.add(restore, "%s: %s", path, strings.TrimPrefix(strings.TrimSpace(line), "*** in database main ***\n"))
		}
	}
	return nil
}

// constants compares the definitions and the published numbers with those of a new database.
func (c *Checkup) constants(ctx context.Context, db *DB) error {
	expected, err := expectedConstants()
	if err != nil {
		return err
	}
	return db.view(ctx, "read the schema", func(q querier) error {
		have, err := readConstants(ctx, q)
		if err != nil {
			return err
		}
		for _, name := range expected.damaged(have) {
			c.add(errConstants.Error(), "the definition of %s differs from that of this program", name)
		}
		if expected.literature() != have.literature() {
			c.add(errConstants.Error(), "the published numbers in table published were changed")
		}
		return nil
	})
}

// run checks one finished run and the files of its artifacts.
func (c *Checkup) run(ctx context.Context, db *DB, r Run, outDir string) error {
	if r.Status == Running {
		return nil
	}
	c.Runs++
	if r.Status == Damaged {
		c.add(damageRemedy, "run %d (%s): %s", r.ID, r.Key, r.damage)
		return nil
	}
	s, err := db.SealOf(ctx, r.ID)
	if err != nil {
		return err
	}
	if s.Found {
		c.Found++
	}
	numbers, err := db.Numbers(ctx, r.ID)
	if err != nil {
		return err
	}
	for _, why := range contradictions(numbers) {
		c.add(damageRemedy, "run %d (%s): %s", r.ID, r.Key, why)
	}
	if outDir == "" {
		return nil
	}
	artifacts, err := db.Artifacts(ctx, r.ID)
	for _, a := range artifacts {
		c.Artifacts++
		if why := a.damage(outDir); why != "" {
			c.add("compute the run again with -force, or take its files from a copy of the output folder with `experiments import -artifacts`",
				"run %d (%s): %s, its %s, %s", r.ID, r.Key, a.Path, a.Kind, why)
		}
	}
	return err
}

// damage describes what is wrong with the artifact's file, and is empty for an intact one.
func (a Artifact) damage(outDir string) string {
	path := filepath.FromSlash(a.Path)
	if !filepath.IsLocal(path) {
		return "lies outside the output folder"
	}
	file, err := os.Open(filepath.Join(outDir, path))
	if errors.Is(err, fs.ErrNotExist) {
		return "is missing in " + outDir
	}
	if err != nil {
		return "cannot be read: " + err.Error()
	}
	defer file.Close()
	content, err := io.ReadAll(io.LimitReader(file, a.Bytes+1))
	switch {
	case err != nil:
		return "cannot be read: " + err.Error()
	case a.Check(content) != nil:
		return "is damaged: its content does not have the hash in its name"
	case int64(len(content)) != a.Bytes:
		return fmt.Sprintf("has %d bytes, but %d are recorded", len(content), a.Bytes)
	}
	return ""
}

// references finds rows that refer to missing rows, and texts of changes that do not have the hash they are named by.
func (c *Checkup) references(ctx context.Context, db *DB) error {
	lost, err := query(ctx, db, "check the references", func(rows *sql.Rows) (text string, err error) {
		var table, parent string
		var n int
		err = rows.Scan(&table, &parent, &n)
		return fmt.Sprintf("table %s: %d rows refer to missing rows of %s", table, n, parent), err
	}, `SELECT "table", parent, count(*) FROM pragma_foreign_key_check GROUP BY 1, 2 ORDER BY 1, 2`)
	if err != nil {
		return err
	}
	for _, text := range lost {
		c.add(errConstants.Error(), "%s", text)
	}
	texts, err := query(ctx, db, "check the changes", func(rows *sql.Rows) (wrong string, err error) {
		var sum, text string
		if err = rows.Scan(&sum, &text); changesID(text).String != sum {
			wrong = sum
		}
		return wrong, err
	}, `SELECT sha256, text FROM changes WHERE sha256 NOT IN (SELECT changes FROM run WHERE changes IS NOT NULL)`)
	for _, sum := range texts {
		if sum != "" {
			c.add(errConstants.Error(), "table changes: the text %.12s does not have the hash that names it", sum)
		}
	}
	return err
}
