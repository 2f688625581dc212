package batch

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"gan2014/experiments/exit"
	"gan2014/experiments/job"
	"gan2014/experiments/schedule"
	"gan2014/experiments/slurm"
	"gan2014/internal/typeset"
	"gan2014/results"
)

// Send creates the batch's folder and submits the batch to the scheduler. If the scheduler refuses it, Send removes the folder.
func (b *Batch) Send(ctx context.Context, scheduler string, array slurm.Batch, stdout io.Writer) (err error) {
	if b.Folder, err = newFolder(b.Out, b.Spec, time.Now()); err != nil {
		return err
	}
	defer func() {
		if err != nil {
			os.RemoveAll(b.Folder)
		}
	}()
	if err := errors.Join(b.writeTaskFiles(), b.Write()); err != nil {
		return err
	}
	if scheduler == Slurm {
		array.Folder = b.Folder
		if b.Submitted, err = array.Submit(ctx); err != nil {
			return exit.Usage(err)
		}
		if err := b.Write(); err != nil {
			return errors.Join(err, slurm.Cancel(context.WithoutCancel(ctx), b.Jobs()))
		}
	}
	b.printNextSteps(stdout)
	return nil
}

// printNextSteps prints what happens next and which commands the user may give.
func (b *Batch) printNextSteps(w io.Writer) {
	if len(b.Arrays) == 0 {
		fmt.Fprintf(w, "%s: the folders are listed in %s; `experiments exec FOLDER` computes one.\nWhen all are done: experiments collect %s\n",
			typeset.Count(len(b.Tasks), "task", "tasks"), filepath.Join(b.Folder, TasksName), job.ShellWord(b.Folder))
		return
	}
	fmt.Fprintf(w, "submitted %s as job %s; job %s collects them and draws the report\n", typeset.Count(len(b.Tasks), "task", "tasks"), strings.Join(b.Arrays, ", "), b.Collect)
	fmt.Fprintf(w, "`experiments status -out %s` shows their progress; with -cancel it ends them\n", job.ShellWord(b.Out))
}

// Prepare makes the folder of a task self-contained. It writes the assignment and copies the run's records from the database.
func Prepare(ctx context.Context, db *results.DB, common job.Assignment, j job.Job, f schedule.Forecast, folder string) error {
	if err := j.Assign(common, f.Kept(), folder); err != nil {
		return err
	}
	for _, name := range []string{failuresName, job.ProgressName} {
		if err := os.Remove(filepath.Join(folder, name)); err != nil && !errors.Is(err, os.ErrNotExist) {
			return err
		}
	}
	if _, found, err := db.Find(ctx, j.Key); err != nil || !found {
		return err
	}
	own, err := results.Open(ctx, DatabaseOf(folder))
	if err != nil {
		return err
	}
	defer own.Close()
	_, err = own.ImportRun(ctx, db, j.Key)
	return err
}

// PrintScripts prints the scripts and commands of a submission, for -plan.
func PrintScripts(w io.Writer, array slurm.Batch) {
	for _, s := range slurm.Scripts() {
		fmt.Fprintf(w, "\n%s:\n    %s\n", s.Name, strings.ReplaceAll(strings.TrimSpace(s.Text), "\n", "\n    "))
	}
	fmt.Fprintln(w, "\nto be submitted, quoted as a shell would need it:")
	for _, command := range array.Commands() {
		var words []string
		for _, word := range command {
			words = append(words, job.ShellWord(word))
		}
		fmt.Fprintln(w, "    "+strings.Join(words, " "))
	}
}

// RefuseQueued returns an error if a task of the batch is still in the queue.
func (b *Batch) RefuseQueued(ctx context.Context) error {
	if len(b.Arrays) == 0 {
		return nil
	}
	queue, err := slurm.Queue(ctx)
	if err != nil {
		return err
	}
	for i := range b.Tasks {
		if _, queued := b.Of(i, queue); queued {
			return errors.New("tasks of the batch are in the queue: wait for them, or end them with `experiments status -cancel`")
		}
	}
	return nil
}
