// Package threads determines how many threads a process may compute with.
package threads

import (
	"fmt"
	"os"
	"strconv"
	"strings"

	"gan2014/internal/parallel"
	"gan2014/internal/provenance"
)

// A Budget is the number of threads that a process may compute with.
type Budget struct {
	Threads int
	by      string   // source of the number
	ignored []string // environment variables whose values are not numbers of threads
}

// Here returns the budget of this process. asked is the value of -threads and overrides everything else; 0 leaves the choice to the
// machine and the environment.
func Here(asked int) Budget {
	return budgetThreads(asked, parallel.Workers(), provenance.Cores(), os.Getenv)
}

// budgetThreads limits the threads to the number that Go may use at once (GOMAXPROCS, or otherwise the cores of this process and the
// processor quota of its cgroup) and to the variables that containers and Slurm set.
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

// read returns the number of threads that a variable gives, or 0 if it gives none. Of a list, which OpenMP uses for nested parallel
// regions, read takes the first number, because this program has no nested regions. It notes values that OpenMP would ignore.
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

// Apply sets the number of threads that compute in this process.
func (b Budget) Apply() { parallel.SetWorkers(b.Threads) }

// PerRun divides the budget among concurrent runs. A number given by -threads applies to each run and is not divided.
func (b Budget) PerRun(atOnce int) int {
	if b.by == "-threads" {
		return b.Threads
	}
	return max(1, b.Threads/atOnce)
}

// Describe says in one line how many threads each concurrent run has, and why.
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
