// Package provenance determines what a number was computed with: the state of the program's own sources, and the machine. A value that
// cannot be determined stays empty and never stops a run. The package records no environment variable, and reads no file of the folder
// that the program was started in.
package provenance
