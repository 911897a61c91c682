package bidi

import (
	"math/rand/v2"
	"strings"
)

// phrases are what the lines of a bilingual press office are made of.
var phrases = strings.Split(strings.NewReplacer("<zwnj>", "\u200C", "<zwj>", "\u200D").Replace(`أعلن مركز الدفاع المدني في الرستن
اختتام الدورة الشتوية لفرق الإنقاذ
بمشاركة 3,750 متطوعاً ومتطوعةً
(المرحلة الثانية)
«لن نترك أحداً وحده»
قالت المتحدثةُ باسمِ المؤسَّسةِ
إلى الأهالي، ولا سيما كبار السن
الآن؛ لأن الإعلان لا يُلغى
بتاريخ ٢٢ تشرين الثاني ٢٠٢٦
+963 11 555 0100
press@orontes.example
https://orontes.example/2026/winter?lang=ar&page=2
The Orontes Relief Network announced
[ref. PR-2026/11]
the winter training of its teams,
which ended on 22 November 2026.
“Nobody is left alone,” she said.
3.5% of 12,400 homes
$1,250–$1,400
کتاب<zwnj>های تازهٔ گروه پژوهشی
می<zwnj>گوید: «پنج گزارش» منتشر شد
ئازادیی ڕۆژنامەوانی و پەیامەکان
سەرەتای ھەفتە لە ھەولێر
یہ خبر صحافیوں کے لیے ہے
ئۇيغۇر تىلىدىكى خەۋەر
הודעה לעיתונות (מהדורה 2)
שָׁלוֹם לכולם, 2026-11-22
A/B test <b>bold</b> & more
communiqué du réseau — été 2026
№ 17 • ١٧٫٥٪
💧 ماء / water 👩<zwj>🚒
:، ؛ ؟ ! - …`), "\n")

// mixedLines are n lines of one to eight phrases, the same for the same seed.
func mixedLines(seed uint64, n int) []string {
	chance := rand.New(rand.NewPCG(seed, 7))
	lines := make([]string, n)
	for i := range lines {
		words := make([]string, 1+chance.IntN(8))
		for k := range words {
			words[k] = phrases[chance.IntN(len(phrases))]
		}
		lines[i] = strings.Join(words, " ")
	}
	return lines
}
