package timing

import (
	"strings"
	"testing"
)

func TestSeconds(t *testing.T) {
	var log strings.Builder
	out := "goos: linux\nBenchmarkOther/a 1 5 ns/op\nBenchmarkStep/a-2 \t 60\t  23000000 ns/op\t 10 B/op\nPASS\n"
	if s, err := Seconds([]byte(out), "BenchmarkStep", &log); s != .023 || err != nil {
		t.Errorf("%g seconds, %v", s, err)
	}
	if !strings.HasPrefix(log.String(), "BenchmarkStep/a-2") {
		t.Errorf("kept %q", log.String())
	}
	if _, err := Seconds([]byte("PASS\n"), "BenchmarkStep", &log); err == nil {
		t.Error("no time was taken for one")
	}
}
