package faces

import "testing"

func TestOrderOfExpressions(t *testing.T) {
	want := []string{"anger", "disgust", "fear", "happiness", "sadness", "surprise", "neutral"} // TFD's, as labs_ex − 1
	if len(want) != Expressions {
		t.Fatalf("%d expressions", Expressions)
	}
	for e, name := range want {
		if got := Expression(e).String(); got != name {
			t.Errorf("expression %d is %s, want %s", e, got, name)
		}
	}
}

func TestStrengthScalesEveryMuscle(t *testing.T) {
	if Anger.At(0) != (Muscles{}) || Neutral.At(1) != (Muscles{}) {
		t.Error("a face at rest has a muscle that pulls")
	}
	half, full := Fear.At(.5), Fear.At(1)
	for i, pull := range half.fields() {
		if *pull*2 != *full.fields()[i] {
			t.Errorf("muscle %d pulls %v at half strength, %v at full", i, *pull, *full.fields()[i])
		}
	}
}

// region returns the mean grey level of a box of the image.
func region(f *Face, left, right, top, bottom float64) (mean float64) {
	n := 0.0
	for k, x := range f.Pixels {
		if x0, y0 := pixelPosition(k); x0 > left && x0 < right && y0 > top && y0 < bottom {
			mean += float64(x)
			n++
		}
	}
	return mean / n
}

// TestMusclesAreSeen checks what a picture shows when a muscle pulls, on a face without glasses, hair or beard in the way.
func TestMusclesAreSeen(t *testing.T) {
	shot := func(m Muscles) *Face {
		p := symmetric()
		p.Identity.BrowDark, p.Identity.Glasses, p.Muscles = .8, 0, m
		p.Camera.Blur = 0
		return p.Render()
	}
	rest := shot(Muscles{})
	check := func(name string, m Muscles, left, right, top, bottom float64, brighter bool) {
		t.Helper()
		before, after := region(rest, left, right, top, bottom), region(shot(m), left, right, top, bottom)
		if brighter && after < before+2 || !brighter && after > before-2 {
			t.Errorf("%s: from %.1f to %.1f", name, before, after)
		}
	}
	const mouth, eye, brow = .54, -.36, -.62
	check("a dropped jaw opens a dark mouth", Muscles{Jaw: 1, Part: .3}, -.15, .15, mouth+.05, mouth+.25, false)
	check("raised brows leave skin behind", Muscles{InnerBrow: 1, OuterBrow: 1}, .25, .65, brow, brow+.1, true)
	check("lowered brows come down at their inner ends", Muscles{Frown: 1}, .17, .35, brow+.1, brow+.18, false)
	check("closed lids hide the iris", Muscles{Squint: 1.3, Cheek: 1}, .4, .52, eye-.08, eye+.06, true)
}

func TestEveryExpressionShows(t *testing.T) {
	for e := range Expression(Expressions) {
		for other := range e {
			p, q := symmetric(), symmetric()
			p.Muscles, q.Muscles = e.At(1), other.At(1)
			if mean, most := difference(p.Render(), q.Render()); mean < 1.2 || most < 25 {
				t.Errorf("%s and %s differ by %.2f grey levels in the mean, by up to %.0f", e, other, mean, most)
			}
		}
	}
}
