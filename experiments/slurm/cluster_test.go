package slurm

import (
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// hostile lists names that would do harm if a shell or sbatch interpreted them.
var hostile = []string{
	"$(touch pwned)", "`touch pwned`", "; touch pwned", "a' ; touch pwned '", `a" ; touch pwned "`, "a\n#SBATCH --wrap=touch pwned",
	"--wrap=touch pwned", "%j %a %%", `back\slash`, "-rf", "a b", "é ✓",
}

// TestNamesAreArguments checks that every name that a user chooses reaches sbatch as one argument and changes no script.
func TestNamesAreArguments(t *testing.T) {
	for _, name := range hostile {
		b := Batch{Folder: "/out/" + name, Name: "smoke", Tasks: 3, Resources: Resources{CPUs: 2, Memory: name, Time: name, Partition: name, Account: name, Options: []string{"--qos=" + name}}}
		commands := b.Commands()
		want := []string{"sbatch", "--parsable", "--job-name=smoke", "--array=0-2", "--requeue", "--signal=B:TERM@120", "--chdir=/out/" + name,
			"--output=/dev/null", "--cpus-per-task=2", "--mem=" + name, "--time=" + name, "--partition=" + name, "--account=" + name,
			"--qos=" + name, "/out/" + name + "/task.sh", "/out/" + name, "0"}
		if !slices.Equal(commands[0], want) {
			t.Errorf("%q: %q\nwant %q", name, commands[0], want)
		}
		want = []string{"sbatch", "--parsable", "--job-name=smoke-collect", "--dependency=afterany:ARRAY1", "--chdir=/out/" + name, "--output=/dev/null",
			"--cpus-per-task=1", "--mem=" + name, "--partition=" + name, "--account=" + name, "--qos=" + name,
			"/out/" + name + "/collect.sh", "/out/" + name}
		if !slices.Equal(commands[1], want) {
			t.Errorf("%q: %q\nwant %q", name, commands[1], want)
		}
	}
	for _, s := range Scripts() {
		if strings.Contains(s.Text, "#SBATCH") || strings.Contains(s.Text, "eval") {
			t.Errorf("%s asks for more than its arguments say:\n%s", s.Name, s.Text)
		}
	}
}

// fakeSlurm puts commands before Slurm's in PATH. Each records its arguments, one a line and a blank line at the end, and then
// runs a script.
func fakeSlurm(t *testing.T, scripts map[string]string) (notes func() string) {
	t.Helper()
	dir := t.TempDir()
	file := filepath.Join(dir, "notes")
	for name, script := range scripts {
		text := "#!/bin/sh\nprintf '%s\\n' " + name + " \"$@\" '' >>\"$NOTES\"\n" + script + "\n"
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	t.Setenv("NOTES", file)
	t.Setenv("PATH", dir+":"+os.Getenv("PATH"))
	return func() string {
		text, _ := os.ReadFile(file)
		return string(text)
	}
}

// TestScriptsRunNothingElse checks that the scripts pass on the arguments of sbatch unchanged and that the shell executes none of
// them.
func TestScriptsRunNothingElse(t *testing.T) {
	for _, name := range hostile {
		folder := filepath.Join(t.TempDir(), name)
		if err := os.MkdirAll(folder, 0o700); err != nil {
			t.Fatal(err)
		}
		program := "#!/bin/sh\nprintf '%s|' \"$@\"\n"
		for file, text := range map[string]string{"experiments": program, TaskScript: taskScript, CollectScript: collectScript} {
			if err := os.WriteFile(filepath.Join(folder, file), []byte(text), 0o700); err != nil {
				t.Fatal(err)
			}
		}
		t.Setenv("SLURM_ARRAY_TASK_ID", "7")
		for _, command := range [][]string{{"sh", filepath.Join(folder, TaskScript), folder, "1000"}, {"sh", filepath.Join(folder, CollectScript), folder}} {
			if _, err := call(t.Context(), command...); err != nil {
				t.Errorf("%q: %v", name, err)
			}
		}
		for file, want := range map[string]string{"task-1007.txt": "task|.|1007|", "collect.txt": "collect|.|"} {
			if got, err := os.ReadFile(filepath.Join(folder, file)); err != nil || string(got) != want {
				t.Errorf("%q: %s: %q, %v; want %q", name, file, got, err, want)
			}
		}
		if found, _ := filepath.Glob(filepath.Join(filepath.Dir(folder), "*pwned*")); len(found) > 0 && !strings.Contains(name, "pwned") {
			t.Errorf("%q ran a command", name)
		}
		if _, err := os.Stat(filepath.Join(folder, "pwned")); err == nil {
			t.Errorf("%q ran a command", name)
		}
	}
}

func TestLargeBatchesAreSeveralArrays(t *testing.T) {
	commands := Batch{Folder: "/b", Name: "n", Tasks: 2001}.Commands()
	var arrays, offsets []string
	for _, c := range commands[:len(commands)-1] {
		arrays = append(arrays, c[3])
		offsets = append(offsets, c[len(c)-1])
	}
	if !slices.Equal(arrays, []string{"--array=0-999", "--array=0-999", "--array=0-0"}) || !slices.Equal(offsets, []string{"0", "1000", "2000"}) {
		t.Errorf("%q from %q", arrays, offsets)
	}
	if last := commands[3]; !slices.Contains(last, "--dependency=afterany:ARRAY1:ARRAY2:ARRAY3") {
		t.Errorf("%q", last)
	}
	s := Submitted{Arrays: []string{"5", "6", "9"}, Collect: "10"}
	if e, ok := s.Of(1999, []Entry{{Job: "5", Task: 999}, {Job: "6", Task: 999, Node: "n"}}); !ok || e.Node != "n" {
		t.Errorf("task 1999 is %+v, %v", e, ok)
	}
}

// TestRefusedSubmission checks that nothing stays queued if Slurm refuses a part of a batch.
func TestRefusedSubmission(t *testing.T) {
	notes := fakeSlurm(t, map[string]string{
		"sbatch":  `case "$*" in *afterany*) echo 'sbatch: error: invalid partition' >&2; exit 1;; *) echo '17;cluster';; esac`,
		"scancel": "",
	})
	_, err := Batch{Folder: "/b", Name: "n", Tasks: 1}.Submit(t.Context())
	if err == nil || err.Error() != "sbatch: error: invalid partition" {
		t.Errorf("error %v", err)
	}
	if !strings.HasSuffix(notes(), "scancel\n17\n\n") {
		t.Errorf("calls:\n%s", notes())
	}
}

func TestNoSlurm(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	if _, err := (Batch{Folder: "/b", Tasks: 1}).Submit(t.Context()); err == nil || !strings.HasPrefix(err.Error(), "sbatch was not found: ") {
		t.Errorf("error %v", err)
	}
}

// TestRequeue checks that a running job goes back into the queue and a job being cancelled does not.
func TestRequeue(t *testing.T) {
	for state, want := range map[string]bool{"RUNNING": true, "COMPLETING": false, "CANCELLED": false, "": false} {
		notes := fakeSlurm(t, map[string]string{"squeue": "echo " + state, "scontrol": ""})
		t.Setenv("SLURM_JOB_ID", "42")
		again, err := Requeue(t.Context())
		if err != nil || again != want || strings.HasSuffix(notes(), "scontrol\nrequeue\n42\n\n") != want {
			t.Errorf("%q: %v, %v\n%s", state, again, err, notes())
		}
	}
	t.Setenv("SLURM_JOB_ID", "")
	if again, err := Requeue(t.Context()); again || err != nil {
		t.Errorf("in no job: %v, %v", again, err)
	}
}

// recorded is output of squeue from Slurm 22.05.
const recorded = `5_0|5|0|PENDING|0:00||BeginTime|2026-11-25T22:17:22
6|6|N/A|PENDING|0:00||Dependency|N/A
5_2|5|2|RUNNING|1-00:00:04|n2|None|2026-11-25T22:15:16
5_3|5|3|PENDING|0:00||ReqNodeNotAvail, UnavailableNodes:n[1-2]|N/A
`

func TestParseQueue(t *testing.T) {
	text := ""
	for line := range strings.Lines(recorded) {
		_, rest, _ := strings.Cut(line, "|")
		text += rest
	}
	got, err := parseQueue(text)
	want := []Entry{
		{Job: "5", Task: 0, State: "PENDING", Elapsed: "0:00", Reason: "BeginTime", Start: "2026-11-25T22:17:22"},
		{Job: "6", Task: -1, State: "PENDING", Elapsed: "0:00", Reason: "Dependency", Start: "N/A"},
		{Job: "5", Task: 2, State: "RUNNING", Elapsed: "1-00:00:04", Node: "n2", Reason: "None", Start: "2026-11-25T22:15:16"},
		{Job: "5", Task: 3, State: "PENDING", Elapsed: "0:00", Reason: "ReqNodeNotAvail, UnavailableNodes:n[1-2]", Start: "N/A"},
	}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("%v\n%+v\nwant\n%+v", err, got, want)
	}
	if _, err := parseQueue("slurm is down\n"); err == nil {
		t.Error("no error for words")
	}
}
