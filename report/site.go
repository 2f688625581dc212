package report

import (
	"context"
	"errors"
	"fmt"
	"html/template"
	"os"
	"path"
	"path/filepath"
	"strings"
	"time"

	"gan2014"
	"gan2014/internal/atomicfile"
	"gan2014/report/chart"
	"gan2014/report/record"
	"gan2014/report/sweep"
	"gan2014/report/table1"
	"gan2014/results"
)

// A site draws the pages of a report: report.html and those of the folder report. It holds what they have in common.
type site struct {
	data      Data
	runs      []entry // oldest first
	systems   []systemRuns
	sweeps    []sweep.Sweep
	figure2   []figure2Panel
	longest   map[int64]bool // runs whose pictures the galleries show
	folders   []string       // of pictures, the output folder first
	databases []source
	follow    string // script of served pages
	version   string // of the code that draws
	templates *template.Template
}

// A systemRuns is a system on a data set with its runs and its rows of Table 1.
type systemRuns struct {
	system
	Runs  []entry
	Table table1.Table
}

// newSite returns the site of a report in outDir. It looks for pictures in outDir, and then in the other folders. follow is the script of
// served pages, and empty for files.
func newSite(d Data, outDir string, others []string, follow string) (*site, error) {
	s := &site{data: d, follow: follow, runs: entries(d.runs), folders: append([]string{outDir}, others...), version: gan2014.DrawingID()}
	for _, path := range d.paths {
		s.databases = append(s.databases, source{relative(outDir, path), d.schema})
	}
	s.figure2 = newFigure2(s.runs)
	s.longest = longestTrained(s.runs, s.figure2)
	s.systems = systemsOf(s.runs, d.Table)
	s.sweeps = sweep.New(d.runs)
	var err error
	s.templates, err = templates(addresses{runFile, "../" + PageName + "#all-rows", indexName}, follow)
	return s, err
}

// systemsOf returns the systems that have runs, in the order of their first.
func systemsOf(runs []entry, t table1.Table) (all []systemRuns) {
	place := map[string]int{}
	files := map[system]string{}
	for _, r := range runs {
		i, found := place[r.Of.File]
		if !found {
			i = len(all)
			place[r.Of.File] = i
			files[system{Name: r.Of.Name, Dataset: r.Of.Dataset}] = r.Of.File
			all = append(all, systemRuns{system: r.Of})
		}
		all[i].Runs = append(all[i].Runs, r)
	}
	parts := t.Split(func(dataset string, r table1.Row) string {
		name := r.System
		if r.VariantOf != "" {
			name = r.VariantOf
		}
		return files[system{Name: name, Dataset: dataset}]
	})
	for i := range all {
		if part := parts[all[i].File]; part != nil {
			all[i].Table = *part
		}
	}
	return all
}

func runFile(id int64) string { return fmt.Sprintf("run-%d.html", id) }

// A leaf is a page of the site.
type leaf interface {
	file(s *site) string
	inputs(s *site) digest                // of what the page shows, without its pictures
	fixed(s *site) bool                   // its inputs say all that it shows, so that it need not be drawn again
	artifacts(s *site) []results.Artifact // that it shows as pictures
	draw(ctx context.Context, s *site, images *embedder) (name string, data framed, err error)
}

// leaves returns all pages of the site.
func (s *site) leaves() []leaf {
	all := []leaf{indexPage{}}
	for i := range s.systems {
		all = append(all, systemPage{i})
	}
	for _, c := range changes(record.Runs(s.data.runs.Records)) {
		all = append(all, changePage{c})
	}
	for i := range s.runs {
		all = append(all, runPage{i})
	}
	return all
}

// write writes the pages of the site that show something new, and removes those of vanished runs. It stops when ctx ends.
func (s *site) write(ctx context.Context) (lost losses) {
	dir := filepath.Join(s.folders[0], SiteName)
	if err := atomicfile.MkdirAll(dir); err != nil {
		lost.add(SiteName, err)
		return lost
	}
	kept := map[string]bool{}
	for _, l := range s.leaves() {
		kept[l.file(s)] = true
		if err := ctx.Err(); err != nil {
			lost.add(path.Join(SiteName, l.file(s)), err)
			return lost
		}
		lost.add(path.Join(SiteName, l.file(s)), s.renew(ctx, dir, l))
	}
	lost.add(SiteName, removeOthers(dir, kept))
	return lost
}

// renew draws a page and writes it, unless its file is up to date.
func (s *site) renew(ctx context.Context, dir string, l leaf) error {
	file := filepath.Join(dir, l.file(s))
	inputs, changed := s.inputs(l)
	if done, err := upToDate(file, inputs, changed); err != nil || done {
		return err
	}
	html, err := s.page(ctx, l, inputs)
	if err != nil {
		return err
	}
	return atomicfile.WriteBytes(file, html)
}

// inputs returns the digest of all that a page shows, or "" if it is drawn each time, and when the last of its pictures was changed.
func (s *site) inputs(l leaf) (string, time.Time) {
	if !l.fixed(s) {
		return "", time.Time{}
	}
	where, changed := sitePictures(s.folders).states(l.artifacts(s))
	d := l.inputs(s)
	d.add(where)
	return d.String(), changed
}

// page draws a page. One that lacks a damaged picture keeps no digest, so that it is drawn again next time.
func (s *site) page(ctx context.Context, l leaf, inputs string) (html []byte, err error) {
	defer chart.Recovered(&err)
	images := sitePictures(s.folders)
	name, data, err := l.draw(ctx, s, images)
	if err != nil {
		return nil, err
	}
	f := data.own()
	f.Inputs, f.Damage = inputs, damage(nil, images.bad)
	if len(images.bad) > 0 {
		f.Inputs = ""
	}
	return fill(s.templates, name, data)
}

// removeOthers removes the pages of an earlier report that this one does not have.
func removeOthers(dir string, kept map[string]bool) error {
	files, err := os.ReadDir(dir)
	var failed []error
	for _, f := range files {
		name := f.Name()
		if kept[name] || !strings.HasSuffix(name, ".html") || !f.Type().IsRegular() {
			continue
		}
		if head, _, err := headOf(filepath.Join(dir, name)); err == nil && strings.Contains(head, pageMark) {
			failed = append(failed, os.Remove(filepath.Join(dir, name)))
		}
	}
	return errors.Join(err, errors.Join(failed...))
}

// A frame is what all pages of the site have around their contents.
type frame struct {
	Title      string
	Inputs     string // digest; empty: the page is drawn each time
	Crumbs     []link // from the index to the page above this one
	Prev, Next *link
	Damage     string // which pictures are damaged, and what to do
}

// framed is the data of a page.
type framed interface{ own() *frame }

func (f *frame) own() *frame { return f }

// A link leads to a page.
type link struct{ Text, Address string }
