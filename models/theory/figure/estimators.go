package figure

// The figures of estimators that are related to the discriminator.
var (
	ContrastByDraws = Figure{
		Name: "estimators/draws", Title: "Noise-contrastive estimation", X: "draws of data, and of noise", Y: "root mean square error", LogX: true, LogY: true,
		Caption: "Error of the logarithm of the normaliser that a classifier between data and noise finds for a normal density. The noise is a little wider than the data.",
	}
	ContrastByDistance = Figure{
		Name: "estimators/distance", Title: "Noise far from the data", X: "distance of the means of noise and data", Y: "root mean square error", LogY: true,
		Caption: "The same error with the noise moved away from the data.",
	}
	Denoising = Figure{
		Name: "estimators/denoising", Title: "Denoising is score matching", X: "noisy x", Y: "derivative of the log-density", Levels: []Level{{0, "0"}},
		Caption: "Data of two modes with noise. The step of the best denoiser over the variance of the noise, by integration, and the derivative of the log-density of the noisy data.",
	}

	ofEstimators = []Figure{ContrastByDraws, ContrastByDistance, Denoising}
)
