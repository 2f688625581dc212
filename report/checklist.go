package report

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"gan2014/internal/typeset"
	"gan2014/report/record"
	"gan2014/results"
)

// A checklist holds what a reader needs to judge and repeat all runs: the items of conferences' reproducibility checklists.
type checklist struct {
	Databases       []source
	Runs            string // "12: 9 done, 2 failed, 1 diverged"
	Seeds           string
	Seconds, CPU    float64 // summed over all runs
	TestEvaluations int
	Runtimes        []runtime
	Commands        []command
	Hardware        []string
	Software        []string
	Data            []string
	Dirty           int // runs from a source tree with uncommitted changes
}

// A source is a database that the report is drawn from.
type source struct {
	Path   string // relative to the output folder
	Schema int64
}

// A runtime gives the time and memory of the done runs of a system and its variants.
type runtime struct {
	System, Dataset, Budget string
	Runs                    int
	Least, Most             float64 // seconds
	Memory                  int64   // largest memory in bytes
}

// FewCommands returns the first commands, as many as a page lists.
func (c checklist) FewCommands() []command { return c.Commands[:min(len(c.Commands), pageCommands)] }

// MoreCommands returns the number of commands that a page does not list.
func (c checklist) MoreCommands() int { return max(0, len(c.Commands)-pageCommands) }

// A command computes some runs again, from the source it was run from.
type command struct {
	Commit, Line string
	Dirty        bool
	Runs         []int64
}

func newChecklist(x *record.Index) checklist {
	var c checklist
	runs, seeds := record.Runs(x.Records), map[int64]bool{}
	for _, r := range runs {
		e := r.Environment
		seeds[r.Seed] = true
		c.Seconds += r.Seconds
		c.CPU += r.CPUSeconds
		c.TestEvaluations += r.TestEvaluations
		c.Hardware = add(c.Hardware, record.Hardware(r))
		c.Software = add(c.Software, fmt.Sprintf("%s, %s, %s, code %s", e.GoVersion, record.Library(r), typeset.Count(e.Threads, "thread", "threads"), e.CodeID))
		if r.Dataset != record.NoData {
			c.Data = add(c.Data, fmt.Sprintf("%s %s", record.DatasetName(r.Dataset), r.DatasetSHA256))
		}
		c.addRuntime(r, x.ComputingTime(r))
		c.addCommand(r)
		if e.Dirty {
			c.Dirty++
		}
	}
	c.Seeds = idRanges(slices.Sorted(maps.Keys(seeds)))
	c.Runs = strconv.Itoa(len(runs))
	var parts []string
	for _, s := range countStatuses(runs) {
		parts = append(parts, fmt.Sprintf("%d %s", s.N, s.Status))
	}
	if len(parts) > 0 {
		c.Runs += ": " + strings.Join(parts, ", ")
	}
	return c
}

// idRanges lists ascending numbers, three or more consecutive ones as a range: "1, 2, 5 to 9".
func idRanges(ids []int64) string {
	var parts []string
	for i := 0; i < len(ids); {
		n := 1
		for i+n < len(ids) && ids[i+n] == ids[i]+int64(n) {
			n++
		}
		if n < 3 {
			n = 1
			parts = append(parts, strconv.FormatInt(ids[i], 10))
		} else {
			parts = append(parts, fmt.Sprintf("%d to %d", ids[i], ids[i+n-1]))
		}
		i += n
	}
	return strings.Join(parts, ", ")
}

// nameRuns names runs by their numbers: "run 7", "runs 1, 2, 5 to 9".
func nameRuns(ids []int64) string {
	if len(ids) == 1 {
		return "run " + idRanges(ids)
	}
	return "runs " + idRanges(ids)
}

// add appends an item unless the list contains it.
func add(list []string, s string) []string {
	if slices.Contains(list, s) {
		return list
	}
	return append(list, s)
}

func (c *checklist) addRuntime(r results.Run, seconds float64) {
	if r.Status != results.Done {
		return
	}
	system := cmp.Or(r.VariantOf, r.System)
	i := slices.IndexFunc(c.Runtimes, func(t runtime) bool { return t.System == system && t.Dataset == r.Dataset && t.Budget == r.Budget })
	if i < 0 {
		i = len(c.Runtimes)
		c.Runtimes = append(c.Runtimes, runtime{System: system, Dataset: r.Dataset, Budget: r.Budget, Least: seconds})
	}
	t := &c.Runtimes[i]
	t.Runs++
	t.Least, t.Most, t.Memory = min(t.Least, seconds), max(t.Most, seconds), max(t.Memory, r.PeakMemory)
}

func (c *checklist) addCommand(r results.Run) {
	e := r.Environment
	i := slices.IndexFunc(c.Commands, func(k command) bool { return k.Line == e.Command && k.Commit == e.Commit && k.Dirty == e.Dirty })
	if i < 0 {
		i = len(c.Commands)
		c.Commands = append(c.Commands, command{Commit: e.Commit, Line: e.Command, Dirty: e.Dirty})
	}
	c.Commands[i].Runs = append(c.Commands[i].Runs, r.ID)
}

// rerunCommands returns the commands that compute a run's numbers again.
func rerunCommands(commit, line string) string {
	s := "go run ./" + line
	if commit != "" {
		s = "git checkout " + commit + "\n" + s
	}
	return s
}
