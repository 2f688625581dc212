package gan

import "gan2014/internal/elementary"

// averageEvery is the number of updates of G between two steps of the average, because a step reads and writes all of them.
const averageEvery = 10

// average moves the average of G's parameters, if one is due after this update of G. The average forgets a value after about
// 1/(1−AverageDecay) updates of G. Near the start of a stage it forgets earlier, so that the first parameters do not stay in it: its step n
// decays by at most (1+n)/(10+n) (tf.train.ExponentialMovingAverage, num_updates).
func (t *Trainer) average() {
	_, perEpoch := t.Updates()
	updates := (t.state.Update + 1 - t.config.before(t.state.Stage)*perEpoch) / t.config.K
	if t.config.AverageDecay == 0 || updates%averageEvery != 0 {
		return
	}
	n := float64(updates / averageEvery)
	t.pair.G.Average(min(elementary.Power(t.config.AverageDecay, averageEvery), (1+n)/(10+n)))
}
