//go:build cgo

package products

// #include "products.h"
import "C"

// A Set holds the kernels for one instruction set. All sets give the same bits.
type Set struct{ c C.struct_kernels }

func (s Set) String() string { return C.GoString(s.c.name) }

// Sets lists the sets that this processor supports, the fastest first. The last one, plain, runs everywhere.
func Sets() []Set {
	var sets []Set
	for _, s := range []C.struct_kernels{C.products_avx512(), C.products_avx2(), C.products_neon(), C.products_plain()} {
		if s.supported != 0 {
			sets = append(sets, Set{s})
		}
	}
	return sets
}
