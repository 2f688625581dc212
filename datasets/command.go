package datasets

import (
	"context"
	"errors"
	"fmt"
	"os/exec"
	"strings"
	"time"
)

// run runs a command in the folder dir and returns its standard output, even if
// the command fails, because the go command explains failures there.
func run(ctx context.Context, dir, name string, args ...string) ([]byte, error) {
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Dir = dir
	cmd.WaitDelay = time.Second // do not wait longer for a child process that outlives the command
	out, err := cmd.Output()
	var exit *exec.ExitError
	switch {
	case errors.As(err, &exit):
		return out, fmt.Errorf("run %s: %w: %s", name, err, firstLines(exit.Stderr, 4))
	case err != nil:
		return out, fmt.Errorf("run %s: %w", name, err)
	}
	return out, nil
}

// firstLines joins the first n lines of text. npm writes the reason of a failure
// there, and then a stack trace.
func firstLines(text []byte, n int) string {
	lines := strings.Split(strings.TrimSpace(string(text)), "\n")
	return strings.Join(lines[:min(n, len(lines))], "; ")
}
