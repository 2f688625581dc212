package gan2014

// Version is the version of the program, as in CHANGELOG.md.
const Version = "1.0.0"
