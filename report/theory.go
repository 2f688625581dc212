package report

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"gan2014/internal/typeset"
	"gan2014/models/theory/figure"
	"gan2014/report/record"
	"gan2014/results"
)

// studies holds the computed studies of the theory.
type studies []study

// A study is the result of one study, computed with its latest recipe.
type study struct {
	Run      int64   // the run whose figures are shown: the first of the recipe
	Others   []int64 // done runs with other settings
	Name     string
	Exhibits []exhibit
}

// An exhibit is a group of figures with the claims that they concern.
type exhibit struct {
	Figures []plot
	Strip   *strip
	Tables  []findingTable
	Claims  []claim

	run   results.Run
	lines []results.Line // lines of the figures
}

// A strip is a row of small figures under one caption.
type strip struct {
	ID      string
	Number  int
	Caption string
	Figures []plot // their captions serve as titles
	frames  []drawing
}

// A claim is a sentence of the theory with the measurement of one of several seeds.
type claim struct {
	results.Finding
	Seeds, Holding int // number of computed seeds, and number of seeds for which the claim holds
}

// Everywhere reports whether the claim holds for every seed.
func (c claim) Everywhere() bool { return c.Holding == c.Seeds }

// Verdict says whether the claim holds.
func (c claim) Verdict() string {
	switch {
	case c.Seeds > 1:
		return fmt.Sprintf("holds with %d of %s", c.Holding, typeset.Count(c.Seeds, "seed", "seeds"))
	case c.Everywhere():
		return "holds"
	}
	return "does not hold here"
}

// newStudies returns the done studies with their claims, in the order of their first run. [studies.draw] adds the figures.
func newStudies(x *record.Index) (all studies) {
	for _, seeds := range latestStudies(x) {
		s := newStudy(seeds)
		s.Others = runsOfOtherRecipes(x, seeds[0])
		all = append(all, s)
	}
	return all
}

// runsOfOtherRecipes returns the done runs of the same study with other settings.
func runsOfOtherRecipes(x *record.Index, shown *record.Record) (others []int64) {
	for _, recipe := range x.Recipes() {
		for _, r := range recipe {
			if r.System == shown.System && r.Dataset == shown.Dataset && r.Recipe != shown.Recipe && r.Status == results.Done {
				others = append(others, r.ID)
			}
		}
	}
	slices.Sort(others)
	return others
}

// latestStudies returns the done runs of each study's last recipe.
func latestStudies(x *record.Index) (latest [][]*record.Record) {
	type name struct{ system, dataset string }
	var recipes [][]*record.Record
	for _, recipe := range x.Recipes() {
		done := slices.DeleteFunc(recipe, func(r *record.Record) bool { return !record.IsStudy(r.Run) || r.Status != results.Done })
		if len(done) > 0 {
			recipes = append(recipes, done)
		}
	}
	slices.SortStableFunc(recipes, func(a, b []*record.Record) int { return cmp.Compare(a[0].ID, b[0].ID) })
	place := map[name]int{}
	for _, done := range recipes {
		n := name{done[0].System, done[0].Dataset}
		if i, found := place[n]; found {
			latest[i] = done
		} else {
			place[n] = len(latest)
			latest = append(latest, done)
		}
	}
	return latest
}

func newStudy(seeds []*record.Record) study {
	shown := seeds[0]
	s := study{Run: shown.ID, Name: shown.System}
	var groups []string
	lines := map[string][]results.Line{}
	for _, l := range shown.Study.Lines {
		group := figure.Of(l.Figure).Group()
		if !slices.Contains(groups, group) {
			groups = append(groups, group)
		}
		lines[group] = append(lines[group], l)
	}
	for _, group := range groups {
		s.Exhibits = append(s.Exhibits, exhibit{run: shown.Run, lines: lines[group]})
	}
	for _, c := range claims(seeds) {
		i := lastIndex(groups, c.Figure)
		if i < 0 {
			i = len(s.Exhibits) - 1
		}
		if i < 0 {
			s.Exhibits, i = append(s.Exhibits, exhibit{}), 0
		}
		s.Exhibits[i].Claims = append(s.Exhibits[i].Claims, c)
	}
	return s
}

// draw draws the figures of all studies.
func (all studies) draw() {
	for _, s := range all {
		for i := range s.Exhibits {
			s.Exhibits[i].draw()
		}
	}
}

// lastIndex returns the index of the last name that begins with a prefix, or -1 if there is none.
func lastIndex(names []string, begin string) int {
	for i, name := range slices.Backward(names) {
		if strings.HasPrefix(name, begin) {
			return i
		}
	}
	return -1
}

// claims returns the claims with the measurements of the first seed.
func claims(seeds []*record.Record) (all []claim) {
	for _, f := range seeds[0].Study.Findings {
		c := claim{Finding: f}
		for _, r := range seeds {
			for _, other := range r.Study.Findings {
				if other.Claim == f.Claim && other.Figure == f.Figure {
					c.Seeds++
					if other.Holds {
						c.Holding++
					}
				}
			}
		}
		all = append(all, c)
	}
	return all
}

// claims returns the claims of all studies.
func (all studies) claims() (claims []claim) {
	for _, s := range all {
		for _, e := range s.Exhibits {
			claims = append(claims, e.Claims...)
		}
	}
	return claims
}

// Verdict says how many claims hold. It is empty if there are no claims.
func (all studies) Verdict() string {
	claims := all.claims()
	holding := 0
	for _, c := range claims {
		if c.Everywhere() {
			holding++
		}
	}
	switch {
	case len(claims) == 0:
		return ""
	case holding == len(claims):
		return fmt.Sprintf("%s, and all hold here, to the precision given with each.", typeset.Count(holding, "claim was checked", "claims were checked"))
	}
	return fmt.Sprintf("%d of %s hold here, to the precision given with each.", holding, typeset.Count(len(claims), "claim", "claims"))
}

// figures returns all drawn figures.
func (all studies) figures() (figures []plot) {
	for _, s := range all {
		for _, e := range s.Exhibits {
			figures = append(figures, e.Figures...)
			if e.Strip != nil {
				figures = append(figures, e.Strip.Figures...)
			}
		}
	}
	return figures
}

// number numbers the figures in reading order.
func (all studies) number(next func() int) {
	for _, s := range all {
		for _, e := range s.Exhibits {
			for i := range e.Figures {
				e.Figures[i].Number = next()
			}
			if e.Strip != nil {
				e.Strip.Number = next()
			}
		}
	}
}
