package results

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/mattn/go-sqlite3"
)

// TestHoldDatabase is the other process of the tests below. It locks a database, exclusively or only for writing, until its standard input
// ends.
func TestHoldDatabase(t *testing.T) {
	path := os.Getenv("RESULTS_TEST_HOLD")
	if path == "" {
		return
	}
	mode := os.Getenv("RESULTS_TEST_HOLD_FOR")
	locking := "NORMAL"
	if mode == exclusively {
		locking = "EXCLUSIVE"
	}
	db, err := open(t.Context(), path, "?mode=rw&_locking_mode="+locking, checkKnown)
	must(t, err)
	mustExec(t, db, "BEGIN "+mode)
	fmt.Println("held")
	os.Stdin.Read(make([]byte, 1))
}

const (
	exclusively = "EXCLUSIVE"
	forWriting  = "IMMEDIATE"
)

// hold makes another process lock a database. It returns the id of the process and a function that ends it.
func hold(t *testing.T, path, mode string) (pid int, release func()) {
	t.Helper()
	c := exec.Command(os.Args[0], "-test.run=^TestHoldDatabase$")
	c.Env = append(os.Environ(), "RESULTS_TEST_HOLD="+path, "RESULTS_TEST_HOLD_FOR="+mode)
	in, err := c.StdinPipe()
	must(t, err)
	out, err := c.StdoutPipe()
	must(t, err)
	must(t, c.Start())
	release = func() { in.Close(); c.Wait() }
	t.Cleanup(release)
	if n, err := out.Read(make([]byte, 5)); n < 4 || err != nil {
		t.Fatalf("the other process does not hold %s: %v", path, err)
	}
	return c.Process.Pid, release
}

// newDatabase makes a database with a run, and closes it.
func newDatabase(t *testing.T) (path string, run int64) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "results.db")
	db, err := Open(t.Context(), path)
	must(t, err)
	run, err = db.Begin(t.Context(), Run{Key: "k", Recipe: "r"})
	must(t, err)
	must(t, db.Close())
	return path, run
}

// TestLockedDatabase checks that an operation on a locked database gives up when its patience ends, and names the process that holds the
// lock.
func TestLockedDatabase(t *testing.T) {
	path, _ := newDatabase(t)
	pid, release := hold(t, path, exclusively)
	var said []string
	ctx := WithPatience(t.Context(), Patience{Most: 3 * time.Second, Say: func(text string) { said = append(said, text) }})
	who := "another process"
	if runtime.GOOS == "linux" {
		who = fmt.Sprintf("(process %d)", pid)
	}
	for name, open := range map[string]func(context.Context, string) (*DB, error){"Open": Open, "OpenReadOnly": OpenReadOnly} {
		said = nil
		_, err := open(ctx, path)
		var locked *LockedError
		if !errors.As(err, &locked) || !strings.Contains(err.Error(), who) || !strings.Contains(err.Error(), "gave up after 3s: wait for that process") {
			t.Errorf("%s: error %v, want one that names %s", name, err, who)
		}
		if len(said) != 1 || !strings.Contains(said[0], path+" is locked by ") || !strings.Contains(said[0], who) || !strings.Contains(said[0], "waiting up to 3s") {
			t.Errorf("%s: said %q", name, said)
		}
	}
	release()
	db, err := OpenReadOnly(ctx, path)
	must(t, err)
	must(t, db.Close())
}

// TestLockedWhileRecording checks that the recording of a number waits for a lock to go, and that the number is not lost.
func TestLockedWhileRecording(t *testing.T) {
	path, run := newDatabase(t)
	_, release := hold(t, path, exclusively)
	said := make(chan string, 10)
	ctx := WithPatience(t.Context(), Patience{Most: Long, Say: func(text string) { said <- text }})
	go func() {
		if text := <-said; !strings.Contains(text, "waiting up to 24h") {
			t.Errorf("said %q", text)
		}
		release()
	}()
	db, err := Open(ctx, path)
	must(t, err)
	defer db.Close()
	must(t, db.Evaluate(ctx, run, []Evaluation{{Grid: "paper", Protocol: "p", Sigma: 1, Samples: 1, ValidExamples: 1, TestExamples: 1, LL: 1, StdErrOver: "test examples"}}))
}

// TestLockedAfterOpening checks the same for a database that was open before.
func TestLockedAfterOpening(t *testing.T) {
	path, run := newDatabase(t)
	db, err := Open(t.Context(), path)
	must(t, err)
	defer db.Close()
	_, release := hold(t, path, forWriting)
	waited := false
	ctx := WithPatience(t.Context(), Patience{Most: Long, Say: func(string) { waited = true; release() }})
	must(t, db.Evaluate(ctx, run, []Evaluation{{Grid: "paper", Protocol: "p", Sigma: 1, Samples: 1, ValidExamples: 1, TestExamples: 1, LL: 1, StdErrOver: "test examples"}}))
	if r, found, err := db.Find(ctx, "k"); !waited || !found || err != nil || r.TestEvaluations != 1 {
		t.Errorf("waited: %v; %d evaluations, error %v", waited, r.TestEvaluations, err)
	}
}

// TestInterruptedPatience checks that waiting for a lock can be interrupted.
func TestInterruptedPatience(t *testing.T) {
	path, _ := newDatabase(t)
	_, release := hold(t, path, exclusively)
	defer release()
	ctx, cancel := context.WithCancel(t.Context())
	ctx = WithPatience(ctx, Patience{Most: Long, Say: func(string) { cancel() }})
	if _, err := Open(ctx, path); !errors.Is(err, context.Canceled) {
		t.Errorf("interrupted: error %v", err)
	}
}

// TestWordsOfPatience checks, with a simulated clock, that a message appears after a second and then every minute until the patience ends,
// and that an impatient operation keeps the short patience.
func TestWordsOfPatience(t *testing.T) {
	for _, c := range []struct {
		most, hurry, want time.Duration
		words             int
	}{
		{Short, 0, Short, 1},
		{10 * time.Minute, 0, 10 * time.Minute, 10},
		{Long, 5 * time.Minute, 5*time.Minute + Short, 6},
		{Short, 29 * time.Second, Short, 1}, // not longer than without one
	} {
		synctest.Test(t, func(t *testing.T) {
			words, begun, hurry := 0, time.Now(), make(chan struct{})
			if c.hurry > 0 {
				time.AfterFunc(c.hurry, func() { close(hurry) })
			}
			ctx := WithPatience(t.Context(), Patience{Most: c.most, Hurry: hurry, Say: func(string) {
				if words++; words == 1 && time.Since(begun) > 1500*time.Millisecond {
					t.Errorf("%+v: silent for %v", c, time.Since(begun))
				}
			}})
			err := retryWhileLocked(context.WithoutCancel(ctx), "", func() error { return sqlite3.Error{Code: sqlite3.ErrBusy} })
			if waited := time.Since(begun); !errors.As(err, new(*LockedError)) || waited < c.want || waited > c.want+time.Second || words != c.words {
				t.Errorf("%+v: waited for %v with %d words, error %v", c, waited, words, err)
			}
		})
	}
}

// TestPatienceIsForLocks checks that an error other than a lock ends the first attempt.
func TestPatienceIsForLocks(t *testing.T) {
	attempts, other := 0, errors.New("other")
	err := retryWhileLocked(t.Context(), "", func() error { attempts++; return other })
	if attempts != 1 || err != other {
		t.Errorf("%d attempts, error %v", attempts, err)
	}
}

func TestSpan(t *testing.T) {
	for d, want := range map[time.Duration]string{Short: "30s", Long: "24h", 10 * time.Minute: "10m", 90 * time.Minute: "1h30m", 61 * time.Second: "1m1s"} {
		if got := span(d); got != want {
			t.Errorf("%v is written %s, want %s", d, got, want)
		}
	}
}
