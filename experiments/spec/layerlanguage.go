package spec

// dense lists the fully connected kinds of layers.
var dense = only(ReLU, Sigmoid, Identity, Maxout)

// layerKeys returns the keys of a layer in a net with the given kinds of layers. pieced lists the kinds that have pieces.
func layerKeys(kinds []word, pieced []string, more ...key) []key {
	return append([]key{
		{name: "kind", form: asChoice, words: kinds,
			meaning: "the nonlinearity; also the connection, unless it is a full one"},
		{name: "units", form: asInteger, span: from(1, 100_000), of: dense, meaning: "number of output values",
			absent: "only in the last layer, where the image or the task decides"},
		{name: "pieces", form: asInteger, span: from(2, 256), of: pieced,
			meaning: "linear pieces of each unit or channel",
			source:  "num_pieces: 5 in mnist.yaml, 2 in the convolutions of cifar10_convolutional.yaml"},
		{name: "irange", form: asNumber, span: span{most: 100, above: true}, absent: "sparse_init is given",
			meaning: "initial weights are uniform in (-irange, irange)",
			source:  "mnist.yaml: .05 in the generator, .005 in the discriminator"},
		{name: "sparse_init", form: asInteger, span: from(1, 100_000), of: dense, absent: "irange is given",
			meaning: "number of each unit's weights that start as N(0, 1); the others start at 0",
			source:  "100 in the last layer of tfd_pretrain/pretrain.yaml's generator"},
		{name: "max_col_norm", form: asNumber, span: span{most: 1000, above: true}, of: dense, absent: "no limit",
			meaning: "limit of the L2 norm of each unit's or piece's incoming weights, from the start and after every update",
			source:  "1.9365 in tfd_pretrain/pretrain.yaml"},
	}, more...)
}

// batchNorm is the key of batch normalisation, for the fully connected layers of the generator and the discriminator.
var batchNorm = key{name: "batch_norm", form: asFlag, of: dense, absent: "false",
	meaning: "batch normalisation: the product of input and weights has mean 0 and variance 1 over the minibatch, before a scale, which is trained, and the bias. " +
		"Samples are drawn with the mean and the variance that the training stored",
	source: "Ioffe and Szegedy 2015"}

// chance lists what chance does to the input of a layer of the generator, as the framework of the paper permits (section 3).
var chance = []key{
	{name: "keep", form: asNumber, span: span{most: 1, above: true}, absent: "1, which is no dropout",
		meaning: "the probability that dropout keeps a value of the layer's input, which is then scaled by 1/keep, in training and in sampling",
		source:  "paper, section 3: dropout and other noise at intermediate layers of the generator"},
	{name: "noise", form: asNumber, span: from(0, 100), absent: "0",
		meaning: "standard deviation of normal noise that is added to each value of the layer's input, in training and in sampling",
		source:  "paper, section 3: dropout and other noise at intermediate layers of the generator"},
	batchNorm,
}

// hidden lists the kinds of the generator's layers before the last.
var hidden = []word{
	says(ReLU, "max(0, x)"), says(Sigmoid, "1 / (1 + exp(-x))"), says(Identity, "x"), says(Maxout, "the largest of several linear pieces"),
}

// frontLayerKeys are the keys of layers that a later stage adds to a generator.
var frontLayerKeys = layerKeys(hidden, only(Maxout),
	key{name: "bias", form: asNumber, span: from(-100, 100), of: dense, absent: "0",
		meaning: "initial value of all biases", source: "init_bias: -2 in tfd_pretrain/train.yaml"},
)

// inferenceLayerKeys are the keys of the layers of a net that predicts noise.
var inferenceLayerKeys = append(frontLayerKeys[:len(frontLayerKeys):len(frontLayerKeys)],
	key{name: "keep", form: asNumber, span: span{most: 1, above: true}, absent: "1, which is no dropout",
		meaning: "the probability that dropout keeps a value of the layer's input, which is then scaled by 1/keep; only in training"})

var generatorLayerKeys = layerKeys(
	append(hidden[:len(hidden):len(hidden)],
		says(Deconv, "transposed convolution, linear, with a bias for each output; only the last layer")), only(Maxout),
	append(chance, generatorOnly...)...)

// generatorOnly lists the keys of a layer of the generator that no other net has.
var generatorOnly = []key{
	{name: "bias", form: asChoice, of: dense, absent: "0",
		meaning: "initial biases: one number for all or, in a last sigmoid layer, one value for each", words: []word{
			{marginals, "the logit of each pixel's mean over the training images, clipped to [1e-7, 1-1e-7]"},
		},
		source: "mnist.yaml, init_sigmoid_bias_from_marginals; init_bias: -2 in tfd_pretrain/pretrain.yaml",
		or:     &key{form: asNumber, span: from(-100, 100)}},
	{name: "reshape", form: asMapping, of: only(Deconv), meaning: "shape of the image into which the values of the layer before are arranged",
		source: "cifar10_convolutional.yaml, SpaceConverter", keys: []key{
			{name: "height", form: asInteger, span: from(1, 1000), meaning: "height of the image", source: "10 in cifar10_convolutional.yaml"},
			{name: "width", form: asInteger, span: from(1, 1000), meaning: "width of the image", source: "10 in cifar10_convolutional.yaml"},
			{name: "channels", form: asInteger, span: from(1, 100_000), meaning: "number of values at each place of the image",
				source: "num_channels: 80 in cifar10_convolutional.yaml"},
		}},
	{name: "kernel", form: asInteger, span: from(1, 1000), of: only(Deconv),
		meaning: "height and width of a filter", source: "kernel_shape: 5 in cifar10_convolutional.yaml"},
	{name: "stride", form: asInteger, span: from(1, 1000), of: only(Deconv),
		meaning: "distance between two filters in the output", source: "output_stride: 3 in cifar10_convolutional.yaml"},
}

var discriminatorLayerKeys = layerKeys([]word{
	says(ReLU, "max(0, x)"), says(Sigmoid, "1 / (1 + exp(-x)); always that of the last layer"),
	says(Maxout, "the largest of several linear pieces"),
	says(MaxoutConv, "convolution, the largest of several pieces, then the largest of each pooling window; only of an image"),
}, only(Maxout, MaxoutConv),
	key{name: "keep", form: asNumber, span: span{most: 1, above: true}, absent: "1, which is no dropout",
		meaning: "the probability that dropout keeps a value of the layer's input, which is then scaled by 1/keep",
		source:  "mnist.yaml: .8 for the image, discriminator_input_include_probs; .5 for hidden units, discriminator_default_input_include_prob"},
	batchNorm,
	key{name: "channels", form: asInteger, span: from(1, 10_000), of: only(MaxoutConv),
		meaning: "number of output maps", source: "num_channels: 32, 32 and 192 in cifar10_convolutional.yaml"},
	key{name: "kernel", form: asInteger, span: from(1, 1000), of: only(MaxoutConv),
		meaning: "height and width of a filter, which moves in steps of 1", source: "kernel_shape: 8, 8 and 5 in cifar10_convolutional.yaml"},
	key{name: "pad", form: asInteger, span: from(0, 1000), of: only(MaxoutConv), absent: "0",
		meaning: "zeros around the input", source: "4, 3 and 3 in cifar10_convolutional.yaml"},
	key{name: "pool", form: asInteger, span: from(1, 1000), of: only(MaxoutConv),
		meaning: "height and width of a pooling window", source: "pool_shape: 4, 4 and 2 in cifar10_convolutional.yaml"},
	key{name: "pool_stride", form: asInteger, span: from(1, 1000), of: only(MaxoutConv),
		meaning: "distance between two pooling windows", source: "2 in cifar10_convolutional.yaml"},
)
