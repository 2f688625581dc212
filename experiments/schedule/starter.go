package schedule

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"sync"
	"syscall"

	"gan2014/experiments/exit"
	"gan2014/experiments/job"
	"gan2014/experiments/terminal"
	"gan2014/results"
)

// A Starter starts the command exec of this program for each job, in a process of its own.
type Starter struct {
	DB        *results.DB // the database that the process records in
	DBPath    string
	Out, Data string // Out is the folder of the artifacts
	Threads   int

	Quiet, Verbose bool // flags -q and -v of the process
}

// Start starts a process for the job assigned in a folder and waits for its end. When ctx ends, the process saves a checkpoint and
// ends. It does the same when this process dies, because its standard input then ends. It computes a done or damaged job only if
// again is true.
func (s *Starter) Start(ctx context.Context, j job.Job, folder string, again bool, line *terminal.Line) (ExitKind, error) {
	program, err := os.Executable()
	if err != nil {
		return Broke, err
	}
	args := []string{"exec", "-supervised", "-db", s.DBPath, "-out", s.Out, "-threads", strconv.Itoa(s.Threads), fmt.Sprintf("-force=%t", again),
		fmt.Sprintf("-q=%t", s.Quiet), fmt.Sprintf("-v=%t", s.Verbose)}
	if s.Data != "" { // default: the user's cache folder
		args = append(args, "-data", s.Data)
	}
	command := exec.CommandContext(ctx, program, append(args, job.Operand(folder))...)
	command.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} // Control-C reaches this process only, which passes it on once
	events, err := command.StdoutPipe()
	if err != nil {
		return Broke, err
	}
	words, err := command.StderrPipe()
	if err != nil {
		return Broke, err
	}
	alive, err := command.StdinPipe()
	if err != nil {
		return Broke, err
	}
	defer alive.Close()
	command.Cancel = alive.Close // no signal: a scheduler may have signalled both, and a second signal ends a process at once
	if err := command.Start(); err != nil {
		return Broke, err
	}
	var reading sync.WaitGroup
	reading.Go(func() { followEvents(events, line) })
	reading.Go(func() { followLog(words, line) })
	reading.Wait()
	return s.Conclude(ctx, j, folder, line, command.Wait())
}

func followEvents(r io.Reader, line *terminal.Line) {
	for decoder := json.NewDecoder(r); ; {
		var e job.Event
		if err := decoder.Decode(&e); err != nil {
			io.Copy(io.Discard, r) // keeps the process from blocking
			return
		}
		line.Show(e)
	}
}

func followLog(r io.Reader, line *terminal.Line) {
	words := bufio.NewScanner(r)
	for words.Scan() {
		line.Say("%s", words.Text())
	}
	io.Copy(io.Discard, r) // after a line that is too long
}

// Conclude returns how a job ended whose process has ended. It records the end if the process was killed or crashed and could not.
func (s *Starter) Conclude(ctx context.Context, j job.Job, folder string, line *terminal.Line, ended error) (ExitKind, error) {
	var crashed *exec.ExitError
	if ended != nil && !errors.As(ended, &crashed) && ctx.Err() == nil {
		return Broke, ended
	}
	status := exit.Done
	if crashed != nil {
		status = crashed.ExitCode()
	}
	switch {
	case status == exit.Done && ended == nil:
		return Succeeded, nil
	case status == exit.Busy:
		return Busy, nil
	case status == exit.Interrupted || ctx.Err() != nil:
		return Stopped, nil
	}
	how, e := Stopped, results.Ending{Status: results.Interrupted}
	if e.Error = killedBy(crashed); e.Error == "" {
		how, e.Status, e.Error = Broke, results.Failed, fmt.Sprintf("the process ended by itself: %v", crashed)
	}
	return how, s.recordCrash(context.WithoutCancel(ctx), j, folder, line, crashed, e)
}

// killedBy names the signal that ended a process from outside. It returns "" if the process ended or crashed by itself.
func killedBy(exit *exec.ExitError) string {
	state, ok := exit.Sys().(syscall.WaitStatus)
	if !ok || !state.Signaled() {
		return ""
	}
	switch state.Signal() {
	case syscall.SIGKILL:
		return "the process was killed, perhaps because the machine was out of memory"
	case syscall.SIGABRT, syscall.SIGBUS, syscall.SIGFPE, syscall.SIGILL, syscall.SIGSEGV, syscall.SIGSYS, syscall.SIGTRAP: // signals of a crash
		return ""
	}
	return fmt.Sprintf("the process was ended by a signal: %v", state.Signal())
}

// recordCrash records the end of a run whose process could not.
func (s *Starter) recordCrash(ctx context.Context, j job.Job, folder string, line *terminal.Line, exit *exec.ExitError, e results.Ending) error {
	run, found, err := s.DB.Find(ctx, j.Key)
	if err != nil || !found || run.Status != results.Running || run.PID != exit.Pid() {
		return err
	}
	line.Say("%s; its log is %s", e.Error, filepath.Join(folder, job.LogName))
	e.LogTail, e.PeakMemory = job.LogTail(folder), job.PeakOf(exit.ProcessState)
	return s.DB.Finish(ctx, run.ID, e)
}
