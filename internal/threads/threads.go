// Package threads decides how many threads a process may compute with.
package threads

import (
	"fmt"
	"os"
	"runtime"
	"strconv"
	"strings"

	"gan2014/internal/provenance"
)

// A Budget is how many threads a process may compute with.
type Budget struct {
	Threads int
	by      string   // what says so
	ignored []string // variables whose values are no numbers of threads
}

// Here is the budget of this process. asked is that of -threads, which counts alone; 0 leaves it to the machine and the
// environment.
func Here(asked int) Budget {
	return budgetThreads(asked, runtime.GOMAXPROCS(0), provenance.Cores(), os.Getenv)
}

// budgetThreads bounds the threads by what Go may use at once (GOMAXPROCS, or else the cores of this process and the processor quota of
// its cgroup), and by the variables that containers and Slurm set.
func budgetThreads(asked, procs, cores int, env func(string) string) Budget {
	if asked > 0 {
		return Budget{Threads: asked, by: "-threads"}
	}
	b := Budget{Threads: procs, by: "one a core"}
	if goSays := b.read("GOMAXPROCS", env); goSays == procs {
		b.by = "GOMAXPROCS"
	} else if procs < cores {
		b.by = "the processor quota"
	}
	for _, name := range []string{"OMP_NUM_THREADS", "SLURM_CPUS_PER_TASK"} {
		if n := b.read(name, env); n > 0 && n <= b.Threads {
			b.Threads, b.by = n, name
		}
	}
	return b
}

// read returns the number of threads that a variable gives, 0 if it gives none. A list is OpenMP's for nested regions: the first number
// is that of the outermost, which is all there is here. Values that OpenMP would ignore are noted.
func (b *Budget) read(name string, env func(string) string) (threads int) {
	text := env(name)
	if strings.TrimSpace(text) == "" {
		return 0
	}
	list := []string{text}
	if name == "OMP_NUM_THREADS" {
		list = strings.Split(text, ",")
	}
	for i, item := range list {
		n, err := strconv.Atoi(strings.TrimSpace(item))
		if err != nil || n < 1 {
			b.ignored = append(b.ignored, fmt.Sprintf("%s=%q", name, text))
			return 0
		}
		if i == 0 {
			threads = n
		}
	}
	return threads
}

// Apply makes Go itself use as many threads, for all that this process computes.
func (b Budget) Apply() {
	if b.Threads != runtime.GOMAXPROCS(0) {
		runtime.GOMAXPROCS(b.Threads)
	}
}

// PerRun shares the budget among runs at once. What -threads says is of each run.
func (b Budget) PerRun(atOnce int) int {
	if b.by == "-threads" {
		return b.Threads
	}
	return max(1, b.Threads/atOnce)
}

// Describe says in a line how many threads each of the runs at once has, and why.
func (b Budget) Describe(atOnce int) string {
	text := fmt.Sprintf("threads: %d (%s)", b.Threads, b.by)
	switch {
	case atOnce > 1 && b.by == "-threads":
		text = fmt.Sprintf("threads: %d for each of %d runs at once (%s)", b.Threads, atOnce, b.by)
	case atOnce > 1:
		text = fmt.Sprintf("threads: %d for each of %d runs at once, of %d in all (%s)", b.PerRun(atOnce), atOnce, b.Threads, b.by)
	}
	for _, setting := range b.ignored {
		text += fmt.Sprintf("; %s is ignored: it must be a whole number above 0", setting)
	}
	return text
}
