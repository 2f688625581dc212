package nn

import (
	"gan2014/internal/parallel"
	"gan2014/models/nn/kernel"
)

// StartAverage begins a moving average of each parameter at its present value.
func (n *Net[T]) StartAverage() {
	for _, p := range n.Params {
		if p.Average.Data == nil {
			p.Average = NewMatrix[T](p.Value.Rows, p.Value.Cols)
		}
		copy(p.Average.Data, p.Value.Data)
	}
}

// Average moves the averages towards the present values, ā ← ā + (1−decay)·(w − ā): an exponential moving average.
func (n *Net[T]) Average(decay float64) {
	for _, p := range n.Params {
		kernel.Average(p.Average.Data, p.Value.Data, T(1-decay), parallel.Workers())
	}
}

// Averaged returns a net whose parameters are the averages. It shares their memory.
func (n *Net[T]) Averaged() *Net[T] {
	averaged := &Net[T]{Inputs: n.Inputs, Layers: n.Layers}
	for _, p := range n.Params {
		averaged.Params = append(averaged.Params, &Param[T]{Name: p.Name, Value: p.Average})
	}
	return averaged
}
