package datasets

import (
	"slices"
	"testing"
)

func TestList(t *testing.T) {
	t.Setenv("GAN2014_FER2013", "")
	c := &Cache{Dir: t.TempDir()}
	place(t, c.Dir+"/mnist", "t10k-labels-idx1-ubyte", make([]byte, 10_008))
	place(t, c.Dir+"/mnist", "train-labels-idx1-ubyte", []byte("of another size"))
	place(t, c.Dir+"/mnist", "train-images-idx3-ubyte.gz", []byte("packed"))
	place(t, c.Dir+"/fer2013", "test_0.png", make([]byte, 5_941_869)) // of the second form
	place(t, c.Dir+"/tfd", "TFD_48x48.mat", []byte("the user's own"))
	entries, err := c.List(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	byName := map[string]Entry{}
	var names []string
	for _, e := range entries {
		byName[e.Name] = e
		names = append(names, e.Name)
		if e.Title == "" || e.Terms == "" || e.Dir != c.Dir+"/"+e.Name {
			t.Errorf("%+v", e)
		}
	}
	if !slices.Equal(names, Names()) {
		t.Errorf("listed %v, want %v", names, Names())
	}
	check := func(name string, files, cached int, bytes int64, sources int) {
		t.Helper()
		if e := byName[name]; e.Files != files || e.Cached != cached || e.Bytes != bytes || len(e.Sources) != sources {
			t.Errorf("%s: %d of %d files, %d bytes, sources %q; want %d of %d, %d bytes, %d sources",
				name, e.Cached, e.Files, e.Bytes, e.Sources, cached, files, bytes, sources)
		}
	}
	check("mnist", 4, 2, 10_014, 4)
	check("cifar10", 6, 0, 0, 2)
	check("fer2013", 5, 1, 5_941_869, 0)
	check("tfd", 1, 1, 14, 0)
}

// TestNames checks that every name gives a data set of that name.
func TestNames(t *testing.T) {
	for _, name := range Names() {
		p, err := published(name)
		if err != nil || p.name != name || len(p.forms) == 0 {
			t.Errorf("%s: %+v (error %v)", name, p, err)
		}
	}
}
