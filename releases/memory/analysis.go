package memory

import "unicode"

// Analysis is a job's words by how much of the work the memory does: the table
// that translators quote and invoice by.
type Analysis struct {
	Bands    []Band // in falling order of score, "repeated" before "new"
	Segments int
	Words    int
}

// Band is what falls into one range of scores.
type Band struct {
	Name     string // see Bands
	Segments int
	Words    int
}

// Bands are the names of all bands, in their order: 101 and above is context;
// repeated is a text that stood before in the same job, beyond its first time,
// where the memory does not have it.
var Bands = []string{"context", "100", "95-99", "85-94", "75-84", "50-74", "repeated", "new"}

// LeastCounted is the lowest score of a match that is counted: that of the lowest
// band of matches. Whoever counts a job asks for matches from it on.
const LeastCounted = 50

// Counted is a segment of a job and the score of its best match, 0 for none.
type Counted struct {
	Text  Text
	Score int
}

// Analyse counts a job. Words are counted in the source.
func Analyse(job []Counted) Analysis {
	a := Analysis{Bands: make([]Band, len(Bands))}
	for i, name := range Bands {
		a.Bands[i].Name = name
	}
	seen := map[string]bool{}
	for _, c := range job {
		words := Count(c.Text.Words)
		form := plainForm(c.Text.Words)
		b := &a.Bands[band(c.Score, seen[form])]
		seen[form] = true
		b.Segments++
		b.Words += words
		a.Segments++
		a.Words += words
	}
	return a
}

func band(score int, repeated bool) int {
	switch {
	case score >= 101:
		return 0
	case score == 100:
		return 1
	case repeated:
		return 6
	case score >= 95:
		return 2
	case score >= 85:
		return 3
	case score >= 75:
		return 4
	case score >= LeastCounted:
		return 5
	}
	return 7
}

// Count is the number of words as word processors count: what stands between
// white space and holds a letter or a digit. An ideograph counts for itself.
func Count(s string) int {
	n, inside := 0, false
	for _, r := range s {
		switch {
		case isIdeograph(r):
			n++
			inside = true
		case unicode.IsSpace(r):
			inside = false
		case !inside && (isLetter(r) || digit(r) >= 0):
			n++
			inside = true
		}
	}
	return n
}
