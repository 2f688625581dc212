package faces

import (
	"math"
	"reflect"
	"testing"

	"gan2014/internal/rng"
)

// factors calls f with every number in a struct and its name.
func factors(v reflect.Value, name string, f func(name string, x reflect.Value)) {
	for i := range v.NumField() {
		field := v.Field(i)
		path := name + v.Type().Field(i).Name
		switch field.Kind() {
		case reflect.Struct:
			factors(field, path+".", f)
		case reflect.Float64:
			f(path, field)
		}
	}
}

// difference returns the mean and the greatest difference of two images in grey levels.
func difference(a, b *Face) (mean, most float64) {
	for k := range a.Pixels {
		d := math.Abs(float64(a.Pixels[k]) - float64(b.Pixels[k]))
		mean += d / Pixels
		most = max(most, d)
	}
	return mean, most
}

// bearded returns a face with every optional part.
func bearded(index int) Params {
	p := Sample(rng.For(1, "faces", index))
	p.Muscles = Fear.At(.6)
	p.Muscles.LipUp, p.Muscles.Smile, p.Muscles.NoseUp, p.Muscles.Squint = .3, .2, .3, .2
	id := &p.Identity
	id.Hairline, id.HairLength, id.HairVolume, id.Strands = -.8, .5, .2, .2
	id.Beard, id.Moustache, id.Glasses, id.Freckles, id.Cleft = .5, .5, .5, .1, .03
	id.Wrinkles, id.Bags, id.LidCrease, id.Gloss = .5, .5, .5, .2
	p.Light.U, p.Light.V = 1.2, -.6 // shadows fall
	id.Chin, p.Pose.Zoom, p.Pose.Yaw, p.Scene.Collar = 1.05, .9, .05, 1.1
	return p
}

// TestEveryFactorIsContinuousAndSeen checks that a factor that changes by a thousandth changes no pixel by more than a few grey levels, and
// that a change by a tenth is visible.
func TestEveryFactorIsContinuousAndSeen(t *testing.T) {
	for index := range 3 {
		p := bearded(index)
		base := p.Render()
		factors(reflect.ValueOf(&p).Elem(), "", func(name string, x reflect.Value) {
			was := x.Float()
			x.SetFloat(was + .001)
			if mean, most := difference(base, p.Render()); mean > 1 || most > 12 {
				t.Errorf("%s + 0.001 changes face %d by %.2f grey levels in the mean, by up to %.0f", name, index, mean, most)
			}
			x.SetFloat(was + .1)
			if _, most := difference(base, p.Render()); most < 2 {
				t.Errorf("%s + 0.1 changes no pixel of face %d by more than %.0f grey levels", name, index, most)
			}
			x.SetFloat(was)
		})
	}
}

// symmetric returns a face whose factors do not distinguish left from right.
func symmetric() Params {
	p := Sample(rng.For(2, "faces", 0))
	p.Muscles = Happiness.At(.7)
	id := &p.Identity
	id.Irregular, id.Mottle, id.Freckles, id.Strands, id.BrowDark, id.Beard, id.Moustache = 0, 0, 0, 0, 0, 0, 0
	id.Hairline, id.HairLength, id.HairPart = -9, -9, 0
	p.Pose = Pose{Zoom: 1}
	p.Light = Light{V: -.4, Ambient: .4, Shadow: .6}
	p.Camera.Grain = 0
	p.Scene.SlopeU, p.Scene.Clutter = 0, 0
	return p
}

func mirrored(f *Face) *Face {
	m := *f
	for k := range m.Pixels {
		m.Pixels[k] = f.Pixels[k/Side*Side+Side-1-k%Side]
	}
	return &m
}

// TestMirrorImages checks that a face that is turned, lit or seen from the other side is the mirror image. The heights of a pose are found
// from left to right, so a turned face differs a little along its flanks.
func TestMirrorImages(t *testing.T) {
	check := func(name string, change func(p *Params, sign float64), tolerance float64) {
		t.Helper()
		left, right := symmetric(), symmetric()
		change(&left, -1)
		change(&right, 1)
		a, b := left.Render(), right.Render()
		if mean, _ := difference(a, mirrored(b)); mean > tolerance {
			t.Errorf("%s: mirror images differ by %.3f grey levels in the mean", name, mean)
		}
		if mean, _ := difference(a, b); mean < .2 && name != "nothing" {
			t.Errorf("%s: no effect", name)
		}
	}
	check("nothing", func(*Params, float64) {}, .01)
	check("lamp", func(p *Params, sign float64) { p.Light.U = .5 * sign }, .01)
	check("surround", func(p *Params, sign float64) { p.Light.Side = .3 * sign }, .01)
	check("gaze", func(p *Params, sign float64) { p.Pose.GazeU = .5 * sign }, .01)
	check("roll", func(p *Params, sign float64) { p.Pose.Roll = .03 * sign }, .1)
	check("shift", func(p *Params, sign float64) { p.Pose.ShiftU = .1 * sign }, .1)
	check("background", func(p *Params, sign float64) { p.Scene.SlopeU = .2 * sign }, .01)
	check("yaw", func(p *Params, sign float64) { p.Pose.Yaw = .1 * sign }, 1)
}

func TestSampledFactorsStayInRange(t *testing.T) {
	for index := range 5000 {
		p := Sample(rng.For(3, "faces", index))
		id, c := p.Identity, p.Camera
		for name, x := range map[string]float64{
			"skin": id.Skin, "iris": id.Iris, "hair": id.HairTone, "beard": id.Beard, "moustache": id.Moustache,
			"brow": id.BrowDark, "glasses": id.Glasses, "ambient": p.Light.Ambient, "shadow": p.Light.Shadow,
			"blur": 4 * c.Blur, "clothes": p.Scene.Clothes,
		} {
			if x < 0 || x > 1 {
				t.Fatalf("face %d: %s is %v", index, name, x)
			}
		}
		for name, x := range map[string]float64{
			"width": id.Width, "eye": id.EyeOpen, "upper lip": id.LipUpper, "lower lip": id.LipLower, "brow": id.BrowThick,
			"nose": id.NoseHigh, "zoom": p.Pose.Zoom, "exposure": c.Exposure, "contrast": c.Contrast,
		} {
			if x <= 0 {
				t.Fatalf("face %d: size of %s is %v", index, name, x)
			}
		}
	}
}

// TestBell checks the moments of the normal draws within five standard errors at n = 200,000. The excess kurtosis of the sum of six uniform
// draws is −1.2/6.
func TestBell(t *testing.T) {
	const n = 200_000
	d := sampler{rng.For(4, "bell")}
	var m, v, k float64
	for range n {
		x := (d.normal(3, 2) - 3) / 2
		m, v, k = m+x/n, v+x*x/n, k+x*x*x*x/n
	}
	if math.Abs(m) > .0112 || math.Abs(v-1) > .016 || math.Abs(k-2.8) > .1 {
		t.Errorf("mean %.4f, variance %.4f, fourth moment %.3f; want 0, 1, 2.8", m, v, k)
	}
}
