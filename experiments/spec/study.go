package spec

// A Study is a computation on the paper's theory. It has no model.
type Study string

const (
	Figure1       Study = "figure1"
	Proposition1  Study = "proposition1"
	Theorem1      Study = "theorem1"
	Proposition2  Study = "proposition2"
	Vanishing     Study = "vanishing"
	Collapse      Study = "collapse"
	Saddle        Study = "saddle"
	Divergences   Study = "divergences"
	Estimators    Study = "estimators"
	Support       Study = "support"
	Chains        Study = "chains"
	WakeSleep     Study = "wakesleep"
	MNISTGradient Study = "mnist-gradient"
	MNISTCollapse Study = "mnist-collapse"
)

// NoData is the data set of studies that need none.
const NoData = "none"

var studyKey = key{name: "study", form: asChoice, of: only(Theory), meaning: "the part of the theory that is computed", words: []word{
	says(Figure1, "a pair of nets in one dimension, from before its training to q = p, as the paper's Figure 1 draws it"),
	says(Proposition1, "a discriminator between fixed densities, on its way to p/(p+q)"),
	says(Theorem1, "the value of the game at the best discriminator, on a path of q to p, and the fits by other divergences"),
	says(Proposition2, "probabilities on a grid: the best discriminator and a step of q in turn"),
	says(Vanishing, "the divergence of distant densities, which saturates, and the gradient that reaches the generator by either loss"),
	says(Collapse, "the number of modes in the plane that a generator covers, if it keeps pace with the discriminator or is trained too much"),
	says(Saddle, "games whose equilibria are known: two numbers, matching pennies, and nets with one parameter each"),
	says(Divergences, "what KL and JSD say of two densities, in nats and in bits, and what maximum likelihood minimises"),
	says(Estimators, "noise-contrastive estimation, score matching and denoising, which are related to the discriminator, beside exact answers"),
	says(Support, "what generators of one and of two numbers fill of the plane"),
	says(Chains, "how sharp the modes of Markov chains and of a generator may be, and what is carried on from one step of learning to the next"),
	says(WakeSleep, "inference of z, trained on what a linear generator makes, beside the exact posterior"),
	says(MNISTGradient, "the gradient that reaches the generator, on MNIST"),
	says(MNISTCollapse, "the number of digit classes that a generator covers, if it keeps pace with the discriminator or is trained too much"),
}}

// Studies lists all studies.
func Studies() []string { return studyKey.texts() }

// Dataset returns the data set that a study uses.
func (s Study) Dataset() string {
	if s == MNISTGradient || s == MNISTCollapse {
		return "mnist"
	}
	return NoData
}

// checkData reports a system without a data set that needs one, and a study on a wrong data set.
func (o *object) checkData(s System) {
	at := o.fields["dataset"].node
	switch {
	case s.Kind == "" || s.Dataset == "":
	case s.Kind != Theory && s.Dataset == NoData:
		o.report(at, "", "dataset %s is for kind %s only, not for %s", NoData, Theory, s.Kind)
	case s.Study != "" && s.Dataset != s.Study.Dataset():
		o.report(at, "", "dataset must be %s for the study %s, not %s", s.Study.Dataset(), s.Study, s.Dataset)
	}
}
