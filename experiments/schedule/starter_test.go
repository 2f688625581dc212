package schedule

import (
	"os/exec"
	"testing"
)

// TestKilledBy checks that a crashed process has failed, and that a process killed from outside has not.
func TestKilledBy(t *testing.T) {
	for signal, outside := range map[string]bool{"KILL": true, "TERM": true, "INT": true, "HUP": true, "SEGV": false, "ABRT": false} {
		err := exec.Command("sh", "-c", "kill -"+signal+" $$").Run()
		exit, ok := err.(*exec.ExitError)
		if err == nil { // as under nohup
			t.Logf("NOT CHECKED: this process and its children ignore the signal %s", signal)
			continue
		}
		if !ok {
			t.Fatal(err)
		}
		if got := killedBy(exit); (got != "") != outside {
			t.Errorf("%s: %q", signal, got)
		}
	}
	if exit, ok := exec.Command("sh", "-c", "exit 3").Run().(*exec.ExitError); !ok || killedBy(exit) != "" {
		t.Error("exit 3 is taken for a signal")
	}
}
