package logsum

import (
	"math"
	"math/big"
	"slices"
	"testing"
)

// leaf returns a block with two places. The first has wide differences, and the second is 0 in part.
func leaf(i int) Node {
	second := math.Inf(-1)
	if i%3 == 0 {
		second = float64(i)
	}
	return Node{0, i, []float64{-1000 + 40*math.Sin(float64(i)*float64(i)), second}}
}

// shared returns the sum of blocks that were divided at the given places, each part added up separately.
func shared(t *testing.T, blocks int, cuts ...int) []float64 {
	t.Helper()
	var all Sum
	from := 0
	for _, to := range append(cuts, blocks) {
		var part Sum
		for i := from; i < to; i++ {
			if err := part.Add(leaf(i)); err != nil {
				t.Fatal(err)
			}
		}
		if n := len(part.Nodes()); n > 2*len(intBits(to-from)) {
			t.Errorf("%d blocks in %d nodes", to-from, n)
		}
		for _, n := range part.Nodes() {
			if err := all.Add(n); err != nil {
				t.Fatal(err)
			}
		}
		from = to
	}
	total, err := all.Total(blocks)
	if err != nil {
		t.Fatal(err)
	}
	return total
}

func intBits(n int) string { return big.NewInt(int64(n)).Text(2) }

// TestSharesDoNotMatter checks that the division of the blocks does not change the bits of the sum.
func TestSharesDoNotMatter(t *testing.T) {
	for _, blocks := range []int{1, 2, 3, 7, 64, 100, 1000} {
		want := shared(t, blocks)
		for _, parts := range []int{2, 3, 7, 10, blocks} {
			var cuts []int
			for k := 1; k < parts; k++ {
				cuts = append(cuts, k*blocks/parts)
			}
			if got := shared(t, blocks, cuts...); !slices.Equal(got, want) {
				t.Errorf("%d blocks in %d parts: %v, want %v", blocks, parts, got, want)
			}
		}
	}
}

// TestSum checks that the sum equals exact addition to a few units of float64.
func TestSum(t *testing.T) {
	const blocks = 1000
	sum := 0.0
	for i := range blocks {
		sum += math.Exp(leaf(i).Logs[0] + 960)
	}
	if got, want := shared(t, blocks, 300)[0], math.Log(sum)-960; math.Abs(got-want) > 1e-12*math.Abs(want) {
		t.Errorf("sum %.17g, want %.17g", got, want)
	}
	if got := shared(t, 2, 1)[1]; got != 0 { // log(exp 0 + 0)
		t.Errorf("with nothing: %v", got)
	}
}

func TestGaps(t *testing.T) {
	add := func(nodes ...Node) (s Sum, err error) {
		for _, n := range nodes {
			if err = s.Add(n); err != nil {
				return s, err
			}
		}
		return s, nil
	}
	for _, nodes := range [][]Node{
		{leaf(0), leaf(2)}, {leaf(1), leaf(1)}, {leaf(1), leaf(0)}, {leaf(0), {0, 1, []float64{1}}},
	} {
		if _, err := add(nodes...); err == nil {
			t.Errorf("%v: no error", nodes)
		}
	}
	for _, s := range [][]Node{{}, {leaf(1), leaf(2)}, {leaf(0)}} {
		sum, err := add(s...)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := sum.Total(3); err == nil {
			t.Errorf("%v: no error", s)
		}
	}
}

// TestTotalChangesNothing checks that Total does not change the sum: a second total is the same, and so is a total after more blocks.
func TestTotalChangesNothing(t *testing.T) {
	var s Sum
	for i := range 7 {
		if err := s.Add(leaf(i)); err != nil {
			t.Fatal(err)
		}
		for range 2 {
			if total, err := s.Total(i + 1); err != nil || !slices.Equal(total, shared(t, i+1)) {
				t.Errorf("the total of %d blocks is %v, want %v (%v)", i+1, total, shared(t, i+1), err)
			}
		}
	}
}
