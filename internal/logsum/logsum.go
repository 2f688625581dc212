// Package logsum adds numbers that are given by their logarithms, block by block. The order of the additions depends only on the places of
// the blocks, so the sum has the same bits however the blocks were distributed among computers.
//
// The blocks are the leaves of a binary tree. The node of level l and index i is the sum of the blocks from i·2ˡ to (i+1)·2ˡ−1, and it is
// always computed from its two halves. A computer with consecutive blocks keeps the largest complete nodes in them, at most two per level.
package logsum

import (
	"fmt"
	"math"

	"gan2014/internal/elementary"
)

// A Node is the sum of the blocks below it in the tree. Each element of Logs is the logarithm of one sum.
type Node struct {
	Level int
	Index int
	Logs  []float64
}

func (n Node) from() int { return n.Index << n.Level }
func (n Node) to() int   { return (n.Index + 1) << n.Level }

// A Sum is the sum of consecutive blocks. Its zero value contains no blocks.
type Sum struct{ nodes []Node }

// Add adds the node that follows the blocks added so far, and keeps its Logs. It returns an error if the node leaves a gap, begins too
// early, or has another number of Logs.
func (s *Sum) Add(n Node) error {
	if len(s.nodes) > 0 {
		last := s.nodes[len(s.nodes)-1]
		switch {
		case n.from() != last.to():
			return fmt.Errorf("blocks from %d on follow those up to %d", n.from(), last.to()-1)
		case len(n.Logs) != len(last.Logs):
			return fmt.Errorf("%d sums follow %d", len(n.Logs), len(last.Logs))
		}
	}
	s.nodes = append(s.nodes, n)
	for k := len(s.nodes) - 2; k >= 0; k-- {
		a, b := s.nodes[k], s.nodes[k+1]
		if a.Level != b.Level || a.Index%2 != 0 {
			break
		}
		add(a.Logs, b.Logs)
		s.nodes = append(s.nodes[:k], Node{a.Level + 1, a.Index / 2, a.Logs})
	}
	return nil
}

// Nodes returns the largest complete nodes, in order.
func (s *Sum) Nodes() []Node { return s.nodes }

// Total returns the logarithms of the sums over the blocks from 0 to blocks−1. It returns an error unless exactly these were added.
func (s *Sum) Total(blocks int) ([]float64, error) {
	if len(s.nodes) == 0 || s.nodes[0].from() != 0 || s.nodes[len(s.nodes)-1].to() != blocks {
		return nil, fmt.Errorf("not all of %d blocks are there", blocks)
	}
	last := len(s.nodes) - 1
	total := append([]float64(nil), s.nodes[last].Logs...)
	for k := last - 1; k >= 0; k-- {
		sum := append([]float64(nil), s.nodes[k].Logs...)
		add(sum, total)
		total = sum
	}
	return total, nil
}

// add sets each log a to log(exp a + exp b).
func add(a, b []float64) {
	for i := range a {
		high, low := max(a[i], b[i]), min(a[i], b[i])
		if !math.IsInf(high, 0) {
			high += elementary.Log1p(elementary.Exp(low - high))
		}
		a[i] = high
	}
}
