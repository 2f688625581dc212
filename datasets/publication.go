package datasets

import (
	"fmt"
	"slices"
	"strings"
)

// A publication is a data set as the world has it.
type publication struct {
	name   string
	title  string // what it is, in a line
	terms  string // of its use, in a line
	byHand string // how else to come by the files, for messages; "" if there is nothing to add
	forms  []form // in order of preference: the first whose files can be had is taken
	sha256 string // as Set.SHA256, where every form of it gives the same; "" where that depends on the user's files
}

// A form is one way in which a data set is published.
type form struct {
	files    []rawFile
	sources  []source  // in order of preference; none: the files are the user's own
	variants []variant // of files, as other programs leave them
	decode   func(contents []content) (*Set, error)
}

// Names lists the data sets.
func Names() []string {
	return []string{"mnist", "fashion-mnist", "cifar10", "tfd", "fer2013", "tfd-like"}
}

func published(name string) (publication, error) {
	switch name {
	case "mnist":
		return mnist(), nil
	case "fashion-mnist":
		return fashionMNIST(), nil
	case "cifar10":
		return cifar10(), nil
	case "tfd":
		return tfd(), nil
	case "fer2013":
		return fer2013(), nil
	case "tfd-like":
		return tfdLike(), nil
	default:
		return publication{}, fmt.Errorf("unknown data set %q (known: %s)", name, strings.Join(Names(), ", "))
	}
}

// sourceNames lists where a data set comes from.
func (p publication) sourceNames() []string {
	var names []string
	for _, f := range p.forms {
		for _, s := range f.sources {
			if !slices.Contains(names, s.name) {
				names = append(names, s.name)
			}
		}
	}
	return names
}
