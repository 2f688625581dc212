package results

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"strings"
	"syscall"
)

// A RunningError says that a run is being computed by another live process.
type RunningError struct {
	Key  string
	Host string
	PID  int
}

func (e *RunningError) Error() string {
	return fmt.Sprintf("run %s is being computed by process %d on %s: wait for it or stop it", e.Key, e.PID, e.Host)
}

// alive reports whether the process with this id runs and is the one that started at start; an empty start
// fits any. Ids are given out again, soonest after a restart of the machine, so an id alone proves nothing.
func alive(pid int, start string) bool {
	p, err := os.FindProcess(pid)
	if err != nil {
		return false
	}
	defer p.Release()
	if err := p.Signal(syscall.Signal(0)); err != nil && !errors.Is(err, os.ErrPermission) {
		return false
	}
	now, known := processStart(pid)
	if !known {
		return true
	}
	return now != "" && (start == "" || now == start)
}

// processStart says when a process started: the machine's boot and the clock ticks since. It is the empty
// string for a process that has ended, also if nobody has collected its status yet, and not known on
// systems without Linux's /proc.
func processStart(pid int) (start string, known bool) {
	boot, err := os.ReadFile("/proc/sys/kernel/random/boot_id")
	if err != nil {
		return "", false
	}
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return "", true
	}
	// The second field is the program's name in parentheses and may hold anything; state is the third,
	// the start time the twenty-second (proc(5)).
	fields := strings.Fields(string(stat[bytes.LastIndexByte(stat, ')')+1:]))
	if len(fields) < 20 || fields[0] == "Z" || fields[0] == "X" {
		return "", true
	}
	return strings.TrimSpace(string(boot)) + "+" + fields[19], true
}
