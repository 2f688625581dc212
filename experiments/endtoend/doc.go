// Package endtoend has the tests of the program as a whole: each starts the built program, as a user does, and looks at what it prints,
// records and writes. They take minutes, so they are apart from the tests of the packages that the program is made of.
package endtoend
