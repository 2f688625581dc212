package report

import (
	"fmt"
	"slices"
	"strings"

	"gan2014/internal/typeset"
)

// A Loss is a file of the report that could not be drawn or written.
type Loss struct {
	Name string // in the output folder, with slashes
	Err  error
}

// An IncompleteError says what a report lacks. The rest of it is written.
type IncompleteError struct{ Lost []Loss }

// Lacks reports whether the file of a name is among what is lost.
func (e *IncompleteError) Lacks(name string) bool {
	return slices.ContainsFunc(e.Lost, func(l Loss) bool { return l.Name == name })
}

// Error is a line. Of many figures, which often lack for one reason, it has the number and the first.
func (e *IncompleteError) Error() string {
	var words []string
	figures := 0
	for _, l := range e.Lost {
		text := fmt.Sprintf("%s (%s)", l.Name, strings.ReplaceAll(l.Err.Error(), "\n", " "))
		if strings.HasPrefix(l.Name, figuresName+"/") {
			if figures++; figures > 1 {
				continue
			}
		}
		words = append(words, text)
	}
	text := "the report lacks " + strings.Join(words, ", ")
	if figures > 1 {
		text += fmt.Sprintf(" and %s", typeset.Count(figures-1, "more file of figures", "more files of figures"))
	}
	return text
}

// losses are what is lost so far.
type losses []Loss

// add notes a loss where there is an error.
func (l *losses) add(name string, err error) {
	if err != nil {
		*l = append(*l, Loss{name, err})
	}
}

func (l *losses) addAll(more losses) { *l = append(*l, more...) }

func (l losses) err() error {
	if len(l) == 0 {
		return nil
	}
	return &IncompleteError{l}
}
