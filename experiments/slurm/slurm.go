package slurm

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"strconv"
	"strings"
)

// A Submitted holds the ids of a batch's jobs in Slurm.
type Submitted struct {
	Arrays  []string `json:"arrays"` // of the tasks, up to 1,000 tasks each
	Collect string   `json:"collect"`
}

// Jobs returns the ids of all jobs.
func (s Submitted) Jobs() []string {
	jobs := append([]string{}, s.Arrays...)
	if s.Collect != "" {
		jobs = append(jobs, s.Collect)
	}
	return jobs
}

// Submit submits the tasks and the job after them. If Slurm refuses a part, Submit cancels the rest.
func (b Batch) Submit(ctx context.Context) (s Submitted, err error) {
	defer func() {
		if err != nil && len(s.Arrays) > 0 {
			err = errors.Join(err, Cancel(context.WithoutCancel(ctx), s.Arrays))
		}
	}()
	for _, command := range b.arrays() {
		job, err := submit(ctx, command)
		if err != nil {
			return s, err
		}
		s.Arrays = append(s.Arrays, job)
	}
	s.Collect, err = submit(ctx, b.collect(s.Arrays))
	return s, err
}

// parsable matches the output of sbatch --parsable: the job's id, and the name of the cluster if there are several.
var parsable = regexp.MustCompile(`^([0-9]+)(;\S+)?$`)

func submit(ctx context.Context, command []string) (job string, err error) {
	out, err := call(ctx, command...)
	if err != nil {
		return "", err
	}
	found := parsable.FindStringSubmatch(strings.TrimSpace(out))
	if found == nil {
		return "", fmt.Errorf("sbatch printed %q, which is not the number of a job", out)
	}
	return found[1], nil
}

// Cancel cancels jobs that run or wait.
func Cancel(ctx context.Context, jobs []string) error {
	_, err := call(ctx, append([]string{"scancel"}, jobs...)...)
	return err
}

// Requeue puts the job of this process back into the queue, which ends the process. It returns false if the job is being
// cancelled, or if this process is in no job.
func Requeue(ctx context.Context) (bool, error) {
	job := os.Getenv("SLURM_JOB_ID")
	if _, err := strconv.Atoi(job); err != nil {
		return false, nil
	}
	state, err := call(ctx, "squeue", "--noheader", "--job="+job, "--format=%T")
	if err != nil || strings.TrimSpace(state) != "RUNNING" {
		return false, err
	}
	_, err = call(ctx, "scontrol", "requeue", job)
	return err == nil, err
}

// call runs a command of Slurm and returns its output.
func call(ctx context.Context, command ...string) (string, error) {
	var out, words bytes.Buffer
	c := exec.CommandContext(ctx, command[0], command[1:]...)
	c.Stdout, c.Stderr = &out, &words
	err := c.Run()
	switch {
	case errors.Is(err, exec.ErrNotFound):
		return "", fmt.Errorf("%s was not found: Slurm's commands are needed (Debian and Ubuntu have them in slurm-client)", command[0])
	case err != nil && words.Len() > 0:
		return "", errors.New(strings.TrimSpace(words.String())) // the message begins with the command's name
	case err != nil:
		return "", fmt.Errorf("%s: %w", command[0], err)
	}
	return out.String(), nil
}
