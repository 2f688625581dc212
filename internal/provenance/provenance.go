// Package provenance finds out what a number was computed with: the state of the source tree, the program and the machine.
// What cannot be found out is left empty, and never stops a run. No variable of the process's environment is read.
package provenance
