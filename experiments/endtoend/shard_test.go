package endtoend

import (
	"fmt"
	"math"
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"gan2014/experiments/estimate"
	"gan2014/experiments/exit"
)

// shardFiles writes samples of 5 blocks and a part, and data to score.
func shardFiles(t *testing.T) (dir string, args []string) {
	t.Helper()
	dir = t.TempDir()
	wave := func(i, k int) float64 { return 0.5 + 0.4*math.Sin(float64(i)*1.7+float64(k*i)*0.3) }
	return dir, []string{
		"-samples", saveRows(t, filepath.Join(dir, "samples.npy"), "<f4", 5*estimate.ShardBlock+77, 2, wave),
		"-valid", saveRows(t, filepath.Join(dir, "valid.npy"), "<f4", 9, 2, func(i, k int) float64 { return wave(i*31, k) + 0.01 }),
		"-test", saveRows(t, filepath.Join(dir, "test.npy"), "<f4", 13, 2, func(i, k int) float64 { return wave(i*17, k) - 0.01 }),
	}
}

// shards computes all shards and returns their files.
func shards(t *testing.T, dir string, n int, args ...string) (files []string) {
	t.Helper()
	for k := 1; k <= n; k++ {
		files = append(files, filepath.Join(dir, fmt.Sprintf("%d-of-%d.sum", k, n)))
		call := append([]string{"parzen", "-shard", fmt.Sprintf("%d/%d", k, n), "-to", files[k-1]}, args...)
		if status, _, stderr := start(t.Context(), call...); status != exit.Done {
			t.Fatalf("%v: status %d\n%s", call, status, stderr)
		}
	}
	return files
}

// TestShards checks that the estimate has the same bits for any number of shards and threads, and in any order. It may differ from
// the estimate without shards by what either of the two leaves out, 1e-4 nats each.
func TestShards(t *testing.T) {
	t.Parallel()
	dir, args := shardFiles(t)
	for _, sigma := range [][]string{{"-grid", "0.002:0.05:5:log"}, {"-sigma", "0.01"}} {
		with := append(args, sigma...)
		whole := parzenJSON(t, with...)
		one := parzenJSON(t, append([]string{"-merge"}, shards(t, dir, 1, with...)...)...)
		if math.Abs(one.LL-whole.LL) > 2e-4 || math.Abs(*one.StdErr-*whole.StdErr) > 2e-4 || one.Sigma != whole.Sigma || one.Samples != whole.Samples || len(one.Grid) != len(whole.Grid) {
			t.Errorf("%v: one shard\n%+v, at once\n%+v", sigma, one, whole)
		}
		for j, p := range one.Grid {
			if math.Abs(p.ValidLL-whole.Grid[j].ValidLL) > 2e-4 {
				t.Errorf("at sigma %g: %v, at once %v", p.Sigma, p.ValidLL, whole.Grid[j].ValidLL)
			}
		}
		for _, n := range []int{2, 3, 6, 8} {
			files := shards(t, dir, n, append(with, "-threads", fmt.Sprint(n%2+1))...)
			files[0], files[n-1] = files[n-1], files[0]
			if got := parzenJSON(t, append([]string{"-merge"}, files...)...); !reflect.DeepEqual(got, one) {
				t.Errorf("%v: %d shards\n%+v, one\n%+v", sigma, n, got, one)
			}
		}
	}
}

func TestShardMistakes(t *testing.T) {
	t.Parallel()
	dir, args := shardFiles(t)
	with := append(args, "-sigma", "0.1")
	files := shards(t, dir, 3, with...)
	other := shards(t, dir, 1, append(args, "-sigma", "0.2")...)[0]
	check := func(want string, args ...string) {
		t.Helper()
		b := bench{T: t}
		b.expect(exit.BadUsage, append([]string{"parzen"}, args...), want)
	}
	check("not all of 6 blocks are there: give the files of all shards, each once", "-merge", files[0], files[1])
	check("give the files of all shards, each once", "-merge", files[0], files[2])
	check("give the files of all shards, each once", "-merge", files[0], files[1], files[1], files[2])
	check("belong to different estimates", "-merge", files[0], other)
	check("was not written by -shard", "-merge", filepath.Join(dir, "test.npy"))
	check("-merge needs all files", "-merge")
	check("-merge uses the samples, data and sigmas of the shards", "-merge", "-sigma", "1", files[0])
	check("I from 1 to N", append(with, "-shard", "4/3", "-to", "x")...)
	check("give -shard I/N and -to FILE together", append(with, "-shard", "1/3")...)
	check("several times", append(args, "-optimal", "-shard", "1/3", "-to", "x")...)
	text, err := os.ReadFile(files[1])
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(files[1], text[:len(text)-5], 0o600); err != nil {
		t.Fatal(err)
	}
	check("is damaged: compute this shard again", "-merge", files[0], files[1], files[2])
	text[len(text)-100] ^= 1 // in the last sum
	if err := os.WriteFile(files[1], text, 0o600); err != nil {
		t.Fatal(err)
	}
	check("is damaged: compute this shard again", "-merge", files[0], files[1], files[2])
}
