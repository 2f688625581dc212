package endtoend

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gan2014/experiments/batch"
	"gan2014/experiments/exit"
	"gan2014/experiments/job"
	"gan2014/internal/golden"
)

// fakeSlurm puts commands before Slurm's in PATH. Each appends its arguments, one a line, to a file and runs a script.
func (b *bench) fakeSlurm(scripts map[string]string) {
	b.Helper()
	for name, script := range scripts {
		text := "#!/bin/sh\nprintf '%s\\n' " + name + " \"$@\" >>\"$NOTES\"\n" + script + "\n"
		if err := os.MkdirAll(b.path("bin"), 0o700); err != nil {
			b.Fatal(err)
		}
		if err := os.WriteFile(b.path("bin/"+name), []byte(text), 0o700); err != nil {
			b.Fatal(err)
		}
	}
	b.env = append(b.env, "NOTES="+b.path("notes"), "PATH="+b.path("bin")+":"+os.Getenv("PATH"))
}

func (b bench) notes() string {
	text, _ := os.ReadFile(b.path("notes"))
	return string(text)
}

// batchFolder returns the folder of the only batch.
func (b bench) batchFolder() string {
	b.Helper()
	found, _ := filepath.Glob(b.path("out/cluster/*"))
	if len(found) != 1 {
		b.Fatalf("batches: %q", found)
	}
	return found[0]
}

func TestClusterPlanTouchesNothing(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.fakeSlurm(map[string]string{"sbatch": "", "squeue": "", "scancel": "", "scontrol": ""})
	b.expect(exit.Done, b.args("-plan", "-cluster", "slurm", "-set", "cluster.partition=long; reboot"),
		"2 to compute", `exec ./experiments task . "$n"`, "--array=0-1", "--cpus-per-task=1", "--mem=4G", "'--partition=long; reboot'",
		"--dependency=afterany:ARRAY1", "cluster/BATCH/collect.sh")
	if entries, _ := os.ReadDir(b.dir); len(entries) != 2 || b.notes() != "" { // tiny.yaml and bin
		t.Errorf("%d files; commands:\n%s", len(entries), b.notes())
	}
}

func TestClusterFlags(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.expect(exit.BadUsage, b.args("-cluster", "slrum"), `-cluster must be slurm or folders, not "slrum"`)
	b.expect(exit.BadUsage, b.args("-cluster", "slurm", "-j", "2"), "-j and -max-time have no effect with -cluster")
	b.expect(exit.BadUsage, b.args("-cluster", "slurm", "-force"), "-force has no effect with -cluster")
	b.expect(exit.BadUsage, b.status("-cancel", "-watch"), "not both")
	b.expect(exit.BadUsage, []string{"collect", b.path("nothing")}, "give the folder of a batch")
	b.expect(exit.BadUsage, []string{"task", b.dir, "-1"}, `the number of a task must be 0 or more, not "-1"`)
	b.expect(exit.Done, b.status(), "no batch of "+b.path("out")+" is open")
}

// TestHostileNames checks that names that a shell would interpret reach sbatch unchanged, and that nothing interprets them in the
// folders of the tasks. The task of the hostile name is a study, which takes a moment.
func TestHostileNames(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"$(touch pwned)", "`touch pwned`;touch pwned", "a' ; touch pwned '", `"; touch pwned; "`, "%j %%", "[a]*?"} {
		b := newBench(t)
		b.fakeSlurm(map[string]string{"sbatch": "echo 17", "scancel": "", "squeue": "", "scontrol": ""})
		b.cwd = b.dir
		study := strings.Replace(string(testSpec("tiny.yaml")), "kind: training-images\n    dataset: mnist", "kind: study\n    dataset: none\n    study: proposition2\n    proposition2: "+proposition2, 1)
		if err := os.WriteFile(b.path("tiny.yaml"), []byte(study), 0o600); err != nil {
			t.Fatal(err)
		}
		out := b.path(name)
		quoted := "'" + strings.ReplaceAll(name, "'", "''") + "'" // quoted for YAML
		args := []string{"-spec", b.path("tiny.yaml"), "-db", b.path("results.db"), "-out", out, "-threads", "1", "-cluster", "slurm",
			"-set", "cluster.partition=" + quoted, "-set", "cluster.account=" + quoted, "-set", "cluster.options=['--comment=" + quoted[1:] + "]",
			"-set", "systems.1.name=" + quoted}
		b.expect(exit.Done, args, "submitted 2 tasks as job 17")
		for _, line := range []string{"--partition=" + name, "--account=" + name, "--comment=" + name} {
			if !strings.Contains(b.notes(), "\n"+line+"\n") {
				t.Errorf("%q is no argument:\n%s", line, b.notes())
			}
		}
		open, err := batch.Open(out)
		if err != nil || len(open) != 1 {
			t.Fatalf("%q: %d batches, %v", name, len(open), err)
		}
		b.expect(exit.Done, []string{"task", open[0].Folder, "1"})
		b.expect(exit.Failed, []string{"collect", open[0].Folder}, "never began", name)
		if job.Exists(b.path("pwned")) {
			t.Errorf("%q ran a command", name)
		}
	}
}

// TestFoldersForAnyScheduler computes the folder of each task separately. Their combined results must equal those of one machine.
func TestFoldersForAnyScheduler(t *testing.T) {
	t.Parallel()
	b, whole := newBench(t), finishedBench(t)
	b.expect(exit.Done, b.args("-cluster", "folders"), "2 tasks: the folders are listed in", "When all are done: experiments collect")
	folder := b.batchFolder()
	list := strings.Fields(b.read(filepath.Join(folder, batch.TasksName)))
	if len(list) != 2 {
		t.Fatalf("%q", list)
	}
	b.expect(exit.Done, []string{"exec", "-threads", "1", list[0]})
	b.expect(exit.Done, b.status(), "Adversarial nets, mnist, seed 1   done", "not begun", "experiments collect")
	b.expect(exit.Done, []string{"exec", "-threads", "1", list[1]})
	b.expect(exit.BadUsage, b.args(), "was submitted in the batch")
	b.expect(exit.Done, []string{"collect", folder}, "report.html")
	b.expect(exit.Done, b.args(), "done before")
	b.expect(exit.Done, []string{"collect", folder}, "report.html")
	if a, c := whole.numbers(), b.numbers(); a != c {
		t.Errorf("on one machine:\n%s\nput together:\n%s", a, c)
	}
}

// TestTaskIsGivenUp checks that a failing task is requeued twice and then recorded as failed, even if it could not begin.
func TestTaskIsGivenUp(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.fakeSlurm(map[string]string{"sbatch": "echo 17", "squeue": "echo RUNNING", "scontrol": ""})
	b.env = append(b.env, "SLURM_JOB_ID=17")
	b.expect(exit.Done, b.args("-cluster", "slurm", "-only", "*/true*"), "submitted 1 task ")
	open, _ := batch.Open(b.path("out"))
	run := open[0].RunFolder(open[0].Tasks[0])
	if err := os.Mkdir(filepath.Join(run, job.LogName), 0o700); err != nil { // it cannot begin
		t.Fatal(err)
	}
	task := []string{"task", open[0].Folder, "0"}
	b.expect(exit.Interrupted, task, "failure 1 of 3: ended before the run began", "back into the queue")
	b.expect(exit.Interrupted, task, "failure 2 of 3")
	b.expect(exit.Failed, task, "given up after 3 failures")
	if n := strings.Count(b.notes(), "scontrol\nrequeue\n17\n"); n != 2 {
		t.Errorf("put back %d times:\n%s", n, b.notes())
	}
	b.expect(exit.Failed, []string{"collect", open[0].Folder}, "failed: ended before the run began", "some runs did not finish: 1 of 1")
	if got := b.query(`select status || (error like 'ended before the run began%') from runs`); got != "failed1" {
		t.Errorf("the run is %s", got)
	}
}

// TestStatusTable checks the table of a batch for a recorded output of squeue.
func TestStatusTable(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.fakeSlurm(map[string]string{"sbatch": "echo 5", "scancel": "", "squeue": `cat <<'END'
5|1|PENDING|0:00||Resources|2026-11-25T22:17:22
5|0|RUNNING|1-00:00:04|n2|None|2026-11-25T22:15:16
5|N/A|PENDING|0:00||Dependency|N/A
END`})
	b.expect(exit.Done, b.args("-cluster", "slurm", "-set", "seeds=2", "-only", "*/adv*"), "submitted 2 tasks")
	open, _ := batch.Open(b.path("out"))
	open[0].Tasks[1].Seconds = 70
	if err := open[0].Write(); err != nil {
		t.Fatal(err)
	}
	note := `{"done": 30, "total": 120, "note": "epoch 3/12", "seconds_left": 90}`
	if err := os.WriteFile(filepath.Join(open[0].RunFolder(open[0].Tasks[0]), job.ProgressName), []byte(note), 0o600); err != nil {
		t.Fatal(err)
	}
	stdout, _ := b.expect(exit.Done, b.status())
	_, table, _ := strings.Cut(stdout, "\n")
	golden.Check(t, testdata+"/status.txt", table)
	b.expect(exit.Done, b.status("-cancel"), "cancelled")
	if !strings.HasSuffix(b.notes(), "scancel\n5\n") {
		t.Errorf("commands:\n%s", b.notes())
	}
}

// TestBatchIsNoGarbage checks that gc keeps the files of an open batch, although the database does not know its runs yet.
func TestBatchIsNoGarbage(t *testing.T) {
	t.Parallel()
	b := finishedBench(t, "-only", "*/true*")
	b.expect(exit.Done, b.args("-cluster", "folders", "-only", "*/adv*"), "1 task: ")
	b.expect(exit.Done, []string{"gc", "-orphans", "-db", b.path("results.db"), "-out", b.path("out")})
	open, err := batch.Open(b.path("out"))
	if err != nil || len(open) != 1 {
		t.Fatalf("%d batches, %v", len(open), err)
	}
	if _, _, err := job.ReadAssignment(open[0].RunFolder(open[0].Tasks[0])); err != nil {
		t.Error(err)
	}
}
