// Package provenance finds out what a number was computed with: the state of the source tree, the program and the machine.
package provenance

import (
	"bufio"
	"os"
	"os/exec"
	"runtime"
	"strings"
)

// A Source is the state of the source tree, as git sees it.
type Source struct {
	Commit string // empty where there is no git or no repository
	Dirty  bool   // files were changed or added since the commit
}

// Tree asks git about the folder dir ("" is the current one): `go run` stamps no commit into the program.
func Tree(dir string) Source {
	commit, err := git(dir, "rev-parse", "HEAD")
	if err != nil {
		return Source{}
	}
	changes, err := git(dir, "status", "--porcelain")
	return Source{Commit: commit, Dirty: err != nil || changes != ""}
}

func git(dir string, args ...string) (string, error) {
	command := exec.Command("git", args...)
	command.Dir = dir
	out, err := command.Output()
	return strings.TrimSpace(string(out)), err
}

// CPU is the processor's model name, or its architecture where that cannot be found.
func CPU() string {
	if runtime.GOOS == "darwin" {
		if out, err := exec.Command("sysctl", "-n", "machdep.cpu.brand_string").Output(); err == nil {
			return strings.TrimSpace(string(out))
		}
		return runtime.GOARCH
	}
	file, err := os.Open("/proc/cpuinfo")
	if err != nil {
		return runtime.GOARCH
	}
	defer file.Close()
	for lines := bufio.NewScanner(file); lines.Scan(); {
		if key, value, ok := strings.Cut(lines.Text(), ":"); ok && strings.TrimSpace(key) == "model name" {
			return strings.TrimSpace(value)
		}
	}
	return runtime.GOARCH
}
