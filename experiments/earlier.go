package main

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"gan2014/experiments/job"
	"gan2014/experiments/schedule"
	"gan2014/internal/typeset"
	"gan2014/results"
)

// tellEarlier writes a sentence about interrupted runs that an earlier version of the code began and that this version begins anew, if
// there are any. Their checkpoints fit only that version.
func tellEarlier(ctx context.Context, w io.Writer, db *results.DB, jobs []job.Job, forecasts []schedule.Forecast) error {
	runs, err := db.Runs(ctx)
	if err != nil {
		return err
	}
	n, commits := 0, []string{}
	for i, j := range jobs {
		at := slices.IndexFunc(runs, func(r results.Run) bool {
			return r.Status == results.Interrupted && r.System == j.System.Name && r.Dataset == j.System.Dataset && r.Seed == j.Seed && r.Version != job.Version(j.System.Kind)
		})
		if forecasts[i].State != schedule.Fresh || at < 0 {
			continue
		}
		n++
		if commit := runs[at].Environment.Commit; commit != "" {
			commits = append(commits, commit[:min(12, len(commit))])
		}
	}
	if n == 0 {
		return nil
	}
	of := ""
	if commits = slices.Compact(slices.Sorted(slices.Values(commits))); len(commits) > 0 {
		of = " (commit " + strings.Join(commits, ", ") + ")"
	}
	_, err = fmt.Fprintf(w, "left alone: %s of another version of the code%s; that version can finish what it began, this one begins anew\n",
		typeset.Count(n, "interrupted run", "interrupted runs"), of)
	return err
}
