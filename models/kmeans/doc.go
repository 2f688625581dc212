// Package kmeans makes the control that Theis, van den Oord and Bethge 2016 set against estimates by Parzen windows: the centres of
// k-means clusters, taken for samples. They are no model of anything, and score above true images.
//
// Lloyd's algorithm lowers the distortion, the mean squared distance of an image from its nearest centroid, in turns: each
// image goes to the cluster of its nearest centroid, then each centroid to the mean of its cluster. It starts at random
// images. With 10,000 centroids for 50,000 images the careful start of k-means++ would cost more than ten of these turns,
// because its centroids are drawn one after another, to be better for a few of the first turns.
package kmeans
