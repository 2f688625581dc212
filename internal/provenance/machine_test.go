package provenance

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

func TestMachineIsDescribed(t *testing.T) {
	for name, value := range map[string]string{"CPU": CPU(), "OS": OS(), "Kernel": Kernel()} {
		if value == "" || value != strings.TrimSpace(value) || strings.ContainsAny(value, "\n\x00\"") {
			t.Errorf("%s is %q", name, value)
		}
	}
	if m := Memory(); m < 64<<20 {
		t.Errorf("memory is %d bytes", m)
	}
}

// TestCPUFeatures checks that the names are those of the kernel's list.
func TestCPUFeatures(t *testing.T) {
	flags := field("/proc/cpuinfo", ":", "flags")
	if runtime.GOARCH != "amd64" || flags == "" {
		t.Skip("only Linux on amd64 lists the processor's features")
	}
	known := map[string]bool{}
	for _, f := range strings.Fields(strings.ReplaceAll(strings.ReplaceAll(flags, "sse4_1", "sse4.1"), "avx512_bf16", "avx512bf16")) {
		known[f] = true
	}
	got := strings.Fields(CPUFeatures())
	for _, f := range got {
		if !known[f] {
			t.Errorf("the kernel does not know %s", f)
		}
		delete(known, f)
	}
	for _, f := range []string{"avx2", "fma", "avx512f"} {
		if known[f] {
			t.Errorf("%s is missing in %v", f, got)
		}
	}
}

func TestField(t *testing.T) {
	path := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(path, []byte("other : x\nmodel name\t: A: B\nmodel name : C\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if got := field(path, ":", "model name"); got != "A: B" {
		t.Errorf("field is %q", got)
	}
	if got := field(path, ":", "none") + field(path+"?", ":", "other"); got != "" {
		t.Errorf("what is missing is %q", got)
	}
}
