package nn

import (
	"gan2014/internal/elementary"
	"gan2014/internal/rng"
	"gan2014/models/nn/kernel"
)

// draw sets the initial parameters of the layer, and the limit of the weights.
func draw[T Float](l Layer, s rng.Stream, params []*Param[T]) {
	w, b := params[0], params[1]
	if l.Sparse > 0 {
		drawSparse(s, w.Value, l.Sparse)
	} else {
		rng.Uniform(s, w.Value.Data, -l.IRange, l.IRange)
	}
	if w.MaxNorm = l.MaxNorm; w.MaxNorm > 0 {
		kernel.ShrinkColumns(w.Value.Data, w.Value.Cols, T(w.MaxNorm))
	}
	if len(l.Bias) > 0 {
		for i := range b.Value.Data {
			b.Value.Data[i] = T(l.Bias[i%len(l.Bias)])
		}
	}
	if l.Normalised {
		startNorm(params[2])
	}
}

// drawSparse draws n weights of each column from N(0, 1), in rows drawn without replacement (pylearn2 mlp.py, sparse_init).
func drawSparse[T Float](s rng.Stream, w Matrix[T], n int) {
	if n > w.Rows {
		panic("nn: more initial weights than inputs")
	}
	for col := range w.Cols {
		for range n {
			at := s.IntN(w.Rows)
			for w.Row(at)[col] != 0 {
				at = s.IntN(w.Rows)
			}
			w.Row(at)[col] = T(s.NormFloat64())
		}
	}
}

// BiasFromMarginals returns logit(mean) of each output clipped to [1e−7, 1−1e−7]: with small weights, a sigmoid layer that starts
// there starts at the training data's mean (pylearn2's init_sigmoid_bias_from_marginals).
func BiasFromMarginals(mean []float64) []float64 {
	bias := make([]float64, len(mean))
	for i, p := range mean {
		p = min(max(p, 1e-7), 1-1e-7)
		bias[i] = elementary.Log(p / (1 - p))
	}
	return bias
}
