package main

import (
	"os"
	"runtime"
	"syscall"
)

// usage is the processor time of this process so far, in seconds, and its largest memory, in bytes.
func usage() (cpuSeconds float64, peakMemory int64) {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0, 0
	}
	return seconds(u.Utime) + seconds(u.Stime), memory(u)
}

// usageOf is that of a process that has ended.
func usageOf(p *os.ProcessState) (cpuSeconds float64, peakMemory int64) {
	cpuSeconds = (p.UserTime() + p.SystemTime()).Seconds()
	if u, ok := p.SysUsage().(*syscall.Rusage); ok {
		peakMemory = memory(*u)
	}
	return cpuSeconds, peakMemory
}

func seconds(t syscall.Timeval) float64 { return float64(t.Sec) + float64(t.Usec)/1e6 }

// memory is the largest resident set, which macOS gives in bytes and Linux in units of 1024.
func memory(u syscall.Rusage) int64 {
	if runtime.GOOS == "darwin" {
		return int64(u.Maxrss)
	}
	return int64(u.Maxrss) << 10
}
