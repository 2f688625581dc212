package typeset

import (
	"slices"
	"strings"
	"testing"
)

// TestFit checks that columns are left out in the given order, only as many as needed, and that unknown names are passed over.
func TestFit(t *testing.T) {
	table := func() *Table {
		var t Table
		t.Row("id", "system", "key", "LL")
		t.Row(1, "Adversarial nets", "abcdefgh", "225.0 ± 2.0")
		return &t
	}
	for _, c := range []struct {
		width int
		left  []string
		want  string
	}{
		{100, nil, "id  system            key       LL\n1   Adversarial nets  abcdefgh  225.0 ± 2.0\n"},
		{43, nil, "id  system            key       LL\n1   Adversarial nets  abcdefgh  225.0 ± 2.0\n"},
		{42, []string{"key"}, "id  system            LL\n1   Adversarial nets  225.0 ± 2.0\n"},
		{10, []string{"key", "id"}, "system            LL\nAdversarial nets  225.0 ± 2.0\n"},
	} {
		of := table()
		left := of.Fit(c.width, "none", "key", "id")
		var got strings.Builder
		if err := of.Print(&got); err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(left, c.left) || got.String() != c.want {
			t.Errorf("%d columns: left out %v\n%swant %v\n%s", c.width, left, got.String(), c.left, c.want)
		}
	}
}
