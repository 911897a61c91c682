package main

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
)

// Eight segments whose words a person can count; the bands say what the
// memory makes of each, once "Winter training" was approved.
const summerTraining = `# Summer training opens in Harim

The centre can teach 250 volunteers at a time.

The courses are free. Whoever wants to take part can call +963 11 0100 200.

Six buses carry the volunteers from the villages. The sea waits. The sea waits.

Its network today counts, it says, some 3,750 volunteers in about seven provinces.
`

var summerBands = []analysedBand{
	{"context", 11, 1}, // Whoever wants … 200.: the sentence before it is the same too
	{"100", 4, 1},      // The courses are free.
	{"95-99", 9, 1},    // 250 for 240
	{"85-94", 0, 0},    //
	{"75-84", 13, 2},   // Summer for Winter, 1 of 5 words; Six … carry, 2 of 8
	{"50-74", 13, 1},   // Its, today, it says, some, about: 6 of 13
	{"repeated", 3, 1}, // The sea waits., again
	{"new", 3, 1},      // The sea waits.
}

func TestWordsAsTranslatorsInvoice(t *testing.T) {
	o := newDesk(t)
	for _, s := range approvedSteps("winter") {
		o.as(t, s.member, s.args...)
	}
	o.as(t, "wafa", "new", "Summer", "--lang", "en", "--id", "summer")
	o.write(t, "releases/summer/en.md", summerTraining)
	o.as(t, "wafa", "checkin", "summer", "en")
	o.as(t, "rami", "approve", "summer", "en")

	var before struct{ Analysis analysed }
	out := o.as(t, "nour", "memory", "count", "summer", "ar", "--json")
	if err := json.Unmarshal([]byte(out), &before); err != nil || !slices.Equal(before.Analysis.Bands, summerBands) {
		t.Errorf("before anybody took it: %s", out)
	}
	for _, format := range []string{"md", "xliff", "xliff2", "po", "omegat"} {
		var answer struct {
			Release, Language string
			Files             []string
			Analysis          analysed
		}
		out := o.as(t, "layla", "checkout", "summer", "ar", "--format", format, "--json")
		if err := json.Unmarshal([]byte(out), &answer); err != nil {
			t.Fatalf("%v: %s", err, out)
		}
		if answer.Release != "summer" || answer.Language != "ar" || len(answer.Files) == 0 {
			t.Errorf("%s: answered %s", format, out)
		}
		words, segments := 0, 0
		for i, b := range answer.Analysis.Bands {
			if b != summerBands[i] {
				t.Errorf("%s: %+v, want %+v", format, b, summerBands[i])
			}
			words, segments = words+b.Words, segments+b.Segments
		}
		if words != 56 || segments != 8 || answer.Analysis.Words != 56 || answer.Analysis.Segments != 8 {
			t.Errorf("%s: %d words in %d segments, in all %+v", format, words, segments, answer.Analysis)
		}
		if format == "md" { // renewed, there is nothing to be said again
			o.as(t, "layla", "discard", "summer", "ar")
		}
	}

	for speech, want := range map[string][]string{
		"en": {"match words segments", "101–102, in context 11 1", "100 4 1", "95–99 9 1", "75–84 13 2", "50–74 13 1", "repeated 3 1", "new 3 1", "all 56 8"},
		"ar": {"التطابق الكلمات المقاطع", "101 و102، في سياقه 11 1", "100 4 1", "95–99 9 1", "75–84 13 2", "50–74 13 1", "مكرر 3 1", "جديد 3 1", "المجموع 56 8"},
	} {
		code, _, told := o.try("layla", "checkout", "summer", "ar", "--format", "po", "--locale", speech)
		var lines []string
		for line := range strings.Lines(plain(told)) {
			lines = append(lines, strings.Join(strings.Fields(line), " "))
		}
		if got := strings.Join(lines, "|"); code != 0 || !strings.Contains(got, strings.Join(want, "|")) {
			t.Errorf("%s: exit %d, %s", speech, code, got)
		}
	}

	// What is sent is counted as well.
	o.as(t, "layla", "discard", "summer", "ar")
	code, _, told := o.try("nour", "send", "summer", "ar", "--to", "layla", "--out", "out.txt")
	if code != 0 || !strings.Contains(strings.Join(strings.Fields(told), " "), "all 56 8") {
		t.Errorf("sent: exit %d, %s", code, told)
	}
}

// A translation that stands is no work: only what changed is counted.
func TestOnlyWhatNeedsWorkIsCounted(t *testing.T) {
	o := harbourDesk(t)
	o.as(t, "layla", "checkout", "harbour", "ar")
	o.write(t, "releases/harbour/ar.md", harbourArabic)
	o.as(t, "layla", "checkin", "harbour", "ar")
	o.as(t, "rami", "approve", "harbour", "ar")
	o.as(t, "wafa", "checkout", "harbour", "en")
	o.write(t, "releases/harbour/en.md", strings.Replace(harbourOpens, "receive a certificate", "receive a badge", 1))
	o.as(t, "wafa", "checkin", "harbour", "en")
	o.as(t, "rami", "approve", "harbour", "en")
	before := o.as(t, "nour", "memory", "count", "harbour", "ar", "--json")
	if !strings.Contains(before, `"analysis":{"words":6,"segments":1,`) {
		t.Errorf("before it is taken: %s", before)
	}
	out := o.as(t, "layla", "checkout", "harbour", "ar", "--format", "xliff", "--json")
	if !strings.Contains(out, `"analysis":{"words":6,"segments":1,`) || !strings.Contains(out, `{"band":"75-84","words":6,"segments":1}`) {
		t.Errorf("counted: %s", out)
	}
}
