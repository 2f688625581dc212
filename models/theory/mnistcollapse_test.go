package theory

import "testing"

// TestNetsOnDigits checks that the nets have the settings of the study. The counts of classes hardly depend on them after a few updates.
func TestNetsOnDigits(t *testing.T) {
	images, _ := rowsWithClass(200)
	m := MNISTCollapse{Series: Series{Batch: 11, LearningRate: .3, RateDivisor: 7, Momentum: .4, GeneratorUnits: 5, DiscriminatorUnits: 6, Updates: 10}}
	setup := m.trainingSetup(images, newClassifier(images.Cols, 1))
	config := setup.with(balanced)
	stage := config.Stages[0]
	if config.Batch != 11 || stage.Rate.Start != .3 || !(stage.Rate.Factor > 1) || stage.Momentum.Start != .4 || stage.Momentum.End != .4 || setup.RateDivisor != 7 {
		t.Errorf("%+v", config)
	}
	for i := range 2 {
		if stage.Generator[i].Units != 5 || stage.Discriminator[i].Units != 6 {
			t.Errorf("hidden layer %d has %d and %d units", i+1, stage.Generator[i].Units, stage.Discriminator[i].Units)
		}
	}
}
