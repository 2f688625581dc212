// Experiments trains the models of Table 1 of "Generative Adversarial Nets" (Goodfellow et al., 2014), estimates their
// likelihoods, and keeps and reports every run. Its manual, which -h prints, is in the folder manual.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"gan2014/internal/typeset"
)

// Exit statuses.
const (
	statusDone        = 0
	statusFailed      = 1   // some run failed or diverged
	statusUsage       = 2   // bad flags, spec or data: nothing was run
	statusBusy        = 3   // of the command exec when supervised: another process computes the run
	statusInterrupted = 130 // by the user; the same command goes on
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // a second signal ends the process at once
	threadsHere(0).apply()
	os.Exit(run(ctx, os.Args[1:], os.Stdout, os.Stderr))
}

// run is the program. Results go to stdout, everything else to stderr; nothing that cannot be seen does, such as the control
// characters that a name in somebody else's database may have.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	out, words := &typeset.Writer{Under: stdout}, &typeset.Writer{Under: stderr}
	defer out.Close()
	defer words.Close()
	stdout, stderr = out, words
	name, command, err := parse(args)
	switch {
	case errors.Is(err, flag.ErrHelp):
		fmt.Fprint(stdout, manual(name))
		return statusDone
	case err == nil:
		ctx = withShortPatience(ctx, func(text string) { fmt.Fprintln(stderr, text) })
		err = command.run(ctx, call{commandLine(args), stdout, stderr})
	default:
		err = usageError{err}
	}
	return conclude(ctx, stderr, err)
}

// A usageError is the user's to mend before anything can run.
type usageError struct{ error }

func (e usageError) Unwrap() error { return e.error }

// An exitStatus ends the program when all is said.
type exitStatus int

func (e exitStatus) Error() string { return fmt.Sprintf("exit status %d", int(e)) }

// errSomeFailed ends a command whose failed runs have been named already.
var errSomeFailed = errors.New("some runs did not finish")

// conclude prints the error and returns the exit status. What fails when ctx has ended is an interruption, whatever else is said of it.
func conclude(ctx context.Context, stderr io.Writer, err error) int {
	var usage usageError
	var status exitStatus
	switch {
	case err == nil:
		return statusDone
	case errors.As(err, &status):
		return int(status)
	case errors.Is(err, errTimeIsUp):
		fmt.Fprintln(stderr, "the time is up: run the same command again to go on")
		return statusInterrupted
	case errors.Is(err, context.Canceled) || ctx.Err() != nil:
		if !errors.Is(err, context.Canceled) {
			fmt.Fprintln(stderr, err)
		}
		fmt.Fprintln(stderr, "interrupted: run the same command again to go on")
		return statusInterrupted
	case isLocked(err):
		fmt.Fprintln(stderr, err)
		return statusFailed
	case errors.As(err, &usage):
		fmt.Fprintln(stderr, err)
		return statusUsage
	default:
		fmt.Fprintln(stderr, err)
		return statusFailed
	}
}
