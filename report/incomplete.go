package report

import (
	"fmt"
	"slices"
	"strings"

	"gan2014/internal/typeset"
)

// A Loss is a file of the report that could not be drawn or written.
type Loss struct {
	Name string // relative to the output folder, with slashes
	Err  error
}

// An IncompleteError lists the files that a report lacks. All other files are written.
type IncompleteError struct{ Lost []Loss }

// Lacks reports whether the named file is among the losses.
func (e *IncompleteError) Lacks(name string) bool {
	return slices.ContainsFunc(e.Lost, func(l Loss) bool { return l.Name == name })
}

// Error returns one line. For several figures or pages, which often fail for the same reason, it gives their number and the first one.
func (e *IncompleteError) Error() string {
	var words []string
	more := map[string]int{}
	for _, l := range e.Lost {
		if folder, _, inside := strings.Cut(l.Name, "/"); inside {
			if more[folder]++; more[folder] > 1 {
				continue
			}
		}
		words = append(words, fmt.Sprintf("%s (%s)", l.Name, strings.ReplaceAll(l.Err.Error(), "\n", " ")))
	}
	text := "the report lacks " + strings.Join(words, ", ")
	if n := more[SiteName]; n > 1 {
		text += fmt.Sprintf(" and %s", typeset.Count(n-1, "more page", "more pages"))
	}
	if n := more[FiguresName]; n > 1 {
		text += fmt.Sprintf(" and %s", typeset.Count(n-1, "more file of figures", "more files of figures"))
	}
	return text
}

// losses is the list of losses so far.
type losses []Loss

// add appends a loss if there is an error.
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
