package job

import (
	"testing"
	"time"
)

// TestMeter checks that recorded time is not counted again.
func TestMeter(t *testing.T) {
	m := Meter{Start: time.Now().Add(-time.Hour)}
	seconds, cpuSeconds := m.Unrecorded()
	if seconds < 3600 || seconds > 3700 || !(cpuSeconds > 0) {
		t.Errorf("%g s, %g s of processors after an hour", seconds, cpuSeconds)
	}
	m.Record(seconds, cpuSeconds)
	if seconds, cpuSeconds = m.Unrecorded(); seconds < 0 || seconds > 60 || cpuSeconds < 0 || cpuSeconds > 60 {
		t.Errorf("%g s, %g s of processors at once after that", seconds, cpuSeconds)
	}
}
