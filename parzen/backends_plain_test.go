//go:build !cgo

package parzen

import "testing"

// eachBackend runs a test with the products of gonum: OpenBLAS cannot be loaded without cgo.
func eachBackend(t *testing.T, test func(t *testing.T)) {
	t.Helper()
	t.Run("gonum", test)
}
