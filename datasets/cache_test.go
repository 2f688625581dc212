package datasets

import (
	"bytes"
	"context"
	"errors"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// checkUsable loads the set and compares every pixel's raw value.
func checkUsable(t *testing.T, c *Cache) *Set {
	t.Helper()
	s, err := c.Load(t.Context(), "mnist")
	if err != nil {
		t.Fatal(err)
	}
	for i := range synthTrain {
		for j, x := range s.Train.Row(i) {
			if want := float32(synthPixel(0, i, j)) / 255; x != want {
				t.Fatalf("training image %d, pixel %d is %v, want %v", i, j, x, want)
			}
		}
	}
	return s
}

func checkSources(t *testing.T, files []File, want ...string) {
	t.Helper()
	for i, f := range files {
		if f.Source != want[i] {
			t.Errorf("%s is from %q, want %q", f.Name, f.Source, want[i])
		}
	}
}

// checkFolder compares the names in dir with want, which is sorted.
func checkFolder(t *testing.T, dir string, want ...string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, e := range entries {
		got = append(got, e.Name())
	}
	if !slices.Equal(got, want) {
		t.Errorf("%s holds %v, want %v", dir, got, want)
	}
}

func TestFilesPlacedByHandNeedNoSource(t *testing.T) {
	_, contents := synthetic()
	for _, form := range []string{"plain", "packed", "mixed"} {
		t.Run(form, func(t *testing.T) {
			c, log, dir := synthCache(t, forbidden(t))
			for i, f := range c.files(t) {
				if form == "packed" || form == "mixed" && i%2 == 0 {
					place(t, dir, f.name+".gz", packed(contents[f.name]))
				} else {
					place(t, dir, f.name, contents[f.name])
				}
			}
			s := checkUsable(t, c)
			checkSources(t, s.Files, "cache", "cache", "cache", "cache")
			if log.Len() > 0 {
				t.Errorf("logged %s", log)
			}
		})
	}
}

func TestFetchedFilesAreKept(t *testing.T) {
	_, contents := synthetic()
	c, _, dir := synthCache(t, giving("shop", contents))
	files, err := c.Fetch(t.Context(), "mnist")
	if err != nil {
		t.Fatal(err)
	}
	checkSources(t, files, "shop", "shop", "shop", "shop")
	for i, f := range c.files(t) {
		want := File{Name: f.name, SHA256: f.sum, Source: "shop", Bytes: int64(len(contents[f.name]))}
		if files[i] != want {
			t.Errorf("got %+v, want %+v", files[i], want)
		}
	}
	checkFolder(t, dir, slices.Sorted(maps.Keys(contents))...)

	offline, _, _ := synthCache(t, forbidden(t))
	offline.Dir = c.Dir
	checkSources(t, checkUsable(t, offline).Files, "cache", "cache", "cache", "cache")
}

// TestSourcesInOrder checks that each source is asked only for files that the sources before it did not deliver.
func TestSourcesInOrder(t *testing.T) {
	_, contents := synthetic()
	damaged := maps.Clone(contents)
	damaged["t10k-images-idx3-ubyte"] = bytes.Repeat([]byte{7}, len(contents["t10k-images-idx3-ubyte"]))
	c, log, dir := synthCache(t,
		giving("empty shop", nil),
		giving("damaged shop", damaged),
		giving("good shop", contents),
		forbidden(t),
	)
	place(t, dir, "train-labels-idx1-ubyte", contents["train-labels-idx1-ubyte"])
	s := checkUsable(t, c)
	checkSources(t, s.Files, "damaged shop", "cache", "good shop", "good shop")
	checkContains(t, log.String(),
		"empty shop: train-images-idx3-ubyte is sold out",
		"damaged shop: t10k-images-idx3-ubyte: wrong checksum")
}

// TestFetchLeavesOtherFilesAlone checks that fetching one file does not touch the good files, packed or not.
func TestFetchLeavesOtherFilesAlone(t *testing.T) {
	_, contents := synthetic()
	c, _, dir := synthCache(t, giving("shop", contents))
	for name, data := range contents {
		if name != "t10k-labels-idx1-ubyte" {
			place(t, dir, name+".gz", packed(data))
		}
	}
	checkSources(t, checkUsable(t, c).Files, "cache", "cache", "cache", "shop")
	checkFolder(t, dir, "t10k-images-idx3-ubyte.gz", "t10k-labels-idx1-ubyte",
		"train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte.gz")
}

// TestCorruptCopyIsSetAside checks that an unusable copy, which may be the user's own, is named and kept.
func TestCorruptCopyIsSetAside(t *testing.T) {
	_, contents := synthetic()
	const victim = "train-images-idx3-ubyte"
	good := contents[victim]
	flipped := bytes.Clone(good)
	flipped[20] ^= 1
	for name, bad := range map[string][]byte{
		victim:         flipped,
		victim + ".gz": packed(flipped),
	} {
		t.Run(name, func(t *testing.T) {
			c, log, dir := synthCache(t, giving("shop", contents))
			for f, data := range contents {
				place(t, dir, f, data)
			}
			if err := os.Remove(filepath.Join(dir, victim)); err != nil {
				t.Fatal(err)
			}
			place(t, dir, name, bad)
			checkSources(t, checkUsable(t, c).Files, "shop", "cache", "cache", "cache")
			checkContains(t, log.String(), "ignoring the cached "+filepath.Join(dir, name)+": wrong checksum")
			kept := map[string]string{victim: victim + ".bad", victim + ".gz": victim + ".gz"}[name]
			checkFolder(t, dir, slices.Sorted(slices.Values(append(slices.Collect(maps.Keys(contents)), kept)))...)
			if b, err := os.ReadFile(filepath.Join(dir, kept)); err != nil || !bytes.Equal(b, bad) {
				t.Errorf("%s is not the user's file (error %v)", kept, err)
			}
			if name == victim {
				checkContains(t, log.String(), filepath.Join(dir, victim)+" was not usable and is now called "+victim+".bad")
			}

			log.Reset()
			checkSources(t, checkUsable(t, c).Files, "cache", "cache", "cache", "cache")
			if log.Len() > 0 {
				t.Errorf("the second load logged %s", log)
			}
		})
	}
}

func TestGoodCopyBesideACorruptOneIsUsed(t *testing.T) {
	_, contents := synthetic()
	c, log, dir := synthCache(t, forbidden(t))
	for f, data := range contents {
		place(t, dir, f+".gz", packed(data))
		place(t, dir, f, data[:len(data)-1])
	}
	checkUsable(t, c)
	checkContains(t, log.String(), "ignoring the cached", "truncated")
}

func TestCorruptCopyIsNeverUsed(t *testing.T) {
	_, contents := synthetic()
	c, _, dir := synthCache(t, giving("empty shop", nil))
	for f, data := range contents {
		place(t, dir, f, append(bytes.Clone(data), 0))
	}
	if s, err := c.Load(t.Context(), "mnist"); err == nil {
		t.Errorf("loaded %+v", s.Files)
	}
}

func TestErrorWhenAllSourcesFailTellsWhatToDo(t *testing.T) {
	refused := func(name, why string) source {
		return source{name: name, fetch: func(context.Context, order) error { return errors.New(why) }}
	}
	c, _, dir := synthCache(t, refused("shop A", "closed"), refused("shop B", "burnt down"))
	_, err := c.Load(t.Context(), "mnist")
	if err == nil {
		t.Fatal("no error")
	}
	checkContains(t, err.Error(), "fetch mnist: no source delivered train-images-idx3-ubyte, train-labels-idx1-ubyte, ",
		"\nshop A: closed\n", "\nshop B: burnt down\n", "by hand", "these into "+dir, ".gz")
	for _, f := range c.files(t) {
		checkContains(t, err.Error(), "\n    "+f.name, f.sum)
	}
}

func TestWrongContentCanBeToldFromUnreachable(t *testing.T) {
	_, contents := synthetic()
	for name, data := range contents {
		contents[name] = bytes.Repeat([]byte{1}, len(data))
	}
	c, _, _ := synthCache(t, giving("forger", contents))
	if _, err := c.Fetch(t.Context(), "mnist"); !errors.Is(err, errChecksum) {
		t.Errorf("%v is not errChecksum", err)
	}
}

func TestCancelDuringFetch(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	slow := source{name: "slow shop", fetch: func(ctx context.Context, _ order) error {
		cancel()
		<-ctx.Done()
		return errors.New("interrupted")
	}}
	c, _, _ := synthCache(t, slow, forbidden(t))
	_, err := c.Load(ctx, "mnist")
	if !errors.Is(err, context.Canceled) || strings.Contains(err.Error(), "by hand") {
		t.Errorf("got %v, want context.Canceled", err)
	}
}

func TestCancelledBeforeLoad(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	c, _, _ := synthCache(t, forbidden(t))
	if _, err := c.Load(ctx, "mnist"); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want context.Canceled", err)
	}
}

// TestUnwritableFolder checks that a folder that cannot be written is an error and does not lead to another source.
func TestUnwritableFolder(t *testing.T) {
	_, contents := synthetic()
	c, _, _ := synthCache(t, giving("shop", contents), forbidden(t))
	place(t, c.Dir, "not-a-folder", nil)
	c.Dir = filepath.Join(c.Dir, "not-a-folder")
	_, err := c.Load(t.Context(), "mnist")
	if err == nil {
		t.Fatal("no error")
	}
	checkContains(t, err.Error(), "make the cache folder", c.Dir)
}

func TestUnknownDataSet(t *testing.T) {
	c := &Cache{Dir: t.TempDir()}
	const want = `unknown data set "minst" (known: mnist, fashion-mnist, cifar10, tfd, fer2013, tfd-like)`
	if _, err := c.Load(t.Context(), "minst"); err == nil || err.Error() != want {
		t.Errorf("Load: %v, want %s", err, want)
	}
	if _, err := c.Fetch(t.Context(), "minst"); err == nil || err.Error() != want {
		t.Errorf("Fetch: %v, want %s", err, want)
	}
}

func TestZeroCacheIsInTheDefaultFolder(t *testing.T) {
	home := t.TempDir()
	t.Setenv("XDG_CACHE_HOME", home) // where os.UserCacheDir looks first on Unix
	t.Setenv("HOME", home)
	dir, err := DefaultDir()
	if err != nil {
		t.Fatal(err)
	}
	if filepath.Base(dir) != "gan2014" || !strings.HasPrefix(dir, home) {
		t.Errorf("default folder %s", dir)
	}
	set, contents := synthetic()
	for name, data := range contents {
		place(t, filepath.Join(dir, "mnist"), name, data)
	}
	checkUsable(t, &Cache{published: func(string) (publication, error) { return set, nil }})
}
