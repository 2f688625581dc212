package main

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

	"gan2014/results"
)

// A starter has the command exec of this program do jobs, each in a process of its own.
type starter struct {
	db        *results.DB // that it records in
	dbPath    string
	out, data string // out is for artifacts
	threads   int
}

// start does the job that is assigned in a folder, and waits for its end. When ctx ends, the process saves its state and ends; so it
// does when this process dies, for then its standard input ends. What is done or damaged is computed again only if again says so.
func (s *starter) start(ctx context.Context, j job, folder string, again bool, line *line) (outcome, error) {
	program, err := os.Executable()
	if err != nil {
		return broke, err
	}
	args := []string{"exec", "-supervised", "-db", s.dbPath, "-out", s.out, "-threads", strconv.Itoa(s.threads), fmt.Sprintf("-force=%t", again)}
	if s.data != "" { // otherwise it is in the user's cache
		args = append(args, "-data", s.data)
	}
	command := exec.CommandContext(ctx, program, append(args, operand(folder))...)
	command.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} // Control-C is for this process, which passes it on once
	events, err := command.StdoutPipe()
	if err != nil {
		return broke, err
	}
	words, err := command.StderrPipe()
	if err != nil {
		return broke, err
	}
	alive, err := command.StdinPipe()
	if err != nil {
		return broke, err
	}
	defer alive.Close()
	command.Cancel = alive.Close // no signal: a scheduler may have sent one to both, and a second one ends a process at once
	if err := command.Start(); err != nil {
		return broke, err
	}
	var reading sync.WaitGroup
	reading.Go(func() { followEvents(events, line) })
	reading.Go(func() { followWords(words, line) })
	reading.Wait()
	return s.conclude(ctx, j, folder, line, command.Wait())
}

func followEvents(r io.Reader, line *line) {
	for decoder := json.NewDecoder(r); ; {
		var e event
		if err := decoder.Decode(&e); err != nil {
			io.Copy(io.Discard, r) // the process must not block
			return
		}
		line.show(e)
	}
}

func followWords(r io.Reader, line *line) {
	words := bufio.NewScanner(r)
	for words.Scan() {
		line.say("%s", words.Text())
	}
	io.Copy(io.Discard, r) // after a line that is too long
}

// conclude says how the job ended whose process has ended. The process has recorded it, unless it was killed or crashed.
func (s *starter) conclude(ctx context.Context, j job, folder string, line *line, ended error) (outcome, error) {
	var exit *exec.ExitError
	if ended != nil && !errors.As(ended, &exit) && ctx.Err() == nil {
		return broke, ended
	}
	status := statusDone
	if exit != nil {
		status = exit.ExitCode()
	}
	switch {
	case status == statusDone && ended == nil:
		return succeeded, nil
	case status == statusBusy:
		return busy, nil
	case status == statusInterrupted || ctx.Err() != nil:
		return stopped, nil
	}
	how, e := stopped, results.Ending{Status: results.Interrupted}
	if e.Error = killedBy(exit); e.Error == "" {
		how, e.Status, e.Error = broke, results.Failed, fmt.Sprintf("the process ended by itself: %v", exit)
	}
	return how, s.recordCrash(context.WithoutCancel(ctx), j, folder, line, exit, e)
}

// killedBy says what ended a process from outside; it is empty for one that ended by itself.
func killedBy(exit *exec.ExitError) string {
	state, ok := exit.Sys().(syscall.WaitStatus)
	if !ok || !state.Signaled() {
		return ""
	}
	switch state.Signal() {
	case syscall.SIGKILL:
		return "the process was killed, perhaps because the machine was out of memory"
	case syscall.SIGABRT, syscall.SIGBUS, syscall.SIGFPE, syscall.SIGILL, syscall.SIGSEGV, syscall.SIGSYS, syscall.SIGTRAP: // of a crash
		return ""
	}
	return fmt.Sprintf("the process was ended by a signal: %v", state.Signal())
}

// recordCrash finishes a run whose process could not.
func (s *starter) recordCrash(ctx context.Context, j job, folder string, line *line, exit *exec.ExitError, e results.Ending) error {
	run, found, err := s.db.Find(ctx, j.key)
	if err != nil || !found || run.Status != results.Running || run.PID != exit.Pid() {
		return err
	}
	line.say("%s; its log is %s", e.Error, filepath.Join(folder, logName))
	e.LogTail, e.PeakMemory = logTail(folder), peakOf(exit.ProcessState)
	return s.db.Finish(ctx, run.ID, e)
}
