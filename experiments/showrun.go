package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"time"

	"gan2014/experiments/exit"
	"gan2014/internal/typeset"
	"gan2014/results"
)

// A shownRun is one run with all its records. Its JSON is a public format.
type shownRun struct {
	run         results.Run
	evaluations []results.Evaluation
	artifacts   []results.Artifact
	study       results.Study
	seal        results.Seal
}

func (c *runsCommand) show(ctx context.Context, db *results.DB, w io.Writer) error {
	r, err := db.Lookup(ctx, c.one)
	if err != nil {
		return exit.Usage(err)
	}
	s := shownRun{run: r}
	if r.Status != results.Damaged {
		if err := s.read(ctx, db); err != nil {
			return err
		}
	}
	if c.format == "json" {
		return json.NewEncoder(w).Encode(s.json())
	}
	return s.print(w)
}

// read reads the records that belong to the run.
func (s *shownRun) read(ctx context.Context, db *results.DB) (err error) {
	if s.evaluations, err = db.Evaluations(ctx, s.run.ID); err != nil {
		return err
	}
	if s.artifacts, err = db.Artifacts(ctx, s.run.ID); err != nil {
		return err
	}
	if s.study, err = db.Study(ctx, s.run.ID); err != nil {
		return err
	}
	s.seal, err = db.SealOf(ctx, s.run.ID)
	return err
}

// sealed returns the time from which on the seal reveals damage to the run's rows.
func (s shownRun) sealed() string {
	at := formatTime(s.seal.At)
	if s.seal.Found {
		at += ", as it was found: it was computed before runs were sealed"
	}
	return at
}

// A field is one line about a run. Its name is a column of the view runs.
type field struct {
	name  string
	value any
}

func (s shownRun) facts() []field {
	r, e := s.run, s.run.Environment
	return []field{
		{"id", r.ID}, {"key", r.Key}, {"recipe", r.Recipe}, {"spec", r.Spec}, {"system", r.System}, {"kind", r.Kind},
		{"dataset", r.Dataset}, {"seed", r.Seed}, {"budget", r.Budget},
		{"status", r.Status}, {"superseded", r.Superseded}, {"started", formatTime(r.Started)}, {"finished", formatTime(r.Finished)},
		{"heartbeat", formatTime(r.Heartbeat)}, {"seconds", r.Seconds}, {"cpu_seconds", r.CPUSeconds}, {"peak_memory_bytes", r.PeakMemory},
		{"test_evaluations", r.TestEvaluations}, {"continues", r.Continues},
		{"host", r.Host}, {"pid", r.PID}, {"command", e.Command},
		{"commit", e.Commit}, {"dirty", e.Dirty}, {"version", r.Version}, {"code_id", e.CodeID}, {"go_sum", e.GoSum}, {"go_version", e.GoVersion},
		{"os", e.OS}, {"arch", e.Arch}, {"os_version", e.OSVersion}, {"kernel", e.Kernel}, {"cpu", e.CPU}, {"cpu_features", e.CPUFeatures},
		{"cores", e.Cores}, {"gomaxprocs", e.GOMAXPROCS}, {"memory_bytes", e.Memory}, {"blas", e.BLAS}, {"threads", e.Threads}, {"earlier", r.Earlier},
		{"forecast_least", r.Forecast.Least}, {"forecast_most", r.Forecast.Most}, {"forecast_basis", r.Forecast.Basis},
		{"dataset_sha256", r.DatasetSHA256}, {"sealed", s.sealed()},
	}
}

// formatTime formats a time, or returns "" if it is unknown.
func formatTime(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.RFC3339)
}

func (s shownRun) print(w io.Writer) error {
	var table typeset.Table
	for _, f := range s.facts() {
		if text := fmt.Sprint(f.value); text != "" {
			table.Row(f.name, text)
		}
	}
	for _, d := range s.run.Data {
		table.Row("data file", fmt.Sprintf("%s  sha256 %s  %s, from %s", d.Name, d.SHA256, typeset.Bytes(d.Bytes), d.Source))
	}
	for _, e := range s.evaluations {
		table.Row("LL, grid "+e.Grid, fmt.Sprintf("%v nats at sigma %.5g  (%s; %s; epoch %d)", scoreOf(e), e.Sigma, e.Protocol,
			typeset.Count(e.TestExamples, "test image", "test images"), e.Epoch))
	}
	for _, f := range s.study.Findings {
		verdict := "holds"
		if !f.Holds {
			verdict = "does not hold here"
		}
		table.Row("claim", f.Claim+"  ("+f.Source+")")
		table.Row("measured", f.Measured+": "+verdict)
	}
	for _, a := range s.artifacts {
		table.Row("file", fmt.Sprintf("%s  %s  %s", a.Kind, a.Path, typeset.Bytes(a.Bytes)))
	}
	if err := table.Print(w); err != nil {
		return err
	}
	var effective bytes.Buffer
	if json.Indent(&effective, []byte(s.run.EffectiveSpec), "", "  ") != nil {
		effective.WriteString(s.run.EffectiveSpec)
	}
	for _, section := range []struct{ title, text string }{
		{"error", s.run.Error},
		{"end of the log", s.run.LogTail},
		{"spec as it was computed", effective.String()},
		{"spec as it was written", s.run.SpecText},
		{"changes of the source that were not committed", s.run.Environment.Changes},
	} {
		if section.text == "" {
			continue
		}
		fmt.Fprintf(w, "\n%s\n", section.title)
		for line := range strings.Lines(section.text) {
			fmt.Fprintln(w, strings.TrimRight("    "+line, "\r\n "))
		}
	}
	return nil
}

func (s shownRun) json() map[string]any {
	object := map[string]any{
		"error": s.run.Error, "log_tail": s.run.LogTail, "spec_text": s.run.SpecText, "changes": s.run.Environment.Changes,
		"effective_spec": any(s.run.EffectiveSpec),
	}
	if json.Valid([]byte(s.run.EffectiveSpec)) {
		object["effective_spec"] = json.RawMessage(s.run.EffectiveSpec)
	}
	for _, f := range s.facts() {
		object[f.name] = f.value
	}
	files, scores, artifacts, findings := []any{}, []any{}, []any{}, []any{}
	for _, d := range s.run.Data {
		files = append(files, map[string]any{"name": d.Name, "sha256": d.SHA256, "bytes": d.Bytes, "source": d.Source})
	}
	for _, e := range s.evaluations {
		one := map[string]any{
			"grid": e.Grid, "protocol": e.Protocol, "ll_nats": typeset.Finite(e.LL), "stderr": typeset.Finite(e.StdErr), "stderr_over": e.StdErrOver,
			"sigma": e.Sigma, "sigma_at_edge": e.SigmaAtEdge, "samples": e.Samples, "valid_examples": e.ValidExamples,
			"test_examples": e.TestExamples, "epoch": e.Epoch,
		}
		if word := typeset.Nonfinite(e.LL); word != "" {
			one["ll_nonfinite"] = word
		}
		scores = append(scores, one)
	}
	for _, a := range s.artifacts {
		artifacts = append(artifacts, map[string]any{"kind": a.Kind, "sha256": a.SHA256, "path": a.Path, "caption": a.Caption, "bytes": a.Bytes})
	}
	for _, f := range s.study.Findings {
		findings = append(findings, map[string]any{"figure": f.Figure, "claim": f.Claim, "source": f.Source, "measured": f.Measured, "holds": f.Holds})
	}
	object["data_files"], object["evaluations"], object["artifacts"], object["findings"] = files, scores, artifacts, findings
	return object
}
