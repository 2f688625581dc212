package faces

import (
	"math"
	"testing"
)

// TestGrain checks the difference between a picture with grain and one without: its standard deviation is that of the grain, plus 1/12 for
// rounding twice.
func TestGrain(t *testing.T) {
	p := symmetric()
	p.Camera.Contrast = .5 // no pixel is clipped
	p.Camera.Grain = 0
	clean := p.Render()
	p.Camera.Grain = .02
	noisy := p.Render()
	var sum float64
	for k := range clean.Pixels {
		sum += sq(float64(noisy.Pixels[k])-float64(clean.Pixels[k])) / Pixels
	}
	if want := sq(.02*255) + 2./12; math.Abs(sum/want-1) > .15 { // five standard errors at 2,304 pixels
		t.Errorf("variance of the grain %.2f, want %.2f", sum, want)
	}
}

func TestSoftenKeepsTheMeanAndAFlatPicture(t *testing.T) {
	var flat, spot [Pixels]float64
	for k := range flat {
		flat[k] = .3
	}
	blurByLens(&flat, .2)
	for k, x := range flat {
		if math.Abs(x-.3) > 1e-15 {
			t.Fatalf("pixel %d of a flat picture is %v", k, x)
		}
	}
	const middle = 20*Side + 20
	spot[middle] = 1
	blurByLens(&spot, .25)
	for offset, want := range map[int]float64{0: .25, 1: .125, Side: .125, Side + 1: .0625, 2: 0} {
		if got := spot[middle+offset]; math.Abs(got-want) > 1e-15 {
			t.Errorf("the spot gives %v to offset %d, want %v", got, offset, want)
		}
	}
}

// TestFrontalPoseIsTheIdentity checks that a head that faces the camera is seen where it is.
func TestFrontalPoseIsTheIdentity(t *testing.T) {
	p := symmetric()
	var h head
	h.build(&p)
	pose := newTurn(Pose{Zoom: 1})
	for k := range Pixels {
		x, y := pixelPosition(k)
		if got, want := pose.find(&h.height, x, y), (spot{placeAt(x), placeAt(y)}); got != want {
			t.Fatalf("(%v, %v) shows %v, want %v", x, y, got, want)
		}
	}
}

// TestPoseInverts checks that a place on the head that find returns is seen at the place that find was given.
func TestPoseInverts(t *testing.T) {
	p := symmetric()
	var h head
	h.build(&p)
	pose := newTurn(Pose{Yaw: .06, Pitch: -.04, Roll: .03, ShiftU: .05, ShiftV: -.03, Zoom: 1.05})
	for k := range Pixels {
		x, y := pixelPosition(k)
		at := pose.find(&h.height, x, y)
		if max(math.Abs(x), math.Abs(y)) > .8 {
			continue // the flanks
		}
		u := (float64(at.u.i)+at.u.fraction+.5)*pitch - reach
		v := (float64(at.v.i)+at.v.fraction+.5)*pitch - reach
		z := h.height.at(at) - .8
		a, b := u*pose.cosYaw+z*pose.sinYaw, v*pose.cosPitch+z*pose.sinPitch
		a, b = a*pose.cosRoll-b*pose.sinRoll, a*pose.sinRoll+b*pose.cosRoll
		a, b = a*1.05+.05, b*1.05-.03
		if math.Hypot(a-x, b-y) > .02 { // half a pixel
			t.Errorf("(%.2f, %.2f) is asked for, (%.2f, %.2f) found", x, y, a, b)
		}
	}
}
