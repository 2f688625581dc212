package datasets

// None is the name of the data set without images, for runs that need no data. Names does not list it, because it has no files to fetch.
const None = "none"

func none() *Set {
	s := &Set{Name: None}
	s.SHA256 = s.digest()
	return s
}
