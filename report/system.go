package report

import (
	"cmp"
	"fmt"
	"strings"
	"unicode"

	"gan2014/report/record"
	"gan2014/results"
)

// A system is a system on a data set. It has a page of its own, with the variants that sweeps made of it.
type system struct {
	Name, Dataset string
	File          string // name of the page
}

// Title names the system for headings.
func (s system) Title() string {
	if s.Dataset == record.NoData {
		return s.Name
	}
	return s.Name + " on " + record.DatasetName(s.Dataset)
}

// systemNames names the pages of systems.
type systemNames struct {
	systems map[system]system // by name and data set
	taken   map[string]bool
}

func newSystemNames() *systemNames {
	return &systemNames{map[system]system{}, map[string]bool{}}
}

// of returns the system of a run. Systems are named in the order of their first runs, so that a new run changes no name.
func (n *systemNames) of(r results.Run) system {
	key := system{Name: cmp.Or(r.VariantOf, r.System), Dataset: r.Dataset}
	s, found := n.systems[key]
	if found {
		return s
	}
	s = key
	const longest = 100
	words := slug(key.Name + " " + key.Dataset)
	words = words[:min(len(words), longest)]
	for i := 1; s.File == "" || n.taken[s.File]; i++ {
		s.File = "system-" + words + ".html"
		if i > 1 {
			s.File = fmt.Sprintf("system-%s-%d.html", words, i)
		}
	}
	n.taken[s.File] = true
	n.systems[key] = s
	return s
}

// slug returns a name of letters, digits and dashes that is valid in links and file names.
func slug(name string) string {
	var parts []string
	for _, word := range strings.FieldsFunc(name, func(r rune) bool { return r > unicode.MaxASCII || !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		parts = append(parts, strings.ToLower(word))
	}
	return strings.Join(parts, "-")
}
