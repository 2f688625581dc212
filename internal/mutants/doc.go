// Mutants checks that the tests detect faults. It puts one fault at a time into a copy of the code and runs the tests that must fail.
//
//	go run ./internal/mutants [-only PATTERN]
//
// A mutant is a patch in this folder, NAME.patch: two header lines, followed by the output of `git diff -U1` at the root.
//
//	what: every chunk of samples is drawn from the same noise
//	test: ./models/gan -run TestSample
//
// The first line describes the fault. The second line gives the arguments of go test: the package whose tests must fail and, if its tests
// take long, the names of the tests. A mutant that no test detects is a survivor. Errors are a survivor, a patch that no longer applies, a
// mutant that does not compile, and tests that fail without any mutant.
package main
