package results_test

import (
	"testing"

	"gan2014/results"
)

func TestLookup(t *testing.T) {
	db, path := mustOpen(t)
	first := begin(t, db, run("3abc", 1))
	check(t, db.Finish(t.Context(), first, results.Ending{Status: results.Done}))
	second := begin(t, db, again(run("3abc", 1)))
	other := begin(t, db, run("3abd%", 2))
	short := begin(t, db, run("3ab", 2))
	for name, want := range map[string]int64{
		"1": first, "2": second, "3": other, // ids come before keys
		"3abc": second, "3abd": other, "3abd%": other,
		"3ab": short, // a whole key, though others begin with it
	} {
		if r, err := db.Lookup(t.Context(), name); err != nil || r.ID != want {
			t.Errorf("%s is run %d, error %v, want %d", name, r.ID, err, want)
		}
	}
	for name, parts := range map[string][]string{
		"3a":  {`"3a" begins the keys of 3 runs: 3ab, 3abc, 3abd%: give more of it`},
		"99":  {`no run in ` + path + ` has the id or key "99"`, "`experiments runs` lists them"},
		"%":   {`the id or key "%"`},
		"":    {`the id or key ""`},
		"3AB": {`the id or key "3AB"`},
	} {
		_, err := db.Lookup(t.Context(), name)
		wantError(t, err, parts...)
	}
}
