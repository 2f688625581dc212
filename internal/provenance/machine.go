package provenance

import (
	"bufio"
	"os"
	"os/exec"
	"runtime"
	"strconv"
	"strings"

	"golang.org/x/sys/cpu"
	"golang.org/x/sys/unix"
)

// CPU returns the processor's model name, or its architecture if the name is unknown.
func CPU() string {
	name := field("/proc/cpuinfo", ":", "model name")
	if runtime.GOOS == "darwin" {
		name = sysctl("machdep.cpu.brand_string")
	}
	if name == "" {
		return runtime.GOARCH
	}
	return name
}

// Cores returns the number of processors that this process may run on.
func Cores() int { return runtime.NumCPU() }

// CPUFeatures lists the processor's vector instructions that may affect the choice of a numeric kernel and thus the last bits of a
// result: "avx avx2 fma".
func CPUFeatures() string {
	var has []string
	for _, f := range []struct {
		name    string
		present bool
	}{
		{"sse4.1", cpu.X86.HasSSE41}, {"avx", cpu.X86.HasAVX}, {"avx2", cpu.X86.HasAVX2}, {"fma", cpu.X86.HasFMA},
		{"avx512f", cpu.X86.HasAVX512F}, {"avx512bw", cpu.X86.HasAVX512BW}, {"avx512dq", cpu.X86.HasAVX512DQ},
		{"avx512vl", cpu.X86.HasAVX512VL}, {"avx512bf16", cpu.X86.HasAVX512BF16},
		{"neon", cpu.ARM64.HasASIMD}, {"sve", cpu.ARM64.HasSVE}, {"sve2", cpu.ARM64.HasSVE2},
	} {
		if f.present {
			has = append(has, f.name)
		}
	}
	return strings.Join(has, " ")
}

// Memory returns the machine's memory in bytes, or 0 when unknown.
func Memory() int64 {
	if runtime.GOOS == "darwin" {
		n, _ := strconv.ParseInt(sysctl("hw.memsize"), 10, 64)
		return n
	}
	kB, _ := strconv.ParseInt(strings.TrimSuffix(field("/proc/meminfo", ":", "MemTotal"), " kB"), 10, 64)
	return kB * 1024
}

// OS returns the operating system with its version: "Debian GNU/Linux 12 (bookworm)".
func OS() string {
	if runtime.GOOS == "darwin" {
		return strings.TrimSpace("macOS " + sysctl("kern.osproductversion"))
	}
	return strings.Trim(field("/etc/os-release", "=", "PRETTY_NAME"), `"`)
}

// Kernel returns the name and release of the operating system's kernel: "Linux 6.1.0".
func Kernel() string {
	var u unix.Utsname
	if err := unix.Uname(&u); err != nil {
		return ""
	}
	return unix.ByteSliceToString(u.Sysname[:]) + " " + unix.ByteSliceToString(u.Release[:])
}

// field returns the value of the first line "key<separator>value" of a file, or an empty text if there is none.
func field(path, separator, key string) string {
	file, err := os.Open(path)
	if err != nil {
		return ""
	}
	defer file.Close()
	for lines := bufio.NewScanner(file); lines.Scan(); {
		if k, value, ok := strings.Cut(lines.Text(), separator); ok && strings.TrimSpace(k) == key {
			return strings.TrimSpace(value)
		}
	}
	return ""
}

func sysctl(name string) string {
	out, _ := exec.Command("sysctl", "-n", name).Output()
	return strings.TrimSpace(string(out))
}
