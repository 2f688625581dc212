package record

import (
	"fmt"

	"gan2014/internal/typeset"
	"gan2014/results"
)

// Hardware names the machine of a run: host, processor, memory, system.
func Hardware(r results.Run) string {
	e := r.Environment
	s := fmt.Sprintf("%s: %s, %s", r.Host, e.CPU, typeset.Count(e.Cores, "core", "cores"))
	if e.Memory > 0 {
		s += ", " + typeset.Bytes(e.Memory)
	}
	for _, more := range []string{e.OSVersion, e.Kernel} {
		if more != "" {
			s += ", " + more
		}
	}
	return s
}

// Library names what multiplied the matrices of a run: the library of an earlier build, or the version of the program's own code.
func Library(r results.Run) string {
	if r.Version == "" {
		return r.Environment.BLAS
	}
	return r.Version
}
