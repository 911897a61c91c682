package docx

import (
	"testing"

	"bayan/releases"
)

func TestTagsHaveARegion(t *testing.T) {
	for l, want := range map[releases.Language]string{
		"en": "en-GB", "ar": "ar-SY", "ar-EG": "ar-EG", "fr": "fr-FR", "fa": "fa-IR", "ckb": "ckb-IQ", "he": "he-IL", "ur": "ur-PK", "zh-Hant": "zh-Hant-TW", "en-US": "en-US",
	} {
		if got := tag(l); got != want {
			t.Errorf("%s is %s, want %s", l, got, want)
		}
	}
}
