// Dist builds the program for the platforms that this machine has C compilers for, and packs each build into an archive with the licences of
// all modules in it:
//
//	dist/gan2014-VERSION-linux-amd64.tar.gz
//	dist/gan2014-VERSION-linux-arm64.tar.gz
//	dist/SHA256SUMS
//
// The programs are linked statically, so they run on any Linux of their processor. The same sources, compilers and folder give the same bytes.
package main

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"gan2014"
)

// A platform is a processor with the C compilers for it, the first choice first.
type platform struct {
	arch      string
	compilers []string
}

var platforms = []platform{
	{"amd64", []string{"x86_64-linux-gnu-gcc", "gcc"}},
	{"arm64", []string{"aarch64-linux-gnu-gcc"}},
}

const folder = "dist"

func main() {
	if err := distribute(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func distribute() error {
	if err := os.MkdirAll(folder, 0o777); err != nil {
		return err
	}
	var sums bytes.Buffer
	for _, p := range platforms {
		compiler := p.compiler()
		if compiler == "" {
			fmt.Printf("NOT BUILT: linux/%s, because %s is not installed\n", p.arch, p.compilers[0])
			continue
		}
		name, err := p.pack(compiler)
		if err != nil {
			return fmt.Errorf("linux/%s: %w", p.arch, err)
		}
		archive, err := os.ReadFile(filepath.Join(folder, name))
		if err != nil {
			return err
		}
		fmt.Fprintf(&sums, "%x  %s\n", sha256.Sum256(archive), name)
		fmt.Printf("%s: %.1f MB\n", filepath.Join(folder, name), float64(len(archive))/1e6)
	}
	return os.WriteFile(filepath.Join(folder, "SHA256SUMS"), sums.Bytes(), 0o666)
}

// compiler returns the first compiler that is installed and compiles for the platform, or "".
func (p platform) compiler() string {
	for _, c := range p.compilers {
		target, err := exec.Command(c, "-dumpmachine").Output()
		if machine := map[string]string{"amd64": "x86_64-", "arm64": "aarch64-"}[p.arch]; err == nil && strings.HasPrefix(string(target), machine) {
			return c
		}
	}
	return ""
}

// pack builds the program and writes its archive, whose name it returns.
func (p platform) pack(compiler string) (string, error) {
	name := fmt.Sprintf("gan2014-%s-linux-%s", gan2014.Version, p.arch)
	program := filepath.Join(folder, name)
	defer os.Remove(program)
	build := exec.Command("go", "build", "-trimpath", "-buildvcs=auto", "-tags", "netgo,osusergo,sqlite_omit_load_extension",
		"-ldflags", "-s -w -linkmode external -extldflags -static", "-o", program, "./experiments")
	build.Env = append(os.Environ(), "GOOS=linux", "GOARCH="+p.arch, "CGO_ENABLED=1", "CC="+compiler)
	build.Stderr = os.Stderr
	if err := build.Run(); err != nil {
		return "", err
	}
	content, err := os.ReadFile(program)
	if err != nil {
		return "", err
	}
	licences, err := licences(program)
	if err != nil {
		return "", err
	}
	files := []entry{{"gan2014", content, 0o755}, {"LICENCES-OF-MODULES.txt", licences, 0o644}}
	for _, text := range []string{"LICENSE", "README.md", "CHANGELOG.md", "CITATION.cff"} {
		content, err := os.ReadFile(text)
		if err != nil {
			return "", err
		}
		files = append(files, entry{text, content, 0o644})
	}
	return name + ".tar.gz", writeArchive(filepath.Join(folder, name+".tar.gz"), name, files)
}
