//go:build race

package intake

// The race detector has sync.Pool forget much, so that memory says nothing.
func init() { racing = true }
