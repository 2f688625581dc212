package job

import "os"

func Exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// ShortKey is enough of a key to name a run by.
func ShortKey(key string) string { return key[:min(8, len(key))] }
