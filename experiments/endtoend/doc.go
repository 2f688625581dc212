// Package endtoend tests the program as a whole. Each test starts the built program as a user does, and checks what it prints,
// records and writes. These tests take minutes, so they are separate from the packages' own tests.
package endtoend
