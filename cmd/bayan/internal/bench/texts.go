package main

import (
	"fmt"
	"strings"
)

// The texts are those of an invented harbour authority. Numbers make each
// release another one, and stand in every language, so that the checks agree.

const (
	english = "en"
	arabic  = "ar"
	french  = "fr"
)

// notice is a short release of a port: a headline and five paragraphs.
var notice = map[string]string{
	english: `# Berth %[2]d of Marsa Zaytun reopens after notice %[1]d

The Marsa Zaytun Harbour Authority reopened berth %[2]d on Monday, %[3]d days ahead of the plan. Ships of up to %[4]d metres can moor there from this week.

Divers replaced %[3]d fenders and cleared %[5]d tonnes of silt. The work was done at night, so that the fishing fleet could leave the harbour in the morning as usual.

“The crews asked for a berth where they can unload without waiting for the tide,” said Huda Marwan, who runs the harbour. “Now they have one.”

Last year the berth handled %[6]d containers. The authority expects as many again by the end of the season, and has hired %[3]d more pilots for it.

Shipping agents find the new depths in notice %[1]d, which lies at the harbour office.
`,
	arabic: `# إعادة فتح الرصيف %[2]d في مرسى زيتون بعد البلاغ %[1]d

أعادت هيئة ميناء مرسى زيتون يوم الاثنين فتح الرصيف %[2]d قبل الموعد المقرّر بـ%[3]d يوماً. وبإمكان السفن التي يصل طولها إلى %[4]d متراً أن ترسو فيه ابتداءً من هذا الأسبوع.

واستبدل الغواصون %[3]d مصدّاً وأزالوا %[5]d طناً من الطمي. وجرى العمل ليلاً كي تتمكن قوارب الصيد من مغادرة الميناء صباحاً كعادتها.

«طلبت الطواقم رصيفاً تفرّغ فيه حمولتها من دون انتظار المدّ»، قالت هدى مروان، مديرة الميناء. «وهو لها الآن».

وفي العام الماضي مرّت عبر الرصيف %[6]d حاوية. وتتوقع الهيئة عدداً مماثلاً حتى نهاية الموسم، وقد عيّنت لذلك %[3]d مرشداً إضافياً.

ويجد وكلاء الشحن الأعماق الجديدة في البلاغ %[1]d المتوفر في مكتب الميناء.
`,
}

// noticeText is release number i of the past.
func noticeText(i int, language string) []byte {
	return fmt.Appendf(nil, notice[language], i, 2+i%9, 3+i%17, 110+i%90, 200+i%700, 1000+i%9000)
}

// log is a paragraph and a heading of the yearly report of the same port.
var log = map[string]struct{ title, part, day string }{
	english: {"The year at Marsa Zaytun", "Quarter %d",
		"On day %[1]d the pilots brought %[2]d ships in and %[3]d out; the longest wait was %[4]d minutes, and no crew had to spend the night outside the harbour."},
	arabic: {"العام في مرسى زيتون", "الفصل %d",
		"وفي اليوم %[1]d أدخل المرشدون %[2]d سفينة وأخرجوا %[3]d، وكان أطول انتظار %[4]d دقيقة، ولم يُضطر أي طاقم إلى المبيت خارج الميناء."},
	french: {"L’année à Marsa Zaytun", "Trimestre %d",
		"Le jour %[1]d, les pilotes ont fait entrer %[2]d navires et sortir %[3]d ; l’attente la plus longue a été de %[4]d minutes, et aucun équipage n’a dû passer la nuit hors du port."},
}

// reportText is a report of so many blocks besides its headline. Edited, it is
// the same after an ordinary day's work: three paragraphs reworded, one taken
// out, one put in.
func reportText(blocks int, language string, edited bool) []byte {
	words := log[language]
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n", words.title)
	for i := range blocks {
		waited := 10 + i%50
		switch {
		case i%50 == 0:
			fmt.Fprintf(&b, "\n## "+words.part+"\n", 1+i/50)
			continue
		case edited && i == blocks/2+1:
			continue
		case edited && i%(blocks/3) == 7:
			waited += 60
		}
		fmt.Fprintf(&b, "\n"+words.day+"\n", i, 3+i*7%40, 2+i*5%30, waited)
		if edited && i == blocks/4+1 {
			fmt.Fprintf(&b, "\n"+words.day+"\n", blocks+i, 41, 39, 75)
		}
	}
	return []byte(b.String())
}
