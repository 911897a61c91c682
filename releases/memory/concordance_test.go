package memory

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"bayan/releases/fold"
)

// marked is a text with brackets around what a phrase is found by; "" where a
// word is missing.
func marked(phrase, text string) string {
	found := ReadPhrase(phrase).Find(text)
	if !found.All {
		return ""
	}
	open, shut := "[", "]"
	if !found.Whole {
		open, shut = "(", ")"
	}
	var b strings.Builder
	end := 0
	for _, at := range found.At {
		b.WriteString(text[end:at[0]] + open + text[at[0]:at[1]] + shut)
		end = at[1]
	}
	return b.String() + text[end:]
}

func TestAPhraseIsFoundInATranslatorsTexts(t *testing.T) {
	for _, c := range []struct{ phrase, text, want string }{
		{"working group", "The Working Group met.", "The [Working Group] met."},
		{"working group", "A group is working; a group rests.", "A (group) is (working); a (group) rests."},
		{"group", "The group's task, the group’s report.", "The [group's] task, the [group’s] report."},
		{"group", "Both groups agreed.", ""},
		{"the the", "The harbour and the sea", "(The) harbour and (the) sea"},
		{"working-group", "working group, WORKING  group", "[working group], [WORKING  group]"},
		{"3750 volunteers", "with 3,750 volunteers", "with [3,750 volunteers]"},
		{"٣٬٧٥٠", "with 3,750 volunteers", "with [3,750] volunteers"},
		{"cafe", "Café", "[Café]"},
		{"", "The Working Group met.", ""},
		{"—", "The Working Group — met.", ""},
		{"group", "", ""},

		{"فريق العمل", "اجتمع فريقُ العمـلِ أمس", "اجتمع [فريقُ العمـلِ] أمس"},
		{"فريق العمل", "تقرير لفريق عمل", "تقرير [لفريق عمل]"},
		{"فريق العمل", "العمل في الفريق", "(العمل) في (الفريق)"},
		{"العمل", "وبالعمل وللعمل فالعمل بعمل", "[وبالعمل] [وللعمل] [فالعمل] [بعمل]"},
		{"لجنة", "للجنة واللجنه ولجنة", "[للجنة] [واللجنه] [ولجنة]"},
		{"لجنة", "الجنة جنة", ""},               // لل before جنة folds to the same
		{"جنة", "لجنة اللجنة", "[لجنة] اللجنة"}, // ل is what one may read there
		{"التزام", "الالتزام بالالتزام تزامن", "[الالتزام] [بالالتزام] تزامن"},
		{"الالتزام", "التزام والتزام", "[التزام] [والتزام]"},
		{"إلغاء", "الإلغاء، ولإلغاء", "[الإلغاء]، [ولإلغاء]"},
		{"أحمد", "وأحمد احمد آحمد", "[وأحمد] [احمد] [آحمد]"},
		{"على", "علي وعلى", "[علي] [وعلى]"},
		{"ما", "كما بما ماء ما", "كما بما ماء [ما]"},
		{"الخوذ البيضا", "الخوذ البيضاء", "[الخوذ البيضاء]"},
		{"بيضاء", "والبيضا", "[والبيضا]"},
		{"يعمل", "سيعمل وسيعمل ليعمل", "[سيعمل] [وسيعمل] [ليعمل]"},
		{"عمل", "سعمل", ""},
		{"وفريق", "فريق", ""}, // as it was typed
	} {
		if got := marked(c.phrase, c.text); got != c.want {
			t.Errorf("%q in %q: got %q, want %q", c.phrase, c.text, got, c.want)
		}
	}
}

// What the search over releases takes for equal, a concordance does.
func TestAConcordanceFoldsAsTheSearchOverReleases(t *testing.T) {
	alike := []string{"اأإآٱ", "ةه", "ىيیئ", "كک", "وؤ", "aA", "eEéÉ", "3٣۳", "ب", "ل", "م", "ن", "ف", "س", "ت"}
	letter := rapid.SampledFrom(alike)
	compared := 0
	rapid.Check(t, func(t *rapid.T) {
		a := rapid.SampledFrom([]string{"", "", "ال", "وال", "بال", "كال", "فال", "لل"}).Draw(t, "one article")
		b := rapid.SampledFrom([]string{"", "", "ال", "وال", "بال", "كال", "فال", "لل"}).Draw(t, "other article")
		for range rapid.IntRange(1, 6).Draw(t, "letters") {
			same := rapid.SampledFrom([]rune(letter.Draw(t, "letter")))
			a += string(same.Draw(t, "one"))
			b += string(same.Draw(t, "other")) + rapid.SampledFrom([]string{"", "", "\u064e", "\u0651", "ـ", "\u200f"}).Draw(t, "mark")
		}
		if len(Read(Plain(a)).Words) != 1 || len(Read(Plain(b)).Words) != 1 || fold.Search(a) != fold.Search(b) {
			return
		}
		compared++
		if !ReadPhrase(a).Find(b).Whole {
			t.Fatalf("%q and %q both fold to %q, and the one is not found in the other", a, b, fold.Search(a))
		}
	})
	if compared == 0 {
		t.Error("no two words were alike")
	}
}

func TestWhatIsFoundStandsThere(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := press.Draw(t, "text")
		words := Read(Plain(text)).Words
		phrase := press.Draw(t, "phrase")
		cut := len(words) > 0 && rapid.Bool().Draw(t, "cut")
		if cut {
			first := rapid.IntRange(0, len(words)-1).Draw(t, "first")
			phrase = text[words[first].Start:words[rapid.IntRange(first, len(words)-1).Draw(t, "last")].End]
		}
		p := ReadPhrase(phrase)
		found := p.Find(text)
		if cut && !found.Whole {
			t.Fatalf("%q is not found in %q, which it was cut from", phrase, text)
		}
		end := 0
		for _, at := range found.At {
			if at[0] < end || at[1] <= at[0] || at[1] > len(text) {
				t.Fatalf("%q in %q: %v", phrase, text, found.At)
			}
			if end = at[1]; utf8.ValidString(text) && !utf8.ValidString(text[at[0]:at[1]]) {
				t.Fatalf("%q in %q: half a letter at %v", phrase, text, at)
			}
		}
		// An index of hashes has every text that is found.
		for i, s := range p.Words {
			if found.All && !slices.ContainsFunc(words, func(w Word) bool { return slices.Contains(s.Hashes(), w.Hash) }) {
				t.Fatalf("%q in %q: word %d is found by no hash", phrase, text, i)
			}
		}
	})
}
