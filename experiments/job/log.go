package job

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
	"syscall"
	"time"
)

const LogName = "log.txt"

// A Log is the log of one run, a file in the run's folder. Every attempt at the run appends to it. Write writes to the file and to
// the user; Tell does the same unless the log is quiet; Note writes to the file alone unless the log is verbose.
type Log struct {
	Quiet   bool // the user wants to read of trouble only
	Verbose bool // the user wants to read everything

	mu   sync.Mutex
	File *os.File
	User io.Writer
}

// OpenLog opens the log of the run in dir. The Go runtime also writes a crash of this process to it.
func OpenLog(dir string, user io.Writer) (*Log, error) {
	file, err := os.OpenFile(filepath.Join(dir, LogName), os.O_APPEND|os.O_CREATE|os.O_RDWR, 0o666)
	if err != nil {
		return nil, err
	}
	if err := debug.SetCrashOutput(file, debug.CrashOptions{}); err != nil {
		file.Close()
		return nil, err
	}
	host, _ := os.Hostname()
	fmt.Fprintf(file, "--- %s: process %d on %s\n", time.Now().UTC().Format(time.RFC3339), os.Getpid(), host)
	return &Log{File: file, User: user}, nil
}

// Write writes to the file and to the user. It ignores errors of the file, such as a full disk.
func (l *Log) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.File.Write(p)
	return l.User.Write(p)
}

// Tell writes a line about a run that goes well.
func (l *Log) Tell(format string, args ...any) { l.line(!l.Quiet, format, args) }

// Note writes a line that few users need.
func (l *Log) Note(format string, args ...any) { l.line(l.Verbose, format, args) }

// line writes a line to the file, and also to the user if shown is true.
func (l *Log) line(shown bool, format string, args []any) {
	l.mu.Lock()
	defer l.mu.Unlock()
	text := fmt.Sprintf(format+"\n", args...)
	io.WriteString(l.File, text)
	if shown {
		io.WriteString(l.User, text)
	}
}

// Safely calls f and returns its error. It turns a panic into an error and writes the stack to the file.
func (l *Log) Safely(f func() error) (err error) {
	defer func() {
		if r := recover(); r != nil {
			l.Note("%s", debug.Stack())
			err = fmt.Errorf("internal error: %v", r)
		}
	}()
	return f()
}

func (l *Log) Close() error {
	debug.SetCrashOutput(nil, debug.CrashOptions{})
	return errors.Join(l.File.Sync(), l.File.Close())
}

// The database keeps the end of the log of a failed run: at most this many lines and bytes.
const (
	tailLines = 50
	TailBytes = 16 << 10
)

// LogTail returns the last lines of the log in dir, or "" if it cannot be read.
func LogTail(dir string) string {
	file, err := os.Open(filepath.Join(dir, LogName))
	if err != nil {
		return ""
	}
	defer file.Close()
	if size, err := file.Seek(0, io.SeekEnd); err == nil {
		file.Seek(max(0, size-TailBytes), io.SeekStart)
	}
	text, _ := io.ReadAll(io.LimitReader(file, TailBytes))
	lines := bytes.SplitAfter(text, []byte("\n"))
	return WithoutHome(strings.ToValidUTF8(string(bytes.Join(lines[max(0, len(lines)-tailLines):], nil)), "?"))
}

// WithoutHome replaces the user's home folder by ~, so that shared records do not contain the user's name.
func WithoutHome(text string) string {
	home, err := os.UserHomeDir()
	if err != nil || len(home) < 2 {
		return text
	}
	return strings.ReplaceAll(text, home+string(filepath.Separator), "~"+string(filepath.Separator))
}

// Advice says what the user should do about an error that does not say so itself.
func Advice(err error) string {
	if errors.Is(err, syscall.ENOSPC) {
		return "; make room and run the same command with -retry: it continues from the last checkpoint"
	}
	return ""
}
