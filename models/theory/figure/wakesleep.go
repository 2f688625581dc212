package figure

// The figures of inference that is trained on what a generator makes.
var (
	OtherData = Figure{
		Name: "wakesleep/data", Title: "Data that the generator does not make", X: "distance of the data’s mean from that of the generator’s x", Y: "mean KL(p‖q), nats", Show: []float64{0},
		Caption: "Inference trained on samples of a linear generator with normal noise, and used for other data: p(z|x) is exact, q(z|x) is learned. Least: what is possible with independent values of z in q.",
	}
	Lag = Figure{
		Name: "wakesleep/lag", Title: "A regression beside a generator that changes", X: "update", Y: "root mean square error of z", Show: []float64{0},
		Caption: "Error of the mean of z by the regression on x, in steps of the same size. In the first half of the updates one generator turns, without a change of the density of x; then it stands still.",
	}

	ofWakeSleep = []Figure{OtherData, Lag}
)
