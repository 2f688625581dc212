package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"
	"sync"
	"time"
)

const logName = "log.txt"

// A runLog is the log of one run: a file in its folder, which every attempt at the run goes on with. What is written to it the
// user sees, too; a note is for the file alone.
type runLog struct {
	mu   sync.Mutex
	file *os.File
	user io.Writer
}

// openLog opens the log of the run in dir. A crash of this process is written there as well.
func openLog(dir string, user io.Writer) (*runLog, error) {
	file, err := os.OpenFile(filepath.Join(dir, logName), os.O_APPEND|os.O_CREATE|os.O_RDWR, 0o666)
	if err != nil {
		return nil, err
	}
	if err := debug.SetCrashOutput(file, debug.CrashOptions{}); err != nil {
		file.Close()
		return nil, err
	}
	host, _ := os.Hostname()
	fmt.Fprintf(file, "--- %s: process %d on %s\n", time.Now().UTC().Format(time.RFC3339), os.Getpid(), host)
	return &runLog{file: file, user: user}, nil
}

// Write writes to the file and to the user. A full disk silences the file, no more.
func (l *runLog) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.file.Write(p)
	return l.user.Write(p)
}

// note writes a line to the file.
func (l *runLog) note(format string, args ...any) {
	l.mu.Lock()
	defer l.mu.Unlock()
	fmt.Fprintf(l.file, format+"\n", args...)
}

// safely returns the error of f. A panic is an error, too, whose stack is in the file.
func (l *runLog) safely(f func() error) (err error) {
	defer func() {
		if r := recover(); r != nil {
			l.note("%s", debug.Stack())
			err = fmt.Errorf("internal error: %v", r)
		}
	}()
	return f()
}

func (l *runLog) Close() error {
	debug.SetCrashOutput(nil, debug.CrashOptions{})
	return errors.Join(l.file.Sync(), l.file.Close())
}

// Of a run that failed, the database keeps the last lines of its log.
const (
	tailLines = 50
	tailBytes = 16 << 10
)

// logTail returns the last lines of the log in dir, as far as it can be read.
func logTail(dir string) string {
	file, err := os.Open(filepath.Join(dir, logName))
	if err != nil {
		return ""
	}
	defer file.Close()
	if size, err := file.Seek(0, io.SeekEnd); err == nil {
		file.Seek(max(0, size-tailBytes), io.SeekStart)
	}
	text, _ := io.ReadAll(io.LimitReader(file, tailBytes))
	lines := bytes.SplitAfter(text, []byte("\n"))
	return withoutHome(strings.ToValidUTF8(string(bytes.Join(lines[max(0, len(lines)-tailLines):], nil)), "?"))
}

// withoutHome writes ~ for the user's home folder, so that what is kept of a run and sent around does not name it.
func withoutHome(text string) string {
	home, err := os.UserHomeDir()
	if err != nil || len(home) < 2 {
		return text
	}
	return strings.ReplaceAll(text, home+string(filepath.Separator), "~"+string(filepath.Separator))
}
