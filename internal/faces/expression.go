package faces

// An Expression is one of the seven classes of the Toronto Face Database, in its order.
type Expression uint8

const (
	Anger Expression = iota
	Disgust
	Fear
	Happiness
	Sadness
	Surprise
	Neutral
	Expressions = 7 // number of expressions
)

func (e Expression) String() string {
	return [Expressions]string{"anger", "disgust", "fear", "happiness", "sadness", "surprise", "neutral"}[e]
}

// Muscles says how hard each muscle of the face pulls: 0 at rest, 1 in a full expression. The names in comments are the action
// units of the Facial Action Coding System (Ekman and Friesen, 1978).
type Muscles struct {
	InnerBrow float64 // raises it (AU1)
	OuterBrow float64 // raises it (AU2)
	Frown     float64 // lowers the brows and draws them together (AU4)
	LidUp     float64 // opens the upper lid (AU5)
	Cheek     float64 // raises it (AU6)
	Squint    float64 // tightens the lids (AU7)
	NoseUp    float64 // wrinkles the nose (AU9)
	LipUp     float64 // raises the upper lip (AU10)
	Smile     float64 // pulls the corners of the mouth up and out (AU12)
	Droop     float64 // pulls them down (AU15)
	ChinUp    float64 // pushes the chin and the lower lip up (AU17)
	Stretch   float64 // draws the mouth wide (AU20)
	Press     float64 // presses the lips together (AU24)
	Part      float64 // parts the lips, teeth show (AU25)
	Jaw       float64 // drops the jaw (AU26, AU27)
}

// prototype lists the full expressions: the muscles that Ekman and Friesen give for each emotion, with the
// strengths that read best at 48×48 pixels.
func (e Expression) prototype() Muscles {
	return [Expressions]Muscles{
		Anger:     {Frown: 1, LidUp: .35, Squint: .6, NoseUp: .25, LipUp: .15, Droop: .3, Press: .8, ChinUp: .3},
		Disgust:   {Frown: .6, Cheek: .5, Squint: .7, NoseUp: 1, LipUp: 1, Droop: .5, ChinUp: .3, Part: .25},
		Fear:      {InnerBrow: 1, OuterBrow: .4, Frown: .4, LidUp: .9, Stretch: .9, Droop: .3, Part: .6, Jaw: .3},
		Happiness: {Cheek: 1, Squint: .3, Smile: 1, Part: .65, LipUp: .1},
		Sadness:   {InnerBrow: 1, Frown: .4, Squint: .3, Droop: 1, ChinUp: .6},
		Surprise:  {InnerBrow: 1, OuterBrow: 1, LidUp: .9, Jaw: 1, Part: .3},
		Neutral:   {},
	}[e]
}

// fields lists pointers to all muscles.
func (m *Muscles) fields() []*float64 {
	return []*float64{&m.InnerBrow, &m.OuterBrow, &m.Frown, &m.LidUp, &m.Cheek, &m.Squint, &m.NoseUp, &m.LipUp,
		&m.Smile, &m.Droop, &m.ChinUp, &m.Stretch, &m.Press, &m.Part, &m.Jaw}
}

// At returns the expression at a strength between 0, the face at rest, and about 1.2.
func (e Expression) At(strength float64) Muscles {
	m := e.prototype()
	for _, pull := range m.fields() {
		*pull *= strength
	}
	return m
}
