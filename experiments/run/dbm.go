package run

import (
	"context"

	"gan2014/experiments/spec"
	"gan2014/models/dbm"
	"gan2014/parzen"
)

// deepBoltzmannMachine trains a deep Boltzmann machine and draws samples from Gibbs chains.
func (a *Attempt) deepBoltzmannMachine(ctx context.Context) (parzen.Points, int, error) {
	machine := a.newBoltzmannMachine()
	t := &training{Attempt: a, model: machine, advance: byEpochs(machine.Epoch)}
	machine.Progress = t.progress()
	return t.trainAndSample(ctx, machine)
}

// dbmConfig converts a run's recipe, which spec has checked, to the configuration of the package dbm.
func dbmConfig(run spec.Run) dbm.Config {
	recipe := run.System.DBM
	config := dbm.Config{Batch: recipe.Batch, Chain: protocolOf(recipe.Chain), Emit: dbm.Emission(recipe.Emit)}
	for i, l := range recipe.Layers {
		config.Layers[i] = dbm.Layer{LayerSchedule: layerSchedule(l.LayerSchedule, run.Budget), Steps: l.Steps, Decay: l.Decay}
	}
	j := recipe.Joint
	epochs, _ := j.Epochs.For(run.Budget)
	config.Joint = dbm.Joint{
		Rate: ramp(j.LearningRate, epochs), Momentum: ramp(j.Momentum, epochs), Decay: j.Decay,
		MeanField: j.MeanField, Chains: j.Chains, Steps: j.Steps,
	}
	return config
}
