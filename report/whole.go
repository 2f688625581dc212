package report

import (
	"fmt"

	"gan2014/internal/typeset"
	"gan2014/report/chart"
	"gan2014/report/record"
)

// pageRoom is the largest size of report.html, which can still be mailed, and opened on a phone.
const pageRoom = 6_000_000

// The parts of it that the figures of the theory and of sweeps may take.
const (
	theoryRoom = 3_000_000
	sweepRoom  = 1_000_000
)

// whole draws report.html. Its pictures get the room that its texts and the figures of the theory leave.
func (s *site) whole() (html []byte, err error) {
	defer chart.Recovered(&err)
	to := addresses{run: s.inWhole, allRows: "#all-rows"}
	if s.follow != "" {
		to.site = SiteName + "/" + indexName
	}
	t, err := templates(to, s.follow)
	if err != nil {
		return nil, err
	}
	p := compose(s.data, s.runs, s.sweeps)
	p.Checklist.Databases = s.databases
	p.Theory.draw()
	drawExtensions(p.Annealed)
	drawExtensions(p.Extensions)
	p.Theory.fit(theoryRoom)
	fitSweeps(p.Sweeps, sweepRoom)
	p.addPictures(s.runs, &embedder{})
	p.number()
	text, err := fill(t, "page.html", p)
	if err != nil {
		return nil, err
	}
	const spare = 50_000 // for what is said of pictures
	images := embedder{dirs: s.folders, left: max(0, pageRoom-spare-len(text))}
	p.addPictures(s.runs, &images)
	p.number()
	p.Damage = damage(record.Runs(s.data.runs.Records), images.bad)
	if html, err = fill(t, "page.html", p); err != nil || len(html) <= pageRoom {
		return html, err
	}
	p.Notice = fmt.Sprintf("This page has %s, because its texts are long.", typeset.Bytes(int64(len(html))))
	return fill(t, "page.html", p)
}

// inWhole returns the address of a run in report.html: its line in the list of runs, if there is one.
func (s *site) inWhole(id int64) string {
	if len(s.runs) > pageRuns {
		return ""
	}
	return fmt.Sprintf("#run-%d", id)
}

// fitSweeps leaves out the plots of sweeps that do not fit into so many bytes.
func fitSweeps(sweeps []sweepSection, room int) {
	for _, s := range sweeps {
		if s.Figure == nil {
			continue
		}
		size := len(s.Figure.SVG)
		if s.Figure.NoRoom = size > room; !s.Figure.NoRoom {
			room -= size
		}
	}
}

// fit leaves out the figures of the theory that do not fit into so many bytes.
func (all studies) fit(room int) {
	take := func(plots []plot) {
		for i := range plots {
			size := len(plots[i].SVG)
			if plots[i].NoRoom = size > room; !plots[i].NoRoom {
				room -= size
			}
		}
	}
	for _, s := range all {
		for i := range s.Exhibits {
			take(s.Exhibits[i].Figures)
			if strip := s.Exhibits[i].Strip; strip != nil {
				take(strip.Figures)
			}
		}
	}
}
