package job

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"gan2014/experiments/spec"
)

// Choose returns the runs that match a pattern of path.Match, ignoring case. The pattern is compared with the names of a run: see names.
// Examples are mnist/*, */adversarial nets/1, mode collapse and figure1. An empty pattern matches all runs.
func Choose(runs []spec.Run, pattern string) (chosen []spec.Run, err error) {
	if pattern == "" {
		return runs, nil
	}
	for _, run := range runs {
		for _, name := range names(run) {
			fits, err := path.Match(strings.ToLower(pattern), strings.ToLower(name))
			if err != nil {
				return nil, fmt.Errorf("-only %q is not a pattern: %w", pattern, err)
			}
			if fits {
				chosen = append(chosen, run)
				break
			}
		}
	}
	if len(chosen) == 0 {
		return nil, unmatched(runs, pattern)
	}
	return chosen, nil
}

// names lists what a pattern may call a run: dataset/system, dataset/system/seed, the system alone and, for a study, what it computes.
func names(run spec.Run) []string {
	s := run.System
	whole := s.Dataset + "/" + s.Name
	all := []string{whole, fmt.Sprintf("%s/%d", whole, run.Seed), s.Name}
	if s.Kind == spec.Theory {
		all = append(all, string(s.Study))
	}
	return all
}

// unmatched says that a pattern matches no run, and suggests the name that is nearest to it.
func unmatched(runs []spec.Run, pattern string) error {
	var all, systems []string
	for _, run := range runs {
		all = append(all, names(run)...)
		systems = append(systems, names(run)[0])
	}
	hint := ""
	if near, ok := spec.Nearest(pattern, all); ok {
		hint = fmt.Sprintf("; did you mean %q?", near)
	}
	return fmt.Errorf("-only %q fits no run of %s (a pattern is dataset/system, a system or a study, as in 'mnist/*'%s)",
		pattern, strings.Join(slices.Compact(systems), ", "), hint)
}
