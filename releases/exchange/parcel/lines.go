package parcel

import (
	"strings"
	"unicode/utf8"

	"bayan/pattern"
)

// row is a line of the file as it was sent: without a mailer's marks of quoting.
type row struct {
	text  string
	at    int // 1-based line of the file
	marks []found
}

// rows undoes what mail does to lines. quoted tells whether ">" at the start of
// lines is a mailer's: always where the file holds marks, since no line of a
// parcel begins so; else only as deep as every line has it.
func rows(s string) (out []row, marked bool) {
	lines := strings.Split(s, "\n")
	depth := -1
	for i, l := range lines {
		bare, n := unquote(l, 1<<10)
		if len(findMarks(bare)) > 0 {
			marked = true
		}
		if strings.TrimSpace(bare) != "" && (depth < 0 || n < depth) {
			depth = n
		}
		out = append(out, row{text: l, at: i + 1})
	}
	if marked {
		depth = 1 << 10
	}
	for i := range out {
		out[i].text, _ = unquote(out[i].text, max(depth, 0))
		out[i].text = strings.TrimRight(out[i].text, " \t\u00a0")
		out[i].marks = findMarks(out[i].text)
	}
	out = mend(out)
	if marked {
		out = undouble(out)
	}
	return out, marked
}

// unquote takes off at most n marks of quoting and says how many.
func unquote(l string, n int) (string, int) {
	took := 0
	for took < n {
		rest, ok := strings.CutPrefix(strings.TrimLeft(l, " \t\u00a0\u200e\u200f"), ">")
		if !ok {
			break
		}
		l = strings.TrimPrefix(rest, " ")
		took++
	}
	return l, took
}

// mend joins a mark that was wrapped over two lines.
func mend(in []row) []row {
	out := in[:0:0]
	for i := 0; i < len(in); i++ {
		r := in[i]
		if i+1 < len(in) && len(in[i+1].marks) == 0 || i+1 < len(in) && strings.Contains(in[i+1].text, "]") {
			tail := r.text
			if n := len(r.marks); n > 0 {
				tail = tail[r.marks[n-1].to:]
			}
			if plain, _ := plainForm(tail); len(tail) < 80 && strings.Count(plain, "|")%2 == 1 {
				joined := r.text + " " + in[i+1].text
				if marks := findMarks(joined); len(marks) > len(r.marks)+len(in[i+1].marks) {
					r.text, r.marks = joined, marks
					i++
				}
			}
		}
		out = append(out, r)
	}
	return out
}

// undouble takes out the blank line that some mailers put after every line. In
// what Write makes each mark has its words on the line right below; where no
// two lines of a file touch, every line end was doubled.
func undouble(in []row) []row {
	words := 0
	for i, r := range in {
		if r.text == "" {
			continue
		}
		words++
		if i > 0 && in[i-1].text != "" {
			return in
		}
	}
	if words < 3 {
		return in
	}
	var out []row
	blanks := 0
	for _, r := range in {
		if r.text == "" {
			blanks++
			continue
		}
		for range (blanks - 1) / 2 {
			out = append(out, row{at: r.at})
		}
		out, blanks = append(out, r), 0
	}
	return out
}

// unwrapped tells a file that has lost its blank lines and was not wrapped: in
// it each line is a paragraph, while else blank lines separate them. A line of
// a parcel is longer than any mailer's; in other files most lines that were
// wrapped have no room left for the first word of the next.
func unwrapped(in []row) bool {
	longest, room := 0, 0
	for i, r := range in {
		if r.text == "" && i > 0 && i+1 < len(in) {
			return false
		}
		longest = max(longest, utf8.RuneCountInString(r.text))
	}
	for i, r := range in[:max(len(in)-1, 0)] {
		first, _, _ := strings.Cut(in[i+1].text, " ")
		if utf8.RuneCountInString(r.text)+1+utf8.RuneCountInString(first) <= longest {
			room++
		}
	}
	return longest > 100 || 2*room > len(in)
}

// Furniture of mail: what programs write around a reply, in the languages of
// desks. It is told with its words and is no one's translation.
var (
	attribution = pattern.Lazy(`(?i)^\W*(on|am|le|el|il|op|den|في|بتاريخ|يوم|ب?تاريخ)\b?.{3,200}(wrote|schrieb|a écrit|escribió|ha scritto|schreef|كتبت?|كَتَبَ)\b?.{0,80}[:：]\s*$`)
	original    = pattern.Lazy(`(?i)^\s*[-_=*]{2,}.{0,60}(original message|forwarded message|message d'origine|message transféré|ursprüngliche nachricht|رسالة أصلية|الرسالة الأصلية|رسالة معاد توجيهها).{0,60}$`)
	mailHeader  = pattern.Lazy(`(?i)^\W{0,4}(from|to|cc|bcc|sent|date|subject|reply-to|de|à|objet|envoyé|von|an|gesendet|betreff|من|إلى|الى|نسخة|الموضوع|التاريخ|تاريخ الإرسال|أُرسلت|أرسلت)\W{0,3}\s?[:：]\s*\S`)
	sentFrom    = pattern.Lazy(`(?i)^\W*(sent from (my|mail|outlook|yahoo|proton)|get outlook for|envoyé de(puis)? mon|von meinem .{1,30} gesendet|enviado desde mi|أُ?رسلت? من|مُ?رسلة? من|تم الإرسال من)`)
)

// mostFurniture is how many bytes a mailer's own line may have.
const mostFurniture = 500

// furniture tells how many rows from i on are a mailer's: 0 for none. Only
// outside of the marks do header lines count, since a translation may well
// begin with «إلى:».
func furniture(all []row, i int, outside bool) int {
	t := all[i].text
	if t == "" || len(t) > mostFurniture {
		return 0
	}
	switch {
	case attribution().MatchString(t), original().MatchString(t), sentFrom().MatchString(t):
		return 1
	case i+1 < len(all) && all[i+1].text != "" && len(t)+len(all[i+1].text) < mostFurniture && attribution().MatchString(t+" "+all[i+1].text) && !attribution().MatchString(all[i+1].text):
		return 2
	case outside && mailHeader().MatchString(t):
		n := 0
		for i+n < len(all) && n < 20 && len(all[i+n].text) < mostFurniture && mailHeader().MatchString(all[i+n].text) {
			n++
		}
		if n >= 3 {
			return n
		}
	case t == "--" || t == "-- " || t == "—":
		// A signature ends the mail: it is short and no mark of a place follows.
		for n := 1; n <= 12; n++ {
			if i+n < len(all) && len(all[i+n].marks) == 0 {
				continue
			}
			if outside || !anyTarget(all[min(i+n, len(all)):]) {
				return n
			}
			break
		}
	}
	return 0
}

func anyTarget(rest []row) bool {
	for _, r := range rest[:min(len(rest), 1000)] {
		for _, m := range r.marks {
			if m.machine == nil {
				return true
			}
		}
	}
	return false
}
