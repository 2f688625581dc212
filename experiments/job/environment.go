package job

import (
	"path/filepath"
	"runtime"
	"strings"

	"gan2014"
	"gan2014/internal/provenance"
	"gan2014/results"
)

// Environment describes what computes a run: the sources of the program that planned it, this process and this machine.
func Environment(threads int, tree provenance.Source, commandLine string) results.Environment {
	return results.Environment{
		Commit: tree.Commit, Dirty: tree.Dirty, Changes: tree.Changes, CodeID: gan2014.CodeID(), GoSum: gan2014.GoSum(),
		GoVersion: runtime.Version(), OS: runtime.GOOS, Arch: runtime.GOARCH, OSVersion: provenance.OS(), Kernel: provenance.Kernel(),
		CPU: provenance.CPU(), CPUFeatures: provenance.CPUFeatures(), Cores: provenance.Cores(), GOMAXPROCS: runtime.GOMAXPROCS(0),
		Memory: provenance.Memory(), Threads: threads, Command: commandLine,
	}
}

// CommandLine returns the shell command that starts the program with these arguments.
func CommandLine(args []string) string {
	words := []string{"experiments"}
	for _, arg := range args {
		words = append(words, ShellWord(arg))
	}
	return strings.Join(words, " ")
}

// Operand returns the path in a form that no program takes for a flag.
func Operand(path string) string {
	if strings.HasPrefix(path, "-") {
		return "." + string(filepath.Separator) + path
	}
	return path
}

// ShellWord quotes an argument if the shell would change it.
func ShellWord(arg string) string {
	plain := func(r rune) bool {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("-_./=:,+@%", r)
	}
	if arg != "" && strings.TrimFunc(arg, plain) == "" {
		return arg
	}
	return "'" + strings.ReplaceAll(arg, "'", `'\''`) + "'"
}
