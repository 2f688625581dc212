package figure

// The figures of what section 7 of the paper says that adversarial nets can also do.
var (
	ClassLikelihood = Figure{
		Name: "condition/likelihood", Title: "Likelihood of each class", X: "class", Y: "log-likelihood, nats",
		Caption: "Test images of a class, by a Parzen window on 1,000 samples that were made of this class; beside it, on the training images of the class among the first 10,000. " +
			"Shaded: 95 % interval over the test images.",
	}
	CompletionLikelihood = Figure{
		Name: "masks/likelihood", Title: "Likelihood of missing pixels", X: "kind of mask, in the order of the table", Y: "log-likelihood, nats an image",
		Caption: "Missing pixels of test images given the others, by a Parzen window on completions. Shaded: 95 % interval over the images.",
	}
	FewLabelsError = Figure{
		Name: "finetune/error", Title: "Errors with few labels", X: "labelled training images", Y: "share of test images not recognised", LogX: true, Show: []float64{0},
		Caption: "Classifiers that were trained on so many labelled images, as a mean over draws of the images. Shaded: 95 % interval over the draws.",
	}
	FewLabelsGain = Figure{
		Name: "finetune/gain", Title: "What the trained discriminator is worth", X: "labelled training images", Y: "errors from scratch less errors pretrained", LogX: true,
		Levels:  []Level{{0, "no difference"}},
		Caption: "Above 0 the classifiers that begin with the discriminator make fewer errors than those from scratch, on the same draws. Shaded: 95 % interval over the draws.",
	}

	ofExtensions = []Figure{ClassLikelihood, CompletionLikelihood, FewLabelsError, FewLabelsGain}
)
