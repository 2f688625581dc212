package report

import (
	"context"
	"fmt"
	"slices"

	"gan2014/report/record"
	"gan2014/results"
)

// A runPage is the page of a run, given by its place among all runs.
type runPage struct{ place int }

// runView holds the values that page/run.html shows.
type runView struct {
	frame
	entry
	ChangeFile string // page with the uncommitted changes; empty if there were none
	Again      string // commands that compute the run again
	Figures    []plot
	Theory     studies // of a done study, or of extensions
	Sheets     []sheetImage
	Numbers    []number
}

// runPictures lists the pictures on the page of a run.
var runPictures = slices.Concat([]picture{preview}, gallery, album, extensionPictures(), large)

func isPicture(kind string) bool {
	return slices.ContainsFunc(runPictures, func(k picture) bool { return k.kind == kind })
}

func (p runPage) of(s *site) entry { return s.runs[p.place] }

func (p runPage) file(s *site) string { return runFile(p.of(s).ID) }

// fixed: a running run has no seal, and changes all the time. A damaged one says why.
func (p runPage) fixed(s *site) bool { return p.of(s).Seals != "" }

func (p runPage) inputs(s *site) digest {
	r := p.of(s)
	d := newDigest(s.version)
	d.add(r.ID, r.Seals, r.SupersededBy, r.Of.File)
	for _, other := range p.neighbours(s) {
		d.add(other.ID, other.Name)
	}
	return d
}

func (p runPage) artifacts(s *site) []results.Artifact {
	return slices.DeleteFunc(slices.Clone(p.of(s).Artifacts), func(a results.Artifact) bool { return !isPicture(a.Kind) })
}

// neighbours returns the run before and the run after, as far as there are.
func (p runPage) neighbours(s *site) []entry {
	return slices.Concat(s.runs[max(0, p.place-1):p.place], s.runs[p.place+1:min(len(s.runs), p.place+2)])
}

func (p runPage) draw(ctx context.Context, s *site, images *embedder) (string, framed, error) {
	e := p.of(s)
	r, err := s.data.filled(ctx, *e.Record)
	if err != nil {
		return "", nil, err
	}
	e.Record = &r
	v := &runView{entry: e, Again: rerunCommands(r.Environment.Commit, r.Environment.Command), Figures: figures(r), Sheets: images.sheets(r, runPictures), Numbers: numbers(r)}
	v.Title = fmt.Sprintf("Run %d: %s", r.ID, e.Name)
	v.Crumbs = []link{indexLink, {e.Of.Title(), e.Of.File}}
	if p.place > 0 {
		v.Prev = linkTo(s.runs[p.place-1])
	}
	if p.place+1 < len(s.runs) {
		v.Next = linkTo(s.runs[p.place+1])
	}
	if r.Environment.Changes != "" {
		v.ChangeFile = newChange(r.Environment.Changes).File()
	}
	if record.IsStudy(r.Run) || slices.ContainsFunc(r.Study.Lines, isExtensionFigure) {
		v.Theory = studies{newStudy([]*record.Record{&r})}
		v.Theory.draw()
	}
	n := 0
	next := func() int { n++; return n }
	v.Theory.number(next)
	numberSheets(v.Sheets, next)
	numberPlots(v.Figures, next)
	return "run.html", v, nil
}

func linkTo(e entry) *link { return &link{fmt.Sprintf("Run %d", e.ID), runFile(e.ID)} }

func numberSheets(sheets []sheetImage, next func() int) {
	for i := range sheets {
		sheets[i].Number = fmt.Sprint(next())
	}
}
