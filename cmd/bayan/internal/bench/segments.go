package main

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"iter"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"bayan/cmd/bayan/internal/bench/buffered"
	"bayan/releases/exchange/po"
	"bayan/releases/memory"
)

// What the port's office says again and again, in both languages. {…} are
// filled in: people (p a man, w a woman), organisations (o, v), towns (c, k), a
// day (d), a month (m), a year (y), an hour (h), numbers (n up to 99,999, q
// below 100), and a number that stays as it is typed in an address (i). Numbers
// end in 11 to 99, after which Arabic counts in the singular.
var sayings = [][2]string{
	{"The {o} repaired {n} metres of quay in {c} before {d} {m} {y}.", "أصلحت {o} {n} متراً من الرصيف في {c} قبل {d} {m} {y}."},
	{"“We kept our word to the fishermen of {c},” said {w}, who chairs the {o}.", "قالت {w}، رئيسة {o}: «وفينا بوعدنا لصيادي {c}»."},
	{"More than {n} volunteers cleaned the beaches of {c} in {m} {y}.", "نظّف أكثر من {n} متطوعاً شواطئ {c} في {m} {y}."},
	{"For the timetable see https://zaytun.example/ferry/{i} or write to ferry{i}@zaytun.example.", "للاطلاع على المواعيد زوروا https://zaytun.example/ferry/{i} أو راسلوا ferry{i}@zaytun.example."},
	{"Fish landings in {c} rose by {q} percent between {m} {y} and the end of the season.", "ارتفع إنزال السمك في {c} بنسبة {q} في المئة بين {m} {y} ونهاية الموسم."},
	{"{p} met the crews of {q} trawlers in {c} on {d} {m}.", "التقى {p} طواقم {q} سفينة صيد في {c} في {d} {m}."},
	{"The ferry to {c} leaves at {h}:30 a.m. from pier {q}.", "تغادر العبّارة إلى {c} عند الساعة {h}:30 صباحاً من الرصيف {q}."},
	{"The repairs cost {n} million dinars, and the {o} paid half of it.", "كلّفت الإصلاحات {n} مليون دينار، ودفعت {o} نصف المبلغ."},
	{"Will the new crane serve the small boats of {c} as well? {w} thinks so.", "هل ستخدم الرافعة الجديدة القوارب الصغيرة في {c} أيضاً؟ ترى {w} ذلك."},
	{"Call the harbour office at +999 5 {i} until {d} {m}.", "اتصلوا بمكتب الميناء على الرقم +999 5 {i} حتى {d} {m}."},
	{"**{p}** speaks for the [{o}](https://zaytun.example/about/{i}).", "**{p}** هو المتحدث باسم [{o}](https://zaytun.example/about/{i})."},
	{"Divers recovered {q} anchors off {c}; most of them had been lost since {y}.", "انتشل الغواصون {q} مرساة قبالة {c}، وكان معظمها مفقوداً منذ عام {y}."},
	{"The deadline for mooring permits is {d} {m} {y}; late requests will be returned.", "آخر موعد لطلب تصاريح الرسو هو {d} {m} {y}؛ وستُعاد الطلبات المتأخرة."},
	{"In {y} the {o} lit {q} lighthouses between {c} and {k}.", "في عام {y} أنارت {o} {q} منارة بين {c} و{k}."},
	{"{w} thanked the {o} after {n} life jackets had reached {c}.", "شكرت {w} {o} بعد وصول {n} سترة نجاة إلى {c}."},
	{"The {o} and the {v} signed an agreement on pilotage in {c}.", "وقّعت {o} و{v} اتفاقاً بشأن الإرشاد البحري في {c}."},
	{"Of {n} containers that customs opened in {m}, none was refused.", "لم تُرفض أي حاوية من أصل {n} حاوية فتحتها الجمارك في {m}."},
	{"The course for young pilots in {c} lasted {q} days and was led by {p}.", "استمرت دورة المرشدين الشباب في {c} {q} يوماً وأشرف عليها {p}."},
	{"Press contact: {w}, {o}, {c}.", "للتواصل الصحفي: {w}، {o}، {c}."},
	{"No crew was hurt when the storm of {d} {m} reached {c}.", "لم يُصب أي من أفراد الطواقم بأذى عندما بلغت عاصفة {d} {m} مدينة {c}."},
	{"“The sea gave us {q} good years, and now it asks for care,” said {p} in {c}.", "قال {p} في {c}: «أعطانا البحر {q} سنة طيبة، وهو اليوم يطلب العناية»."},
	{"A second cargo of {n} tonnes of wheat is expected in {c} on {d} {m}.", "من المتوقع أن تصل إلى {c} في {d} {m} شحنة ثانية من {n} طناً من القمح."},
	{"The {o} denied that {n} dock workers would lose their posts.", "نفت {o} أن يفقد {n} عاملاً من عمال الأحواض وظائفهم."},
	{"Since {m} {y} every boat over {q} metres carries a transponder.", "منذ {m} {y} يحمل كل قارب يزيد طوله على {q} متراً جهاز إرسال."},
	{"The exhibition on the salt trade of {c} is open until {d} {m} {y}.", "يستمر معرض تجارة الملح في {c} حتى {d} {m} {y}."},
	{"The report of the {o} lists {n} wrecks, {q} of them in deep water.", "يحصي تقرير {o} {n} حطاماً، منها {q} في المياه العميقة."},
	{"From {h}:30 p.m. families from {c} can register for the regatta at https://zaytun.example/regatta/{i}.", "يمكن لعائلات {c} اعتباراً من الساعة {h}:30 مساءً التسجيل في السباق على https://zaytun.example/regatta/{i}."},
	{"About the {o}: founded in {y}, it works in {q} harbours.", "عن {o}: تأسست عام {y} وتعمل في {q} ميناءً."},
	{"{p} said that the breakwater “is worth more to {c} than {n} speeches”.", "قال {p} إن كاسر الأمواج «أنفع لمدينة {c} من {n} خطاباً»."},
	{"The tide tables for {y} lie at the office of the {o} in {c}.", "جداول المد والجزر لعام {y} متوفرة في مكتب {o} في {c}."},
	{"Dr. {w} warned that {q} percent of the nets in {c} harm young fish.", "حذّرت الدكتورة {w} من أن {q} في المئة من الشباك في {c} تؤذي صغار السمك."},
	{"The mail boat needs {q} minutes from {c} to {k}, {p} told reporters.", "يحتاج قارب البريد إلى {q} دقيقة من {c} إلى {k}، بحسب ما قال {p} للصحفيين."},
}

var (
	men = [][2]string{{"Bashir Tawil", "بشير طويل"}, {"Karim Shahin", "كريم شاهين"}, {"Munir Halabi", "منير حلبي"},
		{"Tarek Anbar", "طارق عنبر"}, {"Ziad Farah", "زياد فرح"}, {"Nabil Jundi", "نبيل جندي"}}
	women = [][2]string{{"Huda Marwan", "هدى مروان"}, {"Salma Idris", "سلمى إدريس"}, {"Rana Aswad", "رنا أسود"},
		{"Maha Zaki", "مها زكي"}, {"Dalia Nouri", "داليا نوري"}, {"Amal Qasim", "أمل قاسم"}}
	organisations = [][2]string{{"Harbour Authority", "هيئة الميناء"}, {"Lighthouse Society", "جمعية المنارة"},
		{"Fisheries Committee", "لجنة المصايد"}, {"Municipality of Marsa Zaytun", "بلدية مرسى زيتون"},
		{"Chamber of Shipping", "غرفة الملاحة"}, {"Coast Guard School", "مدرسة خفر السواحل"},
		{"Salt Workers’ Union", "نقابة عمال الملّاحات"}, {"Pilots’ Association", "رابطة المرشدين"}}
	towns = [][2]string{{"Marsa Zaytun", "مرسى زيتون"}, {"Wadi Nahr", "وادي نهر"}, {"Tall Rumman", "تل رمان"},
		{"Jisr Bahr", "جسر بحر"}, {"Qasr Milh", "قصر ملح"}, {"Bustan Gharb", "بستان غرب"}, {"Ayn Sakhr", "عين صخر"}, {"Ras Hajar", "رأس حجر"}}
	months = [][2]string{{"January", "كانون الثاني"}, {"February", "شباط"}, {"March", "آذار"}, {"April", "نيسان"},
		{"May", "أيار"}, {"June", "حزيران"}, {"July", "تموز"}, {"August", "آب"}, {"September", "أيلول"},
		{"October", "تشرين الأول"}, {"November", "تشرين الثاني"}, {"December", "كانون الأول"}}
)

// segment is a sentence in both languages. Lost is the translation with a fault
// in it, and Fault what was done to it; both are "" as a rule. Edited is the
// sentence as it is in the next version, where it changed.
type segment struct {
	english, arabic string
	lost, fault     string
	edited          string
}

// segments yields n of them, all different, the same in every run.
func segments(n int) iter.Seq2[int, segment] {
	return func(yield func(int, segment) bool) {
		r := rand.New(rand.NewPCG(20261122, 1))
		seen := make(map[[8]byte]bool, n+n/8)
		isNew := func(s string) bool {
			sum := sha256.Sum256([]byte(s))
			key := [8]byte(sum[:8])
			was := seen[key]
			seen[key] = true
			return !was
		}
		for i := 0; i < n; {
			s := said(r)
			if !isNew(s.english) {
				continue
			}
			if r.IntN(100) == 0 {
				s.lost, s.fault = damaged(r, s)
			}
			if r.IntN(10) == 0 {
				if s.edited = edited(r, s.english); !isNew(s.edited) {
					s.edited = ""
				}
			}
			if !yield(i, s) {
				return
			}
			i++
		}
	}
}

// said fills in a saying.
func said(r *rand.Rand) segment {
	form := sayings[r.IntN(len(sayings))]
	two := func(from [][2]string) (a, b [2]string) {
		at := r.Perm(len(from))
		return from[at[0]], from[at[1]]
	}
	o, v := two(organisations)
	c, k := two(towns)
	same := func(s string) [2]string { return [2]string{s, s} }
	number := func(n int) [2]string { return [2]string{grouped(n), arabicDigits(grouped(n))} }
	plain := func(n int) [2]string { return [2]string{fmt.Sprint(n), arabicDigits(fmt.Sprint(n))} }
	words := map[string][2]string{
		"p": men[r.IntN(len(men))], "w": women[r.IntN(len(women))], "o": o, "v": v, "c": c, "k": k,
		"d": plain(1 + r.IntN(28)), "m": months[r.IntN(len(months))], "y": plain(1985 + r.IntN(41)), "h": plain(1 + r.IntN(11)),
		"n": number(100*r.IntN(1000) + 11 + r.IntN(89)), "q": plain(11 + r.IntN(89)), "i": same(fmt.Sprint(10_000 + r.IntN(90_000))),
	}
	var s [2]string
	for side := range form {
		fill := []string{":30", [2]string{":30", ":٣٠"}[side]}
		for name, w := range words {
			fill = append(fill, "{"+name+"}", w[side])
		}
		s[side] = strings.NewReplacer(fill...).Replace(form[side])
	}
	return segment{english: s[0], arabic: s[1]}
}

func arabicDigits(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case '0' <= r && r <= '9':
			return r - '0' + '٠'
		case r == ',':
			return '٬'
		}
		return r
	}, s)
}

// faults are what happens to a translation on its way; each gives "" where it
// cannot happen.
var faults = []struct {
	name string
	harm func(r *rand.Rand, s segment) string
}{
	{"untranslated", func(_ *rand.Rand, s segment) string { return s.english }},
	{"missing", func(*rand.Rand, segment) string { return "" }},
	{"cut short", func(_ *rand.Rand, s segment) string {
		words := strings.Fields(s.arabic)
		return strings.Join(words[:2], " ")
	}},
	{"other number", func(r *rand.Rand, s segment) string {
		// The first digit of the last number: in words, in an address, in a date.
		digits := []rune(s.arabic)
		at := -1
		for i, c := range digits {
			if isDigit(c) && (i == 0 || !isDigit(digits[i-1])) {
				at = i
			}
		}
		if at < 0 || at > 1 && digits[at-1] == ':' { // half past stays half past
			return ""
		}
		zero := digits[at] &^ 0xf // '0' and '٠' end in 0
		digits[at] = zero + 1 + (digits[at]-zero+rune(r.IntN(7)))%9
		return string(digits)
	}},
	{"other month", func(r *rand.Rand, s segment) string {
		for i, m := range months {
			if strings.Contains(s.english, " "+m[0]) {
				other := months[(i+1+r.IntN(len(months)-1))%len(months)]
				return strings.Replace(s.arabic, m[1], other[1], 1)
			}
		}
		return ""
	}},
	{"other half of the day", func(_ *rand.Rand, s segment) string {
		return strings.NewReplacer("صباحاً", "مساءً", "مساءً", "صباحاً").Replace(s.arabic)
	}},
	{"other address", func(_ *rand.Rand, s segment) string {
		return strings.Replace(s.arabic, "https://zaytun.example", "https://zaytoun.example", 1)
	}},
	{"speech without marks", func(_ *rand.Rand, s segment) string {
		return strings.NewReplacer("«", "", "»", "").Replace(s.arabic)
	}},
	{"percent lost", func(_ *rand.Rand, s segment) string { return strings.Replace(s.arabic, " في المئة", "", 1) }},
	{"full stop lost", func(_ *rand.Rand, s segment) string { return strings.TrimSuffix(s.arabic, ".") }},
	{"Latin comma", func(_ *rand.Rand, s segment) string { return strings.Replace(s.arabic, "، ", ", ", 1) }},
	{"space at the end", func(_ *rand.Rand, s segment) string { return s.arabic + " " }},
	{"word twice", func(_ *rand.Rand, s segment) string { return strings.Replace(s.arabic, " في ", " في في ", 1) }},
	{"bold half closed", func(_ *rand.Rand, s segment) string { return strings.Replace(s.arabic, "** ", " ", 1) }},
}

func isDigit(r rune) bool { return '0' <= r && r <= '9' || '٠' <= r && r <= '٩' }

// damaged does one of the faults that can happen to a translation.
func damaged(r *rand.Rand, s segment) (lost, fault string) {
	for {
		f := faults[r.IntN(len(faults))]
		if lost = f.harm(r, s); f.name == "missing" || lost != "" && lost != s.arabic {
			return lost, f.name
		}
	}
}

// edited puts a word in, or another one in the place of one.
func edited(r *rand.Rand, s string) string {
	words := strings.Fields(s)
	at := 1 + r.IntN(len(words)-1)
	word := []string{"again", "new", "coastal", "finally"}[r.IntN(4)]
	if r.IntN(2) == 0 {
		return strings.Join(slices.Insert(words, at, word), " ")
	}
	words[at] = word
	return strings.Join(words, " ")
}

// corpus is n segments as a catalogue and its translation, in files that are made
// on first use and kept for as long as they would be the same.
type corpus struct {
	n   int
	dir string
}

func corpusOf(cache string, n int) corpus {
	return corpus{n, filepath.Join(cache, fmt.Sprintf("segments-%d-%s", n, segmentsMark()))}
}

// clean is the translation without faults.
func (c corpus) clean() (name string, err error) {
	names, err := c.files("clean", func(s segment) (id, str string) { return s.english, s.arabic })
	return names[0], err
}

// harmed is the translation with a fault in one of 100, and these by their source.
func (c corpus) harmed() (name string, faults map[string]segment, err error) {
	faults = map[string]segment{}
	for _, s := range segments(c.n) {
		if s.fault != "" {
			faults[s.english] = s
		}
	}
	names, err := c.files("harmed", func(s segment) (id, str string) {
		if s.fault != "" {
			return s.english, s.lost
		}
		return s.english, s.arabic
	})
	return names[0], faults, err
}

// changed is the next version of the source, without a translation: one in 10
// is another.
func (c corpus) changed() (names []string, err error) {
	return c.files("changed", func(s segment) (id, str string) {
		if s.edited != "" {
			return s.edited, ""
		}
		return s.english, ""
	})
}

// perCatalogue is how many messages one file holds at most.
const perCatalogue = 100_000

// files writes catalogues of all segments, one file for every perCatalogue.
func (c corpus) files(name string, entry func(segment) (id, str string)) (names []string, err error) {
	for i := range (c.n + perCatalogue - 1) / perCatalogue {
		names = append(names, filepath.Join(c.dir, fmt.Sprintf("%s-%d.po", name, i)))
	}
	if _, err := os.Stat(names[len(names)-1]); err == nil { // the last that is written
		return names, nil
	}
	if err := os.MkdirAll(c.dir, 0o777); err != nil {
		return names, err
	}
	progress("%s: a catalogue of %d segments", name, c.n)
	f := newCatalogue()
	for i, s := range segments(c.n) {
		f.Entries = append(f.Entries, entryOf(i, s, entry))
		if len(f.Entries) < perCatalogue && i < c.n-1 {
			continue
		}
		making := names[i/perCatalogue] + ".making"
		if err := buffered.File(making, func(w io.Writer) error { _, err := f.WriteTo(w); return err }); err != nil {
			return names, err
		}
		if err := os.Rename(making, names[i/perCatalogue]); err != nil {
			return names, err
		}
		f.Entries = f.Entries[:0]
	}
	return names, nil
}

func newCatalogue() *po.File {
	return &po.File{Head: po.Head(po.HeaderField{Name: "Language", Value: arabic},
		po.HeaderField{Name: "MIME-Version", Value: "1.0"},
		po.HeaderField{Name: "Content-Type", Value: "text/plain; charset=UTF-8"},
		po.HeaderField{Name: "Content-Transfer-Encoding", Value: "8bit"})}
}

func entryOf(i int, s segment, entry func(segment) (id, str string)) po.Entry {
	id, str := entry(s)
	return po.Entry{Refs: []string{fmt.Sprintf("release/%d.md:%d", i/20, 1+i%20)}, Message: po.Message{ID: id}, Str: []string{str}}
}

// unitOf is a segment as a translation memory keeps it.
func unitOf(i int, s segment) memory.Unit {
	return memory.Unit{From: english, To: arabic, Source: memory.Plain(s.english), Target: memory.Plain(s.arabic),
		Reviewed: true, Origin: memory.Origin{ID: fmt.Sprint(i)}}
}

// segmentsMark names what the segments and their files look like.
func segmentsMark() string {
	h := sha256.New()
	for _, s := range segments(500) {
		fmt.Fprintln(h, s)
	}
	f := newCatalogue()
	for i, s := range segments(3) {
		f.Entries = append(f.Entries, entryOf(i, s, func(s segment) (id, str string) { return s.english, s.arabic }))
	}
	f.WriteTo(h)
	return hex.EncodeToString(h.Sum(nil)[:6])
}

func readPO(name string) (*po.File, error) {
	b, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	f, _, err := po.Parse(name, b)
	return f, err
}
