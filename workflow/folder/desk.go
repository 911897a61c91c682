package folder

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"

	"github.com/BurntSushi/toml"
)

// Settings are bayan.toml: what this desk's files on this machine are set to.
// Any may be empty.
type Settings struct {
	Store  string `toml:"store,omitempty"`  // of the embedded store, within the desk; DefaultStore when empty
	Member string `toml:"member,omitempty"` // who acts here
	Locale string `toml:"locale,omitempty"` // of messages
	Bidi   string `toml:"bidi,omitempty"`   // of the terminal
}

// DefaultStore is where a desk keeps its store, with slashes.
const DefaultStore = private + "/desk.db"

// StorePath is the file of a desk's store.
func (s Settings) StorePath(root string) string {
	switch {
	case s.Store == "":
		return filepath.Join(root, filepath.FromSlash(DefaultStore))
	case filepath.IsAbs(s.Store):
		return s.Store
	}
	return filepath.Join(root, filepath.FromSlash(s.Store))
}

// FindDesk returns the nearest folder with a bayan.toml: start, or one above it.
func FindDesk(start string) (root string, err error) {
	at, err := filepath.Abs(start)
	if err != nil {
		return "", explain(start, err)
	}
	for {
		fi, err := os.Stat(filepath.Join(at, settingsFile))
		switch {
		case err == nil && fi.Mode().IsRegular():
			return at, nil
		case err != nil && !errors.Is(err, fs.ErrNotExist) && !errors.Is(err, fs.ErrPermission):
			return "", explain(filepath.Join(at, settingsFile), err)
		}
		above := filepath.Dir(at)
		if above == at {
			return "", &Error{Code: NoDesk, Path: start}
		}
		at = above
	}
}

// ReadSettings reads a desk's bayan.toml.
func ReadSettings(root string) (Settings, error) {
	f, err := Open(root)
	if errors.Is(err, fs.ErrNotExist) {
		return Settings{}, &Error{Code: NoDesk, Path: root}
	}
	if err != nil {
		return Settings{}, err
	}
	defer f.Close()
	b, _, err := f.read(settingsFile)
	if err != nil {
		return Settings{}, err
	}
	if b == nil {
		return Settings{}, &Error{Code: NoDesk, Path: root}
	}
	return ParseSettings(f.shown(settingsFile), b)
}

// ParseSettings reads the bytes of a bayan.toml; shown is its path for errors,
// which are of BadSettings or UnknownKey and name the line.
func ParseSettings(shown string, b []byte) (Settings, error) {
	var values map[string]any
	meta, err := toml.Decode(string(b), &values)
	if parse := (toml.ParseError{}); errors.As(err, &parse) {
		return Settings{}, &Error{Code: BadSettings, Path: shown, Line: parse.Position.Line, Detail: parse.Message, Err: err}
	}
	if err != nil {
		return Settings{}, &Error{Code: BadSettings, Path: shown, Err: err}
	}
	var s Settings
	fields := map[string]*string{"store": &s.Store, "member": &s.Member, "locale": &s.Locale, "bidi": &s.Bidi}
	for _, key := range meta.Keys() {
		field, known := fields[key[0]]
		if !known {
			return Settings{}, &Error{Code: UnknownKey, Path: shown, Line: lineOf(b, key), Detail: key.String()}
		}
		text, ok := values[key[0]].(string)
		if !ok {
			return Settings{}, &Error{Code: BadSettings, Path: shown, Line: lineOf(b, key), Detail: key.String()}
		}
		*field = text
	}
	return s, nil
}

// lineOf is the line that a key stands in: on its own, or as a table's name.
func lineOf(b []byte, key toml.Key) int {
	word := regexp.QuoteMeta(key[0])
	at := regexp.MustCompile(`(?m)^[ \t]*\[{0,2}[ \t]*["']?` + word + `["']?[ \t]*[=.\]]`).FindIndex(b)
	if at == nil {
		return 0
	}
	return 1 + bytes.Count(b[:at[0]], []byte("\n"))
}

// WriteSettings writes a desk's bayan.toml whole.
func WriteSettings(root string, s Settings) error {
	f, err := Open(root)
	if err != nil {
		return err
	}
	defer f.Close()
	b, err := toml.Marshal(s)
	if err != nil {
		return err
	}
	_, mode, err := f.read(settingsFile)
	if err != nil {
		return err
	}
	return f.unwritten(settingsFile, replace(f.disk, settingsFile, b, mode, nil))
}
