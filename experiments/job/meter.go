package job

import (
	"os"
	"runtime"
	"syscall"
	"time"
)

// A Meter measures the time of this process that the database does not have yet.
type Meter struct {
	Start               time.Time
	seconds, cpuSeconds float64 // in the database already
}

// Unrecorded returns the time since the start and the processor time of this process, in seconds, less the time recorded so far.
func (m *Meter) Unrecorded() (seconds, cpuSeconds float64) {
	cpu, _ := ProcessTime()
	return time.Since(m.Start).Seconds() - m.seconds, max(0, cpu-m.cpuSeconds)
}

func (m *Meter) Record(seconds, cpuSeconds float64) {
	m.seconds += seconds
	m.cpuSeconds += cpuSeconds
}

// ProcessTime returns the processor time of this process so far, in seconds, and its peak memory, in bytes.
func ProcessTime() (cpuSeconds float64, peakMemory int64) {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0, 0
	}
	return seconds(u.Utime) + seconds(u.Stime), memory(u)
}

// PeakOf returns the peak memory of a process that has ended, in bytes.
func PeakOf(p *os.ProcessState) int64 {
	if u, ok := p.SysUsage().(*syscall.Rusage); ok {
		return memory(*u)
	}
	return 0
}

func seconds(t syscall.Timeval) float64 { return float64(t.Sec) + float64(t.Usec)/1e6 }

// memory returns the largest resident set in bytes. macOS reports it in bytes, Linux in units of 1024 bytes.
func memory(u syscall.Rusage) int64 {
	if runtime.GOOS == "darwin" {
		return int64(u.Maxrss)
	}
	return int64(u.Maxrss) << 10
}
