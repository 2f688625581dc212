package results

import (
	"strings"
	"testing"
)

// TestOlderRunsAreSealedAsFound checks that the runs of a database without seals are sealed in their present state, and that later damage
// is found. A run that an old program still computes is sealed when it is done.
func TestOlderRunsAreSealedAsFound(t *testing.T) {
	path := oldDatabase(t, 7)
	look := func() Checkup {
		t.Helper()
		c, err := Check(t.Context(), path, "")
		must(t, err)
		return c
	}
	open := func() *DB {
		t.Helper()
		db, err := Open(t.Context(), path)
		must(t, err)
		t.Cleanup(func() { db.Close() })
		return db
	}
	if c := look(); len(c.Flaws) > 0 || c.Found != 1 {
		t.Errorf("before: %+v", c)
	}
	db := open()
	if seal, err := db.SealOf(t.Context(), 1); err != nil || !seal.Found || seal.At.IsZero() {
		t.Errorf("the seal is %+v, error %v", seal, err)
	}
	if seal, err := db.SealOf(t.Context(), 2); err != nil || seal != (Seal{}) {
		t.Errorf("the seal of a running run is %+v, error %v", seal, err)
	}
	_, err := db.sql.Exec("UPDATE run SET status = 'done', finished = started WHERE id = 2") // as the older program does
	must(t, err)
	if c := look(); len(c.Flaws) > 0 {
		t.Errorf("what an older program finished: %+v", c)
	}
	must(t, db.Close())
	must(t, open().Close())
	if c := look(); len(c.Flaws) > 0 || c.Found != 2 {
		t.Errorf("and then: %+v", c)
	}
	db = open()
	_, err = db.sql.Exec("UPDATE metric SET epoch = epoch + 1000")
	must(t, err)
	if c := look(); len(c.Flaws) == 0 || !strings.Contains(c.Flaws[0].What, "table metric") {
		t.Errorf("after: %+v", c)
	}
}
