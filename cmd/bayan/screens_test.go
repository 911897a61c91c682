package main

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"bayan/locales/bidi"

	"github.com/clipperhouse/displaywidth"
)

// escapes are the sequences that take no room: colours, and the direction of a line.
var escapes = regexp.MustCompile("\x1b\\[[0-9;]*m|\x1b\\[[012] k")

// cutWord is what stands where a cell has lost its end. Lists of releases do that to
// headlines, which are told whole elsewhere.
var cutWord = regexp.MustCompile(`[\pL\pM]…|…\pL`)

// turnedFlag is a flag that was put in order as if it were Arabic.
var turnedFlag = regexp.MustCompile(`[a-z]--(\W|$)`)

// What people see of a release under review, of its desk and of each page of help, in
// both languages, on terminals of three widths and of each kind: nothing is wider than
// the screen, nothing loses its end, and no isolate of a line is left open.
func TestScreensFit(t *testing.T) {
	o := underReview(t)
	screens := [][]string{
		{"help"}, {"pending", "--for", "rami"}, {"list"}, {"show", "winter"}, {"log", "winter"}, {"diff", "winter", "ar", "1", "2"},
		{"check", "winter", "ar"}, {"review", "winter", "ar", "--all"}, {"segment", "winter", "ar"}, {"member", "list"}, {"policy"},
		{"memory", "stats"}, {"memory", "search", "buses"}, {"memory", "count", "winter", "ar"}, {"approve", "winter", "ar"}, {"sign", "winter"},
		{"publish", "winter"}, {"doctor"}, {"verify"}, {"show", "nowhere"}, {"aprove"},
	}
	everyPath(verbs, nil, func(p path) { screens = append(screens, append([]string{"help"}, strings.Fields(p.String())...)) })
	for _, speech := range []string{"en", "ar"} {
		for _, mode := range []string{"visual", "isolate", "native"} {
			for _, width := range []int{60, 80, 120} {
				o.width = width
				for _, screen := range screens {
					_, stdout, stderr := o.try("rami", append(screen, "--locale", speech, "--bidi", mode)...)
					for line := range strings.Lines(stdout + stderr) {
						line = escapes.ReplaceAllString(strings.TrimRight(line, "\n"), "")
						shown := bidi.Strip(line)
						seen := fmt.Sprintf("bayan %v in %s, %s, %d columns: %q", screen, speech, mode, width, line)
						if w := displaywidth.String(shown); w > width {
							t.Errorf("%s is %d wide", seen, w)
						}
						if cutWord.MatchString(shown) && screen[0] != "list" && screen[0] != "pending" {
							t.Errorf("%s loses its end", seen)
						}
						if mode == "visual" && turnedFlag.MatchString(shown) {
							t.Errorf("%s has the hyphens of a flag behind it", seen)
						}
						if strings.HasSuffix(line, " ") {
							t.Errorf("%s ends with a space", seen)
						}
						if opened, closed := strings.Count(line, "\u2066")+strings.Count(line, "\u2067")+strings.Count(line, "\u2068"), strings.Count(line, "\u2069"); opened != closed {
							t.Errorf("%s opens %d isolates and closes %d", seen, opened, closed)
						}
					}
				}
			}
		}
	}
}

// A note in another language keeps its own order in the history, though it begins
// with a number.
func TestANoteKeepsItsOrderInTheLog(t *testing.T) {
	o := underReview(t)
	o.width = 120
	for mode, want := range map[string]string{"isolate": "«\u2068250, not 240\u2069»", "visual": "«250, not 240»"} {
		if out := o.as(t, "rami", "log", "winter", "--locale", "ar", "--bidi", mode); !strings.Contains(out, want) {
			t.Errorf("%s: no %q in\n%s", mode, want, out)
		}
	}
}
