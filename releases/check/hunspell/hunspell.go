// Package hunspell asks the program hunspell for the spelling of words, where it
// is installed with a dictionary of the language.
//
// Words go to the program on its standard input, one a line, in its mode that
// lists what is misspelt (-l): there a line is words and never a command, and no
// time is lost on suggestions, which take a tenth of a second for each Arabic
// word. There is one process for each call.
package hunspell

import (
	"bytes"
	"context"
	"errors"
	"os/exec"
	"path"
	"slices"
	"strings"
	"unicode"

	"bayan/releases"
	"bayan/releases/check"
)

// Speller is a check.Speller. It is silent where the program or a dictionary is
// missing; what went wrong otherwise stands in Err.
type Speller struct {
	ctx          context.Context
	program      string
	dictionaries []string // names of all that are installed; nil before they are asked for
	asked        bool
	Err          error // the first failure of the program, nil for none
}

var _ check.Speller = (*Speller)(nil)

// New makes a speller whose processes end with ctx. program is found on the
// path, as in "hunspell"; it is not started before it is needed.
func New(ctx context.Context, program string) *Speller {
	return &Speller{ctx: ctx, program: program}
}

// Dictionaries are the names of those that are installed, such as en_US, sorted;
// none where the program is missing.
func (s *Speller) Dictionaries() []string {
	if s.asked {
		return s.dictionaries
	}
	s.asked = true
	// It lists them on standard error, below a heading, and ends with an error
	// where there is none for the locale.
	cmd := s.command("-D")
	var out bytes.Buffer
	cmd.Stderr = &out
	if err := cmd.Run(); err != nil && out.Len() == 0 {
		return nil
	}
	_, list, _ := strings.Cut(out.String(), "AVAILABLE DICTIONARIES")
	list, _, _ = strings.Cut(list, "LOADED DICTIONARY")
	for line := range strings.Lines(list) {
		if name := path.Base(strings.TrimSpace(line)); strings.Contains(line, "/") && isName(name) {
			s.dictionaries = append(s.dictionaries, name)
		}
	}
	slices.Sort(s.dictionaries)
	s.dictionaries = slices.Compact(s.dictionaries)
	return s.dictionaries
}

// command stands at the root: the program takes dictionaries out of the folder
// that it is started in.
func (s *Speller) command(args ...string) *exec.Cmd {
	cmd := exec.CommandContext(s.ctx, s.program, args...)
	cmd.Dir = "/"
	return cmd
}

// isName keeps what could be read as several names, or as a path, off the
// command line.
func isName(name string) bool {
	return name != "" && !strings.ContainsFunc(name, func(r rune) bool {
		return r != '_' && r != '-' && (r > unicode.MaxASCII || !unicode.IsLetter(r) && !unicode.IsDigit(r))
	})
}

// dictionariesOf are those that a language's words are looked up in: the one of
// its name, else all of its regions, since a desk that writes "centre" is right
// where "center" is right as well.
func (s *Speller) dictionariesOf(l releases.Language) []string {
	tag := strings.ReplaceAll(string(l), "-", "_")
	base, _, regional := strings.Cut(tag, "_")
	all := s.Dictionaries()
	for _, asked := range []string{tag, base} {
		if i := slices.IndexFunc(all, func(name string) bool { return strings.EqualFold(name, asked) }); i >= 0 {
			return all[i : i+1]
		}
	}
	if regional || base == "" {
		base = tag
	}
	var fitting []string
	for _, name := range all {
		if strings.HasPrefix(name, base+"_") {
			fitting = append(fitting, name)
		}
	}
	return fitting
}

// Knows tells whether words of a language can be looked up.
func (s *Speller) Knows(l releases.Language) bool { return len(s.dictionariesOf(l)) > 0 }

// Misspelt returns those of the words that none of the language's dictionaries has.
func (s *Speller) Misspelt(l releases.Language, words []string) []string {
	names := s.dictionariesOf(l)
	if len(names) == 0 || s.Err != nil {
		return nil
	}
	cmd := s.command("-l", "-i", "UTF-8", "-d", strings.Join(names, ","))
	cmd.Stdin = strings.NewReader(strings.Join(words, "\n") + "\n")
	out, err := cmd.Output()
	if err != nil {
		s.Err = errors.Join(err, s.ctx.Err())
		return nil
	}
	wrong := strings.Fields(string(out))
	return slices.DeleteFunc(slices.Clone(words), func(w string) bool { return !slices.Contains(wrong, w) })
}
