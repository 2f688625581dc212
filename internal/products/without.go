//go:build !cgo

package products

// A Set holds the kernels for one instruction set. Without a C compiler there is only one set, which is written in Go.
type Set struct{}

func (Set) String() string { return "plain" }

// Sets returns the only set.
func Sets() []Set { return []Set{{}} }

func multiply[T Float](c Matrix[T], alpha T, a, b Matrix[T], add bool, _ int) {
	multiplyPlain(c, alpha, a, b, add)
}
