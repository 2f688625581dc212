// Package kmeans computes the control with which Theis, van den Oord and Bethge 2016 criticise estimates by Parzen windows: it uses the
// centroids of k-means clusters as samples. They are no generative model, and score above true images.
//
// Lloyd's algorithm lowers the distortion, the mean squared distance of an image from its nearest centroid. An iteration assigns each
// image to the cluster of its nearest centroid and then moves each centroid to the mean of its cluster. The first centroids are random
// images. The start of k-means++ would be better for a few of the first iterations only. With 10,000 centroids for 50,000 images it
// would cost more than ten iterations, because it draws the centroids one after another.
package kmeans
