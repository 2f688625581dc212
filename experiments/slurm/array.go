package slurm

import (
	_ "embed"
	"fmt"
	"path/filepath"
	"strconv"
	"strings"
)

// Names of the scripts, which lie in the folder of a batch.
const (
	TaskScript    = "task.sh"
	CollectScript = "collect.sh"
)

// A Script is a file that a batch needs in its folder.
type Script struct{ Name, Text string }

// Scripts are all of them. They are the same for every batch.
func Scripts() []Script { return []Script{{TaskScript, taskScript}, {CollectScript, collectScript}} }

//go:embed task.sh
var taskScript string

//go:embed collect.sh
var collectScript string

// Resources are what a job is given. What is empty or 0 is left to Slurm.
type Resources struct {
	CPUs      int
	Memory    string // as sbatch takes it: "4G"
	Time      string // likewise: minutes, "2:30:00", "1-12:00:00"
	Partition string
	Account   string
	Options   []string // each --name or --name=value
}

// arguments are the options of sbatch.
func (r Resources) arguments() (args []string) {
	for _, option := range []struct{ name, value string }{
		{"mem", r.Memory}, {"time", r.Time}, {"partition", r.Partition}, {"account", r.Account},
	} {
		if option.value != "" {
			args = append(args, "--"+option.name+"="+option.value)
		}
	}
	if r.CPUs > 0 {
		args = append([]string{"--cpus-per-task=" + strconv.Itoa(r.CPUs)}, args...)
	}
	return append(args, r.Options...)
}

// A Batch is a folder with the scripts and all that they need, for a number of tasks.
type Batch struct {
	Folder string // absolute: jobs start there
	Name   string // of the jobs
	Tasks  int
	Resources
}

// Notice is how many seconds before its time limit a task is told to save its state and end. Slurm may tell it a minute earlier.
const Notice = 120

// most is how many tasks an array has at most; Slurm's MaxArraySize is 1001 unless it is configured.
const most = 1000

// arrays are the commands that submit the tasks, each up to most.
func (b Batch) arrays() (commands [][]string) {
	for from := 0; from < b.Tasks; from += most {
		last := min(b.Tasks-from, most) - 1
		args := []string{"sbatch", "--parsable", "--job-name=" + b.Name, fmt.Sprintf("--array=0-%d", last), "--requeue",
			fmt.Sprintf("--signal=B:TERM@%d", Notice), "--chdir=" + b.Folder, "--output=/dev/null"} // Slurm would read a % in a path
		args = append(args, b.Resources.arguments()...)
		commands = append(commands, append(args, filepath.Join(b.Folder, TaskScript), b.Folder, strconv.Itoa(from)))
	}
	return commands
}

// collect is the command that submits what comes after the jobs.
func (b Batch) collect(jobs []string) []string {
	args := []string{"sbatch", "--parsable", "--job-name=" + b.Name + "-collect", "--dependency=afterany:" + strings.Join(jobs, ":"),
		"--chdir=" + b.Folder, "--output=/dev/null"}
	args = append(args, Resources{CPUs: 1, Memory: b.Memory, Partition: b.Partition, Account: b.Account, Options: b.Options}.arguments()...)
	return append(args, filepath.Join(b.Folder, CollectScript), b.Folder)
}

// Commands are those of Submit, with ARRAY for the jobs of the tasks where they are not known yet.
func (b Batch) Commands() [][]string {
	arrays := b.arrays()
	var jobs []string
	for i := range arrays {
		jobs = append(jobs, "ARRAY"+strconv.Itoa(i+1))
	}
	return append(arrays, b.collect(jobs))
}
