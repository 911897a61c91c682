package sqlite_test

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"bayan/releases/memory"
)

// The sentences of a press office that says much the same every week, in both
// languages: the hardest case for an index of words, since all of them are
// common. {…} are filled in.
var sentences = [][2]string{
	{"The {org} opened a new {place} in {city} on {n} {month}.", "افتتحت {org} {place} جديداً في {city} يوم {n} {month}."},
	{"{person}, head of the {org}, thanked the people of {city}.", "شكرت {person}، رئيسة {org}، أهالي {city}."},
	{"More than {n} volunteers took part in the training in {city}.", "شارك أكثر من {n} متطوع في التدريب في {city}."},
	{"The {org} will rebuild {n} homes and a {place} before {month}.", "ستعيد {org} بناء {n} منزلاً و{place} قبل {month}."},
	{"“We need {n} more ambulances,” said {person} in {city}.", "قالت {person} في {city}: «نحتاج إلى {n} سيارة إسعاف أخرى»."},
	{"Water reached {n} families near the {place} of {city} this {month}.", "وصلت المياه إلى {n} عائلة قرب {place} في {city} هذا {month}."},
	{"The next meeting of the {org} is on {n} {month} at the {place}.", "الاجتماع المقبل لـ{org} يوم {n} {month} في {place}."},
	{"Reporters can call {person} at the {org} about the {place}.", "يمكن للصحفيين الاتصال بـ{person} في {org} بشأن {place}."},
	{"No one was hurt when the roof of the {place} in {city} fell.", "لم يصب أحد بأذى عندما سقط سقف {place} في {city}."},
	{"The report counts {n} damaged roads between {city} and {city2}.", "يحصي التقرير {n} طريقاً متضررة بين {city} و{city2}."},
}

var fillings = map[string][][2]string{
	"org":    {{"River Committee", "لجنة النهر"}, {"Relief Union", "اتحاد الإغاثة"}, {"Harbour Council", "مجلس المرفأ"}, {"Seed Bank", "بنك البذور"}, {"Ambulance Corps", "فرق الإسعاف"}},
	"place":  {{"school", "مدرسة"}, {"clinic", "عيادة"}, {"library", "مكتبة"}, {"bakery", "مخبز"}, {"bridge", "جسر"}, {"well", "بئر"}},
	"city":   {{"Nahr", "نهر"}, {"Tall", "تل"}, {"Marsa", "مرسى"}, {"Wadi", "وادي"}, {"Jisr", "جسر"}, {"Bustan", "بستان"}, {"Qasr", "قصر"}},
	"month":  {{"March", "آذار"}, {"May", "أيار"}, {"July", "تموز"}, {"October", "تشرين الأول"}},
	"person": {{"Salma Idris", "سلمى إدريس"}, {"Huda Nasif", "هدى ناصيف"}, {"Rana Aswad", "رنا أسود"}, {"Maha Darwish", "مها درويش"}},
}

// pressUnit is a unit made of a sentence; one in four has a clause of words
// that are rare.
func pressUnit(r *rand.Rand) memory.Unit {
	s := sentences[r.IntN(len(sentences))]
	n := fmt.Sprint(2 + r.IntN(900_000))
	for _, name := range []string{"org", "place", "city", "month", "person"} {
		words := fillings[name]
		w := words[r.IntN(len(words))]
		for side := range s {
			s[side] = strings.ReplaceAll(s[side], "{"+name+"}", w[side])
			if name == "city" {
				s[side] = strings.ReplaceAll(s[side], "{city2}", words[r.IntN(len(words))][side])
			}
		}
	}
	for side := range s {
		s[side] = strings.ReplaceAll(s[side], "{n}", n)
	}
	if r.IntN(4) == 0 {
		s[0] += " It follows the plan of " + rareWord(r) + " and " + rareWord(r) + "."
		s[1] += " وذلك وفق خطة " + rareWord(r) + " و" + rareWord(r) + "."
	}
	return memory.Unit{From: "en", To: "ar", Source: memory.Plain(s[0]), Target: memory.Plain(s[1]), Reviewed: true}
}

func rareWord(r *rand.Rand) string {
	const syllables = "bakadaraminosuteliforuzo"
	var b strings.Builder
	for range 3 {
		i := 2 * r.IntN(len(syllables)/2)
		b.WriteString(syllables[i : i+2])
	}
	return b.String()
}

// reworded changes one or two words of a text.
func reworded(r *rand.Rand, s string) string {
	words := strings.Fields(s)
	for range 1 + r.IntN(2) {
		words[r.IntN(len(words))] = rareWord(r)
	}
	return strings.Join(words, " ")
}
