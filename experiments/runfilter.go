package main

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"gan2014/experiments/spec"
	"gan2014/results"
)

// A runFilter is a flag that chooses the runs with one value.
type runFilter struct {
	flag, want string // want is empty if the flag is not given
	value      func(results.Run) string
}

// filters returns the flags that choose runs. That of a system chooses the variants that a sweep made of it too.
func (c *runsCommand) filters() []runFilter {
	return []runFilter{
		{"-status", c.status, func(r results.Run) string { return string(r.Status) }},
		{"-system", c.system, func(r results.Run) string {
			if r.VariantOf == c.system {
				return r.VariantOf
			}
			return r.System
		}},
		{"-dataset", c.dataset, func(r results.Run) string { return r.Dataset }},
		{"-spec", c.spec, func(r results.Run) string { return r.Spec }},
		{"-seed", c.seed, func(r results.Run) string { return strconv.FormatInt(r.Seed, 10) }},
	}
}

// choose returns the runs that have the values of all flags. A value that no run of the database has is a mistake, except a status: a script
// may look for failed runs where there are none.
func (c *runsCommand) choose(all []results.Run) (chosen []results.Run, err error) {
	for _, f := range c.filters() {
		if f.want != "" && f.flag != "-status" && len(all) > 0 && !slices.ContainsFunc(all, f.has) {
			return nil, f.unknown(c.db, all)
		}
	}
	for _, r := range all {
		if !slices.ContainsFunc(c.filters(), func(f runFilter) bool { return f.want != "" && !f.has(r) }) {
			chosen = append(chosen, r)
		}
	}
	return chosen, nil
}

func (f runFilter) has(r results.Run) bool { return f.value(r) == f.want }

// unknown says that no run has the value, and which values there are.
func (f runFilter) unknown(db string, all []results.Run) error {
	var values []string
	for _, r := range all {
		for _, v := range []string{f.whole(r), f.value(r)} {
			if v != "" && !slices.Contains(values, v) {
				values = append(values, v)
			}
		}
	}
	hint := ""
	if near, ok := spec.Nearest(f.want, values); ok {
		hint = fmt.Sprintf("did you mean %q? ", near)
	}
	return fmt.Errorf("no run of %s has %s %q (%sthere are: %s)", db, f.flag, f.want, hint, listed(values))
}

// whole returns the system that a sweep varied to make a run's, for the flag -system.
func (f runFilter) whole(r results.Run) string {
	if f.flag == "-system" {
		return r.VariantOf
	}
	return ""
}

// mostListed is the largest number of values that a message lists.
const mostListed = 20

func listed(values []string) string {
	if more := len(values) - mostListed; more > 0 {
		values = append(values[:mostListed:mostListed], fmt.Sprintf("and %d more", more))
	}
	return strings.Join(values, ", ")
}

// none says why the list is empty.
func (c *runsCommand) none(all []results.Run) string {
	if len(all) == 0 {
		return c.db + " has no run"
	}
	var given []string
	for _, f := range c.filters() {
		if f.want != "" {
			given = append(given, f.flag+" "+strconv.Quote(f.want))
		}
	}
	return fmt.Sprintf("no run of %s has %s", c.db, strings.Join(given, " and "))
}
