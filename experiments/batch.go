package main

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

	"gan2014/experiments/cluster"
	"gan2014/internal/atomicfile"
)

// A batch is runs that were handed to a scheduler together, and what has to be known to put their databases into one: the file
// batch.json of a folder in OUT/cluster. It is open until that is done. Its paths are absolute.
type batch struct {
	Spec    string      `json:"spec"`
	DB      string      `json:"db"`
	Out     string      `json:"out"`
	Data    string      `json:"data"` // "" is the user's cache folder
	Threads int         `json:"threads"`
	Tasks   []batchTask `json:"tasks"`
	cluster.Submitted

	folder string
}

// A batchTask is one of the runs.
type batchTask struct {
	Key     string  `json:"key"`
	Label   string  `json:"label"`
	Data    string  `json:"dataset_sha256"`
	Seconds float64 `json:"seconds"` // it may take; 0 is unknown
}

const (
	batchName     = "batch.json"
	tasksName     = "tasks.txt"   // the folder of each task, for other schedulers
	programName   = "experiments" // a copy of this program: later builds do not matter to the batch
	collectedName = "collected"   // marks a batch that is open no more
)

// runFolder is that of a task.
func (b *batch) runFolder(t batchTask) string { return job{key: t.Key}.folder(b.Out) }

// taskDB is the database of a task.
func taskDB(folder string) string { return filepath.Join(folder, "results.db") }

func (b *batch) write() error {
	text, err := json.MarshalIndent(b, "", "  ")
	if err != nil {
		return err
	}
	return atomicfile.WriteBytes(filepath.Join(b.folder, batchName), append(text, '\n'))
}

// equip writes what the tasks need besides the file of the batch.
func (b *batch) equip() error {
	var folders strings.Builder
	for _, t := range b.Tasks {
		fmt.Fprintln(&folders, b.runFolder(t))
	}
	if err := atomicfile.WriteBytes(filepath.Join(b.folder, tasksName), []byte(folders.String())); err != nil {
		return err
	}
	for _, s := range cluster.Scripts() {
		if err := atomicfile.WriteBytes(filepath.Join(b.folder, s.Name), []byte(s.Text)); err != nil {
			return err
		}
	}
	return copyProgram(filepath.Join(b.folder, programName))
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

// newBatchFolder makes the folder of a batch that is submitted now.
func newBatchFolder(out, spec string, now time.Time) (string, error) {
	all := filepath.Join(out, "cluster")
	if err := os.MkdirAll(all, 0o777); err != nil {
		return "", err
	}
	folder := filepath.Join(all, now.Format("20060102-150405")+"-"+spec)
	return folder, os.Mkdir(folder, 0o777)
}

// readBatch returns the batch of a folder.
func readBatch(folder string) (*batch, error) {
	path := filepath.Join(folder, batchName)
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("%w: give the folder of a batch, OUT/cluster/NAME", err)
	}
	b := &batch{folder: folder}
	if err := json.Unmarshal(text, b); err != nil {
		return nil, fmt.Errorf("read %s: %w", path, err)
	}
	return b, nil
}

// openBatches are those of an output folder, oldest first.
func openBatches(out string) (open []*batch, err error) {
	all := filepath.Join(out, "cluster")
	entries, err := os.ReadDir(all)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	for _, e := range entries {
		folder := filepath.Join(all, e.Name())
		if !exists(filepath.Join(folder, batchName)) || exists(filepath.Join(folder, collectedName)) {
			continue
		}
		b, err := readBatch(folder)
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

// close marks the batch as collected, and removes the copy of the program.
func (b *batch) close() error {
	if err := atomicfile.WriteBytes(filepath.Join(b.folder, collectedName), nil); err != nil {
		return err
	}
	err := os.Remove(filepath.Join(b.folder, programName))
	if errors.Is(err, fs.ErrNotExist) { // collected once more
		return nil
	}
	return err
}

// mark gives the runs that open batches have the state submitted.
func mark(open []*batch, jobs []job, forecasts []forecast) {
	in := map[string]string{}
	for _, b := range open {
		for _, t := range b.Tasks {
			in[t.Key] = b.folder
		}
	}
	for i, j := range jobs {
		if folder := in[j.key]; folder != "" && forecasts[i].state.computes() {
			forecasts[i].standing = standing{state: submitted, batch: folder}
		}
	}
}

// refuseSubmitted refuses to compute here what a batch has.
func refuseSubmitted(jobs []job, forecasts []forecast) error {
	for i, j := range jobs {
		if f := forecasts[i]; f.state == submitted {
			return fmt.Errorf("%v is in the batch %s: `experiments status` shows how far it is, and -cancel there ends it; `experiments collect %[2]s` takes what is left of it", j, f.batch)
		}
	}
	return nil
}
