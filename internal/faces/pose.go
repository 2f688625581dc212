package faces

// turn maps places in the image to places on the head.
type turn struct {
	cosYaw, sinYaw, cosPitch, sinPitch, cosRoll, sinRoll float64
	Pose
	z float64 // height found last, a good guess for the next place
}

func newTurn(p Pose) turn {
	t := turn{Pose: p}
	t.cosYaw, t.sinYaw = angle(p.Yaw)
	t.cosPitch, t.sinPitch = angle(p.Pitch)
	t.cosRoll, t.sinRoll = angle(p.Roll)
	return t
}

// angle returns the cosine and sine of an angle from the tangent of its half.
func angle(t float64) (cos, sin float64) { return (1 - sq(t)) / (1 + sq(t)), 2 * t / (1 + sq(t)) }

// find returns the place on the head that is seen at (x, y). A place (u, v) at height z is seen at u·cos + z·sin, so u depends on the
// height at u. find solves this with three iterations that start from the height of the place found last, its neighbour. The iterations
// are damped to converge on steep flanks.
func (t *turn) find(height *plane, x, y float64) spot {
	const pivot = .8 // the height of eyes and mouth, which stay where they are
	x, y = (x-t.ShiftU)/t.Zoom, (y-t.ShiftV)/t.Zoom
	x, y = mul(t.cosRoll, x)+mul(t.sinRoll, y), mul(t.cosRoll, y)-mul(t.sinRoll, x)
	perYaw, perPitch := 1/t.cosYaw, 1/t.cosPitch
	var at spot
	for range 3 {
		at = spot{placeAt(mul(x-mul(t.sinYaw, t.z-pivot), perYaw)), placeAt(mul(y-mul(t.sinPitch, t.z-pivot), perPitch))}
		t.z = mix(t.z, height.at(at), .6)
	}
	return at
}
