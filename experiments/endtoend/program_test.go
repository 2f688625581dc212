package endtoend

import (
	"bytes"
	"context"
	"database/sql"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"gan2014/datasets"
	"gan2014/experiments/exit"
	"gan2014/models/nn"

	_ "github.com/mattn/go-sqlite3"
)

// program is the path of the tested program, testdata that of its test data, and doneDir that of the experiments of finishedBench.
// All are absolute.
var program, testdata, doneDir string

// TestMain builds the program.
func TestMain(m *testing.M) {
	dir, err := os.MkdirTemp("", "gan2014-program-")
	if err != nil {
		log.Fatal(err)
	}
	program, doneDir = filepath.Join(dir, "experiments"), filepath.Join(dir, "done")
	if words, err := exec.Command("go", "build", "-o", program, "gan2014/experiments").CombinedOutput(); err != nil {
		log.Fatalf("build the program: %v\n%s", err, words)
	}
	if testdata, err = filepath.Abs(filepath.Join("..", "testdata")); err != nil {
		log.Fatal(err)
	}
	status := m.Run()
	os.RemoveAll(dir)
	os.Exit(status)
}

// A bench is a folder for one experiment.
type bench struct {
	*testing.T
	dir string
	env []string // variables that the program gets besides those of the test
	cwd string   // folder in which the program starts; "" is that of the test
}

// newBench writes the spec tiny to a new folder. It skips the test if MNIST cannot be fetched, and in the fast part of the tests.
func newBench(t *testing.T) bench {
	t.Helper()
	needMNIST(t)
	b := bench{T: t, dir: t.TempDir()}
	if err := os.WriteFile(b.path("tiny.yaml"), testSpec("tiny.yaml"), 0o600); err != nil {
		t.Fatal(err)
	}
	return b
}

// needMNIST skips the test if MNIST cannot be fetched, and in the fast part of the tests.
func needMNIST(t *testing.T) {
	t.Helper()
	if testing.Short() {
		t.Skip("NOT CHECKED: whole runs on MNIST, in processes of their own")
	}
	if err := fetchMNIST(); err != nil {
		t.Skipf("NOT CHECKED: MNIST cannot be had: %v", err)
	}
}

// fetchMNIST verifies the files of MNIST once for all tests.
var fetchMNIST = sync.OnceValue(func() error {
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Minute)
	defer cancel()
	_, err := new(datasets.Cache).Fetch(ctx, "mnist")
	return err
})

// long makes an epoch of the nets of tiny take about half a second, so that a test can stop the program within it.
const long = "systems.0.train.images=50000"

func (b bench) path(name string) string { return filepath.Join(b.dir, name) }

// args returns the arguments of an experiment in the folder, with one thread.
func (b bench) args(more ...string) []string {
	return append([]string{"-spec", b.path("tiny.yaml"), "-db", b.path("results.db"), "-out", b.path("out"), "-threads", "1"}, more...)
}

// testSpec reads a spec from the folder testdata.
func testSpec(name string) []byte {
	text, err := os.ReadFile(filepath.Join(testdata, name))
	if err != nil {
		panic(err)
	}
	return text
}

// start starts the program and waits for its end. When ctx ends, it interrupts the program like Control-C.
func start(ctx context.Context, args ...string) (status int, stdout, stderr string) {
	return runToEnd(exec.CommandContext(ctx, program, args...))
}

func runToEnd(p *exec.Cmd) (status int, stdout, stderr string) {
	var out, words bytes.Buffer
	p.Stdout, p.Stderr = &out, &words
	p.Cancel = func() error { return p.Process.Signal(os.Interrupt) }
	p.Run()
	return p.ProcessState.ExitCode(), out.String(), words.String()
}

// command returns the program with these arguments, in the folder and with the variables of the bench.
func (b bench) command(args ...string) *exec.Cmd {
	p := exec.CommandContext(b.Context(), program, args...)
	p.Dir, p.Env = b.cwd, append(os.Environ(), b.env...)
	return p
}

// expect runs the experiment. It fails the test unless the program ends with the status and prints all of the texts.
func (b bench) expect(status int, args []string, texts ...string) (stdout, stderr string) {
	b.Helper()
	got, stdout, stderr := runToEnd(b.command(args...))
	if got != status {
		b.Errorf("%v: status %d, want %d\n%s", args, got, status, stderr)
	}
	for _, text := range texts {
		if !strings.Contains(stdout+stderr, text) {
			b.Errorf("%v: %q is missing in\n%s%s", args, text, stdout, stderr)
		}
	}
	return stdout, stderr
}

// query returns the answer of the database as text, one line a row.
func (b bench) query(query string) string {
	b.Helper()
	db, err := sql.Open("sqlite3", "file:"+b.path("results.db")+"?mode=ro")
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close()
	rows, err := db.Query(query)
	if err != nil {
		b.Fatal(err)
	}
	defer rows.Close()
	var lines []string
	for rows.Next() {
		var line string
		if err := rows.Scan(&line); err != nil {
			b.Fatal(err)
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n")
}

// exec changes the database directly, without the program.
func (b bench) exec(statement string) {
	b.Helper()
	db, err := sql.Open("sqlite3", "file:"+b.path("results.db")+"?_foreign_keys=on")
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec(statement); err != nil {
		b.Fatal(err)
	}
}

// reseal removes the seals, so that the next program that opens the database seals its runs as they are.
func (b bench) reseal() {
	b.Helper()
	b.exec(`delete from seal`)
	b.exec(`insert into unsealed select id from run`)
}

// try returns an answer of one value, or "" if there is none yet.
func (b bench) try(query string) (answer string) {
	db, err := sql.Open("sqlite3", "file:"+b.path("results.db")+"?mode=ro")
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close()
	db.QueryRow(query).Scan(&answer) // the table may not exist yet
	return answer
}

// checkpoint reads the newest checkpoint of the only run that has one.
func (b bench) checkpoint() []byte {
	b.Helper()
	paths, _ := filepath.Glob(b.path("out/runs/*/update-*.checkpoint"))
	if len(paths) == 0 {
		b.Fatal("no checkpoint")
	}
	file, err := os.ReadFile(paths[len(paths)-1])
	if err != nil {
		b.Fatal(err)
	}
	return file
}

// last returns the newest checkpoint in a folder, or "".
func (b bench) last(folder string) string {
	b.Helper()
	path, err := nn.Series{Dir: folder}.Last()
	if err != nil {
		b.Fatal(err)
	}
	return path
}

func TestFromSpecToReport(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.expect(exit.Done, b.args(), "Adversarial nets", "True distribution", "225 ± 2", "report.html")
	for query, want := range map[string]string{
		`select count(*) from table1 where origin = 'measured'`:                                   "2",
		`select count(*) from table1 where origin = 'published'`:                                  "8",
		`select group_concat(status) from runs`:                                                   "done,done",
		`select count(*) from metric where name = 'loss_d'`:                                       "3",
		`select count(*) from metric where name = 'valid_ll'`:                                     "3",
		`select count(*) from metric where name = 'sample_seconds' and epoch = 3 and value > 0`:   "1",
		`select count(*) from artifact where kind = 'samples'`:                                    "2",
		`select count(*) from run where forecast_least > 0 and forecast_most >= forecast_least`:   "2",
		`select min(ll_nats > -2000 and ll_nats < 300) from table1 where origin = 'measured'`:     "1",
		`select min(test_examples = 10000 and samples = 200) from table1 where origin='measured'`: "1",
	} {
		if got := b.query(query); got != want {
			t.Errorf("%s\nis %s, want %s", query, got, want)
		}
	}
	for _, file := range []string{"report.html", "table1.md", "table1.csv"} {
		if text, err := os.ReadFile(b.path("out/" + file)); err != nil || !bytes.Contains(text, []byte("True distribution")) {
			t.Errorf("%s: %v, %d bytes without the table", file, err, len(text))
		}
	}
	for _, query := range documentedQueries(t) {
		if b.query("select count(*) from ("+query+")") == "0" {
			t.Errorf("docs/running.md: no rows from %s", query)
		}
	}
	b.expect(exit.Done, b.args(), "[1/2] Adversarial nets, mnist, seed 1: done before", "[2/2] True distribution, mnist, seed 1: done before")
	b.expect(exit.Done, []string{"report", "-db", b.path("results.db"), "-out", b.path("elsewhere")}, "Adversarial nets")
	if got := b.query(`select count(*) from runs`); got != "2" {
		t.Errorf("%s runs after the same command again, want 2", got)
	}
}

// TestFewerImages checks that a training uses only the images it is given and that every result says so.
func TestFewerImages(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.expect(exit.Done, b.args("-only", "*/adversarial nets", "-set", "systems.0.train.images=1000"))
	if table := b.read(b.path("out/table1.md")); !strings.Contains(table, "first 1,000 images") {
		t.Errorf("the table does not say so:\n%s", table)
	}
	if paths, _ := filepath.Glob(b.path("out/runs/*/update-000000030.checkpoint")); len(paths) != 1 {
		t.Error("three epochs of ten minibatches are not 30 updates")
	}
	for query, want := range map[string]string{
		`select protocol like '%; trained on the first 1,000 images' from table1 where origin = 'measured'`: "1",
		`select min(caption like '% The model was trained on the first 1,000 images.') from artifact`:       "1",
		`select caption like '%of all training images%' from artifact where kind = 'figure2'`:               "1",
		`select effective_spec ->> '$.systems[0].train.images' from run`:                                    "1000",
	} {
		if got := b.query(query); got != want {
			t.Errorf("%s\nis %s, want %s", query, got, want)
		}
	}
}

// documentedQueries returns the SQL statements under "Reading the database".
func documentedQueries(t *testing.T) []string {
	t.Helper()
	text, err := os.ReadFile("../../docs/running.md")
	if err != nil {
		t.Fatal(err)
	}
	_, section, _ := strings.Cut(string(text), "## Reading the database")
	section, _, _ = strings.Cut(section, "\n## ")
	var queries []string
	for _, statement := range regexp.MustCompile(`(?s)\n    (select .*?);`).FindAllStringSubmatch(section, -1) {
		queries = append(queries, statement[1])
	}
	if len(queries) < 3 {
		t.Fatalf("%d queries in docs/running.md", len(queries))
	}
	return queries
}

// TestKillAndResume kills a run without warning in the middle of an epoch and resumes it. The run must end with the same bytes and
// numbers as an uninterrupted one, and its curves must have no gap and no duplicate.
func TestKillAndResume(t *testing.T) {
	t.Parallel()
	whole, killed := finishedBench(t, "-set", long), newBench(t)
	args := killed.args("-set", long)
	p := exec.Command(program, args...)
	if err := p.Start(); err != nil {
		t.Fatal(err)
	}
	for deadline := time.Now().Add(time.Minute); ; time.Sleep(5 * time.Millisecond) {
		if found, _ := filepath.Glob(killed.path("out/runs/*/update-000000500.checkpoint")); len(found) > 0 {
			break
		}
		if time.Now().After(deadline) {
			t.Fatal("no checkpoint within a minute")
		}
	}
	if err := p.Process.Signal(syscall.SIGKILL); err != nil {
		t.Fatal(err)
	}
	if err := p.Wait(); err == nil {
		t.Fatal("the program finished before it was killed")
	}
	killed.expect(exit.Done, args, "resumed at update")
	if !bytes.Equal(whole.checkpoint(), killed.checkpoint()) {
		t.Error("the last checkpoint differs from that of an uninterrupted run")
	}
	for _, query := range []string{
		`select system || protocol || ll_nats || sigma from table1 where origin = 'measured'`,
		`select name || epoch || value from metric where name not like '%_seconds' order by name, epoch`,
	} {
		if a, b := whole.query(query), killed.query(query); a != b {
			t.Errorf("%s\nuninterrupted:\n%s\nkilled:\n%s", query, a, b)
		}
	}
}

// TestInterrupt checks that Control-C saves a checkpoint within the epoch, ends with status 130, and loses nothing.
func TestInterrupt(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	p := exec.Command(program, b.args("-set", long, "-set", "systems.0.train.epochs=50")...)
	var log bytes.Buffer
	p.Stderr = &log
	if err := p.Start(); err != nil {
		t.Fatal(err)
	}
	for deadline := time.Now().Add(time.Minute); time.Now().Before(deadline); time.Sleep(5 * time.Millisecond) {
		if found, _ := filepath.Glob(b.path("out/runs/*/update-000000500.checkpoint")); len(found) > 0 {
			break
		}
	}
	if err := p.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	p.Wait()
	if status := p.ProcessState.ExitCode(); status != exit.Interrupted {
		t.Errorf("status %d, want %d\n%s", status, exit.Interrupted, log.String())
	}
	if !strings.Contains(log.String(), "run the same command again to continue") {
		t.Errorf("it does not say how to go on:\n%s", log.String())
	}
	if got := b.query(`select status from runs`); got != "interrupted" {
		t.Errorf("runs are %q", got)
	}
}

// TestDivergenceEndsOneRun checks that a diverging run is named, that the other runs are done, and that the status is 1.
func TestDivergenceEndsOneRun(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.expect(exit.Failed, b.args("-set", "systems.0.train.learning_rate.start=100"), "diverged", "is not finite at update", "some runs did not finish: 1 of 2", "True distribution")
	if got := b.query(`select group_concat(status) from (select status from runs order by id)`); got != "diverged,done" {
		t.Errorf("runs are %s", got)
	}
	page, err := os.ReadFile(b.path("out/report.html"))
	if err != nil || !bytes.Contains(page, []byte("diverged")) {
		t.Errorf("the report does not show it: %v", err)
	}
}

// TestDamagedCheckpoint checks that a damaged checkpoint costs one epoch of computation and does not change the result.
func TestDamagedCheckpoint(t *testing.T) {
	t.Parallel()
	b := finishedBench(t)
	want := b.checkpoint()
	paths, _ := filepath.Glob(b.path("out/runs/*/update-*.checkpoint"))
	if err := os.WriteFile(paths[len(paths)-1], want[:len(want)/2], 0o600); err != nil {
		t.Fatal(err)
	}
	for _, file := range []string{"results.db", "results.db-wal", "results.db-shm"} {
		os.Remove(b.path(file))
	}
	b.expect(exit.Done, b.args(), "is damaged: using the checkpoint before it", "resumed at update 100 of 150")
	if !bytes.Equal(want, b.checkpoint()) {
		t.Error("the result differs")
	}
}

// TestEarlierVersion checks that an interrupted run of an earlier version of the code is left alone, and that the terminal says so.
func TestEarlierVersion(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	only := []string{"-only", "*/adversarial nets"}
	b.expect(exit.Done, b.args(only...))
	old := b.query(`select key from run`)
	b.exec(`update run set status = 'interrupted', version = 'gan 0, estimator 1', "commit" = '0123456789abcdef', key = 'earlier'`)
	b.reseal()
	if err := os.Rename(b.path("out/runs/"+old), b.path("out/runs/earlier")); err != nil {
		t.Fatal(err)
	}
	before := b.last(b.path("out/runs/earlier"))
	const told = "left alone: 1 interrupted run of another version of the code (commit 0123456789ab); "
	if _, words := b.expect(exit.Done, b.args(only...), told+"that version can finish what it began, this one begins anew"); strings.Contains(words, "resumed") {
		t.Errorf("a run of an earlier version was continued:\n%s", words)
	}
	if got := b.query(`select group_concat(key || ' ' || status) from (select * from run order by id)`); got != "earlier interrupted,"+old+" done" {
		t.Errorf("the runs are %s", got)
	}
	if before == "" || b.last(b.path("out/runs/earlier")) != before {
		t.Error("the checkpoints of the earlier run are gone")
	}
	if _, words := b.expect(exit.Done, b.args(only...), "done before"); strings.Contains(words, told) {
		t.Errorf("a run that is done again is still called unfinished:\n%s", words)
	}
}

// TestBestValid checks that best-valid keeps and scores the epoch with the highest validation likelihood.
func TestBestValid(t *testing.T) {
	t.Parallel()
	b := finishedBench(t, nets(best)...)
	best := b.query(`select epoch from metric where name = 'valid_ll' order by value desc limit 1`)
	if got := b.query(`select epoch from evaluation where run_id = 1`); got != best {
		t.Errorf("scored epoch %s, the best is %s", got, best)
	}
}

func TestBadInput(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	write := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	b := bench{T: t, dir: dir}
	file := write("file", "")
	good := []string{"-db", filepath.Join(dir, "results.db"), "-out", filepath.Join(dir, "out")}
	with := func(args ...string) []string { return append(args, good...) }

	b.expect(exit.BadUsage, nil, "no spec: give one, as in `experiments smoke.yaml` (bundled: baselines, baselines-faces, chains, cifar10-conv, cifar10-fc, coordination, decoders, desk-cifar10, desk-cifar10-conv, desk-faces, figure2, figure3, mnist, reference, relatives, section7, shipped, smoke, table1, tfd, theory")
	b.expect(exit.BadUsage, []string{"-sepc", "x"}, `unknown flag -sepc (did you mean -spec?)`)
	b.expect(exit.BadUsage, []string{"reprot"}, `unknown command "reprot" (did you mean "report"?)`)
	b.expect(exit.BadUsage, with("-spec", "tabel1.yaml"), `did you mean "table1"?`)
	b.expect(exit.BadUsage, with("-spec", write("bad.yaml", strings.Replace(string(testSpec("tiny.yaml")), "epochs: 3", "epohcs: 3", 1))), `unknown key "epohcs"`, `did you mean "epochs"?`, "^")
	b.expect(exit.BadUsage, with("-spec", "smoke.yaml", "-set", "seeds=none"), "-set:1:")
	b.expect(exit.BadUsage, []string{"-spec", "smoke.yaml", "-db", good[1], "-out", filepath.Join(file, "out")}, "not a directory", "with -out")
	b.expect(exit.BadUsage, []string{"-spec", "smoke.yaml", "-db", write("text", "this is no database, but long enough to look like some other kind of file"), "-out", good[3]}, "text")
	b.expect(exit.BadUsage, []string{"report", "-db", filepath.Join(dir, "none.db")}, "none.db")
	b.expect(exit.Done, []string{"-h"}, "-spec SPEC", "Examples")
}
