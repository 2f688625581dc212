package run

import (
	"cmp"
	"context"

	"gan2014/experiments/spec"
	"gan2014/models/dbn"
	"gan2014/models/nn"
	"gan2014/models/stack"
	"gan2014/parzen"
)

// deepBeliefNet trains a stack of restricted Boltzmann machines and draws samples from Gibbs chains.
func (a *Attempt) deepBeliefNet(ctx context.Context) (parzen.Points, int, error) {
	net := a.newBeliefNet()
	t := &training{Attempt: a, model: net, advance: byEpochs(net.Epoch)}
	net.Progress = t.progress()
	return t.trainAndSample(ctx, net)
}

// dbnConfig converts a run's recipe, which spec has checked, to the configuration of the package dbn.
func dbnConfig(run spec.Run) dbn.Config {
	recipe := run.System.DBN
	config := dbn.Config{Batch: recipe.Batch, Chain: protocolOf(recipe.Chain), Emit: dbn.Emission(recipe.Emit)}
	for _, m := range recipe.Layers {
		config.Layers = append(config.Layers, dbn.Layer{LayerSchedule: layerSchedule(m.LayerSchedule, run.Budget), Steps: m.Steps, Persistent: m.Persistent, Decay: m.Decay})
	}
	return config
}

// layerSchedule returns the schedule of a layer under a budget.
func layerSchedule(p spec.LayerSchedule, budget string) stack.LayerSchedule {
	units, _ := p.Units.For(budget)
	epochs, _ := p.Epochs.For(budget)
	return stack.LayerSchedule{Units: units, Epochs: epochs, Rate: ramp(p.LearningRate, epochs), Momentum: ramp(p.Momentum, epochs)}
}

// ramp converts a ramp. Without epochs of its own, it ends with the epochs of its layer.
func ramp(r spec.Ramp, epochs int) nn.Ramp {
	return nn.Ramp{Start: r.Start, End: r.End, Epochs: cmp.Or(r.Epochs, epochs)}
}
