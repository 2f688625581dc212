package main

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"

	"gan2014/datasets"
	"gan2014/experiments/job"
	"gan2014/experiments/schedule"
	"gan2014/internal/typeset"
	"gan2014/report"
)

// announce says before the first run what will happen: which data are needed and where they lie, how many runs are computed and how long that
// takes, and where the results will lie.
func (c *specCommand) announce(ctx context.Context, call call, jobs []job.Job, forecasts []schedule.Forecast) error {
	if c.quiet {
		return nil
	}
	needed := schedule.Needed(jobs, forecasts)
	if len(needed) > 0 {
		entries, err := (&datasets.Cache{Dir: c.data}).List(ctx, needed...)
		if err != nil {
			return err
		}
		c.tell(call, describeData(entries))
	}
	c.tell(call, schedule.Total(forecasts, c.atOnce))
	c.tell(call, fmt.Sprintf("results: %s, %s, %s", c.db, filepath.Join(c.out, report.PageName), filepath.Join(c.out, "table1.{md,tex,csv,json}")))
	return nil
}

// describeData names the data sets that the runs need, and says which of them are not there yet.
func describeData(entries []datasets.Entry) string {
	var texts []string
	for _, e := range entries {
		switch {
		case e.Cached == e.Files:
			texts = append(texts, fmt.Sprintf("%s (%s)", e.Name, typeset.Bytes(e.Bytes)))
		case len(e.Sources) == 0:
			texts = append(texts, e.Name+" (files that you provide)")
		case strings.HasPrefix(e.Sources[0], "package "):
			texts = append(texts, e.Name+" (computed first)")
		default:
			texts = append(texts, e.Name+" (fetched first)")
		}
	}
	return fmt.Sprintf("data: %s, in %s", strings.Join(texts, ", "), filepath.Dir(entries[0].Dir))
}
