package datasets

import (
	"fmt"
	"slices"
	"strings"
)

// A publication describes a published data set and where its files are.
type publication struct {
	name   string
	title  string // description in one line
	terms  string // terms of use in one line
	byHand string // advice in messages on obtaining the files by hand; may be empty
	forms  []form // in order of preference; the first form whose files are available is used
	sha256 string // Set.SHA256, if it is the same for every form; "" if it depends on the user's files
}

// A form is one way in which a data set is published.
type form struct {
	files    []rawFile
	sources  []source  // in order of preference; none if the user must provide the files
	variants []variant // other forms of the files, as other programs leave them
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

// sourceNames lists the sources of a data set.
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
