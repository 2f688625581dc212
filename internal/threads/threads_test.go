package threads

import (
	"reflect"
	"testing"

	"gan2014/internal/provenance"
)

// TestThreadBudget checks that Go's limit, the container's quota and Slurm bound the threads, and that -threads overrides them.
func TestThreadBudget(t *testing.T) {
	type environment map[string]string
	for _, c := range []struct {
		asked, procs, cores int
		env                 environment
		threads             int
		by                  string
		ignored             []string
	}{
		{0, 8, 8, nil, 8, "one a core", nil},
		{0, 3, 8, nil, 3, "the processor quota", nil},
		{0, 3, 8, environment{"GOMAXPROCS": "3"}, 3, "GOMAXPROCS", nil},
		{0, 16, 8, environment{"GOMAXPROCS": "16"}, 16, "GOMAXPROCS", nil},
		{0, 8, 8, environment{"OMP_NUM_THREADS": "2"}, 2, "OMP_NUM_THREADS", nil},
		{0, 8, 8, environment{"OMP_NUM_THREADS": " 4,2 "}, 4, "OMP_NUM_THREADS", nil},
		{0, 8, 8, environment{"OMP_NUM_THREADS": "64"}, 8, "one a core", nil},
		{0, 8, 8, environment{"OMP_NUM_THREADS": ""}, 8, "one a core", nil},
		{0, 8, 8, environment{"OMP_NUM_THREADS": "6", "SLURM_CPUS_PER_TASK": "2"}, 2, "SLURM_CPUS_PER_TASK", nil},
		{0, 8, 8, environment{"OMP_NUM_THREADS": "2", "SLURM_CPUS_PER_TASK": "6"}, 2, "OMP_NUM_THREADS", nil},
		{0, 2, 8, environment{"OMP_NUM_THREADS": "2"}, 2, "OMP_NUM_THREADS", nil}, // as main has applied it
		{5, 8, 8, environment{"OMP_NUM_THREADS": "2", "GOMAXPROCS": "1"}, 5, "-threads", nil},
		{0, 8, 8, environment{"OMP_NUM_THREADS": "abc", "GOMAXPROCS": "0"}, 8, "one a core", []string{`GOMAXPROCS="0"`, `OMP_NUM_THREADS="abc"`}},
		{0, 8, 8, environment{"OMP_NUM_THREADS": "0"}, 8, "one a core", []string{`OMP_NUM_THREADS="0"`}},
		{0, 8, 8, environment{"OMP_NUM_THREADS": "-3"}, 8, "one a core", []string{`OMP_NUM_THREADS="-3"`}},
		{0, 8, 8, environment{"OMP_NUM_THREADS": "4,"}, 8, "one a core", []string{`OMP_NUM_THREADS="4,"`}},
		{0, 8, 8, environment{"SLURM_CPUS_PER_TASK": "4,2"}, 8, "one a core", []string{`SLURM_CPUS_PER_TASK="4,2"`}},
	} {
		got := budgetThreads(c.asked, c.procs, c.cores, func(name string) string { return c.env[name] })
		if want := (Budget{c.threads, c.by, c.ignored}); !reflect.DeepEqual(got, want) {
			t.Errorf("-threads %d, %d of %d, %v: %+v, want %+v", c.asked, c.procs, c.cores, c.env, got, want)
		}
	}
}

func TestThreadsAreShared(t *testing.T) {
	for _, c := range []struct {
		budget Budget
		atOnce int
		perRun int
		text   string
	}{
		{Budget{8, "one a core", nil}, 1, 8, "threads: 8 (one a core)"},
		{Budget{8, "OMP_NUM_THREADS", nil}, 3, 2, "threads: 2 for each of 3 runs at once, of 8 in all (OMP_NUM_THREADS)"},
		{Budget{1, "one a core", nil}, 3, 1, "threads: 1 for each of 3 runs at once, of 1 in all (one a core)"},
		{Budget{8, "-threads", nil}, 3, 8, "threads: 8 for each of 3 runs at once (-threads)"},
		{Budget{8, "one a core", []string{`X="y"`}}, 1, 8, `threads: 8 (one a core); X="y" is ignored: it must be a whole number above 0`},
	} {
		if got := c.budget.PerRun(c.atOnce); got != c.perRun {
			t.Errorf("%+v, %d at once: %d threads a run, want %d", c.budget, c.atOnce, got, c.perRun)
		}
		if got := c.budget.Describe(c.atOnce); got != c.text {
			t.Errorf("%+v, %d at once: %q, want %q", c.budget, c.atOnce, got, c.text)
		}
	}
}

// TestThreadsHere checks that the budget of this process is that of its environment, on any machine.
func TestThreadsHere(t *testing.T) {
	t.Setenv("OMP_NUM_THREADS", "1")
	if b := Here(0); b.Threads != 1 || b.by != "OMP_NUM_THREADS" {
		t.Errorf("with OMP_NUM_THREADS=1: %+v", b)
	}
	t.Setenv("OMP_NUM_THREADS", "")
	if b := Here(3); b.Threads != 3 {
		t.Errorf("with -threads 3: %+v, of %d cores", b, provenance.Cores())
	}
}
