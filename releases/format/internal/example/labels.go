package example

import (
	"fmt"
	"strings"
	"time"

	"bayan/releases"
)

// Labels speak a language as a catalogue would: values in isolates; months of
// the Levant in Arabic. A language other than English and Arabic gets English
// sentences and says so.
type Labels releases.Language

var sentences = map[string][2]string{
	"labels.press-release":      {"Press release", "بيان صحفي"},
	"labels.statement":          {"Statement", "بيان"},
	"labels.draft":              {"DRAFT", "مسودة"},
	"labels.draft-line":         {"Draft. Not approved for publication.", "مسودة غير معتمدة للنشر."},
	"labels.embargo":            {"Under embargo until {until}", "محظور النشر حتى {until}"},
	"labels.published":          {"Published on {at}", "تاريخ النشر: {at}"},
	"labels.edition":            {"Edition {number}", "الإصدار {number}"},
	"labels.correction":         {"Correction, {at}", "تصويب، {at}"},
	"labels.addition":           {"Addition, {at}", "إضافة، {at}"},
	"labels.withheld":           {"{organisation} withheld this release on {at}.", "هذا البيان محجوب بقرار من {organisation} منذ {at}."},
	"labels.withdrawn":          {"{organisation} withdrew this release on {at}.", "هذا البيان مسحوب بقرار من {organisation} منذ {at}."},
	"labels.withheld-headline":  {"Release withheld", "بيان محجوب"},
	"labels.withdrawn-headline": {"Release withdrawn", "بيان مسحوب"},
	"labels.contacts":           {"Press contacts", "للتواصل الإعلامي"},
	"labels.ends":               {"###", "انتهى"},
	"labels.follows":            {"To follow in", "لغات تصدر لاحقًا"},
	"labels.languages":          {"This release in other languages", "البيان بلغات أخرى"},
	"labels.skip":               {"Skip to the text", "انتقال إلى النص"},
	"labels.side-by-side":       {"Side by side", "جنبًا إلى جنب"},
	"labels.alone":              {"This language on its own page", "هذه اللغة في صفحة مستقلة"},
	"labels.verify":             {"Digest of the signed manifest: {digest}", "بصمة سجل المحتويات الموقَّع: {digest}"},
	"labels.verify-how":         {"To check the files of this folder: {command}", "للتحقق من ملفات هذا المجلد: {command}"},
}

var months = map[string][2]string{"November": {"November", "تشرين الثاني"}, "October": {"October", "تشرين الأول"}}

func (l Labels) column() int {
	if l == "ar" {
		return 1
	}
	return 0
}

// For are the labels of the language that a sentence is in.
func (l Labels) For(string) (releases.Labels, releases.Language) {
	if l != "ar" {
		l = "en"
	}
	return l, releases.Language(l)
}

func (l Labels) Say(key string, args map[string]any) string {
	both, ok := sentences[key]
	if !ok {
		return "⟦" + key + "⟧"
	}
	said := both[l.column()]
	for name, value := range args {
		said = strings.ReplaceAll(said, "{"+name+"}", fmt.Sprintf("\u2068%v\u2069", value))
	}
	return said
}

func (l Labels) Date(day string) string {
	at, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return day
	}
	return fmt.Sprintf("%d %s %d", at.Day(), months[at.Month().String()][l.column()], at.Year())
}

// Dateline has the place as it is in Arabic and in capitals in other languages.
func (l Labels) Dateline(place, day string) string {
	if l != "ar" {
		place = strings.ToUpper(place)
	}
	if day == "" {
		return place + " —"
	}
	return place + [...]string{", ", "، "}[l.column()] + l.Date(day) + " —"
}

func (l Labels) Quotes() [4]string {
	return [...][4]string{{"“", "”", "‘", "’"}, {"«", "»", "“", "”"}}[l.column()]
}

func (l Labels) Time(t time.Time) string {
	t = t.UTC()
	return l.Date(t.Format(time.DateOnly)) + [...]string{", ", "، "}[l.column()] + t.Format("15:04 UTC")
}

func (l Labels) Name(of releases.Language) string {
	if name, ok := map[releases.Language]string{"en": "English", "ar": "العربية", "fr": "Français", "ckb": "کوردیی ناوەندی"}[of]; ok {
		return name
	}
	return string(of)
}

func (l Labels) Called(of releases.Language) string {
	names := map[releases.Language][2]string{"en": {"English", "الإنجليزية"}, "ar": {"Arabic", "العربية"}, "fr": {"French", "الفرنسية"}, "ckb": {"Central Kurdish", "الكردية الوسطى"}}
	if name, ok := names[of]; ok {
		return name[l.column()]
	}
	return string(of)
}

// Eastern is Labels of a house that writes ٠١٢٣ and curly quotation marks.
type Eastern struct{ Labels }

var easternDigits = strings.NewReplacer("0", "٠", "1", "١", "2", "٢", "3", "٣", "4", "٤", "5", "٥", "6", "٦", "7", "٧", "8", "٨", "9", "٩")

func (l Eastern) Date(day string) string  { return easternDigits.Replace(l.Labels.Date(day)) }
func (l Eastern) Time(t time.Time) string { return easternDigits.Replace(l.Labels.Time(t)) }
func (l Eastern) Dateline(place, day string) string {
	return easternDigits.Replace(l.Labels.Dateline(place, day))
}
func (Eastern) Quotes() [4]string { return [4]string{"“", "”", "‘", "’"} }
