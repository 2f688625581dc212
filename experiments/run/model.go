package run

import (
	"gan2014/experiments/spec"
	"gan2014/internal/rng"
	"gan2014/models/cae"
	"gan2014/models/dbm"
	"gan2014/models/dbn"
	"gan2014/models/gan"
	"gan2014/models/gaussian"
	"gan2014/models/gmmn"
	"gan2014/models/gsn"
	"gan2014/models/kmeans"
	"gan2014/models/nn"
	"gan2014/models/vae"
)

// A sampler draws samples.
type sampler interface {
	Sample(n int, s rng.Stream) (nn.Matrix[float32], error)
}

// A model is the trainer of one system.
type model interface {
	sampler
	Epochs() int // number of epochs done
	Updates() (done, perEpoch int)
	Save(path string) error
	Load(path string) error
}

// newModel returns the model of the run before its first update. Training images, trained generators and given samples have none: it returns nil.
func (a *Attempt) newModel() model {
	switch a.System.Kind {
	case spec.GAN:
		return a.newNets()
	case spec.DBN:
		return a.newBeliefNet()
	case spec.CAE:
		return a.newAutoencoders()
	case spec.GSN:
		return a.newStochasticNetwork()
	case spec.DBM:
		return a.newBoltzmannMachine()
	case spec.VAE:
		return a.newVariationalAutoencoder()
	case spec.GMMN:
		return a.newMatchingNetwork()
	case spec.KMeans:
		return a.newCentroids()
	case spec.Normal, spec.MeanImage:
		return a.newNormalDistribution()
	default:
		return nil
	}
}

func (a *Attempt) newNets() *gan.Trainer {
	learned := a.trainingSet()
	nets := gan.New(ganConfig(a.Run, learned), matrix(learned.Train), a.Seed, a.trainingID())
	nets.Labels = learned.Labels.Train
	return nets
}

func (a *Attempt) newBeliefNet() *dbn.Trainer {
	return dbn.New(dbnConfig(a.Run), matrix(a.trainingSet().Train), a.Seed, a.trainingID())
}

func (a *Attempt) newAutoencoders() *cae.Trainer {
	return cae.New(caeConfig(a.Run), matrix(a.trainingSet().Train), a.Seed, a.trainingID())
}

func (a *Attempt) newStochasticNetwork() *gsn.Trainer {
	return gsn.New(gsnConfig(a.Run), matrix(a.trainingSet().Train), a.Seed, a.trainingID())
}

func (a *Attempt) newBoltzmannMachine() *dbm.Trainer {
	return dbm.New(dbmConfig(a.Run), matrix(a.trainingSet().Train), a.Seed, a.trainingID())
}

func (a *Attempt) newVariationalAutoencoder() *vae.Trainer {
	return vae.New(vaeConfig(a.Run), matrix(a.trainingSet().Train), a.Seed, a.trainingID())
}

func (a *Attempt) newMatchingNetwork() *gmmn.Trainer {
	return gmmn.New(gmmnConfig(a.Run), matrix(a.trainingSet().Train), a.Seed, a.trainingID())
}

func (a *Attempt) newCentroids() *kmeans.Trainer {
	return kmeans.New(kmeans.Config{Centroids: a.System.KMeans.Centroids}, matrix(a.trainingSet().Train), a.Seed, a.trainingID())
}

// newNormalDistribution returns a normal distribution. Without a share of the variance all its samples are the mean image.
func (a *Attempt) newNormalDistribution() *gaussian.Trainer {
	config := gaussian.Config{}
	if n := a.System.Normal; n != nil {
		config = gaussian.Config{Share: n.Share, Clip: n.Clip}
	}
	return gaussian.New(config, matrix(a.trainingSet().Train), a.trainingID())
}
