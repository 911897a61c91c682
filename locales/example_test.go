package locales_test

import (
	"fmt"
	"time"

	"bayan/locales"
	"bayan/locales/bidi"
)

func ExampleLocale_Say() {
	for _, tag := range []string{"en", "ar-SY"} {
		l := locales.Open(tag)
		fmt.Println(l.Say("count.blocks", locales.Args{"count": 2}))
		fmt.Println(l.Say("count.blocks", locales.Args{"count": 11}))
		fmt.Println(bidi.StripIsolates(l.Say("usage.did-you-mean", locales.Args{"nearest": locales.Code("bayan publish")})))
	}
	// Output:
	// 2 blocks
	// 11 blocks
	// Did you mean bayan publish?
	// فقرتان
	// ١١ فقرة
	// هل المقصود bayan publish؟
}

// A sentence takes what another one said as words of its own language.
func ExampleWords() {
	l := locales.Open("en")
	fmt.Println(l.Say("told.fact-missing", locales.Args{"fact": locales.Words(l.Say("fact.place", nil))}))
	// Output: Not found, and best set before it is signed: place.
}

// A label on a page in a language that has no catalogue is English, and has to
// be marked as such.
func ExampleLocale_For() {
	for _, page := range []string{"ar", "ur"} {
		in := locales.Open(page).For("labels.press-release")
		text, language := in.Say("labels.press-release", nil), in.Language()
		fmt.Printf("<p lang=%s dir=%s>%s</p>\n", language, bidi.DirectionOf(language), text)
	}
	// Output:
	// <p lang=ar dir=rtl>بيان صحفي</p>
	// <p lang=en dir=ltr>Press release</p>
}

func ExampleLocale_Dateline() {
	house := locales.Style{Digits: "latn", Months: "levantine"}
	fmt.Println(locales.Open("en").With(house).Dateline("Aleppo", 2026, time.November, 22))
	fmt.Println(locales.Open("ar").With(house).Dateline("حلب", 2026, time.November, 22))
	// Output:
	// ALEPPO, 22 November 2026 —
	// حلب، 22 تشرين الثاني 2026 —
}
