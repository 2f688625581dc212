// Package timing holds what the benchmark programs share: peers in Python, times from benchmark lines, medians.
package timing

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strconv"
	"strings"

	"gan2014/internal/rng"
)

// Python is a python that can import the modules ("numpy, scipy"), or empty, with a notice that names the Debian package.
func Python(ctx context.Context, modules, debian string) string {
	for _, python := range []string{"python3", "/usr/bin/python3"} {
		if exec.CommandContext(ctx, python, "-c", "import "+modules).Run() == nil {
			return python
		}
	}
	fmt.Fprintf(os.Stderr, "NOT COMPARED with %s: python3 has none (Debian: apt-get install %s)\n", modules, debian)
	return ""
}

// Kernels is the environment that makes a peer's OpenBLAS, if older than the processor, use the kernels that ours uses.
func Kernels() []string {
	cpu, _ := os.ReadFile("/proc/cpuinfo")
	switch {
	case os.Getenv("OPENBLAS_CORETYPE") != "":
	case bytes.Contains(cpu, []byte("avx512vl")):
		return []string{"OPENBLAS_CORETYPE=SkylakeX"}
	case bytes.Contains(cpu, []byte("avx2")):
		return []string{"OPENBLAS_CORETYPE=Haswell"}
	}
	return nil
}

// Seconds is the time for one operation in the first line of out that is a benchmark of the given name. The line goes to log.
func Seconds(out []byte, benchmark string, log io.Writer) (float64, error) {
	for lines := bufio.NewScanner(bytes.NewReader(out)); lines.Scan(); {
		fields := strings.Fields(lines.Text())
		if len(fields) < 4 || !strings.HasPrefix(fields[0], benchmark+"/") || fields[3] != "ns/op" {
			continue
		}
		fmt.Fprintln(log, lines.Text())
		ns, err := strconv.ParseFloat(fields[2], 64)
		return ns / 1e9, err
	}
	return 0, fmt.Errorf("%s printed no time:\n%s", benchmark, out)
}

// Random returns n values uniform in (−1, 1), the same for the same name.
func Random(name string, n int) []float32 {
	v := make([]float32, n)
	rng.Uniform(rng.For(1, name), v, -1, 1)
	return v
}
