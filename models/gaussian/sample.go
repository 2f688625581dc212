package gaussian

import (
	"fmt"

	"gan2014/internal/rng"
	"gan2014/models/nn"
)

// chunk is the number of samples drawn at a time. It is fixed because the last bits of a product may change with its shape.
const chunk = 500

// Sample draws n images (n×values), which are in [0,1] only if they are clipped.
func (t *Trainer) Sample(n int, s rng.Stream) (nn.Matrix[float32], error) {
	samples, drawn := nn.NewMatrix[float32](n, t.images.Cols), nn.NewMatrix[float32](chunk, t.images.Cols)
	z := nn.NewMatrix[float32](chunk, t.state.Rank)
	for done := 0; done < n; done += chunk {
		for i := range chunk {
			copy(drawn.Row(i), t.mean.Value.Data)
		}
		if t.state.Rank > 0 {
			rng.Normal(s, z.Data)
			nn.Gemm(nn.NoTrans, nn.NoTrans, 1, z, t.steps.Value, 1, drawn)
		}
		copy(samples.From(done).Data, drawn.Data)
	}
	if t.config.Clip {
		for i, v := range samples.Data {
			samples.Data[i] = min(max(v, 0), 1)
		}
	}
	return samples, nil
}

// Protocol describes in one line how Sample takes samples.
func (t *Trainer) Protocol() string {
	if t.config.Share == 0 {
		return "the mean training image as every sample"
	}
	clipped := "not clipped"
	if t.config.Clip {
		clipped = "clipped"
	}
	return fmt.Sprintf("draws of a normal distribution fitted to the training images, %.4g%% of its variance kept, %s to [0,1]", 100*t.config.Share, clipped)
}
