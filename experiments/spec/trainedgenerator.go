package spec

import "regexp"

var hexadecimal = regexp.MustCompile(`^[0-9a-f]{64}$`)

// trainedGenerator reads the name of a generator's file and its SHA-256. One of them must be there.
func (o *object) trainedGenerator(s *System) {
	s.File, s.SHA256 = o.title("file"), o.title("sha256")
	if !o.has("sha256") {
		o.require("file")
	}
	if s.SHA256 != "" && !hexadecimal.MatchString(s.SHA256) {
		o.report(o.fields["sha256"].node, "", "sha256 must be 64 hexadecimal digits in lower case, not %s", quote(s.SHA256))
		s.SHA256 = ""
	}
}
