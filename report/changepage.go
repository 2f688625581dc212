package report

import (
	"context"

	"gan2014/results"
)

// A changePage is the page of uncommitted changes with which runs were computed.
type changePage struct{ change }

// changeView holds the values that page/changes.html shows.
type changeView struct {
	frame
	change
}

// File returns the name of the page of a change.
func (c change) File() string { return c.ID + ".html" }

func (p changePage) file(*site) string { return p.File() }

func (changePage) fixed(*site) bool { return true }

func (p changePage) inputs(s *site) digest {
	d := newDigest(s.version)
	d.add(p.ID, p.Cut, idRanges(p.Runs))
	return d
}

func (changePage) artifacts(*site) []results.Artifact { return nil }

func (p changePage) draw(context.Context, *site, *embedder) (string, framed, error) {
	v := &changeView{change: p.change}
	v.Title, v.Crumbs = "Changes that were not committed", []link{indexLink}
	return "changes.html", v, nil
}
