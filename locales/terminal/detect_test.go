package terminal

import (
	"strings"
	"testing"
)

func TestDetect(t *testing.T) {
	const (
		noProbe = iota
		reorders
		doesNot
		silent
	)
	for _, c := range []struct {
		name  string
		env   string
		pipe  bool
		probe int
		want  Mode
	}{
		{"a pipe", "TERM=xterm-256color VTE_VERSION=7600", true, reorders, None},
		{"a pipe, whatever is saved", "TERM=xterm BAYAN_BIDI=visual", true, noProbe, None},
		{"a dumb terminal", "TERM=dumb VTE_VERSION=7600", false, reorders, None},
		{"no terminal type", "", false, reorders, None},
		{"the environment decides", "TERM=xterm VTE_VERSION=7600 BAYAN_BIDI=visual", false, noProbe, Visual},
		{"as auto it does not", "TERM=xterm VTE_VERSION=7600 BAYAN_BIDI=auto", false, noProbe, Native},
		{"nor with a word that is no mode", "TERM=xterm VTE_VERSION=7600 BAYAN_BIDI=yes", false, noProbe, Native},
		{"GNOME Terminal", "TERM=xterm-256color VTE_VERSION=7600", false, noProbe, Native},
		{"an old VTE", "TERM=xterm-256color VTE_VERSION=5402", false, noProbe, Visual},
		{"Konsole", "TERM=xterm-256color KONSOLE_VERSION=220401", false, doesNot, Native},
		{"Apple Terminal", "TERM=xterm-256color TERM_PROGRAM=Apple_Terminal", false, noProbe, Native},
		{"mlterm", "TERM=mlterm MLTERM=3.9.2", false, noProbe, Native},
		{"PuTTY", "TERM=putty-256color", false, noProbe, Native},
		{"mintty", "TERM=xterm TERM_PROGRAM=mintty", false, noProbe, Native},
		{"iTerm2", "TERM=xterm-256color TERM_PROGRAM=iTerm.app TERM_PROGRAM_VERSION=3.6.1", false, noProbe, Native},
		{"iTerm2, a beta", "TERM=xterm-256color TERM_PROGRAM=iTerm.app TERM_PROGRAM_VERSION=3.10beta2", false, noProbe, Native},
		{"an older iTerm2", "TERM=xterm-256color TERM_PROGRAM=iTerm.app TERM_PROGRAM_VERSION=3.4.23", false, noProbe, Visual},
		{"VS Code started from GNOME Terminal", "TERM=xterm-256color TERM_PROGRAM=vscode VTE_VERSION=7600", false, noProbe, Visual},
		{"Alacritty started from Konsole", "TERM=alacritty KONSOLE_VERSION=220401", false, noProbe, Visual},
		{"Windows Terminal", "WT_SESSION=1 OS=Windows_NT", false, noProbe, Visual},
		{"foot", "TERM=foot", false, noProbe, Visual},
		{"the Linux console", "TERM=linux", false, noProbe, Visual},
		{"xterm", "TERM=xterm-256color XTERM_VERSION=XTerm(379)", false, noProbe, Visual},
		{"kitty", "TERM=xterm-kitty KITTY_WINDOW_ID=1", false, noProbe, Isolate},
		{"kitty told not to reorder", "TERM=xterm-kitty BAYAN_BIDI=visual", false, noProbe, Visual},
		{"WezTerm as it comes", "TERM=xterm-256color TERM_PROGRAM=WezTerm", false, doesNot, Visual},
		{"WezTerm switched on", "TERM=xterm-256color TERM_PROGRAM=WezTerm", false, reorders, Native},
		{"tmux in GNOME Terminal", "TERM=tmux-256color TMUX=/run/t,1,0 VTE_VERSION=7600", false, reorders, Visual},
		{"tmux when its user says so", "TERM=tmux-256color TMUX=/run/t,1,0 BAYAN_BIDI=native", false, noProbe, Native},
		{"screen", "TERM=screen STY=1.pts", false, reorders, Visual},
		{"an unknown one that answers yes", "TERM=xterm-256color", false, reorders, Native},
		{"an unknown one that answers no", "TERM=xterm-256color", false, doesNot, Visual},
		{"an unknown one that is silent", "TERM=xterm-256color", false, silent, Visual},
	} {
		env := map[string]string{}
		for _, pair := range strings.Fields(c.env) {
			name, value, _ := strings.Cut(pair, "=")
			env[name] = value
		}
		var probe func() (bool, bool)
		if c.probe != noProbe {
			probe = func() (bool, bool) { return c.probe == reorders, c.probe != silent }
		}
		if got := Detect(func(name string) string { return env[name] }, !c.pipe, probe); got != c.want {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

func TestModeNames(t *testing.T) {
	for _, name := range modeNames {
		if mode, ok := ParseMode(name); !ok || mode.String() != name {
			t.Errorf("%s is read as %v", name, mode)
		}
	}
	for _, wrong := range []string{"", "Visual", "rtl", " none"} {
		if _, ok := ParseMode(wrong); ok {
			t.Errorf("%q is a mode", wrong)
		}
	}
}
