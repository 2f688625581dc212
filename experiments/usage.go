package main

import (
	"os"
	"runtime"
	"syscall"
	"time"
)

// A meter knows what of this process's time is recorded.
type meter struct {
	start               time.Time
	seconds, cpuSeconds float64 // recorded
}

// unrecorded is the time since the start, and the processor time of this process, in seconds, without what is recorded.
func (m *meter) unrecorded() (seconds, cpuSeconds float64) {
	cpu, _ := usage()
	return time.Since(m.start).Seconds() - m.seconds, max(0, cpu-m.cpuSeconds)
}

func (m *meter) record(seconds, cpuSeconds float64) {
	m.seconds += seconds
	m.cpuSeconds += cpuSeconds
}

// usage is the processor time of this process so far, in seconds, and its largest memory, in bytes.
func usage() (cpuSeconds float64, peakMemory int64) {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0, 0
	}
	return seconds(u.Utime) + seconds(u.Stime), memory(u)
}

// peakOf is the largest memory of a process that has ended, in bytes.
func peakOf(p *os.ProcessState) int64 {
	if u, ok := p.SysUsage().(*syscall.Rusage); ok {
		return memory(*u)
	}
	return 0
}

func seconds(t syscall.Timeval) float64 { return float64(t.Sec) + float64(t.Usec)/1e6 }

// memory is the largest resident set, which macOS gives in bytes and Linux in units of 1024.
func memory(u syscall.Rusage) int64 {
	if runtime.GOOS == "darwin" {
		return int64(u.Maxrss)
	}
	return int64(u.Maxrss) << 10
}
