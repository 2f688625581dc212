package report

import (
	"context"

	"gan2014/report/record"
	"gan2014/report/table1"
	"gan2014/results"
)

// An indexPage is the first page of the site.
type indexPage struct{}

// indexName is the name of its file.
const indexName = "index.html"

// indexLink leads to it from other pages.
var indexLink = link{"Report", indexName}

// indexView holds the values that page/index.html shows.
type indexView struct {
	frame
	Verdicts   []table1.Verdict
	Overviews  []table1.Overview
	Theory     studies
	OnlyTheory bool
	Statuses   []statusCount
	Systems    []systemRuns
	Runs       []entry
	Checklist  checklist
	Changes    []change
}

func (indexPage) file(*site) string { return indexName }

// fixed: everything that is recorded changes the index.
func (indexPage) fixed(*site) bool { return false }

func (indexPage) inputs(s *site) digest { return newDigest(s.version) }

func (indexPage) artifacts(*site) []results.Artifact { return nil }

func (indexPage) draw(_ context.Context, s *site, _ *embedder) (string, framed, error) {
	runs := record.Runs(s.data.runs.Records)
	v := &indexView{
		Verdicts: table1.Verdicts(s.data.Table), Overviews: s.data.Table.Overviews(), Theory: newStudies(s.data.runs), OnlyTheory: record.OnlyStudies(runs),
		Statuses: countStatuses(runs), Systems: s.systems, Runs: s.runs, Checklist: newChecklist(s.data.runs), Changes: changes(runs),
	}
	v.Checklist.Databases = s.databases
	return "index.html", v, nil
}

// Statuses counts the runs of a system by status.
func (s systemRuns) Statuses() []statusCount {
	runs := make([]results.Run, len(s.Runs))
	for i, r := range s.Runs {
		runs[i] = r.Run
	}
	return countStatuses(runs)
}
