package run

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"time"

	"gan2014/experiments/job"
	"gan2014/experiments/spec"
	"gan2014/experiments/weights"
	"gan2014/internal/metric"
	"gan2014/internal/rng"
	"gan2014/models/gan"
	"gan2014/parzen"
	"gan2014/results"
)

// trainedGenerator draws the samples of a generator that was trained before. It also returns the epochs of that training.
func (a *Attempt) trainedGenerator(ctx context.Context) (parzen.Points, int, error) {
	g, info, err := a.readGenerator()
	if err != nil {
		return parzen.Points{}, 0, err
	}
	a.Log.Phase(job.Sampling)
	a.origin = &info
	a.drawLatent(g)
	if d, err := decoderOf(g); err == nil {
		a.estimateLikelihood(d)
	}
	start := time.Now()
	drawn, err := g.Sample(a.System.Evaluation.Most(), rng.For(a.Seed, "eval"))
	if err != nil {
		return parzen.Points{}, 0, err
	}
	took := results.Metric{Name: metric.SampleSeconds, Epoch: info.Epochs, Value: time.Since(start).Seconds()}
	return parzen.Points{N: drawn.Rows, D: drawn.Cols, Data: drawn.Data}, info.Epochs, a.DB.Record(ctx, a.ID, []results.Metric{took})
}

// readGenerator reads the trained generator in the run's folder. It must be the file whose SHA-256 is in the run's key.
func (a *Attempt) readGenerator() (gan.Generator, weights.Info, error) {
	path := job.GeneratorPath(a.Dir)
	content, err := os.ReadFile(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		err = fmt.Errorf("the run has lost its generator, %s: give the command of the run again with -force", path)
	case err == nil && weights.SHA256(content) != a.System.SHA256:
		err = fmt.Errorf("%s is damaged, it has another SHA-256 than the run: give the command of the run again with -force", path)
	}
	if err != nil {
		return gan.Generator{}, weights.Info{}, err
	}
	file, err := weights.Parse(content)
	if err != nil {
		return gan.Generator{}, weights.Info{}, fmt.Errorf("read %s: %w", path, err)
	}
	g, err := newGenerator(file, shapeOf(a.Set))
	return g, file.Info, err
}

// newGenerator returns the generator of a file, for images of a shape.
func newGenerator(file weights.File, image spec.Shape) (gan.Generator, error) {
	trained, err := file.Run()
	if err != nil {
		return gan.Generator{}, err
	}
	return gan.NewGenerator(generatorConfig(trained, image), image.Height*image.Width*image.Channels, file.Params)
}

// CheckGenerators checks that the trained generators of a spec are nets for the images of their data sets.
func CheckGenerators(s *spec.Spec) error {
	for _, system := range s.Systems {
		if system.Kind != spec.TrainedGenerator {
			continue
		}
		file, err := weights.Parse(system.Weights)
		if err == nil {
			_, err = newGenerator(file, system.ImageShape())
		}
		if err != nil {
			return fmt.Errorf("system %q: %s: %w", system.Name, system.File, err)
		}
	}
	return nil
}

// Generator loads the generator of finished adversarial nets whose samples were scored, and returns it with its number of epochs.
func (a *Attempt) Generator() (gan.Generator, int, error) {
	nets := a.newNets()
	if err := a.loadFinished(nets); err != nil {
		return gan.Generator{}, 0, err
	}
	return nets.Generator(), nets.Epochs(), nil
}
