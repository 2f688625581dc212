package provenance

import (
	"context"
	"fmt"
	"io"
	"os/exec"
	"strings"
	"time"
)

// A Source is the state of the source tree, as git sees it.
type Source struct {
	Commit  string // empty where there is no git or no repository
	Dirty   bool   // files were changed or added since the commit
	Changes string // git status --porcelain and git diff HEAD, cut at MaxChanges; empty for a clean tree
}

// MaxChanges is how many bytes of changes are kept. The content of files that git does not know is not among them.
const MaxChanges = 1 << 20

// patience is how long one question to git may take.
const patience = 10 * time.Second

// Tree asks git about the folder dir ("" is the current one): `go run` stamps no commit into the program.
func Tree(dir string) Source {
	commit, err := git(dir, "rev-parse", "HEAD")
	if err != nil {
		return Source{}
	}
	status, err := git(dir, "status", "--porcelain")
	if err == nil && status == "" {
		return Source{Commit: strings.TrimSpace(commit)}
	}
	diff, _ := git(dir, "diff", "HEAD", "--binary", "--no-color", "--no-ext-diff", "--no-textconv")
	return Source{Commit: strings.TrimSpace(commit), Dirty: true, Changes: cut(status + "\n" + diff)}
}

// git returns what git prints, up to a little more than MaxChanges.
func git(dir string, args ...string) (string, error) {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	command := exec.CommandContext(ctx, "git", args...)
	command.Dir = dir
	pipe, err := command.StdoutPipe()
	if err != nil {
		return "", err
	}
	if err := command.Start(); err != nil {
		return "", err
	}
	out, err := io.ReadAll(io.LimitReader(pipe, MaxChanges+1))
	if err == nil && len(out) > MaxChanges {
		cancel() // enough
		command.Wait()
		return string(out), nil
	}
	return string(out), command.Wait()
}

// cut keeps the first MaxChanges bytes and says so.
func cut(text string) string {
	if len(text) > MaxChanges {
		text = text[:MaxChanges] + fmt.Sprintf("\n[truncated after %d bytes]\n", MaxChanges)
	}
	return strings.ToValidUTF8(text, "\uFFFD")
}
