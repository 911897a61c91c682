package releases

import (
	"testing"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"
)

func TestNFCIsWhatUnicodeSays(t *testing.T) {
	// Every character alone, and after and before a letter that might take it.
	for r := rune(1); r < 0x3000; r++ {
		for _, s := range []string{string(r), "e" + string(r), "ا" + string(r), "ي" + string(r) + "ٌ", string(r) + "\u0301", string(r) + "\u0654", "بَ" + string(r)} {
			if got, want := isNFC(s), norm.NFC.IsNormalString(s); got != want {
				t.Fatalf("%+q: %v, Unicode says %v", s, got, want)
			}
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		letters := rapid.SampledFrom([]rune("aéÅΩ ابتيىوهأإآؤئءةکی\u064b\u064e\u0651\u0652\u0653\u0654\u0655\u0670\u0300\u0301\u0323\u0344\u2001\u2019\u2060\u0958،؟٣٪۳"))
		s := string(rapid.SliceOf(letters).Draw(t, "s"))
		if got, want := isNFC(s), norm.NFC.IsNormalString(s); got != want {
			t.Fatalf("%+q: %v, Unicode says %v", s, got, want)
		}
	})
}
