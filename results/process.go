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

// alive reports whether a process with this id runs and started at start. An empty start fits any process. The start is compared
// because systems reuse ids, most often after a restart of the machine.
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

// processStart returns when a process started: the machine's boot and the clock ticks since then. The result is empty for a process that
// has ended, a zombie included. known is false on systems without Linux's /proc.
func processStart(pid int) (start string, known bool) {
	boot, err := os.ReadFile("/proc/sys/kernel/random/boot_id")
	if err != nil {
		return "", false
	}
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return "", true
	}
	// Field 2 is the program's name in parentheses and may contain any character. Field 3 is the state, field 22 the start time
	// (proc(5)).
	fields := strings.Fields(string(stat[bytes.LastIndexByte(stat, ')')+1:]))
	if len(fields) < 20 || fields[0] == "Z" || fields[0] == "X" {
		return "", true
	}
	return strings.TrimSpace(string(boot)) + "+" + fields[19], true
}
