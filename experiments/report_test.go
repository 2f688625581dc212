package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gan2014/experiments/exit"
	"gan2014/results"
)

// emptyDB creates a database without runs.
func emptyDB(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "results.db")
	db, err := results.Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	db.Close()
	return path
}

func TestReportOfSeveralDatabases(t *testing.T) {
	out := t.TempDir()
	status, stdout, stderr := inProcess(t.Context(), "report", "-db", emptyDB(t), "-db", emptyDB(t), "-out", out)
	if status != exit.Done || !strings.Contains(stdout, "report.html") {
		t.Errorf("status %d\n%s%s", status, stdout, stderr)
	}
	for _, file := range []string{"report.html", "table1.md", "table1.tex", "table1.csv", "table1.json", "table2.md"} {
		if _, err := os.Stat(filepath.Join(out, file)); err != nil {
			t.Error(err)
		}
	}
}

// TestReportTable checks that a bad choice of the table is one message and writes nothing.
func TestReportTable(t *testing.T) {
	db, out := emptyDB(t), filepath.Join(t.TempDir(), "out")
	for want, args := range map[string][]string{
		`-table: "column=sd" is none of rows=PATTERN, columns=KEY,KEY and grid=NAME`: {"-table", "column=sd"},
		"-table: columns=LL: the columns are system,budget,measured":                 {"-table", "columns=system,LL"},
		"-table: rows=GAN fits no row: there are":                                    {"-table", "rows=GAN"},
		"-table: grid=fine: no row was measured on it":                               {"-table", "grid=fine"},
		"-figures and -table write files, and -serve writes none":                    {"-table", "grid=fine", "-serve", "127.0.0.1:0"},
	} {
		status, stdout, stderr := inProcess(t.Context(), append([]string{"report", "-db", db, "-out", out}, args...)...)
		if status != exit.BadUsage || !strings.HasPrefix(stderr, want) || stdout != "" {
			t.Errorf("%q: status %d\n%s%s", args, status, stdout, stderr)
		}
		if files, err := os.ReadDir(out); len(files) > 0 {
			t.Errorf("%q wrote %v, %v", args, files, err)
		}
	}
	status, _, stderr := inProcess(t.Context(), "report", "-db", db, "-out", out, "-table", "rows=mnist/*", "-table", "columns=system,published")
	csv, _ := os.ReadFile(filepath.Join(out, "table1.csv"))
	markdown, _ := os.ReadFile(filepath.Join(out, "table1.md"))
	if status != exit.Done || !strings.HasPrefix(string(csv), "dataset,system,published_ll_nats,") || strings.Contains(string(csv), "tfd") || !strings.Contains(string(markdown), "| System | Published |") {
		t.Errorf("status %d %s\n%s\n%s", status, stderr, csv, markdown)
	}
}

// TestReportLive checks that the live report listens on this machine only by default, writes nothing, and ends when interrupted.
func TestReportLive(t *testing.T) {
	ctx, interrupt := context.WithCancel(t.Context())
	read, write := io.Pipe()
	out := filepath.Join(t.TempDir(), "out")
	ended := make(chan int)
	go func() {
		ended <- execute(ctx, []string{"report", "-db", emptyDB(t), "-out", out, "-serve", ":0"}, write, io.Discard)
	}()
	line, err := bufio.NewReader(read).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(line, "http://")
	address, _, _ := strings.Cut(rest, "/")
	if !strings.HasPrefix(address, "127.0.0.1:") {
		t.Errorf("it is served at %q", line)
	}
	response, err := http.Get("http://" + address)
	if err != nil {
		t.Fatal(err)
	}
	page, err := io.ReadAll(response.Body)
	response.Body.Close()
	if err != nil || !strings.Contains(string(page), "No run has been evaluated yet") {
		t.Errorf("error %v, page\n%s", err, page)
	}
	interrupt()
	if status := <-ended; status != exit.Done {
		t.Errorf("status %d", status)
	}
	if _, err := os.Stat(out); err == nil {
		t.Error("the output folder was made")
	}
}

// TestReportLiveWarns checks that a server that other machines can reach warns about it and says what they can read.
func TestReportLiveWarns(t *testing.T) {
	for address, warns := range map[string]bool{"127.0.0.1:0": false, "[::1]:0": false, "0.0.0.0:0": true, "localhost:0": false} {
		ctx, interrupt := context.WithCancel(t.Context())
		var words strings.Builder
		status := execute(ctx, []string{"report", "-db", emptyDB(t), "-serve", address}, calls(interrupt), &words)
		if status == exit.BadUsage && address == "[::1]:0" {
			t.Logf("NOT CHECKED: no IPv6 here: %s", &words)
			continue
		}
		if got := strings.Contains(words.String(), "without a password"); status != exit.Done || got != warns {
			t.Errorf("%s: status %d, %s", address, status, &words)
		}
	}
}

// A calls is a writer that calls a function at each write. The tests use it to learn that the server is ready.
type calls func()

func (c calls) Write(text []byte) (int, error) { c(); return len(text), nil }

func TestReportUsage(t *testing.T) {
	for _, row := range []struct{ args, want string }{
		{"-serve 8014", "-serve must be an address like 127.0.0.1:8014"},
		{"-serve 127.0.0.1:0 -db none.db", "none.db"},
		{"-serve 127.0.0.1:99999 -db " + emptyDB(t), "invalid port"},
	} {
		status, _, stderr := inProcess(t.Context(), append([]string{"report"}, strings.Fields(row.args)...)...)
		if status != exit.BadUsage || !strings.Contains(stderr, row.want) {
			t.Errorf("%s: status %d, %s", row.args, status, stderr)
		}
	}
}

// TestReportWarnsOfLatin checks that the command names what LaTeX has in Latin letters, and counts what is too much for the terminal.
func TestReportWarnsOfLatin(t *testing.T) {
	path := emptyDB(t)
	db, err := results.Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	for i := range namedForms + 2 {
		r := results.Run{Key: fmt.Sprint("k", i), Recipe: fmt.Sprint("r", i), Kind: "gan", System: fmt.Sprint("Сеть ", i), Dataset: "mnist"}
		if _, err := db.Begin(t.Context(), r); err != nil {
			t.Fatal(err)
		}
	}
	db.Close()
	_, _, stderr := inProcess(t.Context(), "report", "-db", path, "-out", t.TempDir())
	for want, n := range map[string]int{
		`warning: table1.tex writes "Сеть 0" as "Set' 0", because LaTeX has no sign for some of its characters`: 1, "because LaTeX": namedForms,
		"warning: table1.tex writes 2 more names in Latin letters, and lists all at its end\n": 1,
	} {
		if strings.Count(stderr, want) != n {
			t.Errorf("not %d times %q in\n%s", n, want, stderr)
		}
	}
}
