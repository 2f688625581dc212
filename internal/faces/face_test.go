package faces

import (
	"crypto/sha256"
	"testing"
)

func TestIndicesAreIndependentOfOrder(t *testing.T) {
	forth, back := map[int]Face{}, map[int]Face{}
	for i := range 20 {
		forth[i], back[19-i] = *Draw(i), *Draw(19 - i)
	}
	for i := range 20 {
		if forth[i] != back[i] {
			t.Errorf("face %d depends on what was drawn before", i)
		}
	}
}

func TestFacesAreDistinct(t *testing.T) {
	seen := map[[32]byte]int{}
	for i := range 10_000 {
		f := Draw(i)
		sum := sha256.Sum256(f.Pixels[:])
		if j, ok := seen[sum]; ok {
			t.Fatalf("faces %d and %d are the same", j, i)
		}
		seen[sum] = i
	}
}
