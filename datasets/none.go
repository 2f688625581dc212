package datasets

// None is the name of the set without images, for runs that need no data. It is none of Names: there is nothing to fetch.
const None = "none"

func none() *Set {
	s := &Set{Name: None}
	s.SHA256 = s.digest()
	return s
}
