package cost

import "gan2014/experiments/spec"

// centroids returns the cost of k-means: each epoch compares every image with every centroid.
func centroids(run spec.Run, d data) model {
	k, n := float64(run.System.KMeans.Centroids), float64(d.train)
	epochs, _ := run.System.KMeans.Epochs.For(run.Budget)
	epoch := Work{Products: 2 * n * k * d.values, Values: 2*n*k + 4*n*d.values + 2*k*d.values}
	return model{
		parts:  []Part{{epochs, epoch}},
		sample: func(n int) Work { return Work{Values: 2 * float64(n) * d.values} },
	}
}

// trainedGenerator returns the cost of a generator from a file. Each weight, of two bytes, multiplies once for each sample. In a
// deconvolution it multiplies more often.
func trainedGenerator(run spec.Run) model {
	weights := float64(len(run.System.Weights)) / 2
	sample := func(n int) Work { return Work{Products: 2 * float64(n) * weights} }
	shown := sample(200)
	if l := run.System.Evaluation.Likelihood; l != nil {
		shown = shown.Plus(Work{Products: 2 * 2 * trajectories(l) * weights}) // forth and back
	}
	return model{sample: sample, shown: shown}
}

// slowProducts is the time of one operation of a matrix decomposition, in operations of a matrix product.
const slowProducts = 20

// normal returns the cost of the mean image, or of a normal distribution that keeps a share of the variance.
func normal(run spec.Run, d data) model {
	n, v, share := float64(d.train), d.values, 0.
	if run.System.Normal != nil {
		share = run.System.Normal.Share
	}
	fit, rank := Work{Values: 2 * n * v}, 0.
	if share > 0 {
		fit = fit.Plus(Work{Products: 2 * 2 * n * v * v, Values: 4 * n * v}) // covariance, in float64
		rank = v / 10                                                        // assumes few large eigenvalues
		if share > 0.9 {
			rank = v
			fit.Products += slowProducts * 9 * v * v * v
		}
	}
	return model{
		parts: []Part{{1, fit}},
		sample: func(n int) Work {
			some := float64(n)
			return Work{Products: 2 * some * rank * v, Values: 2 * some * v, Draws: some * rank}
		},
	}
}
