package slurm

import (
	_ "embed"
	"fmt"
	"path/filepath"
	"strconv"
	"strings"
)

// Names of the scripts in the folder of a batch.
const (
	TaskScript    = "task.sh"
	CollectScript = "collect.sh"
)

// A Script is a file that a batch needs in its folder.
type Script struct{ Name, Text string }

// Scripts returns all scripts. They are the same for every batch.
func Scripts() []Script { return []Script{{TaskScript, taskScript}, {CollectScript, collectScript}} }

//go:embed task.sh
var taskScript string

//go:embed collect.sh
var collectScript string

// Resources are the resources of a job. Empty fields are left to Slurm.
type Resources struct {
	CPUs      int
	Memory    string // as sbatch takes it: "4G"
	Time      string // as sbatch takes it: minutes, "2:30:00", "1-12:00:00"
	Partition string
	Account   string
	Options   []string // each --name or --name=value
}

// arguments returns the options of sbatch.
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

// A Batch is a number of tasks and the folder with the scripts and everything else they need.
type Batch struct {
	Folder string // absolute, because jobs start there
	Name   string // of the jobs
	Tasks  int
	Resources
}

// Notice is how many seconds before its time limit Slurm signals a task to save its state and end. Slurm may signal up to a minute
// earlier.
const Notice = 120

// most is the largest number of tasks in an array. The default of Slurm's MaxArraySize is 1001.
const most = 1000

// arrays returns the commands that submit the tasks, at most most tasks each.
func (b Batch) arrays() (commands [][]string) {
	for from := 0; from < b.Tasks; from += most {
		last := min(b.Tasks-from, most) - 1
		args := []string{"sbatch", "--parsable", "--job-name=" + b.Name, fmt.Sprintf("--array=0-%d", last), "--requeue",
			fmt.Sprintf("--signal=B:TERM@%d", Notice), "--chdir=" + b.Folder, "--output=/dev/null"} // Slurm would expand a % in a path
		args = append(args, b.Resources.arguments()...)
		commands = append(commands, append(args, filepath.Join(b.Folder, TaskScript), b.Folder, strconv.Itoa(from)))
	}
	return commands
}

// collect returns the command that submits the job after the tasks.
func (b Batch) collect(jobs []string) []string {
	args := []string{"sbatch", "--parsable", "--job-name=" + b.Name + "-collect", "--dependency=afterany:" + strings.Join(jobs, ":"),
		"--chdir=" + b.Folder, "--output=/dev/null"}
	args = append(args, Resources{CPUs: 1, Memory: b.Memory, Partition: b.Partition, Account: b.Account, Options: b.Options}.arguments()...)
	return append(args, filepath.Join(b.Folder, CollectScript), b.Folder)
}

// Commands returns the commands of Submit. ARRAY stands for the ids of the tasks' jobs, which are not known yet.
func (b Batch) Commands() [][]string {
	arrays := b.arrays()
	var jobs []string
	for i := range arrays {
		jobs = append(jobs, "ARRAY"+strconv.Itoa(i+1))
	}
	return append(arrays, b.collect(jobs))
}
