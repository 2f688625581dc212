package spec

// A net describes the net that a list of layers belongs to.
type net struct {
	generator bool
	in, out   Shape // shapes of its input and of its required output; zero if unknown
	dataset   string
	front     bool // the layers are added in front of existing layers
}

// layers reads the layers of a net.
func (p *parser) layers(o *object, n net) []Layer {
	items := o.list("layers")
	layers := make([]Layer, len(items))
	for i, v := range items {
		r := layerReader{net: n, first: i == 0, last: i == len(items)-1, mistakes: len(p.errs)}
		r.object = p.object(v)
		if i > 0 {
			r.before = layers[i-1].Kind
		}
		layers[i] = r.read()
		n.in = r.next
	}
	return layers
}

// A layerReader reads one layer.
type layerReader struct {
	*object
	net
	first, last bool
	before      LayerKind // kind of the previous layer
	next        Shape     // shape of the output; zero if unknown or not needed
	mistakes    int       // number of mistakes before this layer
}

func (r *layerReader) read() Layer {
	l := Layer{Kind: choice[LayerKind](r.object, "kind"), Pieces: r.integer("pieces"), MaxColNorm: r.number("max_col_norm")}
	r.units(&l)
	r.weights(&l)
	switch {
	case r.front:
		l.Bias.Value = r.number("bias")
		if r.key.key("keep") != nil { // of an inference net
			l.Keep = r.dropout()
		}
	case r.generator:
		l.Bias = r.bias()
		l.Keep = r.dropout()
		l.Noise, l.BatchNorm = r.numberOr("noise", 0), r.flag("batch_norm")
		l.Kernel, l.Stride = r.integer("kernel"), r.integer("stride")
		l.Reshape = r.reshape()
	default:
		l.Keep, l.BatchNorm = r.numberOr("keep", 1), r.flag("batch_norm")
		l.Channels, l.Kernel, l.Pad = r.integer("channels"), r.integer("kernel"), r.integer("pad")
		l.Pool, l.PoolStride = r.integer("pool"), r.integer("pool_stride")
	}
	if r.sound() {
		r.checkPlace(l)
	}
	if r.sound() {
		r.checkShape(l)
	}
	if r.sound() && r.in != (Shape{}) && !r.last {
		r.next = l.Output(r.in)
	}
	return l
}

// sound reports whether the layer has no mistake so far.
func (r *layerReader) sound() bool { return len(r.errs) == r.mistakes }

// units reads the number of outputs. In the last layer the data or the task determines it.
func (r *layerReader) units(l *Layer) {
	switch {
	case !r.last || r.front:
		if r.key.key("units").fits("kind", r.chosen["kind"]) {
			r.require("units")
		}
		l.Units = r.integer("units")
	case r.generator:
		r.reject("units", "the generator's last layer has one unit per pixel: leave units out")
	default:
		r.reject("units", "the discriminator's last layer has one unit: leave units out")
	}
}

// weights reads the initial distribution of the weights.
func (r *layerReader) weights(l *Layer) {
	l.IRange, l.SparseInit = r.number("irange"), r.integer("sparse_init")
	if !r.has("sparse_init") {
		r.require("irange")
	} else if r.has("irange") {
		r.reject("sparse_init", "weights start by irange or by sparse_init: leave one out")
	}
}

// dropout reads keep. Without dropout it returns 0, whether keep is 1 or absent: the same recipe, and so the same key.
func (r *layerReader) dropout() float64 {
	if keep := r.numberOr("keep", 0); keep != 1 {
		return keep
	}
	return 0
}

// bias reads a number, or the word marginals.
func (r *layerReader) bias() Bias {
	v, ok := r.get("bias")
	switch {
	case !ok:
		return Bias{}
	case plain(v.node) && float.MatchString(v.node.Value):
		return Bias{Value: r.parser.number(v.other())}
	case v.node.Value != marginals:
		r.report(v.node, "", "bias must be %s or a number, not %s", marginals, describe(v.node))
	}
	return Bias{Marginals: true}
}

func (r *layerReader) reshape() *Shape {
	if !r.has("reshape") {
		r.get("reshape") // reports the missing key if the kind needs it
		return nil
	}
	o := r.object.object("reshape")
	return &Shape{Height: o.integer("height"), Width: o.integer("width"), Channels: o.integer("channels")}
}

// checkPlace reports a kind of layer or bias that is not allowed at this place.
func (r *layerReader) checkPlace(l Layer) {
	at := r.fields["kind"].node
	switch ends := r.last && !r.front; {
	case ends && r.generator && l.Kind != Sigmoid && l.Kind != Identity && l.Kind != Deconv:
		r.report(at, "", "the generator's last layer must be %s, %s or %s, not %s", Sigmoid, Identity, Deconv, l.Kind)
	case ends && !r.generator && l.Kind != Sigmoid:
		r.report(at, "", "the discriminator's last layer must be %s, not %s", Sigmoid, l.Kind)
	case !r.last && l.Kind == Deconv:
		r.report(at, "", "%s is only for the last layer of the generator", Deconv)
	case l.Kind == MaxoutConv && !r.first && r.before != MaxoutConv:
		r.report(at, "", "%s needs an image as its input: it must be the first layer, or follow another %[1]s", MaxoutConv)
	case l.Bias.Marginals && (!r.last || l.Kind != Sigmoid):
		r.report(r.fields["bias"].node, "", "%s is only for a last layer of the generator of kind %s", marginals, Sigmoid)
	case l.Bias.Marginals && r.dataset == "cifar10":
		r.report(r.fields["bias"].node, "", "%s needs pixels from 0 to 1; those of %s are normalised", marginals, r.dataset)
	}
}

// checkShape reports sizes that do not match each other or the input.
func (r *layerReader) checkShape(l Layer) {
	atMost := func(key string, value, limit int, what string) {
		if value > limit {
			r.report(r.fields[key].node, "", "%s must be at most %d, %s, not %d", key, limit, what, value)
		}
	}
	known := r.in != Shape{}
	switch l.Kind {
	case MaxoutConv:
		atMost("pad", l.Pad, l.Kernel-1, "or filters would see nothing else")
		atMost("pool_stride", l.PoolStride, l.Pool, "or windows would leave gaps")
		if known {
			atMost("kernel", l.Kernel, min(r.in.Height, r.in.Width)+2*l.Pad, "the size of the input with its padding")
		}
	case Deconv:
		if known && l.Reshape.size() != r.in.size() {
			r.report(r.fields["reshape"].node, "", "reshape must hold the %d values of the layer before, not %d", r.in.size(), l.Reshape.size())
		}
		if out := l.deconvolved(r.out.Channels); r.out != (Shape{}) && out != r.out {
			r.report(r.place, "", "the output is %v, but images of %s are %v", out, r.dataset, r.out)
		}
	default:
		if known {
			atMost("sparse_init", l.SparseInit, r.in.size(), "the inputs of the layer")
		}
		if r.front && r.last && r.out != (Shape{}) && l.Units != r.out.size() {
			r.report(r.fields["units"].node, "", "the last layer must have %d units, one for each value of its output, not %d", r.out.size(), l.Units)
		}
	}
}
