package record

import (
	"testing"

	"gan2014/results"
)

// TestStepsOfChains checks the number of steps as models/chain counts them: its test has the last of three samples at step 25.
func TestStepsOfChains(t *testing.T) {
	for want, c := range map[int]Chain{25: {Chains: 1, BurnIn: 10, Thin: 5}, 1013: {Chains: 2, BurnIn: 1009, Thin: 2}} {
		if got := c.Steps(3); got != want {
			t.Errorf("%+v takes %d steps for 3 samples, want %d", c, got, want)
		}
	}
}

// TestDesignOfWhatIsPartlyUnknown checks that a value of an unexpected type does not hide other values.
func TestDesignOfWhatIsPartlyUnknown(t *testing.T) {
	d := DesignOf(results.Run{EffectiveSpec: `{"systems":[{"train":{"epochs":{"minutes":3},"loss":"saturating"},"dbn":{"images":7,"layers":"many"},"gsn":{"walkback":4}}]}`})
	if d.Train.Loss != "saturating" || d.Images() != 7 || d.GSN.Walkback != 4 || d.Train.Epochs != 0 {
		t.Errorf("%+v", d)
	}
}
