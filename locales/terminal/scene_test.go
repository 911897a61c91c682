package terminal

import (
	"io"
	"strings"

	"bayan/locales/bidi"
)

// scene prints what a member of the Orontes Relief Network sees in a day, with
// every kind of block, in the language of the direction.
func scene(w io.Writer, o Options) error {
	p := New(w, o)
	english := Passage{"The Orontes Relief Network has ended its winter training (12 teams).\nAsk +963 11 555 0100.", bidi.LTR}
	arabic := Passage{"اختتمت شبكة العاصي للإغاثة تدريبها الشتوي (12 فريقاً).\nللاستفسار: \u2066+963 11 555 0100\u2069.", bidi.RTL}
	if o.Direction == bidi.RTL {
		p.Heading("المهام المعلّقة")
		p.Table([]string{"البيان", "اللغة", "الحالة", "الفقرات"}, [][]string{
			{"winter-training", "ar", p.Style(Yellow, "قيد المراجعة"), "12"},
			{"مياه الشرب في ريف حمص الشمالي", "fr", "منشور", "7"},
			{"", "", "بانتظار الترجمة"},
		})
		p.Blank()
		p.Paragraph("بانتظار اعتماد " + p.Value("The winter is over!") + " منذ " + p.Code("2026-11-22 09:30") + "؛ للسؤال: " + p.Value("هناء خليل") + " (" + p.Code("+963 11 555 0100") + ").")
		p.Numbered(easternDigits, "استلام النص", "ترجمة النص وتسليمه، ثم انتظار المراجعة التي لا تتجاوز يومين", "التوقيع")
		p.Pairs(Pair{"الحالة", p.Style(Green, "معتمد")}, Pair{"البصمة", "sha256:0af1"}, Pair{"كاتب النص", "Omar\nورشا"})
		p.SideBySide(english, arabic)
		p.Paragraph("الخطوة التالية: " + p.Code("bayan approve winter ar"))
		return p.Err()
	}
	p.Heading("Pending work")
	p.Table([]string{"release", "language", "state", "blocks"}, [][]string{
		{"winter-training", "ar", p.Style(Yellow, "in review"), "12"},
		{"مياه الشرب في ريف حمص الشمالي", "fr", "published", "7"},
		{"", "", "waiting for translation"},
	})
	p.Blank()
	p.Paragraph("Waiting for the approval of " + p.Value("انتهى الشتاء (2)!") + " since 22 November; ask " + p.Value("هناء خليل") + ", " + p.Code("+963 11 555 0100") + ".")
	p.List("check out the text", "translate it and check it in, then wait for the review, which takes two days at most")
	p.Pairs(Pair{"state", p.Style(Green, "approved")}, Pair{"title", "بيان (النسخة 3)"}, Pair{"written by", "Omar\nورشا"})
	p.Passage(arabic)
	p.SideBySide(english, arabic)
	p.Paragraph("Next: " + p.Code("bayan approve winter ar"))
	return p.Err()
}

func easternDigits(n int) string {
	return strings.Map(func(r rune) rune { return r - '0' + '٠' }, string(rune('0'+n)))
}

// names of what cannot be seen, for the golden files.
var visible = strings.NewReplacer(
	"\u2066", "‹LRI›", "\u2067", "‹RLI›", "\u2068", "‹FSI›", "\u2069", "‹PDI›", "\u200E", "‹LRM›",
	"\x1b[1 k", "‹path ltr›", "\x1b[2 k", "‹path rtl›", "\x1b[0 k", "‹path›",
	"\x1b[0m", "‹plain›", "\x1b[1m", "‹bold›", "\x1b[2m", "‹dim›", "\x1b[32m", "‹green›", "\x1b[33m", "‹yellow›",
)
