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

// LockHolders names the processes that have the database at path locked for writing, or, where that cannot be seen, those that have it
// open: "python3 (process 1234)". Only Linux tells, and of other users' processes only with the rights to look; otherwise the answer is
// "another process".
func LockHolders(path string) string {
	files := databaseFiles(path)
	writing := writeLocks(files)
	var names []string
	for _, pid := range processesWith(files) {
		if len(writing) == 0 || slices.Contains(writing, pid) {
			names = append(names, processName(pid))
		}
	}
	if names == nil { // their files cannot be looked at
		for _, pid := range writing {
			names = append(names, processName(pid))
		}
	}
	if names == nil {
		return "another process"
	}
	return strings.Join(names, ", ")
}

// databaseFiles are the file of a database and those that SQLite has beside it.
func databaseFiles(path string) (files []os.FileInfo) {
	for _, suffix := range []string{"", "-wal", "-shm", "-journal"} {
		if info, err := os.Stat(path + suffix); err == nil {
			files = append(files, info)
		}
	}
	return files
}

// writeLocks are the other processes with a lock for writing on one of the files, by /proc/locks: "1: POSIX  ADVISORY  WRITE 1234
// fe:00:5310719 0 EOF", where the last number of the file is its inode.
func writeLocks(files []os.FileInfo) (pids []int) {
	text, _ := os.ReadFile("/proc/locks") // without it, nothing is known
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

// processesWith are the other processes that have one of the files open.
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
	open, _ := os.ReadDir(folder) // none of a process of another user
	for _, descriptor := range open {
		info, err := os.Stat(filepath.Join(folder, descriptor.Name()))
		if err == nil && slices.ContainsFunc(files, func(f os.FileInfo) bool { return os.SameFile(f, info) }) {
			return true
		}
	}
	return false
}

// processName is a process as a user knows it. Control characters in its name are left out.
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
