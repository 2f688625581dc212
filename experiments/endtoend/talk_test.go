package endtoend

import (
	"strings"
	"testing"

	"gan2014/experiments/exit"
)

// TestQuietAndVerbose checks that -q leaves nothing but results and trouble, and that -v adds the lines of the logs.
func TestQuietAndVerbose(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	stdout, stderr := b.expect(exit.Done, b.args("-v", "-only", "*/adv*"), "phase: training", "epoch 3/3", "after 3 epochs", "results: ", "threads: 1")
	stdout2, stderr2 := b.expect(exit.Done, b.args("-q", "-force", "-only", "*/adv*"))
	for line := range strings.Lines(stderr2) {
		if !strings.Contains(line, "WARNING") {
			t.Errorf("-q prints %q", line)
		}
	}
	if stdout != stdout2 || !strings.Contains(stdout, "Table 1") {
		t.Errorf("results differ:\n%s\n%s", stdout, stdout2)
	}
	b.expect(exit.Failed, b.args("-q", "-set", "systems.0.train.learning_rate.start=100", "-only", "*/adv*"), "is not finite at update")
	if strings.Contains(stderr2, "phase") || !strings.Contains(stderr, "phase: scoring") {
		t.Errorf("-v prints\n%s", stderr)
	}
}
