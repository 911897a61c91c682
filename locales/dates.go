package locales

import (
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"bayan/locales/bidi"
)

// levantine, egyptian and maghrebi are whose months a house style names.
const (
	levantine = "ar-SY"
	egyptian  = "ar-EG"
	maghrebi  = "ar-MA"
)

// Date writes a day of the Gregorian calendar: 22 November 2026.
func (l *Locale) Date(year int, month time.Month, day int) string {
	pattern := "y-MM-dd"
	if l.customs != nil {
		pattern = l.customs.date
	}
	return l.fill(pattern, time.Date(year, month, day, 0, 0, 0, 0, time.UTC))
}

// Day writes a day given as ISO 8601 has it, 2026-11-22, as Date does. What is
// no such day stays as it is.
func (l *Locale) Day(iso string) string {
	t, err := time.Parse(time.DateOnly, iso)
	if err != nil {
		return iso
	}
	return l.Date(t.Date())
}

// WeekdayDate writes a day with its name: Sunday, 22 November 2026.
func (l *Locale) WeekdayDate(year int, month time.Month, day int) string {
	pattern := "y-MM-dd"
	if l.customs != nil {
		pattern = l.customs.weekdayDate
	}
	return l.fill(pattern, time.Date(year, month, day, 0, 0, 0, 0, time.UTC))
}

// DateTime writes an instant as the clocks of a place show it, to the minute:
// 22 November 2026 at 2:05 pm. It does not name the place: see Moment.
func (l *Locale) DateTime(t time.Time, at *time.Location) string {
	t = t.In(at)
	switch {
	case l.customs == nil:
		return l.fill("y-MM-dd HH:mm", t)
	case base(l.customs.tag) == "ar": // CLDR has "on the day in 2:05"
		return l.fill(l.customs.date, t) + "، " + l.fill(l.customs.time, t)
	}
	return strings.NewReplacer("{1}", l.fill(l.customs.date, t), "{0}", l.fill(l.customs.time, t)).Replace(unquoted(l.customs.dateTime))
}

// Moment is DateTime with how far the clocks are from UTC, for readers in other
// places: 22 November 2026 at 2:05 pm (UTC+03:00), and as Arabic newsrooms say the
// hour in a sentence, 22 تشرين الثاني 2026، الساعة 2:05 م (UTC+03:00).
func (l *Locale) Moment(t time.Time, at *time.Location) string {
	moment := l.DateTime(t, at)
	if l.customs != nil && base(l.customs.tag) == "ar" {
		moment = l.fill(l.customs.date, t.In(at)) + "، الساعة " + l.Time(t, at)
	}
	return moment + " (" + bidi.IsolateLTR(string(Zone(t, at))) + ")"
}

// Time writes the time of day of an instant, to the minute.
func (l *Locale) Time(t time.Time, at *time.Location) string {
	pattern := "HH:mm"
	if l.customs != nil {
		pattern = l.customs.time
	}
	return l.fill(pattern, t.In(at))
}

// Zone writes how far the clocks of a place are from UTC at an instant, in
// every language the same: UTC+03:00.
func Zone(t time.Time, at *time.Location) Code {
	zone := t.In(at).Format("-07:00")
	if zone == "+00:00" {
		return "UTC"
	}
	return Code("UTC" + zone)
}

// Month is the name of a month as it stands in a date.
func (l *Locale) Month(month time.Month) string {
	if l.customs == nil || month < time.January || month > time.December {
		return fmt.Sprintf("%02d", int(month))
	}
	of := func(tag string) string { return conventionsOf(tag).months[month-1] }
	if base(l.customs.tag) != "ar" {
		return l.customs.months[month-1]
	}
	switch l.style.Months {
	case "levantine":
		return of(levantine)
	case "egyptian":
		return of(egyptian)
	case "maghrebi":
		return of(maghrebi)
	case "both":
		if of(levantine) != of(egyptian) {
			return of(levantine) + "/" + of(egyptian)
		}
		return of(egyptian)
	}
	return l.customs.months[month-1]
}

// Dateline opens a release with where and when: ALEPPO, 22 November 2026 —
// and حلب، 22 تشرين الثاني 2026 —. English and French set the place in
// capitals. The zero date, or the style "place", leaves the place alone; the
// style "written" gives "".
func (l *Locale) Dateline(place string, year int, month time.Month, day int) string {
	if l.style.Dateline == "written" {
		return ""
	}
	switch base(l.tag) {
	case "en", "fr":
		place = strings.ToUpper(place)
	}
	if year == 0 || l.style.Dateline == "place" {
		return place + " —"
	}
	if place == "" {
		return l.Date(year, month, day) + " —"
	}
	return place + l.comma() + " " + l.Date(year, month, day) + " —"
}

// comma is what parts a place from a date.
func (l *Locale) comma() string {
	if l.Direction() == bidi.RTL && base(l.tag) != "he" && base(l.tag) != "yi" {
		return "،"
	}
	return ","
}

// fill writes a time by a pattern of UTS #35, as far as the patterns of our
// conventions go: y, M, MM, MMMM, d, dd, EEEE, H, HH, h, mm, a, 'text'.
func (l *Locale) fill(pattern string, t time.Time) string {
	var text strings.Builder
	for rest := pattern; rest != ""; {
		if rest[0] == '\'' {
			literal, after, _ := strings.Cut(rest[1:], "'")
			text.WriteString(literal)
			rest = after
			continue
		}
		_, run := utf8.DecodeRuneInString(rest)
		for run < len(rest) && run < 4 && rest[run] == rest[0] {
			run++
		}
		if field, known := l.field(rest[:run], t); known {
			text.WriteString(field)
		} else {
			text.WriteString(rest[:run])
		}
		rest = rest[run:]
	}
	return text.String()
}

func (l *Locale) field(name string, t time.Time) (string, bool) {
	number := func(n int) (string, bool) {
		return l.Digits(fmt.Sprintf("%0*d", len(name), n)), true
	}
	switch name {
	case "y":
		return number(t.Year())
	case "MMMM":
		return l.Month(t.Month()), true
	case "M", "MM":
		return number(int(t.Month()))
	case "d", "dd":
		return number(t.Day())
	case "EEEE":
		return l.customs.days[t.Weekday()], true
	case "H", "HH":
		return number(t.Hour())
	case "h", "hh":
		return number((t.Hour()+11)%12 + 1)
	case "mm":
		return number(t.Minute())
	case "a":
		if t.Hour() < 12 {
			return l.customs.am, true
		}
		return l.customs.pm, true
	}
	return "", false
}

// unquoted takes the marks of literal text out of a pattern that has no fields.
func unquoted(pattern string) string { return strings.ReplaceAll(pattern, "'", "") }
