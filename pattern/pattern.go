// Package pattern holds regular expressions that are compiled when they are
// first used, so that a command pays for those alone that it needs.
package pattern

import (
	"regexp"
	"sync"
)

// Lazy is the regular expression s. A bad one panics at its first use.
func Lazy(s string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(s) })
}
