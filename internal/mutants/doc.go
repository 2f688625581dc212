// Mutants checks that the tests notice faults: it puts one fault after another into a copy of the code and runs the tests that
// must fail with it.
//
//	go run ./internal/mutants [-only PATTERN]
//
// A mutant is a patch in this folder, NAME.patch: two header lines and then what `git diff -U1` prints at the root.
//
//	what: every chunk of samples is drawn from the same noise
//	test: ./models/gan -run TestSample
//
// The second line is the arguments of go test: the package whose tests must fail, and where they take long, the tests.
// A mutant that no test notices is a survivor. A survivor, a patch that no longer applies and a mutant that does not compile
// are errors, and so are tests that fail without any mutant.
package main
