package results

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
)

// LockHolders names the processes that hold a write lock on the database at path: "python3 (process 1234)". If locks are not visible, it
// names the processes that have the database open. Only Linux shows this, and other users' processes only to a privileged user; without
// an answer LockHolders returns "another process".
func LockHolders(path string) string {
	files := databaseFiles(path)
	writing := writeLocks(files)
	var names []string
	for _, pid := range processesWith(files) {
		if len(writing) == 0 || slices.Contains(writing, pid) {
			names = append(names, processName(pid))
		}
	}
	if names == nil { // the open files of these processes are not visible
		for _, pid := range writing {
			names = append(names, processName(pid))
		}
	}
	if names == nil {
		return "another process"
	}
	return strings.Join(names, ", ")
}

// databaseFiles returns the file of a database and the files that SQLite keeps beside it.
func databaseFiles(path string) (files []os.FileInfo) {
	for _, suffix := range []string{"", "-wal", "-shm", "-journal"} {
		if info, err := os.Stat(path + suffix); err == nil {
			files = append(files, info)
		}
	}
	return files
}

// writeLocks returns the other processes that hold a write lock on one of the files. It reads /proc/locks, whose lines look like
// "1: POSIX  ADVISORY  WRITE 1234 fe:00:5310719 0 EOF", where 5310719 is the file's inode.
func writeLocks(files []os.FileInfo) (pids []int) {
	text, _ := os.ReadFile("/proc/locks") // exists on Linux only
	for line := range strings.Lines(string(text)) {
		fields := strings.Fields(line)
		if len(fields) < 6 || fields[1] == "->" || fields[3] != "WRITE" { // an arrow marks one that waits for a lock
			continue
		}
		pid, err := strconv.Atoi(fields[4])
		inode := fields[5][strings.LastIndexByte(fields[5], ':')+1:]
		isOurs := func(f os.FileInfo) bool {
			stat, ok := f.Sys().(*syscall.Stat_t)
			return ok && strconv.FormatUint(stat.Ino, 10) == inode
		}
		if err == nil && pid > 0 && pid != os.Getpid() && slices.ContainsFunc(files, isOurs) && !slices.Contains(pids, pid) {
			pids = append(pids, pid)
		}
	}
	return pids
}

// processesWith returns the other processes that have one of the files open.
func processesWith(files []os.FileInfo) (pids []int) {
	folders, _ := os.ReadDir("/proc")
	for _, folder := range folders {
		pid, err := strconv.Atoi(folder.Name())
		if err == nil && pid != os.Getpid() && hasOpen(pid, files) {
			pids = append(pids, pid)
		}
	}
	slices.Sort(pids)
	return pids
}

func hasOpen(pid int, files []os.FileInfo) bool {
	folder := filepath.Join("/proc", strconv.Itoa(pid), "fd")
	open, _ := os.ReadDir(folder) // fails for a process of another user
	for _, descriptor := range open {
		info, err := os.Stat(filepath.Join(folder, descriptor.Name()))
		if err == nil && slices.ContainsFunc(files, func(f os.FileInfo) bool { return os.SameFile(f, info) }) {
			return true
		}
	}
	return false
}

// processName returns a process's name and id for a message. It removes control characters from the name.
func processName(pid int) string {
	name, _ := os.ReadFile(filepath.Join("/proc", strconv.Itoa(pid), "comm"))
	printable := func(r rune) rune {
		if !strconv.IsPrint(r) {
			return -1
		}
		return r
	}
	if text := strings.Map(printable, string(name)); text != "" {
		return fmt.Sprintf("%s (process %d)", text, pid)
	}
	return fmt.Sprintf("process %d", pid)
}
