package datasets

import "testing"

// TestNone checks that the set without images needs no files, no network and no folder, and that its hash, which is part of run keys, does
// not change.
func TestNone(t *testing.T) {
	c := &Cache{Dir: "/dev/null/nowhere"}
	s, err := c.Load(t.Context(), None)
	if err != nil {
		t.Fatal(err)
	}
	const want = "870a05b135235ef166cc750e180d6d678a522a7de639225c4b9eaf2f7df32ad7"
	if s.Name != None || s.Train.N+s.Valid.N+s.Test.N != 0 || len(s.Files) != 0 || s.SHA256 != want {
		t.Errorf("got %+v, want the hash %s", s, want)
	}
	if _, err := c.Fetch(t.Context(), None); err == nil {
		t.Error("there is something to fetch")
	}
}
