package gan

import (
	"gan2014/internal/rng"
	"gan2014/models/nn"
)

// setCondition sets what the nets are given besides noise and images, in a step on rows of the data.
func (t *Trainer) setCondition(s *step[float32], rows []int, stream string) {
	switch {
	case t.config.Masks != nil:
		t.setMasks(s, rows, stream)
	case t.config.Classes > 0:
		t.setClasses(s, rows)
	}
}

// setClasses sets the condition of a step on rows of the data. The samples are of the classes of the same rows.
func (t *Trainer) setClasses(s *step[float32], rows []int) {
	oneHot(s.c, func(i int) int {
		if i >= s.real {
			i -= s.real
		}
		return int(t.Labels[rows[i]])
	})
}

// setNoise draws the instance noise of a step. It falls with the updates of the stage.
func (t *Trainer) setNoise(s *step[float32], stream string) {
	if s.noise.Rows == 0 {
		return
	}
	_, perEpoch := t.Updates()
	sd := float32(t.config.Noisy.at(t.state.Update-t.config.before(t.state.Stage)*perEpoch, perEpoch))
	rng.Normal(rng.For(t.seed, "instance noise"+stream, t.state.Update), s.noise.Data)
	for i := range s.noise.Data {
		s.noise.Data[i] *= sd
	}
}

// oneHot writes the codes of classes: a row has 1 in the column of its class, and 0 in the others.
func oneHot(codes nn.Matrix[float32], class func(row int) int) {
	clear(codes.Data)
	for i := range codes.Rows {
		codes.Row(i)[class(i)] = 1
	}
}
