package json_test

import (
	"bytes"
	stdjson "encoding/json"
	"regexp"
	"testing"

	"bayan/releases"
	"bayan/releases/format/internal/example"
	"bayan/releases/format/internal/golden"
	"bayan/releases/format/json"
)

func written(t *testing.T, e releases.Edition) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := json.Write(&b, e); err != nil {
		t.Fatal(err)
	}
	if !stdjson.Valid(b.Bytes()) {
		t.Fatalf("not JSON:\n%s", b.Bytes())
	}
	return b.Bytes()
}

const short = "# Boats & sails wanted\n\nTwo *small* boats.\n\n1. one\n"
const shortArabic = "+++\nkicker = \"بيان\"\n+++\n\n# قوارب مطلوبة\n\nقاربان *صغيران*.\n\n1. أول\n"

func TestAProgramReadsIt(t *testing.T) {
	e := example.Corrected()
	e.Texts = []releases.EditionText{
		example.Text("en", []byte(short), ""),
		example.Text("ar", []byte(shortArabic), "1=1 2=2 3= =3"),
	}
	got := written(t, e)
	golden.Equal(t, "corrected.json", digests.ReplaceAll(got, []byte("(digest)")))
	for _, text := range e.Texts {
		for _, want := range append([]releases.Digest{text.Text.Digest(), text.Text.WordsDigest()}, text.Text.Blocks[1].Digest()) {
			if !bytes.Contains(got, []byte(`"`+want+`"`)) {
				t.Errorf("no digest %s of the text in %s", want, text.Language)
			}
		}
	}
}

// digests are checked apart: the golden files are for people.
var digests = regexp.MustCompile(`[0-9a-f]{64}`)

func TestATombstoneHasNoText(t *testing.T) {
	e := example.Withdrawn()
	got := written(t, e)
	golden.Equal(t, "withdrawn.json", digests.ReplaceAll(got, []byte("(digest)")))
	for _, text := range e.Texts {
		for _, b := range text.Text.Blocks {
			if bytes.Contains(got, []byte(b.Plain())) {
				t.Errorf("a withdrawn release still says %q", b.Plain())
			}
		}
	}
}

func TestADraftIsNoPublication(t *testing.T) {
	var read struct {
		Draft     bool
		Published *string
		Manifest  string
		Embargo   string
	}
	if err := stdjson.Unmarshal(written(t, example.Draft()), &read); err != nil {
		t.Fatal(err)
	}
	if !read.Draft || read.Published != nil || read.Manifest != "" || read.Embargo != "2026-11-22T08:30:00Z" {
		t.Errorf("a draft says %+v", read)
	}
}
