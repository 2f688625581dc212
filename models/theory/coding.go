package theory

import (
	"math"
	"slices"

	"gan2014/internal/elementary"
)

// coding makes the best codes for blocks of symbols with the probabilities p and q, and counts the bits that each takes for draws from p.
func (s Divergences) coding() Finding {
	p, q := []float64{.5, .25, .15, .1}, []float64{.1, .15, .25, .5}
	kl := 0.0
	for i := range p {
		kl += float64(p[i] * elementary.Log(p[i]/q[i]))
	}
	bits := kl / math.Ln2
	blockP, blockQ := blocks(p, s.Block), blocks(q, s.Block)
	own, other := meanLength(blockP, huffman(blockP))/float64(s.Block), meanLength(blockP, huffman(blockQ))/float64(s.Block)
	return Finding{
		Figure: "divergences",
		Claim:  "A code made for q takes KL(p‖q)/log 2 bits more for a draw from p than the code made for p: nats over log 2 are bits.",
		Source: "Cover and Thomas 2006, theorem 5.4.3",
		Measured: textf("Huffman codes for blocks of %s take %.4f and %.4f bits a symbol, %.4f more; KL(p‖q) is %.4f nats or %.4f bits. A block can lose up to a bit by either code.",
			counted(s.Block, "symbol"), own, other, other-own, kl, bits),
		Holds: math.Abs(other-own-bits) < 1/float64(s.Block),
	}
}

// blocks returns the probabilities of all sequences of n symbols.
func blocks(p []float64, n int) []float64 {
	all := []float64{1}
	for range n {
		var longer []float64
		for _, a := range all {
			for _, b := range p {
				longer = append(longer, float64(a*b))
			}
		}
		all = longer
	}
	return all
}

// A branch is a node of a code tree: the probability of the words below it, and these words.
type branch struct {
	probability float64
	words       []int
}

// huffman returns the lengths of the words of Huffman's code (1952): the two least probable branches become one, again and again.
func huffman(p []float64) []int {
	lengths, branches := make([]int, len(p)), make([]branch, len(p))
	for i, v := range p {
		branches[i] = branch{v, []int{i}}
	}
	order := func(a, b branch) int {
		switch {
		case a.probability > b.probability:
			return -1
		case a.probability < b.probability:
			return 1
		}
		return 0
	}
	slices.SortStableFunc(branches, order)
	for len(branches) > 1 {
		n := len(branches)
		joined := branch{branches[n-1].probability + branches[n-2].probability, append(branches[n-1].words, branches[n-2].words...)}
		for _, w := range joined.words {
			lengths[w]++
		}
		branches = branches[:n-2]
		at, _ := slices.BinarySearchFunc(branches, joined, order)
		branches = slices.Insert(branches, at, joined)
	}
	return lengths
}

// meanLength returns the mean length of a code's words for draws from p.
func meanLength(p []float64, lengths []int) (bits float64) {
	for i, v := range p {
		bits += float64(v * float64(lengths[i]))
	}
	return bits
}
