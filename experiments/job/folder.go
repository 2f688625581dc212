package job

import "os"

func Exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// ShortKey returns the first 8 characters of a key, enough to name a run.
func ShortKey(key string) string { return key[:min(8, len(key))] }
