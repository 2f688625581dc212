package nn

import "gan2014/internal/elementary"

// Draw returns z = μ + exp(v/2)·ε of rows h = (μ, v), N×2k, and ε, N×k: draws of normal distributions with the variances exp(v), as functions of
// their parameters (Kingma and Welling 2014, "Auto-Encoding Variational Bayes", section 2.4). ε is not differentiated.
func (g *Graph[T]) Draw(h, epsilon *Node[T]) *Node[T] {
	k := epsilon.Cols
	o := &op[T]{name: "draw", rows: h.Rows, cols: k, wrt: []bool{true, false}}
	o.forward = func(out Matrix[T], in []*Matrix[T]) {
		for i := range out.Rows {
			mean, logVariance, noise := in[0].Row(i)[:k], in[0].Row(i)[k:], in[1].Row(i)
			for j := range out.Row(i) {
				out.Row(i)[j] = mean[j] + T(deviation(logVariance[j])*noise[j])
			}
		}
	}
	o.backward = func(grad *Node[T]) []*Node[T] {
		d := &op[T]{name: "draw/h", rows: h.Rows, cols: 2 * k}
		d.forward = func(out Matrix[T], in []*Matrix[T]) {
			for i := range out.Rows {
				byMean, byLogVariance := out.Row(i)[:k], out.Row(i)[k:]
				logVariance, noise, by := in[1].Row(i)[k:], in[2].Row(i), in[0].Row(i)
				copy(byMean, by)
				for j := range byLogVariance {
					byLogVariance[j] = by[j] * noise[j] * deviation(logVariance[j]) / 2
				}
			}
		}
		return []*Node[T]{g.apply(d, grad, h, epsilon), nil}
	}
	return g.apply(o, h, epsilon)
}

// deviation returns the standard deviation exp(v/2) of a log variance. Beyond ±40 it stays as it is, so that a bad start cannot overflow.
func deviation[T Float](v T) T {
	return T(elementary.Exp(max(-40, min(40, float64(v))) / 2))
}
