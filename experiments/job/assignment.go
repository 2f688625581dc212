package job

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"

	"gan2014/experiments/spec"
	"gan2014/internal/atomicfile"
	"gan2014/internal/provenance"
	"gan2014/internal/samplefile"
	"gan2014/results"
)

// An Assignment holds everything that a process needs to compute one run, except the data. It is the file run.json in the run's
// folder.
type Assignment struct {
	Key     string            `json:"key"`
	Spec    string            `json:"spec"` // the spec's name
	Seed    int64             `json:"seed"`
	Run     json.RawMessage   `json:"run"`       // the run in its canonical form
	Text    string            `json:"spec_text"` // the spec as the user wrote it
	Command string            `json:"command"`   // the command as the user typed it
	Source  provenance.Source `json:"source"`    // the sources when the plan was made

	VariantOf string           `json:"variant_of,omitempty"` // the system of which a sweep made the run's system as a variant
	Forecast  results.Forecast `json:"forecast,omitzero"`    // the forecast of the plan
}

func AssignmentPath(dir string) string { return filepath.Join(dir, "run.json") }

// Assign writes the assignment of the job to a folder, and the trained generator or the samples if the job needs them. common is the part that the
// assignments of a command share.
func (j Job) Assign(common Assignment, forecast results.Forecast, dir string) error {
	a := common
	a.Forecast = forecast
	a.Key, a.Seed, a.Run, a.VariantOf = j.Key, j.Seed, j.Canonical(), j.System.VariantOf
	if j.System.Weights != nil {
		if err := atomicfile.MkdirAll(dir); err != nil {
			return err
		}
		if err := atomicfile.WriteBytes(GeneratorPath(dir), j.System.Weights); err != nil {
			return err
		}
	}
	if file, _ := j.GivenFile(); file != "" {
		if err := atomicfile.MkdirAll(dir); err != nil {
			return err
		}
		if err := samplefile.Copy(file, GivenPath(dir)); err != nil {
			return err
		}
	}
	return a.Write(dir)
}

func (a Assignment) Write(dir string) error {
	if err := atomicfile.MkdirAll(dir); err != nil {
		return err
	}
	text, err := json.MarshalIndent(a, "", "  ")
	if err != nil {
		return err
	}
	return atomicfile.WriteBytes(AssignmentPath(dir), append(text, '\n'))
}

// ReadAssignment reads the assignment in a run's folder and its run. It checks the run like any spec.
func ReadAssignment(dir string) (a Assignment, run spec.Run, err error) {
	path := AssignmentPath(dir)
	text, err := os.ReadFile(path)
	if err != nil {
		return a, run, fmt.Errorf("%w: give the folder of a run, OUT/runs/KEY", err)
	}
	if err := json.Unmarshal(text, &a); err != nil {
		return a, run, fmt.Errorf("read %s: %w", path, err)
	}
	name, err := json.Marshal(a.Spec)
	if err != nil {
		return a, run, err
	}
	experiment, err := spec.Parse(path, a.Run, []string{"name=" + string(name), fmt.Sprintf("seeds=[%d]", a.Seed)}, nil)
	if err != nil {
		return a, run, err
	}
	run = experiment.Plan()[0]
	run.System.VariantOf = a.VariantOf
	return a, run, nil
}

// RecordedRun parses the recipe of a recorded run.
func RecordedRun(r results.Run) (spec.Run, error) {
	name, seed := `name="any"`, fmt.Sprintf("seeds=[%d]", r.Seed)
	experiment, err := spec.Parse("", []byte(r.EffectiveSpec), []string{name, seed}, nil)
	if err != nil {
		return spec.Run{}, err
	}
	return experiment.Plan()[0], nil
}
