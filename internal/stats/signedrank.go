package stats

import (
	"math"
	"slices"
)

// SignedRank returns the two-sided p-value of the signed-rank test of paired differences (Wilcoxon 1945): the probability that
// differences of these sizes are at least as one-sided if each is equally likely positive and negative. It is exact for any number of
// differences, because it counts every choice of signs. As in Wilcoxon's test, differences of 0 are left out and equal sizes share their
// ranks.
//
// With n differences the smallest p-value is 2/2ⁿ, so fewer than 6 differences never give a p-value below 0.05.
func SignedRank(differences []float64) float64 {
	d := slices.DeleteFunc(slices.Clone(differences), func(x float64) bool { return x == 0 })
	slices.SortFunc(d, func(a, b float64) int {
		if math.Abs(a) < math.Abs(b) {
			return -1
		}
		return 1
	})
	ranks := doubledRanks(d)
	positive, all := 0, 0
	for i, rank := range ranks {
		all += rank
		if d[i] > 0 {
			positive += rank
		}
	}
	// The distribution of the sum of ranks is symmetric, so the p-value is twice the probability of the smaller tail.
	chance := sumChances(ranks, all)
	tail := 0.0
	for sum := range min(positive, all-positive) + 1 {
		tail += chance[sum]
	}
	return min(1, 2*tail)
}

// doubledRanks returns twice the ranks of numbers that are sorted by size. Equal sizes share the mean of their ranks.
func doubledRanks(sorted []float64) []int {
	ranks := make([]int, len(sorted))
	for from := 0; from < len(sorted); {
		to := from + 1
		for to < len(sorted) && math.Abs(sorted[to]) == math.Abs(sorted[from]) {
			to++
		}
		for i := from; i < to; i++ {
			ranks[i] = from + 1 + to
		}
		from = to
	}
	return ranks
}

// sumChances returns the probability of every sum from 0 to all, where each rank is included with probability ½.
func sumChances(ranks []int, all int) []float64 {
	chance := make([]float64, all+1)
	chance[0] = 1
	for _, rank := range ranks {
		for sum := all; sum >= 0; sum-- {
			with := 0.0
			if sum >= rank {
				with = chance[sum-rank]
			}
			chance[sum] = (chance[sum] + with) / 2
		}
	}
	return chance
}
