package fold

import "testing"

func TestWhatASearchTakesForEqual(t *testing.T) {
	for _, group := range [][]string{
		{"الخوذ البيضاء", "خوذ بيضا", "الخُوذُ البَيْضاء", "والخوذ البيضاء", "الخـــوذ البيضاء"},
		{"مدرسة", "مدرسه", "المدرسة", "بالمدرسة"},
		{"إلى", "الي", "الى"},
		{"أحمد", "احمد", "آحمد"},
		{"٣٧٥٠ متطوعاً", "3750 متطوعا", "۳۷۵۰ متطوعا"},
		{"Café DÉJÀ", "cafe deja"},
		{"The White Helmets", "the  white-helmets"},
		{"\u200fبيان\u200e", "بيان"},
	} {
		for _, s := range group[1:] {
			if Search(s) != Search(group[0]) {
				t.Errorf("%q folds to %q, %q to %q", s, Search(s), group[0], Search(group[0]))
			}
		}
	}
	for _, pair := range [][2]string{{"الله", "له"}, {"بيان", "بيانات"}, {"251", "215"}, {"ألم", "لم"}} {
		if Search(pair[0]) == Search(pair[1]) {
			t.Errorf("%q and %q are different words, both fold to %q", pair[0], pair[1], Search(pair[0]))
		}
	}
}

func TestWithoutArticle(t *testing.T) {
	for word, want := range map[string]string{
		"المدرسه": "مدرسه", "والمدرسه": "مدرسه", "للمدرسه": "مدرسه", "بالمدرسه": "مدرسه",
		"مدرسه": "مدرسه", "الله": "الله", "والد": "والد", "ال": "ال", "": "", "alive": "alive",
	} {
		if got := WithoutArticle(word); got != want {
			t.Errorf("%q became %q, want %q", word, got, want)
		}
		if got := WithoutArticle([]byte(word)); string(got) != want {
			t.Errorf("the bytes of %q became %q, want %q", word, got, want)
		}
	}
}

func FuzzSearchFoldsOnce(f *testing.F) {
	for _, s := range []string{"الخوذ البيضاء", "ﻻ ﷺ", "Ⅳ ½ ①", "وال", "\xff"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		// The article is taken off once, so only words without one are stable.
		if once := Search(s); len(once) > 0 && (once[0] == ' ' || once[len(once)-1] == ' ') {
			t.Errorf("%q folds to %q, with a space at its edge", s, once)
		}
	})
}
