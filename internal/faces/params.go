package faces

// Params determines an image completely. Every number is a continuous factor: a small change of it changes the image a little.
// Lengths are in the units of the head's frame (half an image side), albedos and grey levels in [0, 1].
type Params struct {
	Expression Expression // the label; the picture shows Muscles
	Muscles    Muscles
	Identity   Identity
	Pose       Pose
	Light      Light
	Camera     Camera
	Scene      Scene
	Seed       int64 // of the textures: skin, hair strands, background, the irregularity of the face, grain
}

// Identity holds the factors that are the same in every photograph of a person.
type Identity struct {
	Width, Chin            float64 // half-width at the cheekbones; v of the chin
	Jaw, Temple            float64 // squareness of the outline below and above: −1 pointed, 0 an ellipse, 1 a rectangle
	Depth                  float64 // z of the face's middle above its outline
	EyeU, EyeV             float64 // centre of the right eye in the image
	EyeWide, EyeOpen       float64 // half the width and half the height of the opening
	EyeSlant               float64 // slope, positive: outer corners up
	Socket                 float64 // depth of the eye sockets
	Iris                   float64 // albedo
	LidCrease, Bags        float64 // strength of the folds above and below the eyes
	BrowGap                float64 // from eye to brow
	BrowArch, BrowTilt     float64
	BrowThick, BrowDark    float64
	NoseBase               float64 // v
	NoseWide, NoseHigh     float64 // half-width at the wings; height of the tip
	NoseBridge             float64 // height of the bridge, relative to the tip
	MouthV, MouthWide      float64 // v of the line between the lips, half its width
	LipUpper, LipLower     float64 // thickness
	LipDark                float64 // how much darker than skin
	Cheekbone, Hollow      float64 // heights above and below the skull's curve
	ChinBump, Cleft        float64
	Skin                   float64 // albedo
	Mottle, Freckles       float64 // contrast of the skin's texture
	Wrinkles, Gloss        float64
	Irregular              float64 // how far features stray from symmetry
	HairTone               float64 // albedo
	Hairline, HairRound    float64 // v of the hairline in the middle; how it curves
	HairPart               float64 // slope of the fringe
	HairLength, HairVolume float64 // v where side hair ends; thickness outside the skull
	Strands                float64 // contrast of the hair's texture
	Beard, Moustache       float64 // density
	Glasses                float64 // opacity of the frames
	GlassesSize            float64 // half-width of a lens
}

// Pose turns the head about the eyes and the mouth, which alignment holds in place. An angle is given by the tangent of its
// half, about half the angle in radians.
type Pose struct {
	Yaw, Pitch, Roll float64
	ShiftU, ShiftV   float64 // misalignment
	Zoom             float64 // 1: as aligned
	GazeU, GazeV     float64 // of the pupils, in units of the iris
}

// Light describes a distant lamp and ambient light.
type Light struct {
	U, V    float64 // direction to the lamp, with z = 1
	Ambient float64 // share of the light that comes from all sides
	Side    float64 // difference of the surround between right and left
	Shadow  float64 // depth of cast shadows
	Uneven  float64 // how far the lamp's light varies over the face
}

// Camera turns light into grey levels.
type Camera struct {
	Exposure float64 // grey level of a white surface that faces the lamp
	Contrast float64 // about middle grey
	Gamma    float64 // of mid-tones, −1 darker, 1 lighter
	Blur     float64 // share of each neighbour, 0 to .25
	Grain    float64 // standard deviation of the noise in grey levels
	Vignette float64 // darkening at half an image side from the middle, twice that in the corners
	Veil     float64 // grey level of black: light scattered in the lens
}

// Scene describes the background and the clothes.
type Scene struct {
	Level, SlopeU, SlopeV float64 // grey of the background and its gradient
	Clutter               float64 // contrast of blurred objects in the background
	Clothes, Collar       float64 // albedo, and v where they begin below the chin
}
