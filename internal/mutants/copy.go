package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
)

// A workspace is a copy of the code in a temporary folder.
type workspace struct{ dir string }

// copyTree copies the current content of the files that git tracks, and new files that git does not ignore.
func copyTree(ctx context.Context, root string) (workspace, error) {
	list := exec.CommandContext(ctx, "git", "ls-files", "-z", "--cached", "--others", "--exclude-standard")
	list.Dir = root
	names, err := list.Output()
	if err != nil {
		return workspace{}, fmt.Errorf("git ls-files: %w", err)
	}
	dir, err := os.MkdirTemp("", "mutants-*")
	if err != nil {
		return workspace{}, err
	}
	w := workspace{dir}
	for name := range strings.SplitSeq(strings.TrimSuffix(string(names), "\x00"), "\x00") {
		if err := copyFile(filepath.Join(root, name), filepath.Join(dir, name)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return workspace{}, errors.Join(err, w.remove())
		}
	}
	return w, nil
}

// copyFile copies a file with its permissions.
func copyFile(from, to string) error {
	info, err := os.Stat(from)
	if err != nil {
		return err
	}
	data, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(to), 0o777); err != nil {
		return err
	}
	return os.WriteFile(to, data, info.Mode().Perm())
}

func (w workspace) remove() error { return os.RemoveAll(w.dir) }

// apply applies a patch, or reverts it with "-R".
func (w workspace) apply(ctx context.Context, patch string, options ...string) error {
	out, err := w.command(ctx, "git", append(append([]string{"apply"}, options...), patch)...).CombinedOutput()
	if err != nil {
		return fmt.Errorf("%w: %s", err, firstLine(string(out)))
	}
	return nil
}

// command returns a command that runs in the workspace. When ctx ends, the command and all processes it started end.
func (w workspace) command(ctx context.Context, name string, args ...string) *exec.Cmd {
	command := exec.CommandContext(ctx, name, args...)
	command.Dir = w.dir
	command.Env = append(os.Environ(), "PWD="+w.dir, "GIT_CEILING_DIRECTORIES="+filepath.Dir(w.dir)) // git must not find a repository around the copy
	command.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	command.Cancel = func() error { return syscall.Kill(-command.Process.Pid, syscall.SIGKILL) }
	return command
}

func firstLine(text string) string {
	line, _, _ := strings.Cut(strings.TrimSpace(text), "\n")
	return line
}
