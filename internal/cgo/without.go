//go:build !cgo

package cgo

// This line does not compile, and the compiler prints the sentence in it.
var _ int = "this program needs a C compiler: install gcc or clang, and build with CGO_ENABLED=1"
