package products

import (
	"fmt"
	"os"
	"strings"
)

// Variable names the environment variable that chooses a set of kernels. Without it the program uses the fastest set that the processor
// supports.
const Variable = "GAN2014_KERNELS"

// current is the set in use; wrong is the error of an impossible choice.
var current, wrong = choose(os.Getenv(Variable))

// choose returns the set with this name. For an empty or unknown name it returns the fastest set.
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

// Current returns the set in use, and an error if the environment variable names a set that this processor does not support.
func Current() (Set, error) { return current, wrong }

// Use replaces the set in use. No other goroutine may multiply meanwhile.
func Use(s Set) { current = s }
