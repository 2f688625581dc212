package datasets

import (
	"context"
	"errors"
	"os"
	"testing"
	"time"
)

// fetched loads a data set from $GAN2014_DATA or the default cache. If it is not available, the test is skipped. fetched downloads MNIST,
// which is small, but no other set.
func fetched(t *testing.T, name string) *Set {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	c := &Cache{Dir: os.Getenv("GAN2014_DATA"), Log: t.Logf, Offline: name != "mnist"}
	if _, err := c.Fetch(ctx, name); errors.Is(err, errChecksum) {
		t.Fatal(err)
	} else if err != nil {
		t.Skipf("NOT CHECKED: decoding and splits of the real %s, whose files cannot be had: %v", name, err)
	}
	s, err := c.Load(t.Context(), name)
	if err != nil {
		t.Fatal(err)
	}
	if got := s.digest(); got != s.SHA256 {
		t.Errorf("%s is decoded to images with the sha256 %s, but the program says %s", name, got, s.SHA256)
	}
	return s
}
