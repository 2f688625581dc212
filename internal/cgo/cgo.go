// Package cgo stops a build without a C compiler with one sentence. The packages that contain C, and the database, whose driver does, import
// it.
package cgo
