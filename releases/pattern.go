package releases

import (
	"regexp"
	"sync"
)

// pattern is a regular expression that is compiled when it is first used, so
// that a command pays for those alone that it needs.
func pattern(s string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(s) })
}
