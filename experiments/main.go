// Experiments trains the models of Table 1 of "Generative Adversarial Nets" (Goodfellow et al., 2014), estimates their
// log-likelihoods, records every run in a database, and writes the report. The option -h prints its manual. The manuals are text
// files in the folder manual.
//
// The files of this package hold the commands, one command a file (reproduce.go, submit.go, exec.go, report.go, ...). A command reads
// its flags, calls the packages below, and prints results. Package spec reads specs, job describes one run, run computes it, schedule
// computes many runs on this machine, and batch and slurm hand many runs to a cluster.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"gan2014/experiments/exit"
	"gan2014/experiments/job"
	"gan2014/experiments/schedule"
	"gan2014/experiments/terminal"
	"gan2014/internal/threads"
	"gan2014/internal/typeset"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // a second signal ends the process at once
	threads.Here(0).Apply()
	os.Exit(execute(ctx, os.Args[1:], os.Stdout, os.Stderr))
}

// execute parses the arguments, runs the command and returns the exit status. Results go to stdout and all other text to stderr.
// Both writers escape control characters, because a name in a foreign database may contain some.
func execute(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	out, words := &typeset.Writer{Under: stdout}, &typeset.Writer{Under: stderr}
	defer out.Close()
	defer words.Close()
	stdout, stderr = out, words
	command, err := parse(args, stdout)
	switch {
	case err != nil:
		err = exit.Usage(err)
	case command != nil:
		ctx = terminal.WithShortPatience(ctx, func(text string) { fmt.Fprintln(stderr, text) })
		err = command.run(ctx, call{job.CommandLine(args), stdout, stderr})
	}
	return exitStatus(ctx, stderr, err)
}

// exitStatus prints the error and returns the exit status. It treats every error after the end of ctx as an interruption.
func exitStatus(ctx context.Context, stderr io.Writer, err error) int {
	var usage exit.UsageError
	var status exit.Status
	switch {
	case err == nil:
		return exit.Done
	case errors.As(err, &status):
		return int(status)
	case errors.Is(err, schedule.ErrTimeIsUp):
		fmt.Fprintln(stderr, "the time is up: run the same command again to continue")
		return exit.Interrupted
	case errors.Is(err, context.Canceled) || ctx.Err() != nil:
		if !errors.Is(err, context.Canceled) {
			fmt.Fprintln(stderr, err)
		}
		fmt.Fprintln(stderr, "interrupted: run the same command again to continue")
		return exit.Interrupted
	case terminal.IsLocked(err):
		fmt.Fprintln(stderr, err)
		return exit.Failed
	case errors.As(err, &usage):
		fmt.Fprintln(stderr, err)
		return exit.BadUsage
	default:
		fmt.Fprintln(stderr, err)
		return exit.Failed
	}
}
