package datasets

import (
	"bytes"
	"fmt"
)

// cifar10 describes CIFAR-10 (Krizhevsky 2009): 50,000 + 10,000 colour photographs of 32×32 pixels, in six files of records. Split and
// normalisation follow Goodfellow et al. (cifar10_*.yaml): train[0:40000], valid train[40000:50000].
func cifar10() publication {
	return publication{
		name:   "cifar10",
		title:  "50,000 + 10,000 photographs in 10 classes, 32×32 colour",
		terms:  "no licence stated, citation asked for; fetched, not redistributed",
		sha256: "e78365c98f83de358571fb9e90c64d0f605a8c2a25ebb211883c26bbd37d6adf",
		forms: []form{{
			files: []rawFile{
				{"data_batch_1.bin", 30_730_000, "cee916563c9f80d84e3cc88e17fdc0941787f1244f00a67874d45b261883ada5"},
				{"data_batch_2.bin", 30_730_000, "a591ca11fa1708a91ee40f54b3da4784ccd871ecf2137de63f51ada8b3fa57ed"},
				{"data_batch_3.bin", 30_730_000, "bbe8596564c0f86427f876058170b84dac6670ddf06d79402899d93ceea26f67"},
				{"data_batch_4.bin", 30_730_000, "014e562d6e23c72197cc727519169a60359f5eccd8945ad5a09d710285ff4e48"},
				{"data_batch_5.bin", 30_730_000, "755304fc0b379caeae8c14f0dac912fbc7d6cd469eb67a1029a08a39453a9add"},
				{"test_batch.bin", 30_730_000, "8e2eb146ae340b09e24670f29cabc6326dba54da8789dab6768acf480273f65b"},
			},
			sources: []source{
				archive{
					url:    "https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz",
					bytes:  170_052_171,
					sha256: "c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd",
					folder: "cifar-10-batches-bin",
				}.source(),
				tfjsCIFAR10(),
			},
			variants: pickledBatches(),
			decode:   decodeCIFAR10(40_000),
		}},
	}
}

// pickledBatches lists the files of cifar-10-python.tar.gz, which contain the same images.
func pickledBatches() (all []variant) {
	for _, name := range []string{"data_batch_1", "data_batch_2", "data_batch_3", "data_batch_4", "data_batch_5", "test_batch"} {
		all = append(all, variant{name, name + ".bin", batchOfPickle})
	}
	return all
}

// Sizes of CIFAR-10.
const (
	cifarSide     = 32
	cifarChannels = 3
	cifarDim      = cifarChannels * cifarSide * cifarSide
	cifarRecord   = 1 + cifarDim
	cifarClasses  = 10
)

// decodeCIFAR10 decodes the batches. The last batch is for testing. Of the other batches the first trainRows images are for training and
// the rest for validation.
func decodeCIFAR10(trainRows int) func(contents []content) (*Set, error) {
	return func(contents []content) (*Set, error) {
		last := len(contents) - 1
		pixels, labels, err := decodeBatches(contents[:last])
		if err != nil {
			return nil, err
		}
		testPixels, testLabels, err := decodeBatches(contents[last:])
		if err != nil {
			return nil, err
		}
		if len(labels) <= trainRows {
			return nil, fmt.Errorf("decode %s: %d images leave none for validation after the first %d", contents[0].raw.name, len(labels), trainRows)
		}
		set := &Set{Width: cifarSide, Height: cifarSide, Channels: cifarChannels, Preprocessing: gcnPreprocessing}
		both, tone := gcn(cifarDim, pixels)
		test, _ := gcn(cifarDim, testPixels)
		set.tone = tone
		set.split(trainRows, both, test, labels, testLabels)
		return set, nil
	}
}

// decodeBatches decodes files of records and joins their images.
func decodeBatches(batches []content) (pixels, labels []byte, err error) {
	bytes := 0
	for _, batch := range batches {
		bytes += len(batch.data)
	}
	pixels = make([]byte, 0, bytes)
	for _, batch := range batches {
		if pixels, labels, err = appendRecords(pixels, labels, batch.raw.name, batch.data); err != nil {
			return nil, nil, err
		}
	}
	return pixels, labels, nil
}

// appendRecords splits a file of records: each is the label, 0 to 9, and the red, green and blue plane of the image, row by row.
func appendRecords(pixels, labels []byte, file string, b []byte) ([]byte, []byte, error) {
	if len(b) == 0 || len(b)%cifarRecord != 0 {
		return nil, nil, fmt.Errorf("decode %s: %d bytes are not a number of records of %d", file, len(b), cifarRecord)
	}
	for i := range len(b) / cifarRecord {
		record := b[i*cifarRecord : (i+1)*cifarRecord]
		if record[0] >= cifarClasses {
			return nil, nil, fmt.Errorf("decode %s: record %d has label %d, the last class is %d", file, i, record[0], cifarClasses-1)
		}
		labels = append(labels, record[0])
		pixels = append(pixels, record[1:]...)
	}
	return pixels, labels, nil
}

// encodeRecords encodes a file of records, the inverse of appendRecords.
func encodeRecords(pixels, labels []byte) []byte {
	var b bytes.Buffer
	b.Grow(len(labels) * cifarRecord)
	for i, label := range labels {
		b.WriteByte(label)
		b.Write(pixels[i*cifarDim : (i+1)*cifarDim])
	}
	return b.Bytes()
}
