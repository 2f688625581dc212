package products

import (
	"fmt"
	"os"
	"strings"
)

// Variable names the environment variable that chooses a set of kernels. Without it the program takes the fastest that the processor has.
const Variable = "GAN2014_KERNELS"

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
