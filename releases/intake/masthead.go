package intake

import (
	"slices"
	"strings"
	"unicode/utf8"

	"bayan/pattern"
	"bayan/releases"
)

// line is one line of a masthead: what stands between the top of a release and
// its first paragraph.
type line struct {
	text string
	at   int
}

// shortRunes is how long a line of a masthead may be.
const shortRunes = 80

// kickers are what releases call themselves above or below their headline.
var kickers = table("pressrelease newsrelease mediarelease pressstatement statement mediastatement publicstatement officialstatement mediaadvisory mediaalert pressadvisory " +
	"pressnote communiqué pressreview backgrounder newsalert pressbriefing " +
	"communiquédepresse pointdepresse notedepresse déclaration notadeprensa comunicadodeprensa pressemitteilung pressemeldung basınaçıklaması " +
	"بيان بيانصحفي بيانصحافي بلاغ بلاغصحفي تصريح تصريحصحفي تصريحصحافي خبرصحفي بيانإعلامي تنويه دعوةصحفية إحاطةصحفية دعوةلوسائلالإعلام")

// offices are words of which one makes a line a department's name.
var offices = table("department dept office bureau division directorate unit section desk service direction département bureau cellule secretariat " +
	"departamento oficina abteilung referat pressestelle دائرة مكتب قسم إدارة وحدة مديرية شعبة المكتب القسم الدائرة الإدارة أمانة")

// short tells a line that may stand in a masthead: not long, and without the
// stop that ends a sentence.
func short(s string) bool {
	return s != "" && utf8.RuneCountInString(s) <= shortRunes && !stopped(s)
}

// stopped tells a line that ends a sentence, also inside closing quotes.
func stopped(s string) bool {
	s = strings.TrimRight(s, "\"'”’»›)]*_\u200e\u200f ")
	return strings.HasSuffix(s, ".") || strings.HasSuffix(s, "!") || strings.HasSuffix(s, "?") || strings.HasSuffix(s, "…") ||
		strings.HasSuffix(s, "؟") || strings.HasSuffix(s, "۔") || strings.HasSuffix(s, ":")
}

func isKicker(s string) bool {
	return utf8.RuneCountInString(s) <= shortRunes && kickers()[folded(s)] > 0
}

func isOffice(s string) bool {
	for w := range strings.FieldsSeq(s) {
		if offices()[folded(w)] > 0 || offices()[strings.TrimPrefix(folded(w), "ال")] > 0 {
			return true
		}
	}
	return false
}

// opening reads what stands before the headline: timestamps, a date, a kicker.
// It returns how many lines those were.
func (d *Draft) opening(lines []line, m *dates) int {
	for i, l := range lines {
		last := i+1 == len(lines)
		if got, ok := readDay(l.text); ok {
			m.see(d, got, l, true)
			continue
		}
		if isKicker(l.text) && !last && !d.hasField("kicker") {
			d.takeField("kicker", l)
			continue
		}
		return i
	}
	return len(lines)
}

func (d *Draft) takeField(name string, l line) {
	value := strings.TrimRight(oneLine(l.text), ": ")
	d.field(name, value, l.at)
	d.keep(name, l.at, value, nil)
}

// masthead reads the short lines after the headline, up to the first paragraph.
// Lines that say what they are (a kicker, a date, an office) are that; the
// others are kicker, organisation and department in the order in which the
// places are free, but that a line which the body names is the organisation.
// It returns how many of the lines it took; the rest are paragraphs.
func (d *Draft) masthead(lines []line, body string, m *dates) int {
	lines = d.fitting(lines)
	fields := map[string]line{}
	if d.hasField("kicker") {
		fields["kicker"] = line{}
	}
	var open []line
	for _, l := range lines {
		name := said(l.text)
		switch _, taken := fields[name]; {
		case name == "date":
			got, _ := readDay(l.text)
			m.see(d, got, l, false)
		case name == "" || taken:
			open = append(open, l)
		default:
			fields[name] = l
			if name == "dateline" {
				place, got, _ := readDateline(l.text)
				d.dateline(got, place, l, m)
			}
		}
	}
	_, department := fields["department"]
	for _, l := range open {
		names := []string{"kicker", "organisation", "department"}
		if named(body, l.text) || department && len(open) == 1 {
			names = []string{"organisation", "kicker", "department"}
		}
		for _, name := range names {
			if _, taken := fields[name]; !taken {
				fields[name] = l
				break
			}
		}
	}
	for _, name := range releases.FieldNames {
		if l := fields[name]; l.text != "" {
			d.takeField(name, l)
		}
	}
	return len(lines)
}

// said names what a line says that it is, "" where it does not.
func said(s string) string {
	if _, ok := readDay(s); ok {
		return "date"
	}
	if _, got, ok := readDateline(s); ok && got.date != "" {
		return "dateline"
	}
	switch {
	case isKicker(s):
		return "kicker"
	case isOffice(s):
		return "department"
	}
	return ""
}

// fitting cuts lines where one more would find no place free.
func (d *Draft) fitting(lines []line) []line {
	free := 3
	if d.hasField("kicker") {
		free--
	}
	datelines, kicked := 1, d.hasField("kicker")
	for i, l := range lines {
		switch name := said(l.text); name {
		case "date":
			continue
		case "dateline":
			datelines--
		case "kicker":
			if kicked {
				return lines[:i]
			}
			kicked = true
			free--
		default:
			free--
		}
		if free < 0 || datelines < 0 {
			return lines[:i]
		}
	}
	return lines
}

func named(body, name string) bool {
	f := folded(name)
	return len(f) > 3 && strings.Contains(body, f)
}

// dates holds what a file says of its day, until all of it is read.
type dates struct {
	fact, stamp string // ISO days
	stampAt     line
	seen        []dated
}

// dated is a line that names a day.
type dated struct {
	date string
	line
}

// see takes a line that is a date and nothing else. Before the headline one
// with a clock time or a weekday is the timestamp of a site.
func (m *dates) see(d *Draft, got day, l line, before bool) {
	switch {
	case got.unclear:
		d.drop("date-unclear", l.at, l.text, nil)
		return
	case got.weekday != "":
		d.drop("weekday-differs", l.at, l.text, map[string]any{"date": got.date, "weekday": got.weekday})
	}
	m.seen = append(m.seen, dated{got.date, l})
	switch {
	case before && (got.time || m.stamp == "" && strings.ContainsAny(l.text, ",،") && hasWeekday(l.text)):
		d.drop("timestamp", l.at, l.text, map[string]any{"date": got.date})
		if m.stamp == "" {
			m.stamp, m.stampAt = got.date, l
		}
	case m.fact == "":
		m.fact = got.date
		d.keep("date", l.at, l.text, map[string]any{"date": got.date})
	default:
		d.drop("repeated", l.at, l.text, nil)
	}
}

func hasWeekday(s string) bool {
	return slices.ContainsFunc(dateTokens(s), func(t string) bool { return weekdays()[t] > 0 })
}

// settle makes the fact of what was seen and tells where dates differ.
func (m *dates) settle(d *Draft) {
	if m.fact == "" && m.stamp != "" {
		m.fact = m.stamp
		d.keep("date-timestamp", m.stampAt.at, m.stampAt.text, map[string]any{"date": m.stamp})
	}
	for _, one := range m.seen {
		if one.date != m.fact {
			d.drop("date-differs", one.at, one.text, map[string]any{"date": m.fact, "other": one.date})
		}
	}
	d.Facts.Date = m.fact
}

// datelineDash is what stands between a dateline and the words that follow it.
var datelineDash = pattern.Lazy(`\s[-–—]{1,2}\s|\s?[–—]\s?|[:：]\s`)

// readDateline reads «دمشق، ٢٥ تموز ٢٠١٨» and "ISTANBUL, 25 July 2018": a place
// of at most four words, a comma or bracket, and a date.
func readDateline(s string) (place string, d day, ok bool) {
	if utf8.RuneCountInString(s) > shortRunes {
		return "", day{}, false
	}
	i := strings.IndexAny(s, ",،(")
	for i > 0 {
		_, n := utf8.DecodeRuneInString(s[i:])
		place = strings.TrimRight(strings.TrimSpace(s[:i]), "(),،- ")
		if len(strings.Fields(place)) > 5 {
			break
		}
		if d, ok := readDay(s[i+n:]); ok && !d.time && len(dateTokens(place)) > 0 && !strings.ContainsAny(place, "0123456789٠١٢٣٤٥٦٧٨٩") {
			if hasWeekday(place) {
				break
			}
			return oneLine(place), d, true
		}
		next := strings.IndexAny(s[i+n:], ",،(")
		if next < 0 {
			break
		}
		i += n + next
	}
	return "", day{}, false
}

// leadDateline reads the dateline with which a first paragraph begins. The words
// stay in the paragraph.
func (d *Draft) leadDateline(text string, at int, m *dates) {
	for _, dash := range datelineDash().FindAllStringIndex(cutRunes(text, 2*shortRunes), 4) {
		head := strings.TrimSpace(text[:dash[0]])
		if place, got, ok := readDateline(head); ok {
			d.dateline(got, place, line{head, at}, m)
			return
		}
	}
}

func (d *Draft) dateline(got day, place string, l line, m *dates) {
	if got.unclear {
		d.drop("date-unclear", l.at, l.text, nil)
		return
	}
	if d.Facts.Place == "" {
		d.Facts.Place = place
	}
	d.keep("dateline", l.at, l.text, map[string]any{"date": got.date, "place": place})
	m.seen = append(m.seen, dated{got.date, l})
	if m.fact == "" {
		m.fact = got.date
	}
}

func cutRunes(s string, n int) string {
	for i := range s {
		if n == 0 {
			return s[:i]
		}
		n--
	}
	return s
}
