// Package batch hands many runs to a scheduler of a cluster together, and keeps what is needed to collect them.
package batch

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"gan2014/experiments/job"
	"gan2014/experiments/schedule"
	"gan2014/experiments/slurm"
	"gan2014/internal/atomicfile"
)

// Schedulers that -cluster names.
const (
	Slurm   = "slurm"
	Folders = "folders" // none: what a scheduler needs is made, and nothing is submitted
)

// A Batch is runs that were handed to a scheduler together, and what has to be known to put their databases into one: the file
// batch.json of a folder in OUT/cluster. It is open until that is done. Its paths are absolute.
type Batch struct {
	Spec    string  `json:"spec"`
	DB      string  `json:"db"`
	Out     string  `json:"out"`
	Data    string  `json:"data"` // "" is the user's cache folder
	Threads int     `json:"threads"`
	Tasks   []Entry `json:"tasks"`
	slurm.Submitted

	Folder string
}

// A Entry is one of the runs.
type Entry struct {
	Key     string  `json:"key"`
	Label   string  `json:"label"`
	Data    string  `json:"dataset_sha256"`
	Seconds float64 `json:"seconds"` // it may take; 0 is unknown
}

const (
	batchName     = "batch.json"
	TasksName     = "tasks.txt"   // the folder of each task, for other schedulers
	programName   = "experiments" // a copy of this program: later builds do not matter to the batch
	collectedName = "collected"   // marks a batch that is open no more
)

// RunFolder is that of a task.
func (b *Batch) RunFolder(t Entry) string { return job.Job{Key: t.Key}.Folder(b.Out) }

// DatabaseOf is the database of a task.
func DatabaseOf(folder string) string { return filepath.Join(folder, "results.db") }

func (b *Batch) Write() error {
	text, err := json.MarshalIndent(b, "", "  ")
	if err != nil {
		return err
	}
	return atomicfile.WriteBytes(filepath.Join(b.Folder, batchName), append(text, '\n'))
}

// equip writes what the tasks need besides the file of the batch.
func (b *Batch) equip() error {
	var folders strings.Builder
	for _, t := range b.Tasks {
		fmt.Fprintln(&folders, b.RunFolder(t))
	}
	if err := atomicfile.WriteBytes(filepath.Join(b.Folder, TasksName), []byte(folders.String())); err != nil {
		return err
	}
	for _, s := range slurm.Scripts() {
		if err := atomicfile.WriteBytes(filepath.Join(b.Folder, s.Name), []byte(s.Text)); err != nil {
			return err
		}
	}
	return copyProgram(filepath.Join(b.Folder, programName))
}

// copyProgram copies this program, which `go run` removes when it ends.
func copyProgram(to string) error {
	path, err := os.Executable()
	if err != nil {
		return err
	}
	in, err := os.Open(path)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o777)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	return errors.Join(err, out.Close())
}

// newFolder makes the folder of a batch that is submitted now.
func newFolder(out, spec string, now time.Time) (string, error) {
	all := filepath.Join(out, "cluster")
	if err := os.MkdirAll(all, 0o777); err != nil {
		return "", err
	}
	folder := filepath.Join(all, now.Format("20060102-150405")+"-"+spec)
	return folder, os.Mkdir(folder, 0o777)
}

// Read returns the batch of a folder.
func Read(folder string) (*Batch, error) {
	path := filepath.Join(folder, batchName)
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("%w: give the folder of a batch, OUT/cluster/NAME", err)
	}
	b := &Batch{Folder: folder}
	if err := json.Unmarshal(text, b); err != nil {
		return nil, fmt.Errorf("read %s: %w", path, err)
	}
	return b, nil
}

// Open are those of an output folder, oldest first.
func Open(out string) (open []*Batch, err error) {
	all := filepath.Join(out, "cluster")
	entries, err := os.ReadDir(all)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	for _, e := range entries {
		folder := filepath.Join(all, e.Name())
		if !job.Exists(filepath.Join(folder, batchName)) || job.Exists(filepath.Join(folder, collectedName)) {
			continue
		}
		b, err := Read(folder)
		if errors.Is(err, fs.ErrNotExist) {
			continue // removed meanwhile
		}
		if err != nil {
			return nil, err
		}
		open = append(open, b)
	}
	return open, nil
}

// Close marks the batch as collected, and removes the copy of the program.
func (b *Batch) Close() error {
	if err := atomicfile.WriteBytes(filepath.Join(b.Folder, collectedName), nil); err != nil {
		return err
	}
	err := os.Remove(filepath.Join(b.Folder, programName))
	if errors.Is(err, fs.ErrNotExist) { // collected once more
		return nil
	}
	return err
}

// MarkSubmitted gives the runs that open batches have the state submitted.
func MarkSubmitted(open []*Batch, jobs []job.Job, forecasts []schedule.Forecast) {
	in := map[string]string{}
	for _, b := range open {
		for _, t := range b.Tasks {
			in[t.Key] = b.Folder
		}
	}
	for i, j := range jobs {
		if folder := in[j.Key]; folder != "" && forecasts[i].State.Computes() {
			forecasts[i].Decision = schedule.Decision{State: schedule.Submitted, Batch: folder}
		}
	}
}

// RefuseSubmitted refuses to compute here what a batch has.
func RefuseSubmitted(jobs []job.Job, forecasts []schedule.Forecast) error {
	for i, j := range jobs {
		if f := forecasts[i]; f.State == schedule.Submitted {
			return fmt.Errorf("%v is in the batch %s: `experiments status` shows how far it is, and -cancel there ends it; `experiments collect %[2]s` takes what is left of it", j, f.Batch)
		}
	}
	return nil
}
