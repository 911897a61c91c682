package intake

import (
	"fmt"
	"strconv"
	"strings"
	"sync"
	"time"
	"unicode"
)

// day is a date as a line names it.
type day struct {
	date    string // ISO 8601; "" where unclear
	weekday string // as written, where it is not the date's
	time    bool   // a clock time stands with it
	unclear bool   // day and month cannot be told apart
}

// months by folded name. Arabic has three sets in use: of the Levant and Iraq,
// of Egypt and the Gulf, of the Maghreb.
var months = table(
	"january jan janvier janv enero januar jan ocak كانونالثاني يناير جانفي",
	"february feb février févr fév febrero februar feb şubat شباط فبراير فيفري",
	"march mar mars marzo märz mart آذار مارس",
	"april apr avril avr abril nisan نيسان أبريل إبريل أفريل",
	"may mai mayo mayıs أيار مايو ماي",
	"june jun juin junio juni haziran حزيران يونيو جوان",
	"july jul juillet juil julio juli temmuz تموز يوليو جويلية يوليوز",
	"august aug août agosto ağustos آب أغسطس أوت غشت",
	"september sep sept septembre septiembre eylül أيلول سبتمبر شتنبر",
	"october oct octobre octubre oktober ekim تشرينالأول أكتوبر",
	"november nov novembre noviembre kasım تشرينالثاني نوفمبر نونبر",
	"december dec décembre déc diciembre dezember aralık كانونالأول ديسمبر دجنبر",
)

// weekdays by folded name, Sunday 1.
var weekdays = table(
	"sunday sun dimanche domingo sonntag pazar الأحد",
	"monday mon lundi lunes montag pazartesi الإثنين الاثنين",
	"tuesday tue tues mardi martes dienstag salı الثلاثاء",
	"wednesday wed mercredi miércoles mittwoch çarşamba الأربعاء",
	"thursday thu thurs jeudi jueves donnerstag perşembe الخميس",
	"friday fri vendredi viernes freitag cuma الجمعة",
	"saturday sat samedi sábado samstag cumartesi السبت",
)

// hijri are the months of the Islamic calendar: their date is never read as a
// day of ours, and stands only beside one.
var hijri = table("محرم المحرم", "صفر", "ربيعالأول", "ربيعالآخر ربيعالثاني", "جمادىالأولى جمادىالأول", "جمادىالآخرة جمادىالثانية", "رجب", "شعبان", "رمضان", "شوال", "ذوالقعدة ذيالقعدة", "ذوالحجة ذيالحجة")

// small are the words that stand in a date and say nothing of it.
var small = table("of the on at à le du date dated den vom el de del um uhr utc gmt h am pm st nd rd th er " +
	"published posted updated publié تاريخ التاريخ بتاريخ في يوم من الموافق م ص نشر الساعة صباحا مساء")

// halves of the day make the number before them an hour. The letter م after a
// year is that of the calendar, so only short numbers are hours.
var halves = table("am pm ص م صباحا مساء")

type words map[string]int

// table is made when it is first looked into: most commands read no file.
func table(rows ...string) func() words {
	return sync.OnceValue(func() words {
		t := words{}
		for i, row := range rows {
			for name := range strings.FieldsSeq(row) {
				t[folded(name)] = i + 1
			}
		}
		return t
	})
}

// readDay reads a line that is a date and nothing else: «الأربعاء ٢٥ تموز ٢٠١٨»,
// "Wednesday, 25 July 2018 16:24", "2018-07-25". ok is false for any line with
// another word in it.
func readDay(line string) (d day, ok bool) {
	tokens := dateTokens(line)
	if len(tokens) == 0 || len(tokens) > 24 {
		return day{}, false
	}
	var month, weekday int
	var weekdayName string
	var numbers []string
	for i := 0; i < len(tokens); i++ {
		t := tokens[i]
		pair := ""
		if i+1 < len(tokens) {
			pair = t + tokens[i+1]
		}
		switch {
		case (t == ":" || t == "h") && i > 0 && digits(tokens[i-1]) && i+1 < len(tokens) && digits(tokens[i+1]):
			if !d.time && len(numbers) > 0 { // the number before was the hour; seconds follow a second colon
				numbers = numbers[:len(numbers)-1]
			}
			d.time = true
			i++
		case halves()[t] > 0 && len(numbers) > 0 && len(numbers[len(numbers)-1]) <= 2 && digits(tokens[i-1]) && !d.time:
			d.time = true
			numbers = numbers[:len(numbers)-1]
		case t == ":":
		case digits(t):
			numbers = append(numbers, t)
		case t == "هـ" || t == "ه":
			// the mark of a Hijri year: that year is no number of ours
			if len(numbers) > 0 {
				numbers = numbers[:len(numbers)-1]
			}
		case hijri()[pair] > 0 || hijri()[t] > 0:
			if hijri()[pair] > 0 {
				i++
			}
			if len(numbers) > 0 && len(numbers[len(numbers)-1]) <= 2 {
				numbers = numbers[:len(numbers)-1]
			}
			if i+1 < len(tokens) && len(tokens[i+1]) == 4 && digits(tokens[i+1]) {
				i++
				if i+1 < len(tokens) && (tokens[i+1] == "ه" || tokens[i+1] == "هـ") {
					i++
				}
			}
		case months()[pair] > 0, months()[t] > 0:
			m := months()[pair]
			if m > 0 {
				i++
			} else {
				m = months()[t]
			}
			if month > 0 && month != m { // «تموز/يوليو» names one month twice
				return day{}, false
			}
			month = m
		case weekdays()[t] > 0 && (weekday == 0 || weekday == weekdays()[t]):
			weekday, weekdayName = weekdays()[t], t
		case small()[t] > 0, strings.Trim(t, "/-.") == "":
		default:
			return day{}, false
		}
	}
	if !d.resolve(numbers, month) {
		return day{}, false
	}
	if at, err := time.Parse(time.DateOnly, d.date); err == nil && weekday > 0 && int(at.Weekday())+1 != weekday {
		d.weekday = weekdayName
	}
	return d, true
}

// resolve finds day, month and year among the numbers of a line.
func (d *day) resolve(numbers []string, month int) bool {
	n := make([]int, len(numbers))
	for i, s := range numbers {
		n[i], _ = strconv.Atoi(s)
	}
	switch {
	case month > 0 && len(n) == 2 && len(numbers[1]) == 4:
		return d.set(n[1], month, n[0])
	case month > 0 && len(n) == 2 && len(numbers[0]) == 4:
		return d.set(n[0], month, n[1])
	case month == 0 && len(n) == 3 && len(numbers[0]) == 4:
		return d.set(n[0], n[1], n[2])
	case month == 0 && len(n) == 3 && len(numbers[2]) == 4:
		switch a, b := n[0], n[1]; {
		case a > 12 || a == b:
			return d.set(n[2], b, a)
		case b > 12:
			return d.set(n[2], a, b)
		case a > 0 && b > 0:
			d.unclear = true
			return true
		}
	}
	return false
}

// set refuses what no calendar has.
func (d *day) set(y, m, dd int) bool {
	if y < 1900 || y > 2199 {
		return false
	}
	d.date = fmt.Sprintf("%04d-%02d-%02d", y, m, dd)
	_, err := time.Parse(time.DateOnly, d.date)
	return err == nil
}

// dateTokens are the runs of letters and of digits of a line, folded; of what
// stands between them only the colon of a clock time is a token.
func dateTokens(line string) []string {
	var tokens []string
	var run strings.Builder
	was := 0
	flush := func() {
		if run.Len() > 0 {
			if t := folded(run.String()); t != "" {
				tokens = append(tokens, t)
			}
			run.Reset()
		}
		was = 0
	}
	for _, r := range line {
		kind := 0
		switch {
		case unicode.IsLetter(r) || unicode.IsMark(r) || r == 'ـ':
			kind = 1
		case unicode.IsDigit(r):
			kind = 2
			r = asciiDigit(r)
		}
		if kind != was {
			flush()
		}
		was = kind
		switch {
		case kind != 0:
			run.WriteRune(r)
		case r == ':':
			tokens = append(tokens, ":")
		case unicode.IsSpace(r), unicode.In(r, unicode.Cf), strings.ContainsRune(",،./-–—|()[]º°ª", r):
		default:
			tokens = append(tokens, string(r)) // no date has it
		}
	}
	flush()
	return tokens
}

func digits(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}
