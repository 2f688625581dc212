package chain

import (
	"math"
	"slices"
	"testing"

	"gan2014/internal/rng"
	"gan2014/models/nn"
)

// TestRun uses chains that count their steps to check which steps are samples, and in which order.
func TestRun(t *testing.T) {
	check := func(p Protocol, n int, want ...float32) {
		t.Helper()
		state := nn.NewMatrix[float32](p.Chains, 1)
		for i := range state.Data {
			state.Data[i] = float32(100 * i)
		}
		step := func() {
			for i := range state.Data {
				state.Data[i]++
			}
		}
		if got := p.Run(n, 1, step, func() nn.Matrix[float32] { return state }).Data; !slices.Equal(got, want) {
			t.Errorf("%+v gives %v, want %v", p, got, want)
		}
	}
	check(Protocol{Chains: 1, Thin: 1}, 3, 1, 2, 3)
	check(Protocol{Chains: 1, BurnIn: 10, Thin: 5}, 3, 15, 20, 25)
	check(Protocol{Chains: 2, BurnIn: 1, Thin: 2}, 5, 3, 103, 5, 105, 7)
}

func TestStarts(t *testing.T) {
	images := nn.Matrix[float32]{Rows: 3, Cols: 2, Data: []float32{1, 1, 2, 2, 3, 3}}
	starts := Protocol{Chains: 100}.Starts(images, rng.For(1, "starts"))
	seen := map[float32]bool{}
	for i := range starts.Rows {
		row := starts.Row(i)
		if row[0] != row[1] || row[0] < 1 || row[0] > 3 {
			t.Fatalf("start %d is %v, no image", i, row)
		}
		seen[row[0]] = true
	}
	if len(seen) != 3 {
		t.Errorf("100 chains start from %d of 3 images", len(seen))
	}
}

// TestAutocorrelation checks that the autoregression x ← a·x + noise has ρ(k) = aᵏ. Two chains take 20,000 steps. The standard error of ρ
// is below √((1+a²)/(1−a²)/40,000) = .0105 for a = .8, and the tolerance is four times that.
func TestAutocorrelation(t *testing.T) {
	const a, chains, steps = .8, 2, 20_000
	noise := rng.For(1, "noise")
	samples := nn.NewMatrix[float32](chains*steps, 1)
	for i := range samples.Data {
		samples.Data[i] = float32(noise.NormFloat64())
		if i >= chains {
			samples.Data[i] += a * samples.Data[i-chains]
		}
	}
	for lag, rho := range Autocorrelation(samples, chains, 6) {
		if want := math.Pow(a, float64(lag)); math.Abs(rho-want) > .042 {
			t.Errorf("ρ(%d) is %.3f, want %.3f", lag, rho, want)
		}
	}
}

// TestAutocorrelationOfStuckChains checks that chains that never move have ρ = 1 at all lags, because the mean is over all chains.
func TestAutocorrelationOfStuckChains(t *testing.T) {
	samples := nn.NewMatrix[float32](300, 1)
	for i := range samples.Data {
		samples.Data[i] = float32(i % 3)
	}
	for lag, rho := range Autocorrelation(samples, 3, 10) {
		if math.Abs(rho-1) > 1e-12 {
			t.Errorf("ρ(%d) is %g, want 1", lag, rho)
		}
	}
}

func TestProtocolInWords(t *testing.T) {
	check := func(p Protocol, want string) {
		t.Helper()
		if got := p.String(); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	check(Protocol{1, 0, 1}, "1 chain from a training image, no burn-in, a sample every step")
	check(Protocol{100, 1000, 50}, "100 chains from training images, burn-in of 1000 steps, a sample every 50 steps")
}

// TestEveryChainStartsAnywhere checks that the stream decides from which image a chain starts. It looks at the first chain of 60 streams,
// which miss one of three images with a probability of (2/3)⁶⁰, 3·10⁻¹¹.
func TestEveryChainStartsAnywhere(t *testing.T) {
	images := nn.Matrix[float32]{Rows: 3, Cols: 1, Data: []float32{1, 2, 3}}
	seen := map[float32]bool{}
	for run := range 60 {
		seen[Protocol{Chains: 1}.Starts(images, rng.For(1, "starts", run)).Data[0]] = true
	}
	if len(seen) != 3 {
		t.Errorf("the first chain of 60 runs starts from %d of 3 images", len(seen))
	}
}
