package main

import (
	"context"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path"

	"gan2014/experiments/exit"
	"gan2014/experiments/job"
	"gan2014/experiments/run"
	"gan2014/internal/atomicfile"
	"gan2014/internal/typeset"
	"gan2014/results"
)

// checkCommand checks a database and its output folder for damage.
type checkCommand struct{ db, out string }

func (c *checkCommand) flags(f *flag.FlagSet) {
	f.StringVar(&c.db, "db", "results.db", "")
	f.StringVar(&c.out, "out", "out", "")
}

func (c *checkCommand) check(args []string) error { return noArguments(args) }

func (c *checkCommand) run(ctx context.Context, call call) error {
	if !job.Exists(c.out) {
		fmt.Fprintf(call.stderr, "there is no folder %s: the files of the runs are not checked (give their folder with -out)\n", c.out)
		c.out = ""
	}
	found, err := results.Check(ctx, c.db, c.out)
	if err != nil {
		return exit.Usage(err)
	}
	kept, flaws, err := checkKept(ctx, c.out)
	if err != nil {
		return err
	}
	flaws = append(found.Flaws, flaws...)
	for _, f := range flaws {
		fmt.Fprintf(call.stdout, "%s: %s\n", f.What, f.Remedy)
	}
	fmt.Fprintf(call.stdout, "checked %s, %s, and %s in the folders of runs: damaged: %d\n", typeset.Count(found.Runs, "finished run", "finished runs"), typeset.Count(found.Artifacts, "artifact", "artifacts"),
		typeset.Count(kept, "file", "files"), len(flaws))
	if found.Found > 0 {
		fmt.Fprintf(call.stdout, "%d of the runs were finished by a program that did not seal runs: damage from before their sealing shows only where their numbers contradict each other\n", found.Found)
	}
	if len(flaws) > 0 {
		return exit.Status(exit.Failed)
	}
	return nil
}

// checkKept verifies the checksums of the files in the folders of runs: checkpoints and the samples of films.
func checkKept(ctx context.Context, out string) (kept int, flaws []results.Flaw, err error) {
	if out == "" {
		return 0, nil, nil
	}
	root, err := os.OpenRoot(out)
	if err != nil {
		return 0, nil, err
	}
	defer root.Close()
	folders, err := entries(root, "runs", fs.FileMode.IsDir)
	if err != nil {
		return 0, nil, err
	}
	for _, folder := range folders {
		files, err := entries(root, folder.path, fs.FileMode.IsRegular)
		if err != nil {
			return kept, nil, err
		}
		for _, f := range files {
			remedy := remedyFor(path.Base(f.path))
			if remedy == "" {
				continue
			}
			if ctx.Err() != nil {
				return kept, nil, ctx.Err()
			}
			kept++
			if err := checkSum(root, f.path); err != nil {
				flaws = append(flaws, results.Flaw{What: fmt.Sprintf("%s: %v", path.Join(out, f.path), err), Remedy: remedy})
			}
		}
	}
	return kept, flaws, nil
}

// remedyFor says what the user should do about a damaged file in a run's folder. It returns "" for a file without a checksum.
func remedyFor(name string) string {
	switch film, _ := path.Match(run.FilmPattern, name); {
	case film:
		return "remove it: the film of the run then lacks this epoch, and nothing else changes"
	case name == run.BestCheckpoint:
		return "remove the folder of the run: an unfinished run is then trained from its start, and a finished run does not need it"
	case checkpointName.MatchString("/" + name):
		return "remove it: an unfinished run then resumes from the checkpoint before it, and a finished run does not need it"
	}
	return ""
}

func checkSum(root *os.Root, name string) error {
	file, err := root.Open(name)
	if err != nil {
		return err
	}
	defer file.Close()
	return atomicfile.CheckSummed(file)
}
