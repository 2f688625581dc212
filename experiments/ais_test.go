package main

import (
	"bytes"
	"io"
	"slices"
	"strings"
	"testing"

	"gan2014/experiments/extension"
	"gan2014/experiments/spec"
	"gan2014/models/nn"
)

func TestSigmas(t *testing.T) {
	if got, err := sigmas("0.2, 0.1"); err != nil || !slices.Equal(got, []float64{.1, .2}) {
		t.Errorf("read %v, %v", got, err)
	}
	for _, text := range []string{"", "0.1,", "a", "0", "-1", "1000", "0.1,0.1", "NaN", "0.1;0.2"} {
		if _, err := sigmas(text); err == nil {
			t.Errorf("%q was accepted", text)
		}
	}
}

func TestAISCommandLine(t *testing.T) {
	c, err := parse([]string{"ais", "-sigmas", "0.1,0.3", "-steps", "50", "7"}, io.Discard)
	if err != nil {
		t.Fatal(err)
	}
	got := c.(*aisCommand)
	want := spec.Likelihood{Images: 100, Sigmas: []float64{.1, .3}, Steps: 50, Chains: 8, Leaps: 10, Simulated: 50}
	if got.one != "7" || !slices.Equal(got.Sigmas, want.Sigmas) || got.Steps != want.Steps || got.Images != want.Images || got.Chains != want.Chains {
		t.Errorf("%+v", got)
	}
	for _, args := range [][]string{{"ais"}, {"ais", "-steps", "1", "7"}, {"ais", "-sigmas", "0", "7"}, {"ais", "-images", "0", "7"}, {"ais", "1", "2"}} {
		if _, err := parse(args, io.Discard); err == nil {
			t.Errorf("%q was accepted", args)
		}
	}
}

func TestAISTable(t *testing.T) {
	c := &aisCommand{Likelihood: spec.Likelihood{Simulated: 50}}
	var out bytes.Buffer
	c.print(&out, extension.Curves{
		Sigmas: []float64{.1, .2}, Annealed: [][]float64{{300, 310}, {200, 202}}, Window: [][]float64{{100, 90}, {190, 192}}, Samples: 10_000, Gap: 2.34, Accepted: .66,
		Images: nn.NewMatrix[float32](2, 1),
	})
	const want = `log-likelihood of 2 test images in nats, ± over them
 sigma       by annealing     10,000 samples  difference
   0.1        305.0 ± 5.0         95.0 ± 5.0       210.0
   0.2        201.0 ± 1.0        191.0 ± 1.0        10.0
both bounds differ by 2.3 nats at sigma 0.1 on 50 simulated images; 66 % of the trajectories were accepted
`
	if out.String() != want {
		t.Errorf("printed\n%swant\n%s", out.String(), want)
	}
	if strings.Contains(out.String(), "NaN") {
		t.Error("a number is no number")
	}
}
