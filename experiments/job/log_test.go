package job

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"syscall"
	"testing"
)

func TestFullDiskIsExplained(t *testing.T) {
	full := fmt.Errorf("write x: %w", &fs.PathError{Op: "write", Path: "x", Err: syscall.ENOSPC})
	if got := Advice(full); !strings.Contains(got, "make room and run the same command with -retry") {
		t.Errorf("advice is %q", got)
	}
	if got := Advice(errors.New("other")); got != "" {
		t.Errorf("advice about another error is %q", got)
	}
}
