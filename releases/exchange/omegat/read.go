package omegat

import (
	"slices"
	"strings"
	"unicode"

	"bayan/releases"
	"bayan/releases/exchange/units"
	"bayan/releases/exchange/xliff"
	"bayan/releases/segment"
)

// Told are the codes of what Read tells, with the arguments of each.
var Told = map[string][]string{
	"omegat-same": {"unit"}, // came home as its own source: taken as not translated
	"omegat-kept": {"unit"}, // came home as its own source, names and numbers: taken as it is
}

// Read reads the file that OmegaT put into the folder target; its faults are
// those of xliff.Read.
//
// OmegaT does not say what was translated. So a unit that came home as its own
// source is judged by its words, and what is uncertain is told:
//
//   - it counts as translated where nothing in it needs to be: numbers, words
//     that hold a digit, addresses of web and mail;
//   - it does where each word is one of these or begins with a capital, as in
//     names, and another unit of its block was translated;
//   - else it does not.
func Read(name string, b []byte) (units.Header, []units.Back, []releases.Told, error) {
	h, back, err := xliff.Read(name, b)
	if err != nil {
		return units.Header{}, nil, nil, err
	}
	worked := map[string]bool{} // blocks that somebody has translated something of
	for _, one := range back {
		if one.HasTarget && !same(one) {
			worked[block(one.ID)] = true
		}
	}
	var told []releases.Told
	for i := range back {
		one := &back[i]
		one.Done = true // it left with its source as target: an empty one was emptied
		if !one.HasTarget || !same(*one) {
			continue
		}
		words, names := judge(one.Target.Plain())
		if !words {
			continue
		}
		code := "omegat-same"
		if one.HasTarget = names && worked[block(one.ID)]; one.HasTarget {
			code = "omegat-kept"
		}
		told = append(told, releases.Told{Code: code, Line: one.Line, Args: map[string]any{"unit": one.ID}})
	}
	return h, back, told, nil
}

func same(b units.Back) bool {
	return b.Source != nil && slices.EqualFunc(b.Source.Parts, b.Target.Parts, func(x, y segment.Part) bool { return x == y })
}

// block is the part of a unit's id that names its block: "b7" of "b7-2-t1".
func block(id string) string {
	if field := strings.HasPrefix(id, "f-"); field {
		return id
	}
	id, _, _ = strings.Cut(id, "-")
	return id
}

// judge tells a text that holds words, and whether all of them may be names.
func judge(s string) (words, names bool) {
	names = true
	for word := range strings.FieldsSeq(s) {
		first := strings.IndexFunc(word, unicode.IsLetter)
		switch {
		case first < 0, strings.IndexFunc(word, unicode.IsNumber) >= 0, strings.Contains(word, "://"), strings.Contains(word, "@"):
			continue
		}
		words = true
		for _, r := range word[first:] {
			names = names && unicode.IsUpper(r)
			break
		}
	}
	return words, names
}
