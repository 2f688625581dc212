// Package batch submits many runs together to a cluster's scheduler. It makes a folder for the batch and for each task (batch.go,
// send.go), shows the state of the tasks (status.go), and counts their failures (failure.go). The command collect imports the
// tasks' databases afterwards.
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

// The values of -cluster.
const (
	Slurm   = "slurm"
	Folders = "folders" // no scheduler: the folders are made and nothing is submitted
)

// A Batch is a set of runs submitted together. It holds everything that the command collect needs, in the file batch.json of a
// folder in OUT/cluster. It is open until it is collected. Its paths are absolute.
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

// An Entry is one run of a batch.
type Entry struct {
	Key     string  `json:"key"`
	Label   string  `json:"label"`
	Data    string  `json:"dataset_sha256"`
	Seconds float64 `json:"seconds"` // forecast of the time; 0 if unknown
}

const (
	batchName     = "batch.json"
	TasksName     = "tasks.txt"   // lists the folder of each task, for other schedulers
	programName   = "experiments" // a copy of this program, so that later builds do not affect the batch
	collectedName = "collected"   // marks a batch as collected
)

// RunFolder returns the folder of a task.
func (b *Batch) RunFolder(t Entry) string { return job.Job{Key: t.Key}.Folder(b.Out) }

// DatabaseOf returns the path of the database in a task's folder.
func DatabaseOf(folder string) string { return filepath.Join(folder, "results.db") }

func (b *Batch) Write() error {
	text, err := json.MarshalIndent(b, "", "  ")
	if err != nil {
		return err
	}
	return atomicfile.WriteBytes(filepath.Join(b.Folder, batchName), append(text, '\n'))
}

// writeTaskFiles writes the files that the tasks need besides batch.json.
func (b *Batch) writeTaskFiles() error {
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

// copyProgram copies this program to a path. `go run` would remove the original when it ends.
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

// newFolder creates the folder of a new batch.
func newFolder(out, spec string, now time.Time) (string, error) {
	all := filepath.Join(out, "cluster")
	if err := os.MkdirAll(all, 0o777); err != nil {
		return "", err
	}
	folder := filepath.Join(all, now.Format("20060102-150405")+"-"+spec)
	return folder, os.Mkdir(folder, 0o777)
}

// Read reads the batch in a folder.
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

// Open returns the open batches of an output folder, oldest first.
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

// Close marks the batch as collected and removes the copy of the program.
func (b *Batch) Close() error {
	if err := atomicfile.WriteBytes(filepath.Join(b.Folder, collectedName), nil); err != nil {
		return err
	}
	err := os.Remove(filepath.Join(b.Folder, programName))
	if errors.Is(err, fs.ErrNotExist) { // it was collected before
		return nil
	}
	return err
}

// MarkSubmitted gives the state Submitted to the jobs of open batches.
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

// RefuseSubmitted returns an error if an open batch has one of the jobs. This machine must not compute it too.
func RefuseSubmitted(jobs []job.Job, forecasts []schedule.Forecast) error {
	for i, j := range jobs {
		if f := forecasts[i]; f.State == schedule.Submitted {
			return fmt.Errorf("%v was submitted in the batch %s: `experiments status` shows its progress and `experiments status -cancel` ends it; then `experiments collect %[2]s` imports what is finished", j, f.Batch)
		}
	}
	return nil
}
