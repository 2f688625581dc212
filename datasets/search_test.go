package datasets

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"encoding/binary"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func tarOf(t *testing.T, folder string, contents map[string][]byte) []byte {
	t.Helper()
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	for name, data := range contents {
		if err := w.WriteHeader(&tar.Header{Name: folder + "/" + name, Mode: 0o644, Size: int64(len(data)), Typeflag: tar.TypeReg}); err != nil {
			t.Fatal(err)
		}
		w.Write(data)
	}
	w.Close()
	return b.Bytes()
}

func zipOf(t *testing.T, contents map[string][]byte) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for name, data := range contents {
		entry, err := w.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		entry.Write(data)
	}
	w.Close()
	return b.Bytes()
}

// TestFilesOfOtherProgramsAreFound checks that files as other programs store them in the data folder are found, copied and left unchanged,
// and that the user is told.
func TestFilesOfOtherProgramsAreFound(t *testing.T) {
	_, contents := synthetic()
	dotted := func(name string) string { return strings.Replace(name, "-idx", ".idx", 1) }
	layouts := map[string]func(t *testing.T, root string){
		"Kaggle, in its folder": func(t *testing.T, root string) {
			for name, data := range contents {
				place(t, root+"/mnist", dotted(name), data)
			}
		},
		"Kaggle, folders of the files' names": func(t *testing.T, root string) {
			for name, data := range contents {
				place(t, root+"/mnist/"+name, name, data)
			}
		},
		"torchvision": func(t *testing.T, root string) {
			for name, data := range contents {
				place(t, root+"/MNIST/raw", name, data)
				place(t, root+"/MNIST/raw", name+".gz", packed(data))
			}
		},
		"torchvision, packed": func(t *testing.T, root string) {
			for name, data := range contents {
				place(t, root+"/MNIST/raw", name+".gz", packed(data))
			}
		},
		"loose": func(t *testing.T, root string) {
			for name, data := range contents {
				place(t, root, strings.ToUpper(name), data)
			}
		},
		"names of one's own": func(t *testing.T, root string) {
			for i, name := range slices.Sorted(maps.Keys(contents)) {
				place(t, root+"/digits", fmt.Sprint(i), contents[name])
			}
		},
		"tar":    func(t *testing.T, root string) { place(t, root, "m.tar", tarOf(t, "some/folder", contents)) },
		"tar.gz": func(t *testing.T, root string) { place(t, root+"/MNIST", "m", packed(tarOf(t, "m", contents))) },
		"zip":    func(t *testing.T, root string) { place(t, root, "archive.zip", zipOf(t, contents)) },
		"a link": func(t *testing.T, root string) {
			elsewhere := t.TempDir()
			for name, data := range contents {
				place(t, elsewhere, name, data)
			}
			if err := os.Symlink(elsewhere, root+"/MNIST"); err != nil {
				t.Skip("NOT CHECKED: links cannot be made here: ", err)
			}
		},
	}
	for name, layOut := range layouts {
		t.Run(name, func(t *testing.T) {
			c, log, _ := synthCache(t, forbidden(t))
			layOut(t, c.Dir)
			before := filesBelow(t, c.Dir)

			entries, err := c.List(t.Context(), "mnist")
			if err != nil || len(entries[0].Found) < 4 {
				t.Errorf("listed %+v (error %v)", entries, err)
			}
			if now := filesBelow(t, c.Dir); !maps.Equal(now, before) {
				t.Errorf("listing made %v of %v", now, before)
			}

			s := checkUsable(t, c)
			checkSources(t, s.Files, "folder "+c.Dir, "folder "+c.Dir, "folder "+c.Dir, "folder "+c.Dir)
			for name := range contents {
				checkContains(t, log.String(), "found "+name+" in "+c.Dir)
			}
			now := filesBelow(t, c.Dir)
			for path, data := range before {
				if now[path] != data {
					t.Errorf("%s was changed", path)
				}
			}
			log.Reset()
			checkUsable(t, c)
			if log.Len() > 0 {
				t.Errorf("the second load says %s", log)
			}
		})
	}
}

// filesBelow returns the contents of all files of a folder.
func filesBelow(t *testing.T, dir string) map[string]string {
	t.Helper()
	all := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err == nil && d.Type().IsRegular() {
			b, err := os.ReadFile(path)
			all[path] = string(b)
			return err
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// TestFileOfAWantedNameIsDoubted checks that a file with a wanted name and other content is reported with the reason and left unchanged.
func TestFileOfAWantedNameIsDoubted(t *testing.T) {
	_, contents := synthetic()
	const victim = "train-images-idx3-ubyte"
	for what, data := range map[string][]byte{"flipped": bytes.ToUpper(append([]byte("a"), contents[victim][1:]...)), "cut": contents[victim][:30], "empty": {}} {
		c, log, _ := synthCache(t, giving("shop", contents))
		place(t, c.Dir+"/MNIST/raw", victim, data)
		checkSources(t, checkUsable(t, c).Files, "shop", "shop", "shop", "shop")
		checkContains(t, log.String(), filepath.Join(c.Dir, "MNIST/raw", victim)+": "+victim+": ")
		if b, err := os.ReadFile(filepath.Join(c.Dir, "MNIST/raw", victim)); err != nil || !bytes.Equal(b, data) {
			t.Errorf("%s: the user's file was changed (error %v)", what, err)
		}
	}
	// A published file of another data set, as in FashionMNIST/raw, is not reported.
	if !ofAnotherSet(&checksumError{got: fashionMNIST().forms[0].files[0].sum}) || ofAnotherSet(&checksumError{got: "ab"}) {
		t.Error("the files of other data sets are not known")
	}
}

func TestPlanWritesNothing(t *testing.T) {
	_, contents := synthetic()
	c, _, dir := synthCache(t, forbidden(t))
	c.Offline = true
	for name, data := range contents {
		place(t, c.Dir+"/MNIST", name, data)
	}
	place(t, dir, "train-images-idx3-ubyte", []byte("bad"))
	before := filesBelow(t, c.Dir)
	checkUsable(t, c)
	if now := filesBelow(t, c.Dir); !maps.Equal(now, before) {
		t.Errorf("%v became %v", before, now)
	}
}

// pickledBatch writes a batch as Python 2 did.
func pickledBatch(pixels, labels []byte) []byte {
	var b bytes.Buffer
	b.WriteString("\x80\x02}q\x01(U\x0bbatch_labelq\x02U\x15training batch 1 of 5q\x03U\x06labelsq\x04]q\x05(")
	for i, l := range labels {
		if i > 0 && i%1000 == 0 {
			b.WriteString("e(")
		}
		b.Write([]byte{'K', l})
	}
	b.WriteString("eU\x04dataq\x06cnumpy.core.multiarray\n_reconstruct\nq\x07cnumpy\nndarray\nq\x08K\x00\x85U\x01b\x87Rq\t(K\x01M")
	b.Write(binary.LittleEndian.AppendUint16(nil, uint16(len(labels))))
	b.WriteString("M\x00\x0c\x86cnumpy\ndtype\nq\nU\x02u1K\x00K\x01\x87Rq\x0b(K\x03U\x01|NNNJ\xff\xff\xff\xffJ\xff\xff\xff\xffK\x00tb\x89T")
	b.Write(binary.LittleEndian.AppendUint32(nil, uint32(len(pixels))))
	b.Write(pixels)
	b.WriteString("tbU\tfilenamesq\x0c]q\r(U\x28leptodactylus_pentadactylus_s_000004.pngq\x0eU\x0fcat_s_00001.pngr\x00\x01\x00\x00eu.")
	return b.Bytes()
}

func TestPickledBatches(t *testing.T) {
	pixels, labels := make([]byte, 1100*cifarDim), make([]byte, 1100)
	for i := range pixels {
		pixels[i] = byte(i * i >> 5)
	}
	for i := range labels {
		labels[i] = byte(i % 10)
	}
	want := encodeRecords(pixels, labels)
	batch := pickledBatch(pixels, labels)
	if got, err := batchOfPickle(batch); err != nil || !bytes.Equal(got, want) {
		t.Fatalf("%d bytes (error %v), want %d", len(got), err, len(want))
	}
	for what, bad := range map[string][]byte{
		"cut": batch[:len(batch)-500], "empty": nil, "no labels": pickledBatch(pixels, nil), "too few pixels": pickledBatch(pixels[1:], labels),
		"of protocol 4": append([]byte("\x80\x04\x95"), batch...), "a call too far": append([]byte("\x80\x02cos"), batch[:0]...),
	} {
		if got, err := batchOfPickle(bad); err == nil {
			t.Errorf("%s: %d bytes and no error", what, len(got))
		}
	}

	// The archive and its folder, as Keras and torchvision store them.
	raw := publish(map[string][]byte{}, "data_batch_1.bin", want)
	test := publish(map[string][]byte{}, "test_batch.bin", encodeRecords(pixels[:2*cifarDim], labels[:2]))
	files := map[string][]byte{"data_batch_1": batch, "test_batch": pickledBatch(pixels[:2*cifarDim], labels[:2]), "batches.meta": []byte("\x80\x02}.")}
	for _, packedUp := range []bool{false, true} {
		p := publication{name: "cifar10", forms: []form{{files: []rawFile{raw, test}, sources: []source{forbidden(t)}, variants: pickledBatches(), decode: decodeCIFAR10(1000)}}}
		c, log, _ := cacheOf(t, p)
		if packedUp {
			place(t, c.Dir, "cifar-10-python.tar.gz", packed(tarOf(t, "cifar-10-batches-py", files)))
		} else {
			for name, data := range files {
				place(t, c.Dir+"/cifar-10-batches-py", name, data)
			}
		}
		if s, err := c.Load(t.Context(), "cifar10"); err != nil || s.Train.N != 1000 || s.Test.N != 2 {
			t.Errorf("%+v (error %v)", s, err)
		}
		checkContains(t, log.String(), "found data_batch_1.bin in "+c.Dir)
	}
}

func FuzzPickle(f *testing.F) {
	f.Add(pickledBatch(make([]byte, 2*cifarDim), []byte{3, 4}))
	f.Fuzz(func(t *testing.T, b []byte) {
		if batch, err := batchOfPickle(b); err == nil && len(batch)%cifarRecord != 0 {
			t.Errorf("%d bytes are no records", len(batch))
		}
	})
}

// TestFERTableInAnotherOrder checks that icml_face_data.csv, the official table with its columns in another order, is accepted.
func TestFERTableInAnotherOrder(t *testing.T) {
	official := ferCSV(ferFaces(3))
	var other bytes.Buffer
	other.WriteString("emotion, Usage, pixels\n")
	for _, line := range strings.Split(strings.TrimSpace(string(official)), "\n")[1:] {
		cells := strings.Split(line, ",")
		fmt.Fprintf(&other, "%s,%s,%s\n", cells[0], cells[2], cells[1])
	}
	if got, err := ferTableInOrder(other.Bytes()); err != nil || !bytes.Equal(got, official) {
		t.Errorf("%.80s… (error %v), want %.80s…", got, err, official)
	}
	if _, err := ferTableInOrder(official); err == nil {
		t.Error("the official table is taken for the other")
	}
	form := fer2013().forms[0]
	if !slices.ContainsFunc(form.variants, func(v variant) bool { return v.name == "icml_face_data.csv" && v.of == form.files[0].name }) {
		t.Errorf("variants %+v", form.variants)
	}
}
