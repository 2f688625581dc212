package provenance

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"time"
)

// A Source describes the state of the sources that this program was built from.
type Source struct {
	Commit  string // empty when unknown
	Dirty   bool   // the sources differ from the commit
	Changes string // the differences in the form of describe; empty for clean sources, and when unknown
}

// MaxChanges is the largest number of bytes of changes that are kept.
const MaxChanges = 1 << 20

// patience is the time limit of one git command.
const patience = 10 * time.Second

// Program returns the state of this program's own sources. `go build` writes the commit into the program, but `go run` does not. Without
// it, Program asks git about the source tree that the compiler read, provided that the tree still exists, belongs to a repository, and
// compiled reports that it holds the compiled sources. The current folder does not matter.
func Program(compiled func(root string) bool) Source {
	stamped := stamp(debug.ReadBuildInfo())
	root := compiledRoot()
	if root == "" || !compiled(root) {
		return stamped
	}
	tree := treeOf(root)
	switch {
	case stamped.Commit == "":
		return tree
	case stamped.Dirty && tree.Commit == stamped.Commit:
		stamped.Changes = tree.Changes
	}
	return stamped
}

// stamp returns the state of the sources that `go build` wrote into the program.
func stamp(info *debug.BuildInfo, ok bool) (s Source) {
	if !ok {
		return s
	}
	for _, setting := range info.Settings {
		switch setting.Key {
		case "vcs.revision":
			s.Commit = setting.Value
		case "vcs.modified":
			s.Dirty = setting.Value == "true"
		}
	}
	return s
}

// compiledRoot returns the folder of the module that the compiler read this file from. It is empty under -trimpath, which removes the
// path.
func compiledRoot() string {
	_, file, _, _ := runtime.Caller(0)
	root, found := strings.CutSuffix(filepath.ToSlash(file), "/internal/provenance/source.go")
	if !found || !filepath.IsAbs(file) {
		return ""
	}
	return filepath.FromSlash(root)
}

// module is the expected first line of the module's go.mod.
const module = "module gan2014\n"

// treeOf asks git about the module in the folder root. Its result is empty unless git tracks the module's files, because the module may
// be a copy inside another repository.
func treeOf(root string) Source {
	text, err := os.ReadFile(filepath.Join(root, "go.mod"))
	if err != nil || !bytes.HasPrefix(text, []byte(module)) {
		return Source{}
	}
	if _, err := git(root, "ls-files", "--error-unmatch", "go.mod"); err != nil {
		return Source{}
	}
	commit, err := git(root, "rev-parse", "HEAD")
	if err != nil {
		return Source{}
	}
	s := Source{Commit: strings.TrimSpace(commit)}
	s.Changes, s.Dirty = describe(root)
	return s
}

// describe describes how the module's files differ from the commit: the list of differing files, the SHA-256 of the whole difference and,
// for tracked sources, the difference itself, cut at MaxChanges. For an untracked source, which the compiler may have read, it gives only
// the name. It ignores other untracked files, because they are no part of the program.
func describe(root string) (changes string, dirty bool) {
	tracked, err := git(root, "diff", "HEAD", "--name-status", "--no-renames", "--no-ext-diff", "--relative", "-z", "--", ".")
	if err != nil {
		return "", true
	}
	others, _ := git(root, "ls-files", "--others", "--exclude-standard", "-z", "--", ".")
	var list strings.Builder
	var known, unknown []string
	for fields := strings.Split(tracked, "\x00"); len(fields) > 1; fields = fields[2:] {
		fmt.Fprintf(&list, "%s %s\n", fields[0], fields[1])
		if isSource(fields[1]) {
			known = append(known, fields[1])
		}
	}
	for _, name := range strings.Split(others, "\x00") {
		if isSource(name) {
			fmt.Fprintf(&list, "?? %s\n", name)
			unknown = append(unknown, name)
		}
	}
	if list.Len() == 0 {
		return "", false
	}
	text := list.String() + "sha256 of the difference: " + digest(root, unknown) + "\n"
	if len(known) > 0 {
		diff, _ := git(root, append(diffOf("--"), literal(known)...)...)
		text += "\n" + diff
	}
	return cut(text), true
}

// compiledNames are the suffixes of files that the compiler reads. embeddedIn are the prefixes of the paths of embedded files.
var (
	compiledNames = []string{".go", ".c", ".h", ".s", ".S"}
	embeddedIn    = []string{"docs/recipe.md", "docs/reference/reference.json", "docs/reference/generators/", "experiments/slurm/", "experiments/manual/", "experiments/specs/", "report/page/",
		"results/migrations/"}
)

// isSource reports whether a file of the module becomes part of the program.
func isSource(name string) bool {
	embedded := func(folder string) bool { return strings.HasPrefix(name, folder) }
	return name == "go.mod" || name == "go.sum" || slices.Contains(compiledNames, path.Ext(name)) || slices.ContainsFunc(embeddedIn, embedded)
}

func diffOf(more ...string) []string {
	return append([]string{"diff", "HEAD", "--binary", "--relative", "--no-renames", "--no-color", "--no-ext-diff", "--no-textconv"}, more...)
}

// literal returns git pathspecs in which no character is special.
func literal(names []string) (specs []string) {
	for _, name := range names {
		specs = append(specs, ":(literal)"+name)
	}
	return specs
}

// digest returns the SHA-256 of the difference of all tracked files and of the content of the files others.
func digest(root string, others []string) string {
	sum := sha256.New()
	if err := ask(root, sum, diffOf("--", ".")...); err != nil {
		return "unknown: git did not say it"
	}
	for _, name := range others {
		if err := addFile(sum, root, name); err != nil {
			return "unknown: a file cannot be read"
		}
	}
	return hex.EncodeToString(sum.Sum(nil))
}

func addFile(sum hash.Hash, root, name string) error {
	file, err := os.Open(filepath.Join(root, filepath.FromSlash(name)))
	if err != nil {
		return err
	}
	defer file.Close()
	fmt.Fprintf(sum, "%q\n", name)
	_, err = io.Copy(sum, file)
	return err
}

// git returns the output of a git command, cut at a little more than MaxChanges.
func git(dir string, args ...string) (string, error) {
	var out limited
	err := ask(dir, &out, args...)
	if errors.Is(err, errEnough) || out.Len() > MaxChanges {
		err = nil
	}
	return out.String(), err
}

// A limited is a buffer for slightly more than MaxChanges bytes. It keeps the first bytes written and refuses the rest.
type limited struct{ bytes.Buffer }

var errEnough = errors.New("that is enough")

func (l *limited) Write(p []byte) (int, error) {
	room := MaxChanges + 1 - l.Len()
	if len(p) <= room {
		return l.Buffer.Write(p)
	}
	l.Buffer.Write(p[:max(0, room)])
	return 0, errEnough
}

// ask writes the output of a git command about the repository of a folder. It removes the environment variables that point git to
// another repository.
func ask(dir string, out io.Writer, args ...string) error {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	command := exec.CommandContext(ctx, "git", append([]string{"-c", "core.fsmonitor=false"}, args...)...)
	command.Dir = dir
	command.Stdout = out
	command.Env = append(slices.DeleteFunc(os.Environ(), func(v string) bool { return strings.HasPrefix(v, "GIT_") }), "GIT_OPTIONAL_LOCKS=0", "LC_ALL=C")
	return command.Run()
}

// cut shortens a text to MaxChanges bytes and notes that it did.
func cut(text string) string {
	if len(text) > MaxChanges {
		text = text[:MaxChanges] + fmt.Sprintf("\n[truncated after %d bytes]\n", MaxChanges)
	}
	return strings.ToValidUTF8(text, "\uFFFD")
}
