package job

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"

	"gan2014/experiments/spec"
	"gan2014/internal/atomicfile"
	"gan2014/internal/provenance"
	"gan2014/results"
)

// An Assignment is all that a process needs in order to compute one run, besides the data: the file run.json of the run's
// folder.
type Assignment struct {
	Key     string            `json:"key"`
	Spec    string            `json:"spec"` // its name
	Seed    int64             `json:"seed"`
	Run     json.RawMessage   `json:"run"`       // the run's canonical form
	Text    string            `json:"spec_text"` // as it was written
	Command string            `json:"command"`   // that the user typed
	Source  provenance.Source `json:"source"`    // when the plan was made

	VariantOf string           `json:"variant_of,omitempty"` // the system that a sweep varied to make the run's
	Forecast  results.Forecast `json:"forecast,omitzero"`    // of the plan
}

func AssignmentPath(dir string) string { return filepath.Join(dir, "run.json") }

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

// ReadAssignment returns the assignment in a run's folder and its run, checked as any spec is.
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

// RecordedRun reads the recipe of a recorded run.
func RecordedRun(r results.Run) (spec.Run, error) {
	name, seed := `name="any"`, fmt.Sprintf("seeds=[%d]", r.Seed)
	experiment, err := spec.Parse("", []byte(r.EffectiveSpec), []string{name, seed}, nil)
	if err != nil {
		return spec.Run{}, err
	}
	return experiment.Plan()[0], nil
}
