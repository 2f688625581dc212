package figure

import (
	"reflect"
	"testing"
)

// TestOf checks that the report finds a figure by the name that is recorded with its lines.
func TestOf(t *testing.T) {
	for _, f := range append(All(), FilmFrame(3), SamplesFrame("ring", "k = 1"), Ring(5), RingEnd(5), Grid(9), GridEnd(9)) {
		if got := Of(f.Name); !reflect.DeepEqual(got, f) {
			t.Errorf("%s is %+v, want %+v", f.Name, got, f)
		}
	}
	if got := FilmFrame(3); got.Name != "film/03" || got.Group() != "film" || got.Title != "03" || !got.SameAxes {
		t.Errorf("a frame is %+v", got)
	}
	if got := Of("mine/a"); got.Kind != Axes || got.Title != "mine/a" || got.Caption != "" {
		t.Errorf("an unknown figure is %+v", got)
	}
}
