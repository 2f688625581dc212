package faces

// backdrop returns the scene behind the head at (x, y): an out-of-focus background, the neck in the head's shadow, and clothes.
func (p *Params) backdrop(x, y, clutter float64) float64 {
	tone := p.Scene.Level + mul(p.Scene.SlopeU, x) + mul(p.Scene.SlopeV, y) + mul(p.Scene.Clutter, clutter)
	neck := smoothStep(.05, -.05, max(x, -x)-mul(.68, p.Identity.Width)) * smoothStep(.3, .5, y)
	tone = max(tone, 0) / p.Camera.Exposure // as grey as it is told, whatever the exposure
	tone = mix(tone, p.Identity.Skin*.42*(1+mul(.5*p.Light.U, x)), neck)
	clothes := smoothStep(-.08, .08, y-p.Scene.Collar+mul(.35, sq(x)))
	return mix(tone, p.Scene.Clothes*.6*(1+mul(.5*p.Scene.Clutter, clutter)), clothes)
}
