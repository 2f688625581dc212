package gan

import "gan2014/models/nn"

// Recogniser returns a net that tells classes apart: the discriminator with a new last layer, linear, with a unit for each class (the original
// code, pretrained.yaml in lisa-lab's galatea, does the same). A trained one begins with the discriminator's parameters; another begins with
// parameters drawn as those of a discriminator before its training. It shares no memory with the discriminator, which must have no condition.
func (t *Trainer) Recogniser(classes int, trained bool, seed int64) *nn.Net[float32] {
	d := t.pair.D
	last := len(d.Layers) - 1
	top := nn.Layer{Kind: "linear", Units: classes, IRange: .005, MaxNorm: 1.9365, Keep: d.Layers[last].Keep} // pretrained.yaml
	net := nn.NewNet[float32]("D", d.Inputs, append(d.Layers[:last:last], top), seed)
	if trained {
		for i, p := range d.Params[:nn.Tensors(d.Layers[:last])] {
			copy(net.Params[i].Value.Data, p.Value.Data)
		}
	}
	return net
}

// Features returns the output of the discriminator's last hidden layer for each image, as rows, without dropout.
func (t *Trainer) Features(images nn.Matrix[float32]) (nn.Matrix[float32], error) {
	return nn.Apply(t.pair.D.Hidden(), images)
}
