package products

// #include "products.h"
import "C"

import (
	"fmt"
	"os"
	"strings"
)

// Variable names the environment variable that chooses a set of kernels. Without it the program takes the fastest that the processor has.
const Variable = "GAN2014_KERNELS"

// A Set is the kernels for one set of instructions. All sets give the same bits.
type Set struct{ c C.struct_kernels }

func (s Set) String() string { return C.GoString(s.c.name) }

// Sets lists the sets that this processor has, the fastest first. The last one is plain and runs everywhere.
func Sets() []Set {
	var sets []Set
	for _, s := range []C.struct_kernels{C.products_avx512(), C.products_avx2(), C.products_neon(), C.products_plain()} {
		if s.supported != 0 {
			sets = append(sets, Set{s})
		}
	}
	return sets
}

// current is the set in use, and wrong what is wrong with the choice.
var current, wrong = choose(os.Getenv(Variable))

// choose returns the set of a name, the fastest where the name is empty or wrong.
func choose(name string) (Set, error) {
	sets := Sets()
	var names []string
	for _, s := range sets {
		if s.String() == name {
			return s, nil
		}
		names = append(names, s.String())
	}
	if name == "" {
		return sets[0], nil
	}
	return sets[0], fmt.Errorf("%s=%s: this processor has the kernels %s", Variable, name, strings.Join(names, ", "))
}

// Current returns the set in use, or an error where the environment asks for one that this processor lacks.
func Current() (Set, error) { return current, wrong }

// Use takes another set from now on. Nobody may multiply meanwhile.
func Use(s Set) { current = s }
