package theory

import (
	"context"
	"fmt"

	"gan2014/models/nn"
)

// Studies lists the names of all studies, in teaching order.
var Studies = []string{
	"figure1", "proposition1", "theorem1", "proposition2", "vanishing", "collapse", // with known densities
	"mnist-gradient", "mnist-collapse", // with images
}

// Run computes a study, one of Studies. Only the studies with images use images (n×d) and labels (n), those of MNIST. All
// random numbers come from the seed. Run calls progress with the number of finished steps and the number of all steps. If ctx ends,
// it returns the error of ctx.
func Run(ctx context.Context, study string, images nn.Matrix[float32], labels []byte, seed int64, progress func(done, total int)) (Result, error) {
	switch study {
	case "figure1":
		return figure1(ctx, seed, progress)
	case "proposition1":
		return proposition1(ctx, seed, progress)
	case "theorem1":
		return theorem1(ctx, seed, progress)
	case "proposition2":
		return proposition2(seed), ctx.Err()
	case "vanishing":
		return vanishing(ctx, seed, progress)
	case "collapse":
		return collapse(ctx, seed, progress)
	case "mnist-gradient":
		return mnistGradient(ctx, images, seed, progress)
	case "mnist-collapse":
		return mnistCollapse(ctx, images, labels, seed, progress)
	}
	return Result{}, fmt.Errorf("no study %q", study)
}
