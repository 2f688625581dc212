package spec

// StudyRecipes has the recipe of a system's study. The recipes of other studies are nil. The keys say what each number means, and
// theory.yaml gives the numbers.
type StudyRecipes struct {
	Figure1       *Figure1Recipe       `json:"figure1,omitempty"`
	Proposition1  *Proposition1Recipe  `json:"proposition1,omitempty"`
	Theorem1      *Theorem1Recipe      `json:"theorem1,omitempty"`
	Proposition2  *Proposition2Recipe  `json:"proposition2,omitempty"`
	Vanishing     *VanishingRecipe     `json:"vanishing,omitempty"`
	Collapse      *CollapseRecipe      `json:"collapse,omitempty"`
	Saddle        *SaddleRecipe        `json:"saddle,omitempty"`
	Divergences   *DivergencesRecipe   `json:"divergences,omitempty"`
	Estimators    *EstimatorsRecipe    `json:"estimators,omitempty"`
	Support       *SupportRecipe       `json:"support,omitempty"`
	Chains        *ChainsRecipe        `json:"chains,omitempty"`
	WakeSleep     *WakeSleepRecipe     `json:"wakesleep,omitempty"`
	MNISTGradient *MNISTGradientRecipe `json:"mnist-gradient,omitempty"`
	MNISTCollapse *MNISTCollapseRecipe `json:"mnist-collapse,omitempty"`
}

// A Figure1Recipe is a game of two nets in one dimension.
type Figure1Recipe struct {
	Data                 []Mode  `json:"data"`
	DiscriminatorUpdates int     `json:"discriminator_updates"`
	GeneratorUpdates     int     `json:"generator_updates"`
	Rounds               int     `json:"rounds"`
	K                    int     `json:"k"`
	Film                 []int   `json:"film"`
	Batch                int     `json:"batch"`
	LearningRate         float64 `json:"learning_rate"`
	Momentum             float64 `json:"momentum"`
	DiscriminatorUnits   int     `json:"discriminator_units"`
	GeneratorUnits       int     `json:"generator_units"`
}

// A Proposition1Recipe is the training of a discriminator between each of several pairs of densities.
type Proposition1Recipe struct {
	Pairs []DensityPair `json:"pairs"`
	ReferenceD
}

// A Theorem1Recipe is the training of a discriminator at each distance of q from p, and the p of the fits.
type Theorem1Recipe struct {
	Distances []float64 `json:"distances"`
	Widening  float64   `json:"widening"`
	Modes     []Mode    `json:"modes"`
	Samples   int       `json:"samples"`
	ReferenceD
}

// A ReferenceD is the training of a discriminator between two fixed densities.
type ReferenceD struct {
	Updates            int     `json:"updates"`
	Batch              int     `json:"batch"`
	LateBatch          int     `json:"late_batch"`
	LearningRate       float64 `json:"learning_rate"`
	Momentum           float64 `json:"momentum"`
	DiscriminatorUnits int     `json:"discriminator_units"`
}

// A Proposition2Recipe is a descent of probabilities.
type Proposition2Recipe struct {
	Modes     []Mode  `json:"modes"`
	Points    int     `json:"points"`
	WrongMode Peak    `json:"wrong_mode"`
	Steps     int     `json:"steps"`
	Rate      float64 `json:"rate"`
	Drawn     []int   `json:"drawn"`
}

// A VanishingRecipe is the training of a discriminator beside a generator that stands still.
type VanishingRecipe struct {
	Farthest           float64 `json:"farthest"`
	Far                float64 `json:"far"`
	Near               float64 `json:"near"`
	Updates            []int   `json:"updates"`
	Batch              int     `json:"batch"`
	LearningRate       float64 `json:"learning_rate"`
	Momentum           float64 `json:"momentum"`
	DiscriminatorUnits int     `json:"discriminator_units"`
}

// A CollapseRecipe is a series of trainings on data in the plane.
type CollapseRecipe struct {
	Ring Ring    `json:"ring"`
	Grid Lattice `json:"grid"`
	Series
}

// A SaddleRecipe has gradient steps in games of a few numbers.
type SaddleRecipe struct {
	Rate  float64 `json:"rate"`
	Steps int     `json:"steps"`
	Games int     `json:"games"` // of matching pennies
}

// A DivergencesRecipe has pairs of normal densities, a code, and a net that is trained by maximum likelihood.
type DivergencesRecipe struct {
	Distances    []float64 `json:"distances"` // of the means of two densities of standard deviation 1, falling
	Widths       []float64 `json:"widths"`    // standard deviations of q, rising; p has 1
	Block        int       `json:"block"`     // symbols in a code word
	Updates      int       `json:"updates"`
	Batch        int       `json:"batch"`
	LearningRate float64   `json:"learning_rate"`
	Units        int       `json:"units"`
}

// An EstimatorsRecipe has fits of a normal density without its normaliser.
type EstimatorsRecipe struct {
	Draws     []int     `json:"draws"`     // of data, and of noise, rising
	Distances []float64 `json:"distances"` // of the noise from the data, rising
	Trainings int       `json:"trainings"` // fits for each error
	Noise     float64   `json:"noise"`     // standard deviation of the noise that is removed
}

// A SupportRecipe is the training of nets on data that fill the plane.
type SupportRecipe struct {
	Trainings    int     `json:"trainings"` // with each size of z
	Updates      int     `json:"updates"`
	Batch        int     `json:"batch"`
	LearningRate float64 `json:"learning_rate"`
	Momentum     float64 `json:"momentum"`
	Units        int     `json:"units"`
}

// A ChainsRecipe has a Markov chain between two modes, nets on two points, a Boltzmann machine, and a discriminator of a generator that moves.
type ChainsRecipe struct {
	Widths      []float64 `json:"widths"`       // standard deviations of the modes, falling
	Crossings   int       `json:"crossings"`    // at each width
	CrossWithin int       `json:"cross_within"` // steps

	Trainings    int     `json:"trainings"` // of nets on two points
	Updates      int     `json:"updates"`
	Batch        int     `json:"batch"`
	LearningRate float64 `json:"learning_rate"`
	Momentum     float64 `json:"momentum"`
	Units        int     `json:"units"`

	MachineUnits int     `json:"machine_units"`
	MachineSteps int     `json:"machine_steps"`
	MachineRate  float64 `json:"machine_rate"`
	Chains       int     `json:"chains"`

	GeneratorSteps     int     `json:"generator_steps"`
	InnerSteps         int     `json:"inner_steps"` // of a discriminator that begins anew
	DiscriminatorRate  float64 `json:"discriminator_rate"`
	DiscriminatorBatch int     `json:"discriminator_batch"`
}

// A WakeSleepRecipe has a linear generator and inference that is trained on its samples.
type WakeSleepRecipe struct {
	Noise        float64   `json:"noise"` // standard deviation of the noise of x
	Updates      int       `json:"updates"`
	Batch        int       `json:"batch"`
	LearningRate float64   `json:"learning_rate"`
	Units        int       `json:"units"`
	Shifts       []float64 `json:"shifts"` // distances of data from the generator's x, rising
	Turn         float64   `json:"turn"`   // radians in an update
}

// A Ring has modes on a circle.
type Ring struct {
	Modes  int     `json:"modes"`
	Radius float64 `json:"radius"`
	SD     float64 `json:"sd"` // of each mode
}

// A Lattice has modes on a square grid, Side by Side.
type Lattice struct {
	Side  int     `json:"side"`
	Apart float64 `json:"apart"`
	SD    float64 `json:"sd"` // of each mode
}

// A Series has several trainings with each way of taking turns.
type Series struct {
	K                  int     `json:"k"`
	GeneratorSteps     int     `json:"generator_steps"`
	Trainings          int     `json:"trainings"`
	Updates            int     `json:"updates"`
	Every              int     `json:"every"`
	Batch              int     `json:"batch"`
	LearningRate       float64 `json:"learning_rate"`
	RateDivisor        float64 `json:"rate_divisor"`
	Momentum           float64 `json:"momentum"`
	GeneratorUnits     int     `json:"generator_units"`
	DiscriminatorUnits int     `json:"discriminator_units"`
}

// An MNISTGradientRecipe is the training of nets on digits, and then of the discriminator alone.
type MNISTGradientRecipe struct {
	Images             int     `json:"images"`
	Epochs             int     `json:"epochs"`
	Updates            []int   `json:"updates"`
	Batch              int     `json:"batch"`
	LearningRate       float64 `json:"learning_rate"`
	GeneratorUnits     int     `json:"generator_units"`
	DiscriminatorUnits int     `json:"discriminator_units"`
}

// An MNISTCollapseRecipe is a series of trainings on digits.
type MNISTCollapseRecipe struct {
	Images           int `json:"images"`
	HeldOut          int `json:"held_out"`
	ClassifierEpochs int `json:"classifier_epochs"`
	Series
}

// studyRecipe reads the name of a study and its recipe.
func (o *object) studyRecipe(s *System) {
	s.Study = choice[Study](o, "study")
	name := string(s.Study)
	if name == "" {
		return
	}
	if !o.has(name) {
		o.report(o.place, "extends: theory has the recipes of all studies", "%s needs the key %q", o.name, name)
		return
	}
	r := o.object(name)
	switch s.Study {
	case Figure1:
		s.Figure1 = r.figure1()
	case Proposition1:
		s.Proposition1 = &Proposition1Recipe{r.pairs(), r.referenceD()}
	case Theorem1:
		s.Theorem1 = &Theorem1Recipe{r.distances(), r.number("widening"), r.modes("modes"), r.integer("samples"), r.referenceD()}
	case Proposition2:
		s.Proposition2 = r.proposition2()
	case Vanishing:
		s.Vanishing = r.vanishing()
	case Collapse:
		s.Collapse = &CollapseRecipe{r.ring(), r.lattice(), r.series()}
	case Saddle:
		s.Saddle = &SaddleRecipe{r.number("rate"), r.integer("steps"), r.integer("games")}
	case Divergences:
		s.Divergences = &DivergencesRecipe{
			Distances: r.ordered("distances", -1), Widths: r.ordered("widths", 1), Block: r.integer("block"), Updates: r.integer("updates"), Batch: r.integer("batch"),
			LearningRate: r.number("learning_rate"), Units: r.integer("units"),
		}
	case Estimators:
		s.Estimators = &EstimatorsRecipe{r.rising("draws"), r.ordered("distances", 1), r.integer("trainings"), r.number("noise")}
	case Support:
		s.Support = &SupportRecipe{r.integer("trainings"), r.integer("updates"), r.integer("batch"), r.number("learning_rate"), r.number("momentum"), r.integer("units")}
	case Chains:
		s.Chains = &ChainsRecipe{
			Widths: r.ordered("widths", -1), Crossings: r.integer("crossings"), CrossWithin: r.integer("cross_within"),
			Trainings: r.integer("trainings"), Updates: r.integer("updates"), Batch: r.integer("batch"), LearningRate: r.number("learning_rate"),
			Momentum: r.number("momentum"), Units: r.integer("units"),
			MachineUnits: r.integer("machine_units"), MachineSteps: r.integer("machine_steps"), MachineRate: r.number("machine_rate"), Chains: r.integer("chains"),
			GeneratorSteps: r.integer("generator_steps"), InnerSteps: r.integer("inner_steps"), DiscriminatorRate: r.number("discriminator_rate"),
			DiscriminatorBatch: r.integer("discriminator_batch"),
		}
	case WakeSleep:
		s.WakeSleep = &WakeSleepRecipe{
			Noise: r.number("noise"), Updates: r.integer("updates"), Batch: r.integer("batch"), LearningRate: r.number("learning_rate"), Units: r.integer("units"),
			Shifts: r.ordered("shifts", 1), Turn: r.number("turn"),
		}
	case MNISTGradient:
		s.MNISTGradient = &MNISTGradientRecipe{Images: r.integer("images"), Epochs: r.integer("epochs"), Updates: r.rising("updates"), Batch: r.integer("batch"),
			LearningRate: r.number("learning_rate"), GeneratorUnits: r.integer("generator_units"), DiscriminatorUnits: r.integer("discriminator_units")}
		r.checkBatch(s.MNISTGradient.Batch, s.MNISTGradient.Images)
	case MNISTCollapse:
		s.MNISTCollapse = &MNISTCollapseRecipe{r.integer("images"), r.integer("held_out"), r.integer("classifier_epochs"), r.series()}
		r.checkHeldOut(s.MNISTCollapse)
	}
}

func (o *object) figure1() *Figure1Recipe {
	return &Figure1Recipe{
		Data: o.modes("data"), DiscriminatorUpdates: o.integer("discriminator_updates"), GeneratorUpdates: o.integer("generator_updates"),
		Rounds: o.integer("rounds"), K: o.integer("k"), Film: o.rising("film"), Batch: o.integer("batch"),
		LearningRate: o.number("learning_rate"), Momentum: o.number("momentum"),
		DiscriminatorUnits: o.integer("discriminator_units"), GeneratorUnits: o.integer("generator_units"),
	}
}

func (o *object) referenceD() ReferenceD {
	return ReferenceD{
		Updates: o.integer("updates"), Batch: o.integer("batch"), LateBatch: o.integer("late_batch"),
		LearningRate: o.number("learning_rate"), Momentum: o.number("momentum"), DiscriminatorUnits: o.integer("discriminator_units"),
	}
}

func (o *object) proposition2() *Proposition2Recipe {
	wrong := o.object("wrong_mode")
	return &Proposition2Recipe{
		Modes: o.modes("modes"), Points: o.integer("points"), WrongMode: Peak{wrong.number("mean"), wrong.number("sd")},
		Steps: o.integer("steps"), Rate: o.number("rate"), Drawn: o.rising("drawn"),
	}
}

func (o *object) vanishing() *VanishingRecipe {
	v := &VanishingRecipe{
		Farthest: o.number("farthest"), Far: o.number("far"), Near: o.number("near"), Updates: o.rising("updates"), Batch: o.integer("batch"),
		LearningRate: o.number("learning_rate"), Momentum: o.number("momentum"), DiscriminatorUnits: o.integer("discriminator_units"),
	}
	if v.Far > 0 && v.Near >= v.Far {
		o.report(o.fields["near"].node, "", "near must be below %v, the value of far, not %v", v.Far, v.Near)
	}
	return v
}

func (o *object) ring() Ring {
	r := o.object("ring")
	return Ring{r.integer("modes"), r.number("radius"), r.number("sd")}
}

func (o *object) lattice() Lattice {
	g := o.object("grid")
	return Lattice{g.integer("side"), g.number("apart"), g.number("sd")}
}

func (o *object) series() Series {
	s := Series{
		K: o.integer("k"), GeneratorSteps: o.integer("generator_steps"), Trainings: o.integer("trainings"), Updates: o.integer("updates"),
		Every: o.integer("every"), Batch: o.integer("batch"), LearningRate: o.number("learning_rate"), RateDivisor: o.number("rate_divisor"),
		Momentum: o.number("momentum"), GeneratorUnits: o.integer("generator_units"), DiscriminatorUnits: o.integer("discriminator_units"),
	}
	if s.Every > 0 && s.Updates > 0 && s.Updates%s.Every != 0 {
		o.report(o.fields["updates"].node, "", "updates must be a multiple of %d, the value of every, not %d", s.Every, s.Updates)
	}
	return s
}

// distances reads distances in rising order, of which the first is 0.
func (o *object) distances() []float64 {
	var all []float64
	for _, v := range o.list("distances") {
		mistakes := len(o.errs)
		d := o.parser.number(v)
		switch {
		case len(o.errs) > mistakes:
		case len(all) == 0 && d != 0:
			o.report(v.node, "", "distances must begin with 0, where q is p, not with %v", d)
		case len(all) > 0 && d <= all[len(all)-1]:
			o.report(v.node, "", "distances must rise: %v does not follow %v", d, all[len(all)-1])
		}
		all = append(all, d)
	}
	return all
}

// ordered reads numbers that rise, for a sign of 1, or fall, for −1.
func (o *object) ordered(name string, sign float64) []float64 {
	var all []float64
	for _, v := range o.list(name) {
		mistakes := len(o.errs)
		x := o.parser.number(v)
		if n := len(all); n > 0 && len(o.errs) == mistakes && sign*x <= sign*all[n-1] {
			direction := "rise"
			if sign < 0 {
				direction = "fall"
			}
			o.report(v.node, "", "%s must %s: %v does not follow %v", name, direction, x, all[n-1])
		}
		all = append(all, x)
	}
	return all
}

// rising reads whole numbers in rising order.
func (o *object) rising(name string) []int {
	all := []int{} // written as an empty list
	for _, v := range o.list(name) {
		n := o.parser.integer(v)
		if len(all) > 0 && n > 0 && n <= all[len(all)-1] {
			o.report(v.node, "", "%s must rise: %d does not follow %d", name, n, all[len(all)-1])
		}
		all = append(all, n)
	}
	return all
}

// checkBatch reports a batch of more images than there are.
func (o *object) checkBatch(batch, images int) {
	if images > 0 && batch > images {
		o.report(o.fields["batch"].node, "", "batch must be at most %d, the value of images, not %d", images, batch)
	}
}

// checkHeldOut reports images that both train and test the classifier.
func (o *object) checkHeldOut(m *MNISTCollapseRecipe) {
	if all, _ := sizes(MNISTCollapse.Dataset()); m.Images+m.HeldOut > all {
		o.report(o.fields["held_out"].node, "", "held_out must be at most %d, the training images besides images, not %d", all-m.Images, m.HeldOut)
	}
}
