package endtoend

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"text/tabwriter"
	"time"

	"gan2014/datasets"
	"gan2014/experiments/exit"
	"gan2014/experiments/job"
)

// Two phases that the log of a run does not contain: before and after its process.
const (
	starting  = "starting"
	fetching  = "fetching"
	reporting = "reporting"
)

// A span is a phase and its approximate duration in these runs.
type span struct {
	phase string
	takes time.Duration
}

var spans = []span{
	{starting, 100 * time.Millisecond}, {fetching, 500 * time.Millisecond}, {job.Loading, 400 * time.Millisecond}, {job.Fitting, time.Second},
	{job.Sampling, 5 * time.Millisecond}, {job.Scoring, 100 * time.Millisecond}, {job.Drawing, 50 * time.Millisecond}, {reporting, 300 * time.Millisecond},
}

// A blow is a signal to the program, to the process of its run, or to both groups of processes.
type blow struct {
	signal syscall.Signal
	whom   string
}

var (
	victims = []string{"program", "run", "both"}
	signals = []syscall.Signal{syscall.SIGINT, syscall.SIGTERM, syscall.SIGKILL}
)

func (b blow) String() string {
	return map[syscall.Signal]string{syscall.SIGINT: "INT", syscall.SIGTERM: "TERM", syscall.SIGKILL: "KILL"}[b.signal] + " " + b.whom
}

// A tally counts kills by phase and by blow.
type tally struct {
	mu     sync.Mutex
	random *rand.Rand
	n      map[string]map[blow]int
}

func (t *tally) total(phase string) (n int) {
	for _, hits := range t.n[phase] {
		n += hits
	}
	return n
}

func (t *tally) all() (n int) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for phase := range t.n {
		n += t.total(phase)
	}
	return n
}

func (t *tally) count(phase string, b blow) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.n[phase] == nil {
		t.n[phase] = map[blow]int{}
	}
	t.n[phase][b]++
}

// aims returns phases to kill in, in the order of a run: every phase once, and the half with the fewest kills once more.
func (t *tally) aims() (aims []int) {
	t.mu.Lock()
	defer t.mu.Unlock()
	order := t.random.Perm(len(spans))
	slices.SortStableFunc(order, func(i, j int) int { return cmp.Compare(t.total(spans[i].phase), t.total(spans[j].phase)) })
	aims = append(order, order[:len(order)/2]...)
	slices.Sort(aims)
	return aims
}

// missing returns a phase without a kill, or "" if there is none.
func (t *tally) missing() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	for _, s := range spans {
		if t.total(s.phase) == 0 {
			return s.phase
		}
	}
	return ""
}

// draw returns a random number below n.
func (t *tally) draw(n int) int {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.random.IntN(n)
}

// String formats the counts of phases and blows as a table.
func (t *tally) String() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	var text strings.Builder
	table := tabwriter.NewWriter(&text, 0, 0, 2, ' ', tabwriter.AlignRight)
	var blows []blow
	fmt.Fprint(table, "phase\t")
	for _, signal := range signals {
		for _, whom := range victims {
			blows = append(blows, blow{signal, whom})
			fmt.Fprintf(table, "%v\t", blows[len(blows)-1])
		}
	}
	fmt.Fprint(table, "all\t\n")
	for _, s := range spans {
		fmt.Fprintf(table, "%s\t", s.phase)
		for _, b := range blows {
			fmt.Fprintf(table, "%d\t", t.n[s.phase][b])
		}
		fmt.Fprintf(table, "%d\t\n", t.total(s.phase))
	}
	table.Flush()
	return text.String()
}

// TestKilledAgainAndAgain kills a run again and again, in every phase and by any signal, and truncates checkpoints as a power cut
// would. The same command must continue the run, with the same bytes and numbers as an undisturbed run. GAN2014_KILLS is the
// number of kills; make torture sets it.
func TestKilledAgainAndAgain(t *testing.T) {
	t.Parallel()
	kills, err := strconv.Atoi(os.Getenv("GAN2014_KILLS"))
	if err != nil {
		kills = 24
	}
	whole := newBench(t)
	whole.linkData()
	whole.expect(exit.Done, whole.struck())
	seed := uint64(time.Now().UnixNano())
	t.Logf("%d kills, moments drawn with seed %d", kills, seed)
	struck := &tally{random: rand.New(rand.NewPCG(seed, 0)), n: map[string]map[blow]int{}}
	for round := 0; (struck.all() < kills || struck.missing() != "" && round < 10) && !t.Failed(); round++ {
		t.Run(fmt.Sprint("round ", round), func(t *testing.T) {
			for i := range runtime.GOMAXPROCS(0) {
				t.Run(fmt.Sprint(i), func(t *testing.T) {
					t.Parallel()
					v := victim{bench: newBench(t), struck: struck}
					v.linkData()
					v.suffer(whole)
				})
			}
		})
		if round%10 == 9 {
			t.Logf("so far\n%v", struck)
		}
	}
	t.Logf("%d kills\n%v", struck.all(), struck)
	if phase := struck.missing(); phase != "" {
		t.Errorf("no kill while %s", phase)
	}
}

// struck returns the arguments of the runs to kill, which have data of their own.
func (b bench) struck() []string {
	return b.args("-only", "*/adv*", "-data", b.path("data"), "-set", "systems.0.train.images=5000", "-set", "systems.0.train.epochs=16", "-set", "evaluation.curve=2000")
}

// linkData gives the bench files of MNIST that it may remove.
func (b bench) linkData() {
	b.Helper()
	cache, err := datasets.DefaultDir()
	if err != nil {
		b.Fatal(err)
	}
	if err := os.MkdirAll(b.path("data/mnist"), 0o700); err != nil {
		b.Fatal(err)
	}
	files, err := filepath.Glob(filepath.Join(cache, "mnist", "*ubyte*"))
	if err != nil || len(files) == 0 {
		b.Fatalf("no files of MNIST in %s: %v", cache, err)
	}
	for _, from := range files {
		to := b.path("data/mnist/" + filepath.Base(from))
		if os.Link(from, to) == nil {
			continue
		}
		text, err := os.ReadFile(from)
		if err == nil {
			err = os.WriteFile(to, text, 0o600)
		}
		if err != nil {
			b.Fatal(err)
		}
	}
}

// A victim is a bench whose run is killed again and again.
type victim struct {
	bench
	struck *tally

	program *exec.Cmd
	words   *os.File // output of the program
	before  int64    // length of the log at its start, in bytes
	ended   chan struct{}
}

// suffer kills the run in several phases and compares its result with that of an undisturbed run.
func (v *victim) suffer(whole bench) {
	v.Helper()
	for _, aim := range v.struck.aims() {
		if v.strike(aim); v.Failed() {
			return
		}
	}
	v.expect(exit.Done, v.bench.struck())
	if !bytes.Equal(whole.checkpoint(), v.checkpoint()) {
		v.Error("the last checkpoint differs from that of an undisturbed run")
	}
	if a, b := whole.numbers(), v.numbers(); a != b {
		v.Errorf("undisturbed:\n%s\nkilled:\n%s", a, b)
	}
	for _, line := range strings.Split(v.query(`select path || ' ' || sha256 from artifact`), "\n") {
		path, hash, _ := strings.Cut(line, " ")
		file, err := os.ReadFile(v.path("out/" + path))
		if sum := sha256.Sum256(file); err != nil || hex.EncodeToString(sum[:]) != hash {
			v.Errorf("%s: %v, or other bytes", path, err)
		}
	}
}

// strike starts the program and kills it in the phase to aim at, or in a later one if it is already there.
func (v *victim) strike(aim int) {
	v.Helper()
	if spans[aim].phase == fetching {
		os.Remove(v.path("data/mnist/train-labels-idx1-ubyte"))
		os.Remove(v.path("data/mnist/train-images-idx3-ubyte"))
	}
	v.begin()
	for deadline := time.Now().Add(10 * time.Minute); v.running() && v.now() < aim; time.Sleep(time.Millisecond) {
		if time.Now().After(deadline) {
			v.Fatalf("not %s within ten minutes\n%s%s", spans[aim].phase, v.said(), v.log())
		}
	}
	time.Sleep(time.Duration(v.struck.draw(int(spans[aim].takes))))
	b := blow{signals[v.struck.draw(len(signals))], victims[v.struck.draw(len(victims))]}
	phase := spans[v.now()].phase
	if v.running() && v.hit(&b) {
		v.struck.count(phase, b)
	}
	<-v.ended
	status := v.program.ProcessState.ExitCode() // −1 for a signal
	if status == exit.Failed || status == exit.BadUsage || status == exit.Busy {
		v.Errorf("%v while %s: status %d\n%s%s", b, phase, status, v.said(), v.log())
	}
	if got := v.try(`select status || ': ' || error from runs where status not in ('running', 'interrupted', 'done')`); got != "" {
		v.Errorf("%v while %s: the run is %s\n%s", b, phase, got, v.log())
	}
	if v.struck.draw(4) == 0 {
		v.truncate()
	}
}

// begin starts the program in its own process group.
func (v *victim) begin() {
	v.Helper()
	words, err := os.Create(v.path("words.txt"))
	if err != nil {
		v.Fatal(err)
	}
	if err := os.MkdirAll(v.path("tmp"), 0o700); err != nil {
		v.Fatal(err)
	}
	if v.words != nil {
		v.words.Close()
	}
	v.words, v.before = words, int64(len(v.wholeLog()))
	v.program = exec.Command(program, v.bench.struck()...)
	v.program.Env = append(os.Environ(), "TMPDIR="+v.path("tmp"))
	v.program.Stderr = words
	v.program.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	if err := v.program.Start(); err != nil {
		v.Fatal(err)
	}
	program, ended := v.program, make(chan struct{})
	v.ended = ended
	go func() { program.Wait(); close(ended) }()
	v.Cleanup(func() { program.Process.Kill(); <-ended })
}

func (v *victim) running() bool {
	select {
	case <-v.ended:
		return false
	default:
		return true
	}
}

// said returns the program's output since its start.
func (v *victim) said() string {
	text, _ := os.ReadFile(v.path("words.txt"))
	return string(text)
}

func (v *victim) wholeLog() []byte {
	paths, _ := filepath.Glob(v.path("out/runs/*/" + job.LogName))
	if len(paths) == 0 {
		return nil
	}
	text, _ := os.ReadFile(paths[0])
	return text
}

var header = regexp.MustCompile(`(?m)^--- .*: process ([0-9]+) on `)

// log returns the log of the run's process that the program has started. It is empty before that. The process of an earlier
// program may still be ending.
func (v *victim) log() string {
	text := v.wholeLog()
	text = text[min(v.before, int64(len(text))):]
	at := header.FindIndex(text)
	if at == nil {
		return ""
	}
	return string(text[at[0]:])
}

// now returns the number of the current phase, from the program's output and the run's log.
func (v *victim) now() int {
	phase, log := starting, v.log()
	switch {
	case log == "" && strings.Contains(v.said(), "done before"), strings.Contains(log, "\nended: "):
		phase = reporting
	case log == "" && strings.Contains(v.said(), "fetching mnist"):
		phase = fetching
	case log != "":
		phase = job.Loading
		for _, line := range strings.Split(log, "\n") {
			if name, ok := strings.CutPrefix(line, "phase: "); ok {
				phase = name
			}
		}
	}
	return slices.IndexFunc(spans, func(s span) bool { return s.phase == phase })
}

// hit sends the signal and reports whether a process received it. If the run has no process, the program gets it.
func (v *victim) hit(b *blow) bool {
	run := 0
	if found := header.FindStringSubmatch(v.log()); found != nil && spans[v.now()].phase != reporting {
		run, _ = strconv.Atoi(found[1])
	}
	if run == 0 {
		b.whom = "program"
	}
	got := false
	if b.whom != "program" {
		got = syscall.Kill(-run, b.signal) == nil
	}
	if b.whom != "run" {
		got = syscall.Kill(-v.program.Process.Pid, b.signal) == nil || got
	}
	return got
}

// truncate cuts off a part of the newest checkpoint, unless an orphan is still at work.
func (v *victim) truncate() {
	if got := v.try(`select status from runs`); got != "interrupted" {
		return
	}
	paths, _ := filepath.Glob(v.path("out/runs/*/update-*.checkpoint"))
	if len(paths) < 2 {
		return
	}
	newest := paths[len(paths)-1]
	if info, err := os.Stat(newest); err == nil {
		os.Truncate(newest, int64(v.struck.draw(int(info.Size()))))
	}
}
