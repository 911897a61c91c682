package segment

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestFinderIsIndexAny(t *testing.T) {
	const chars = ".!?…؟。۔\n"
	find := finder(chars)
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringOfN(rapid.RuneFrom([]rune("ab .!?…؟。۔\nسن،؛“”x中文é\u06df\u0600")), 0, 12, -1).Draw(t, "s") +
			string(rapid.SliceOfN(rapid.Byte(), 0, 3).Draw(t, "bytes"))
		if got, want := find(s), strings.IndexAny(s, chars); got != want {
			t.Fatalf("in %q at %d, want %d", s, got, want)
		}
	})
}
