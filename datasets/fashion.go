package datasets

// fashionMNIST describes Fashion-MNIST (Xiao, Rasul and Vollgraf 2017): pictures of clothes in the file format, sizes and parts of MNIST, so
// that it can replace MNIST.
func fashionMNIST() publication {
	return publication{
		name:   "fashion-mnist",
		title:  "60,000 + 10,000 pictures of clothes, 28×28 grey",
		terms:  "MIT licence, Zalando SE",
		sha256: "6d4532df6eb76fbcbf3a1d3fa73c7776cb7e93f781232aad5133b5973ea71e74",
		forms: []form{{
			files: []rawFile{
				{"train-images-idx3-ubyte", 47_040_016, "c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888"},
				{"train-labels-idx1-ubyte", 60_008, "bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9"},
				{"t10k-images-idx3-ubyte", 7_840_016, "5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b"},
				{"t10k-labels-idx1-ubyte", 10_008, "0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34"},
			},
			sources: []source{
				folder("/usr/share/datasets/fashion-mnist"), // of the Debian package
				mirror("http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/"),
				debianPackage("dataset-fashion-mnist", "usr/share/datasets/fashion-mnist"),
			},
			decode: decodeMNIST(50_000),
		}},
	}
}
