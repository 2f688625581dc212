// Package provenance finds out what a number was computed with: the state of the program's own sources, and the machine. What cannot be
// found out is left empty, and never stops a run. No variable of the process's environment is kept, and no file of the folder that the
// program is started in is read.
package provenance
