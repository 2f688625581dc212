package datasets

import "testing"

// TestRealFashionMNIST checks the real set. A separate Python program computed the sums from the raw files.
func TestRealFashionMNIST(t *testing.T) {
	s := fetched(t, "fashion-mnist")
	const want = "6d4532df6eb76fbcbf3a1d3fa73c7776cb7e93f781232aad5133b5973ea71e74"
	if s.SHA256 != want || fashionMNIST().sha256 != want || s.Train.N != 50_000 || s.Valid.N != 10_000 || s.Test.N != 10_000 || s.Train.Dim != 784 {
		t.Errorf("%d + %d + %d images of %d, sha256 %s, want %s", s.Train.N, s.Valid.N, s.Test.N, s.Train.Dim, s.SHA256, want)
	}
}
