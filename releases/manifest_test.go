package releases

import (
	"errors"
	"maps"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func anEdition(t testing.TB) Manifest {
	en, ar := sketch(t, "kicker h p p", "en"), sketch(t, "kicker h p p", "ar")
	return Manifest{
		Organisation: "Cedar Relief",
		Key:          "k7q2m9",
		ID:           "2026-11-22-winter-training",
		Kind:         First,
		Facts: Facts{
			Date: "2026-11-22", Kind: "press-release", Place: "Beirut",
			Contacts: []string{"Huda Karam, +961 1 000 000", `a\b` + "\nc"},
		},
		Policy:    "newsroom",
		Languages: []Language{"en", "ar", "fr"},
		Follow:    []Language{"fr"},
		Texts: []ManifestText{
			{"en", en.Digest(), en.WordsDigest(), ""},
			{"ar", ar.Digest(), ar.WordsDigest(), AlignmentDigest(en, ar, Align(en, ar, nil, Text{}))},
		},
	}
}

func TestManifestIsPlainLines(t *testing.T) {
	d := func(c string) Digest { return Digest(strings.Repeat(c, 64)) }
	m := anEdition(t)
	m.Previous, m.Kind = d("e"), Correction
	m.Texts = []ManifestText{{"en", d("1"), d("2"), ""}, {"ar", d("3"), d("4"), d("5")}}
	want := strings.NewReplacer("E64", string(d("e")), "164", string(d("1")), "264", string(d("2")), "364", string(d("3")), "464", string(d("4")), "564", string(d("5"))).Replace(`bayan manifest 1
organisation Cedar Relief
release k7q2m9 2026-11-22-winter-training
previous E64
kind correction
date 2026-11-22
about press-release
place Beirut
contact Huda Karam, +961 1 000 000
contact a\\b\nc
policy newsroom
languages en ar fr
follow fr
SHA256 (en.md) = 164
words en 264
alignment en -
SHA256 (ar.md) = 364
words ar 464
alignment ar 564
`)
	if got := string(m.Signed()); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	file := m.File("12 " + string(d("f")))
	if string(file) != want+"history 12 "+string(d("f"))+"\n" {
		t.Errorf("the file is\n%s", file)
	}
	back, history, err := ParseManifest("MANIFEST", file)
	if err != nil || history != "12 "+string(d("f")) || string(back.Signed()) != want || back.Digest() != m.Digest() {
		t.Errorf("read back: %q, %v\n%s", history, err, back.Signed())
	}
	if digestOf(file) == m.Digest() {
		t.Error("the history is in the digest")
	}
}

// Whatever is signed can be told from everything else: each part of a manifest
// changes its digest.
func TestManifestDigestHoldsEverything(t *testing.T) {
	seen := map[Digest]string{anEdition(t).Digest(): "as it is"}
	for name, change := range map[string]func(*Manifest){
		"organisation": func(m *Manifest) { m.Organisation = "Cedar" },
		"key":          func(m *Manifest) { m.Key = "other" },
		"id":           func(m *Manifest) { m.ID = "other" },
		"previous":     func(m *Manifest) { m.Previous = m.Texts[0].Text },
		"kind":         func(m *Manifest) { m.Kind = Addition },
		"date":         func(m *Manifest) { m.Facts.Date = "2026-11-23" },
		"fact kind":    func(m *Manifest) { m.Facts.Kind = "statement" },
		"place":        func(m *Manifest) { m.Facts.Place = "Tyre" },
		"no place":     func(m *Manifest) { m.Facts.Place = "" },
		"contacts":     func(m *Manifest) { m.Facts.Contacts = m.Facts.Contacts[:1] },
		"policy":       func(m *Manifest) { m.Policy = "solo" },
		"languages":    func(m *Manifest) { m.Languages = m.Languages[:2] },
		"follow":       func(m *Manifest) { m.Follow = nil },
		"a text":       func(m *Manifest) { m.Texts[1].Text = m.Texts[0].Text },
		"words":        func(m *Manifest) { m.Texts[1].Words = m.Texts[0].Text },
		"alignment":    func(m *Manifest) { m.Texts[1].Alignment = m.Texts[0].Text },
		"fewer texts":  func(m *Manifest) { m.Texts = m.Texts[:1] },
	} {
		m := anEdition(t)
		change(&m)
		if other, ok := seen[m.Digest()]; ok {
			t.Errorf("%s gives the digest of %s", name, other)
		}
		seen[m.Digest()] = name
	}
}

func TestManifestRefused(t *testing.T) {
	good := string(anEdition(t).File("3 " + strings.Repeat("a", 64)))
	seen := map[string]bool{}
	for _, c := range []struct {
		name, now, code string
		line            int
	}{
		{"another file", "hello", "manifest-unknown", 1},
		{"nothing", "", "manifest-unknown", 1},
		{"a later format", strings.Replace(good, "manifest 1", "manifest 2", 1), "manifest-unknown", 1},
		{"a line missing", strings.Replace(good, "policy newsroom\n", "", 1), "manifest-line", 11},
		{"cut short", good[:len(good)-70], "manifest-not-regular", 0},
		{"no line feed at the end", strings.TrimSuffix(good, "\n"), "manifest-line", 20},
		{"a line added", good + "x\n", "manifest-line", 21},
		{"a bad digest", strings.Replace(good, "previous -", "previous 12", 1), "manifest-digest", 4},
		{"an empty fact", strings.Replace(good, "place Beirut", "place ", 1), "manifest-not-regular", 0},
		{"two spaces", strings.Replace(good, "languages en ar", "languages en  ar", 1), "manifest-not-regular", 0},
		{"carriage returns", strings.ReplaceAll(good, "\n", "\r\n"), "manifest-unknown", 1},
		{"too large", strings.Repeat("x", maxList+1), "list-too-large", 0},
	} {
		_, _, err := ParseManifest("MANIFEST", []byte(c.now))
		var fault *ParseError
		if c.name == "cut short" {
			c.now = good[:strings.LastIndex(good, "history")]
			if _, history, err := ParseManifest("MANIFEST", []byte(c.now)); err != nil || history != "" {
				t.Errorf("without its history: %v", err)
			}
			continue
		}
		if !errors.As(err, &fault) || fault.Code != c.code || fault.Line != c.line {
			t.Errorf("%s: got %v, want line %d: %s", c.name, err, c.line, c.code)
			continue
		}
		seen[c.code] = true
		if got, want := slices.Sorted(maps.Keys(fault.Args)), slices.Sorted(slices.Values(ListFaults[c.code])); !slices.Equal(got, want) {
			t.Errorf("%s: arguments %v, listed are %v", c.name, got, want)
		}
	}
	for _, c := range []struct{ now, code string }{
		{"hello", "sums-line"},
		{strings.Repeat("g", 64) + "  en.md", "sums-line"},
		{strings.Repeat("a", 64) + "  ../en.md", "sums-path"},
		{strings.Repeat("a", 64) + "  /en.md", "sums-path"},
		{strings.Repeat("a", 64) + `  a\en.md`, "sums-path"},
		{`\` + strings.Repeat("a", 64) + `  a\qen.md`, "sums-line"},
		{strings.Repeat("a", 64) + "  en.md\n" + strings.Repeat("b", 64) + " *en.md\n", "sums-twice"},
	} {
		_, err := ParseSums("SHA256SUMS", []byte(c.now))
		var fault *ParseError
		if !errors.As(err, &fault) || fault.Code != c.code {
			t.Errorf("%q: got %v, want %s", c.now, err, c.code)
		}
		seen[c.code] = true
	}
	for code := range ListFaults {
		if !seen[code] {
			t.Errorf("no case gives %q", code)
		}
	}
}

func TestSums(t *testing.T) {
	files := map[string][]byte{"en.md": []byte("# Winter\n"), "ar/بيان.html": []byte("<p>"), "odd\nname": nil, "MANIFEST": []byte("x")}
	list, err := ParseSums("SHA256SUMS", Sums(files))
	if err != nil {
		t.Fatal(err)
	}
	if len(list) != len(files) || !slices.IsSortedFunc(list, func(a, b Sum) int { return strings.Compare(a.Path, b.Path) }) {
		t.Errorf("listed %v", list)
	}
	for _, s := range list {
		if b, ok := files[s.Path]; !ok || digestOf(b) != s.Digest {
			t.Errorf("%q does not match", s.Path)
		}
	}
}

// A person checks an exported folder with nothing but sha256sum.
func TestSha256sumReadsBothLists(t *testing.T) {
	if _, err := exec.LookPath("sha256sum"); err != nil {
		t.Skip("sha256sum is not installed")
	}
	dir := t.TempDir()
	en := sketch(t, "kicker h p p", "en")
	m := anEdition(t)
	m.Texts = m.Texts[:1]
	m.Texts[0].Text = en.Digest()
	files := map[string][]byte{"en.md": en.Canonical(), "MANIFEST": m.File("1 " + strings.Repeat("a", 64))}
	files["SHA256SUMS"] = Sums(files)
	for name, b := range files {
		writeFile(t, dir, name, b)
	}
	for _, list := range []string{"MANIFEST", "SHA256SUMS"} {
		cmd := exec.Command("sha256sum", "-c", list)
		cmd.Dir = dir
		if out, err := cmd.CombinedOutput(); err != nil || !strings.Contains(string(out), "en.md: OK") {
			t.Errorf("%s: %v\n%s", list, err, out)
		}
	}
	writeFile(t, dir, "en.md", []byte("# Changed\n"))
	cmd := exec.Command("sha256sum", "-c", "MANIFEST")
	cmd.Dir = dir
	if out, err := cmd.CombinedOutput(); err == nil {
		t.Errorf("a changed text passes:\n%s", out)
	}
}

func TestManifestOfAnyValues(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		value := func(name string) string {
			return strings.Join(rapid.SliceOfN(rapid.SampledFrom([]string{"a", " ", `\`, "n", "\n", "\r", "بيان", "history ", "="}), 1, 6).Draw(t, name), "")
		}
		m := Manifest{Organisation: value("organisation"), Key: "k", ID: "winter", Kind: First, Policy: value("policy"), Languages: []Language{"en"}}
		m.Facts.Place, m.Facts.Contacts = value("place"), []string{value("contact")}
		back, history, err := ParseManifest("MANIFEST", m.File("2 x"))
		if err != nil || history != "2 x" || string(back.Signed()) != string(m.Signed()) || back.Organisation != m.Organisation || back.Facts.Contacts[0] != m.Facts.Contacts[0] {
			t.Fatalf("%v\n%s", err, m.Signed())
		}
	})
}

func FuzzParseManifest(f *testing.F) {
	f.Add(anEdition(f).File("3 x"))
	f.Add(anEdition(f).Signed())
	f.Fuzz(func(t *testing.T, b []byte) {
		m, history, err := ParseManifest("MANIFEST", b)
		if err == nil && string(m.File(history)) != string(b) {
			t.Fatalf("%q is read but not what would be written", b)
		}
	})
}

func FuzzParseSums(f *testing.F) {
	f.Add(Sums(map[string][]byte{"en.md": nil, "a\nb": nil}))
	f.Add([]byte(strings.Repeat("a", 64) + " *en.md"))
	f.Fuzz(func(t *testing.T, b []byte) {
		list, err := ParseSums("SHA256SUMS", b)
		if err != nil {
			return
		}
		for _, s := range list {
			if !isDigest(string(s.Digest)) || strings.HasPrefix(s.Path, "/") || slices.Contains(strings.Split(s.Path, "/"), "..") {
				t.Fatalf("took %q %q", s.Digest, s.Path)
			}
		}
	})
}
