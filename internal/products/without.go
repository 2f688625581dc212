//go:build !cgo

package products

// A Set is the kernels for one set of instructions. Without a C compiler there is one, in Go.
type Set struct{}

func (Set) String() string { return "plain" }

// Sets lists the sets that this program has.
func Sets() []Set { return []Set{{}} }

func multiply[T Float](c Matrix[T], alpha T, a, b Matrix[T], add bool, _ int) {
	multiplyPlain(c, alpha, a, b, add)
}
