package terminal

import (
	"strconv"
	"strings"
)

// EnvMode is the environment variable that settles the mode for terminals.
const EnvMode = "BAYAN_BIDI"

// Detect settles the mode Auto. A pipe and a dumb terminal get None, whatever
// the environment says: a program reads there. Else EnvMode is obeyed; else a
// terminal that is known by name, or that answers a probe, gets what it can.
//
// probe may be nil; it is asked only if no name is known, never under tmux or
// screen, whose outer terminal would reorder across panes.
func Detect(env func(string) string, isTerminal bool, probe func() (reorders, answered bool)) Mode {
	if !isTerminal || isDumb(env) {
		return None
	}
	if mode, ok := ParseMode(env(EnvMode)); ok && mode != Auto {
		return mode
	}
	if multiplexed(env) {
		return Visual
	}
	if mode, known := byName(env); known {
		return mode
	}
	if probe != nil {
		if reorders, answered := probe(); answered && reorders {
			return Native
		}
	}
	return Visual
}

// isDumb tells of a terminal that cannot place characters. On Windows TERM is
// usually not set.
func isDumb(env func(string) string) bool {
	switch env("TERM") {
	case "dumb":
		return true
	case "":
		return env("OS") != "Windows_NT" && env("WT_SESSION") == "" && env("TERM_PROGRAM") == ""
	}
	return false
}

func multiplexed(env func(string) string) bool {
	term := env("TERM")
	return env("TMUX") != "" || env("STY") != "" || strings.HasPrefix(term, "tmux") || strings.HasPrefix(term, "screen")
}

// byName knows terminals by the variables that they set. Those that name the
// terminal itself come first: VTE_VERSION and KONSOLE_VERSION are inherited by
// every terminal that is started from a shell in another.
func byName(env func(string) string) (mode Mode, known bool) {
	switch env("TERM_PROGRAM") {
	case "Apple_Terminal", "mintty":
		return Native, true
	case "iTerm.app":
		if atLeast(env("TERM_PROGRAM_VERSION"), 3, 6) { // of 2025
			return Native, true
		}
		return Visual, true
	case "vscode", "ghostty", "Hyper", "WarpTerminal":
		return Visual, true
	case "WezTerm": // may be told to: ask it
		return Auto, false
	}
	switch term := env("TERM"); {
	case term == "xterm-kitty" || env("KITTY_WINDOW_ID") != "":
		// It shapes each word right to left and leaves their order, so visual
		// text would have its words spelt backwards.
		return Isolate, true
	case strings.HasPrefix(term, "mlterm") || env("MLTERM") != "", strings.HasPrefix(term, "putty"):
		return Native, true
	case strings.HasPrefix(term, "alacritty"), strings.HasPrefix(term, "foot"), term == "linux",
		term == "xterm-ghostty", env("XTERM_VERSION") != "", env("WT_SESSION") != "":
		return Visual, true
	}
	if env("KONSOLE_VERSION") != "" {
		return Native, true
	}
	if version, err := strconv.Atoi(env("VTE_VERSION")); err == nil && version >= 5800 {
		return Native, true
	}
	return Auto, false
}

// atLeast compares a version such as "3.6.1beta" with major.minor.
func atLeast(version string, major, minor int) bool {
	parts := strings.SplitN(version, ".", 3)
	has, err := strconv.Atoi(parts[0])
	if err != nil || has != major {
		return err == nil && has > major
	}
	if len(parts) < 2 {
		return minor == 0
	}
	digits := len(parts[1]) - len(strings.TrimLeft(parts[1], "0123456789"))
	has, err = strconv.Atoi(parts[1][:digits])
	return err == nil && has >= minor
}
