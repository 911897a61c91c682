package parcel

import (
	"bytes"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"bayan/releases"
	"bayan/releases/exchange"
)

const (
	registration = "يُغلق التسجيل في ٣٠ تشرين الثاني. للاتصال: +961 1 234 567."
	training     = "يبدأ التدريب في ٥ كانون الأول في إحدى عشرة بلدة ساحلية. وهو مجاني، **ولا حاجة إلى خبرة سابقة** للمشاركة."
	anew         = "تدريب جديد تماماً للجميع."
	certificate  = `يحصل من يُتمّ التدريب على [شهادة](https://harbour-watch.example/certificate "شهادة") ومكان في جدول مناوبات بلدته.`
)

// shape writes groups by present names: "p1=p1 p2=p2+p3 -=p4".
func shape(base, target releases.Text, groups []releases.Group) string {
	side := func(names map[releases.BlockID]string, list []releases.BlockID) string {
		if len(list) == 0 {
			return "-"
		}
		var out []string
		for _, id := range list {
			out = append(out, names[id])
		}
		return strings.Join(out, "+")
	}
	var out []string
	for _, g := range groups {
		if len(g.Source) == 1 && isField(g.Source[0]) || len(g.Target) == 1 && isField(g.Target[0]) {
			continue
		}
		out = append(out, side(base.Names(), g.Source)+"="+side(target.Names(), g.Target))
	}
	return strings.Join(out, " ")
}

const allInPlace = "h1=h1 p1=p1 q1=q1 s1=s1 l1=l1 l2=l2 p2=p2 p3=p3"

// What translators do to a parcel, and where their words must then stand.
func TestWhatTranslatorsDo(t *testing.T) {
	replace := func(pairs ...string) func(string) string {
		return func(s string) string {
			for i := 0; i < len(pairs); i += 2 {
				if !strings.Contains(s, pairs[i]) {
					panic(pairs[i] + " does not stand in\n" + s)
				}
				s = strings.ReplaceAll(s, pairs[i], pairs[i+1])
			}
			return s
		}
	}
	section := func(names ...string) func(string) string { // keeps these sections alone
		return func(s string) string {
			all := sections(s)
			kept := []string{all[0]}
			for _, part := range all[1 : len(all)-1] {
				for _, name := range names {
					if strings.Contains(part, " "+name+"-") {
						kept = append(kept, part)
					}
				}
			}
			return strings.Join(append(kept, all[len(all)-1]), "\n\n")
		}
	}
	for _, one := range []struct {
		name   string
		do     func(string) string
		groups string
		told   []string // codes, in order
		text   []string // stands in the text
		trust  exchange.Trust
	}{
		{"translate the changed paragraph", replace(registration, "يُغلق التسجيل في آخر الشهر."), allInPlace, nil, []string{"يُغلق التسجيل في آخر الشهر."}, exchange.Intact},
		{"write on the line of the mark", replace("[ar p3-b8-qc]\n"+registration, "[ar p3-b8-qc] يُغلق التسجيل غداً."), allInPlace, nil, []string{"يُغلق التسجيل غداً."}, exchange.Intact},
		{"break a mark", replace("[ar p1-b2-qk]", "[ar p1-b3-qk]"), allInPlace, []string{"found-by-words"}, []string{training}, exchange.Damaged},
		{"break a mark and translate anew", replace("[ar p1-b2-qk]\n"+training, "[ar p1-b3-qk]\n"+anew), allInPlace, []string{"placed-by-order"}, []string{anew}, exchange.Damaged},
		{"break both marks of a block", replace("[en p1-b2-rb]", "[en p1-b9-rb]", "[ar p1-b2-qk]\n"+training, "[عربي ف١-٢]\n"+anew), allInPlace, []string{"placed-by-order"}, []string{anew}, exchange.Damaged},
		{"break both marks and take the source out", replace("[en p1-b2-rb]\nThe training begins on 5 December in eleven harbour towns. It is free, and **nobody needs experience** to take part.\n", "", "[ar p1-b2-qk]\n"+training, "[ar p1-b7-qk]\n"+anew),
			allInPlace, []string{"placed-by-order"}, []string{anew}, exchange.Damaged},
		{"delete the mark of the translation", replace("[ar p1-b2-qk]\n", "\n"), allInPlace, []string{"mark-missing"}, []string{training}, exchange.Intact},
		{"delete both marks", replace("[ar p1-b2-qk]\n", "\n", "[en p1-b2-rb]\n", ""), allInPlace, []string{"found-by-source"}, []string{training}, exchange.Intact},
		{"delete both marks and the source", replace("[en p1-b2-rb]\nThe training begins on 5 December in eleven harbour towns. It is free, and **nobody needs experience** to take part.\n[ar p1-b2-qk]\n", ""),
			allInPlace, []string{"found-by-words"}, []string{training}, exchange.Intact},
		{"delete both marks and the source, and translate anew", replace("[en p1-b2-rb]\nThe training begins on 5 December in eleven harbour towns. It is free, and **nobody needs experience** to take part.\n[ar p1-b2-qk]\n"+training, anew),
			"h1=h1 p1=p2 q1=q1 s1=s1 l1=l1 l2=l2 p2=p3 p3=p4 -=p1", []string{"kept-as-sent", "not-placed"}, []string{anew, training}, exchange.Intact},
		{"type over the source", replace("[en p3-b8-qs]\nRegistration closes on 30 November. Call +961 1 234 567.\n[ar p3-b8-qc]\n"+registration, "[en p3-b8-qs]\nيُغلق التسجيل غداً.\n[ar p3-b8-qc]\n"),
			allInPlace, []string{"under-source"}, []string{"يُغلق التسجيل غداً."}, exchange.Intact},
		{"mend the source", replace("Registration closes on 30 November.", "Registration closes on 29 November."), allInPlace, []string{"source-changed"}, []string{registration}, exchange.Intact},
		{"split a paragraph", replace("بلدة ساحلية. وهو", "بلدة ساحلية.\n\nوهو"), "h1=h1 p1=p1+p2 q1=q1 s1=s1 l1=l1 l2=l2 p2=p3 p3=p4", []string{"block-split"}, nil, exchange.Intact},
		{"merge two paragraphs", replace("[ar p2-b7-qj]\n"+certificate+"\n", "", "[ar p3-b8-qc]\n", "[ar p2-b7-qj] [ar p3-b8-qc]\n"+certificate+" "), "h1=h1 p1=p1 q1=q1 s1=s1 l1=l1 l2=l2 p2+p3=p2",
			[]string{"blocks-merged"}, []string{certificate + " " + registration}, exchange.Intact},
		{"merge two paragraphs under marks on two lines", replace("[ar p2-b7-qj]\n"+certificate+"\n", "", "[ar p3-b8-qc]\n", "[ar p2-b7-qj]\n[ar p3-b8-qc]\n"+certificate+" "), "h1=h1 p1=p1 q1=q1 s1=s1 l1=l1 l2=l2 p2+p3=p2",
			[]string{"blocks-merged"}, nil, exchange.Intact},
		{"empty a place", replace(registration, ""), "h1=h1 p1=p1 q1=q1 s1=s1 l1=l1 l2=l2 p2=p2 p3=-", []string{"block-emptied"}, nil, exchange.Intact},
		{"send back one section", section("p3"), allInPlace, []string{"kept-as-sent", "kept-as-sent", "kept-as-sent", "kept-as-sent", "kept-as-sent", "kept-as-sent", "kept-as-sent", "kept-as-sent", "kept-as-sent"}, []string{registration, training}, exchange.Intact},
		{"move a section", func(s string) string {
			all := sections(s)
			all[4], all[6] = all[6], all[4]
			return strings.Join(all, "\n\n")
		}, allInPlace, []string{"sections-moved"}, nil, exchange.Intact},
		{"write a letter above", func(s string) string {
			return "مرحباً وفاء،\n\nالترجمة في الأسفل. مع التحية، كريم\n\n" + s
		}, allInPlace, []string{"letter"}, nil, exchange.Intact},
		{"leave HTML, code and a table in the words", replace(registration, "سجّلوا <b>الآن</b> عبر `رابط` | هنا | هناك"), allInPlace, nil, []string{"الآن", "هناك"}, exchange.Intact},
		{"make a list of a paragraph", replace(registration, "• في الميناء\n• عبر الهاتف"), "h1=h1 p1=p1 q1=q1 s1=s1 l1=l1 l2=l2 p2=p2 p3=l3+l4", []string{"block-split"}, []string{"- في الميناء\n\n- عبر الهاتف"}, exchange.Intact},
	} {
		t.Run(one.name, func(t *testing.T) {
			j := harbourJob(t)
			file := one.do(write(t, j))
			r, got, groups, list := home(t, file, j)
			var codes []string
			for _, c := range list {
				codes = append(codes, c.Code)
			}
			if s := shape(j.BaseText, got, groups); s != one.groups || !slices.Equal(codes, one.told) || r.Trust != one.trust {
				t.Errorf("groups %s\nwant   %s\ntold %v, want %v; trust %d, want %d\n%s\n%s%s", s, one.groups, codes, one.told, r.Trust, one.trust, got.Canonical(), told(r.Told), told(list))
			}
			for _, s := range one.text {
				if !strings.Contains(string(got.Canonical()), s) {
					t.Errorf("%q does not stand in\n%s", s, got.Canonical())
				}
			}
		})
	}
}

func TestFirstTranslationIsFilledIn(t *testing.T) {
	base, arabic := text(t, harbourEnglish), text(t, harbourArabic)
	j := jobOf(base, nil)
	_, got, groups, list := home(t, filledIn(t, j, arabic), j)
	want := arabic
	want.Fields = want.Fields[:2]
	if got.Digest() != want.Digest() || len(list) > 0 || shape(base, got, groups) != allInPlace {
		t.Errorf("%s\n%s\n%s", got.Canonical(), shape(base, got, groups), told(list))
	}
	for i, b := range got.Blocks {
		if b.ID != releases.BlockID(fmt.Sprintf("b%d", i+1)) {
			t.Errorf("block %d has id %s", i, b.ID)
		}
	}
}

func TestHalfATranslationComesHomeOpen(t *testing.T) {
	j := jobOf(text(t, harbourEnglish), nil)
	file := strings.Replace(write(t, j), "[ar p1-b2-qk]\n", "[ar p1-b2-qk]\n"+training, 1)
	_, got, groups, list := home(t, file, j)
	if s := shape(j.BaseText, got, groups); s != "h1=- p1=p1 q1=- s1=- l1=- l2=- p2=- p3=-" {
		t.Error(s)
	}
	if !has(list, "headline-missing") || !has(list, "block-missing") {
		t.Error(told(list))
	}
}

// Text without any mark is aligned by order and kind, and where the counts
// differ stays open.
func TestPastedText(t *testing.T) {
	arabic := text(t, harbourArabic)
	lines := func(blocks []releases.Block) string {
		var out []string
		for _, b := range blocks {
			out = append(out, b.Plain())
		}
		return strings.Join(out, "\n\n") + "\n"
	}
	base := text(t, harbourEnglish)
	second := harbourJob(t)
	for _, one := range []struct {
		name, file, groups string
		job                exchange.Job
		told               string
	}{
		{"all blocks", lines(arabic.Blocks), allInPlace, jobOf(base, nil), "aligned-by-order"},
		{"all blocks quoted", "> " + strings.ReplaceAll(lines(arabic.Blocks), "\n", "\n> "), allInPlace, jobOf(base, nil), "aligned-by-order"},
		{"all blocks without blank lines", strings.ReplaceAll(lines(arabic.Blocks), "\n\n", "\n"), allInPlace, jobOf(base, nil), "aligned-by-order"},
		{"with its fields", "بيان صحفي\n\nمرصد الميناء\n\n" + lines(arabic.Blocks), allInPlace, jobOf(base, nil), "aligned-by-order"},
		{"a Markdown file", harbourArabic, allInPlace, jobOf(base, nil), "aligned-by-order"},
		{"source and translation by turns", bilingual(base, arabic), allInPlace, jobOf(base, nil), "found-by-source"},
		{"only the paragraph that changed", "يُغلق التسجيل غداً.\n", allInPlace, second, "placed-by-order"},
		{"two paragraphs of a translation that was sent", "يُغلق التسجيل غداً.\n\nوسلام.\n", allInPlace + " -=p4 -=p5", second, "not-placed"},
	} {
		t.Run(one.name, func(t *testing.T) {
			r, got, groups, list := home(t, one.file, one.job)
			if s := shape(one.job.BaseText, got, groups); s != one.groups || !has(list, one.told) || r.Trust != exchange.Pasted || r.Key != "" {
				t.Errorf("groups %s\nwant   %s\ntrust %d\n%s%s", s, one.groups, r.Trust, got.Canonical(), told(list))
			}
		})
	}
	t.Run("one paragraph fewer", func(t *testing.T) {
		j := jobOf(base, nil)
		_, got, groups, _ := home(t, lines(slices.Delete(slices.Clone(arabic.Blocks), 1, 2)), j)
		if len(releases.OpenGroups(groups)) == 0 {
			t.Errorf("something was guessed: %s\n%s", shape(base, got, groups), got.Canonical())
		}
	})
}

func bilingual(base, target releases.Text) string {
	var out []string
	for i, b := range base.Blocks {
		out = append(out, b.Plain(), target.Blocks[i].Plain())
	}
	return strings.Join(out, "\n\n")
}

func TestWhichParcelItIs(t *testing.T) {
	j := harbourJob(t)
	sent := write(t, j)
	other := j
	other.Key, other.BaseVersion = "zz91", 1
	r, _, _, _ := home(t, write(t, other), j)
	if r.Key != "zz91" || r.BaseVersion != 1 {
		t.Errorf("a parcel of another release says %q, version %d", r.Key, r.BaseVersion)
	}
	r, _, _, _ = home(t, strings.ReplaceAll(sent, "k7m2q9x4t8w1", "k7m2q9x4t8w2"), j)
	if r.Key != "" || r.Parcel != j.Parcel || r.Trust != exchange.Damaged || !has(r.Told, "machine-damaged") {
		t.Errorf("a key that was changed on the way is %q, trust %d: %s", r.Key, r.Trust, told(r.Told))
	}
	r, _, _, _ = home(t, sent+write(t, other), j)
	if r.Key != "" || !has(r.Told, "parcels-mixed") {
		t.Errorf("of two parcels in one file it says %q: %s", r.Key, told(r.Told))
	}
}

func TestNoText(t *testing.T) {
	for name, b := range map[string][]byte{
		"empty-text":        []byte(" \n\n"),
		"invalid-utf8":      []byte("a\n\xe1\xe2"),
		"control-character": []byte("a\x00b"),
		"too-many-lines":    bytes.Repeat([]byte("[ar p1-b2-qk]\na\n"), 100_000),
		"too-many-blocks":   bytes.Repeat([]byte("[ar p1-b2-qk]\na\n"), 10_000),
		"text-too-large":    bytes.Repeat([]byte("a "), releases.MaxTextBytes),
	} {
		_, err := Read("parcel.txt", b)
		faults, ok := err.(releases.ParseErrors)
		if !ok || faults[0].Code != name {
			t.Errorf("%s: %v", name, err)
		}
		if _, listed := ReadFaults[name]; !listed {
			t.Errorf("%s is not listed", name)
		}
	}
}

func isCut(err error) bool {
	var cut *CutError
	return errors.As(err, &cut)
}

// Wherever a file was cut: while a block that needs work is missing nothing is taken
// in, and what is missing is named; behind the last of them every translation stands
// in the text as far as it came, and the cut is told up to the end mark.
func TestParcelThatWasCut(t *testing.T) {
	base, arabic := text(t, harbourEnglish), text(t, harbourArabic)
	second := harbourJob(t)
	for name, one := range map[string]struct {
		job  exchange.Job
		file string
	}{
		"a first translation": {jobOf(base, nil), filledIn(t, jobOf(base, nil), arabic)},
		"a second one":        {second, write(t, second)},
	} {
		t.Run(name, func(t *testing.T) {
			last := strings.Index(one.file, "[ar p3-b8-qc]") + len("[ar p3-b8-qc]")
			end := strings.Index(one.file, machineLine("end")) + len(machineLine("end"))
			for at := range one.file {
				if at < last-400 && at%17 != 0 {
					continue // what goes far up need not be cut at each letter
				}
				r, err := Read("parcel.txt", []byte(one.file[:at]))
				if at < last+2 && at > strings.Index(one.file, "[bayan release")+len(machineLine("release", one.job.Key)) {
					_, _, _, err := Place(r, one.job)
					var cut *CutError
					if !errors.As(err, &cut) || cut.Blocks[len(cut.Blocks)-1] != "p3" || cut.End != machineLine("end") {
						t.Fatalf("cut at %d: %v\n%s", at, err, one.file[:at])
					}
				}
				if err != nil || at < last+2 {
					continue
				}
				_, got, _, list := home(t, one.file[:at], one.job)
				began := at > end-len(machineLine("end")) // of half an end mark either may be said
				if cut := has(list, "parcel-cut"); cut && at >= end || !cut && !began {
					t.Fatalf("cut at %d: told\n%s\n%s", at, told(list), one.file[:at])
				}
				if came := strings.TrimSpace(one.file[last:min(at, end-len(machineLine("end")))]); !strings.Contains(string(got.Canonical()), came) || !strings.Contains(string(got.Canonical()), certificate) {
					t.Fatalf("cut at %d: %q is lost\n%s", at, came, got.Canonical())
				}
			}
		})
	}

	// What needed no work stays as it was sent, and the cut is told.
	early := harbourJob(t)
	early.Todo = map[releases.BlockID]string{"b2": exchange.Changed}
	file := write(t, early)
	_, got, _, list := home(t, file[:strings.Index(file, "[en s1-b4")], early)
	if !has(list, "parcel-cut") || !has(list, "kept-as-sent") || !strings.Contains(string(got.Canonical()), registration) {
		t.Errorf("%s\n%s", told(list), got.Canonical())
	}

	// Nothing is missing where as many words came, though nobody can say whose they are.
	first := jobOf(base, nil)
	file = filledIn(t, first, arabic)
	file = file[:strings.Index(file, "[en p2-")] + "[ar p2-zz-zz]\n" + certificate + "\n\nتُمنح في نيسان.\n\n" + registration + "\n"
	if _, got, _, list := home(t, file, first); !has(list, "parcel-cut") || !has(list, "not-placed") || !strings.Contains(string(got.Canonical()), registration) {
		t.Errorf("%s\n%s", told(list), got.Canonical())
	}

	// The end mark alone was lost, or damaged: what stands below it shows that no more
	// was sent. So do its words, where every line for bayan was lost.
	whole := write(t, second)
	for name, file := range map[string]string{
		"without its end mark":      strings.Replace(whole, machineLine("end"), "", 1),
		"with a damaged end mark":   strings.Replace(whole, machineLine("end"), "[bayan end zz]", 1),
		"without lines for bayan":   regexp.MustCompile(`(?m)^\[bayan .*\n`).ReplaceAllString(whole, ""),
		"without the line of words": strings.Replace(whole, "نهاية الملف.\n", "", 1),
	} {
		if _, _, _, list := home(t, file, second); has(list, "parcel-cut") {
			t.Errorf("%s: %s", name, told(list))
		}
	}
}

// filledIn is the parcel of a job with a text under its marks.
func filledIn(t testing.TB, j exchange.Job, with releases.Text) string {
	file := write(t, j)
	for id, name := range with.Names() {
		if b, _ := with.Block(id); id != slug {
			i := strings.Index(file, "[ar "+name+"-")
			end := i + strings.Index(file[i:], "\n")
			file = file[:end+1] + b.Markdown() + file[end+1:]
		}
	}
	return file
}

// Whichever marks are broken or gone, and wherever sections went: the words of
// every block stand in the text or are told.
func TestNothingIsLost(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		j := anyJob(t)
		lines := strings.Split(write2(t, j), "\n")
		for i, l := range lines {
			if !strings.HasPrefix(l, "[") {
				continue
			}
			switch rapid.IntRange(0, 7).Draw(t, "deed") {
			case 0:
				lines[i] = ""
			case 1:
				lines[i] = l[:len(l)-2] + "y]"
			case 2:
				lines[i] = "مكان الترجمة"
			case 3:
				k := rapid.IntRange(0, len(lines)-1).Draw(t, "swap")
				lines[i], lines[k] = lines[k], lines[i]
			}
		}
		file := strings.Join(lines, "\n")
		r, err := Read("parcel.txt", []byte(file))
		if err != nil {
			t.Fatal(err)
		}
		got, groups, list, err := Place(r, j)
		if isCut(err) {
			return // nothing was taken in
		}
		if err != nil {
			t.Fatal(err)
		}
		if err := releases.CheckGroups(j.BaseText, got, groups); err != nil {
			t.Fatal(err)
		}
		kept := fold(got.Words() + told(list) + told(r.Told))
		for _, rev := range j.TargetText.Revisions() {
			b, _ := j.TargetText.Block(rev.ID)
			if !strings.Contains(kept, fold(b.Plain())) {
				t.Fatalf("%q is lost\n%s\n%s%s\nfile:\n%s", b.Plain(), got.Canonical(), told(r.Told), told(list), file)
			}
		}
	})
}

func FuzzRead(f *testing.F) {
	j := harbourJob(f)
	sent := write(f, j)
	for _, damage := range damages {
		f.Add([]byte(damage(sent)))
	}
	f.Add([]byte(harbourArabic))
	f.Fuzz(func(t *testing.T, b []byte) {
		r, err := Read("parcel.txt", b)
		if err != nil {
			return
		}
		text, groups, _, err := Place(r, j)
		if isCut(err) {
			return
		}
		if err != nil {
			t.Fatalf("%v", err)
		}
		if text.Headline() != "" {
			if _, _, err := releases.Parse("", text.Canonical()); err != nil {
				t.Fatalf("the text cannot be read again: %v\n%s", err, text.Canonical())
			}
		}
		if err := releases.CheckGroups(j.BaseText, text, groups); err != nil {
			t.Fatal(err)
		}
	})
}

func BenchmarkParcel500Blocks(b *testing.B) {
	var src strings.Builder
	src.WriteString("# Harbour Watch reports on its year\n")
	for i := range 499 {
		fmt.Fprintf(&src, "\nIn harbour %d the volunteers were on duty for %d nights and brought everyone home.\n", i, i%30)
	}
	base := text(b, src.String())
	target := text(b, strings.ReplaceAll(src.String(), "the volunteers were on duty", "ناوب المتطوعون"))
	j := jobOf(base, &target)
	sent := write(b, j)
	for b.Loop() {
		r, err := Read("parcel.txt", []byte(sent))
		if err != nil {
			b.Fatal(err)
		}
		if _, _, _, err := Place(r, j); err != nil {
			b.Fatal(err)
		}
	}
}
