package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"
	"syscall"

	"bayan/locales"
	"bayan/locales/terminal"
	"bayan/releases"
	"bayan/releases/format/pdf"
	"bayan/releases/memory"
	"bayan/releases/segment"
	"bayan/workflow"
	"bayan/workflow/folder"
	"bayan/workflow/newsroom"
)

// One place turns an error into a message and an exit code.
//
//	0 done · 1 failed · 2 wrong usage · 3 refused by the workflow ·
//	4 not permitted · 5 conflict · 6 integrity

// failure is an error as it is told: its code, its sentence, its reasons.
type failure struct {
	exit    int
	code    string
	message string
	reasons []reason
}

// reason is one line of a failure.
type reason struct {
	Code    string         `json:"code"`
	Args    map[string]any `json:"args"`
	Message string         `json:"message"`
	hints   []string
}

// fail tells an error and gives its exit code.
func (c *call) fail(err error) int {
	f := c.failure(err)
	if f.message == "" {
		return f.exit // told already, by the result itself
	}
	if c.on("json") {
		c.failJSON(f)
	}
	first, rest, more := strings.Cut(f.message, "\n")
	c.err.Paragraph(c.err.Style(terminal.Red, first))
	if more {
		c.err.Paragraph(rest)
	}
	for _, r := range f.reasons {
		c.err.List(r.Message)
		for _, hint := range r.hints {
			for line := range strings.SplitSeq(hint, "\n") {
				c.err.Inset(4, line)
			}
		}
	}
	return f.exit
}

func (c *call) failJSON(f failure) {
	reasons := make([]reason, len(f.reasons))
	for i, r := range f.reasons {
		r.Message = plainWords(r.Message)
		reasons[i] = r
	}
	b, err := json.Marshal(map[string]any{"error": map[string]any{
		"code": f.code, "message": plainWords(f.message), "reasons": reasons, "exit": f.exit,
	}})
	if err == nil {
		fmt.Fprintf(c.stdout, "%s\n", b)
	}
}

// failure finds out what an error is.
func (c *call) failure(err error) failure {
	var usage *usageError
	var refused *newsroom.Refused
	var fault *newsroom.Fault
	var parse releases.ParseErrors
	var one *releases.ParseError
	var align *releases.AlignError
	var cut *segment.CutError
	var file *folder.Error
	var unsaved *folder.UnsavedError
	var damage *newsroom.DamageError
	var logo *pdf.LogoError
	var remembers *memory.FileError
	var future *newsroom.FutureError
	var place *fs.PathError
	var found errFindings
	var told silent
	switch {
	case errors.As(err, &usage):
		return c.usageFailure(usage)
	case errors.As(err, &refused):
		return c.refusal(refused)
	case errors.As(err, &fault):
		return failure{exit: fault.Exit, code: fault.Code, message: c.faultSentence(fault) + prefixed("\n", c.didYouMean(fault.Code, fault.Args))}
	case errors.As(err, &parse):
		return c.parseFailure(parse)
	case errors.As(err, &one):
		return c.parseFailure(releases.ParseErrors{one})
	case errors.As(err, &align):
		return c.simple(2, "align-"+align.Code, c.typed(align.Args, align.Spec))
	case errors.As(err, &cut):
		return c.simple(2, "cut-"+cut.Code, c.typed(cut.Args, cut.Spec))
	case errors.As(err, &unsaved):
		return c.simple(5, "unsaved-file", map[string]any{"path": c.relative(unsaved.Path)})
	case errors.As(err, &file):
		return c.simple(1, "file-"+string(file.Code), map[string]any{
			"path": c.relative(file.Path), "line": file.Line, "key": file.Detail, "err": cause(file.Err)})
	case errors.As(err, &found):
		return failure{exit: 3, code: "findings"}
	case errors.As(err, &told):
		return failure{exit: int(told)}
	case errors.As(err, &damage):
		return c.simple(1, "store-"+damage.Code, map[string]any{"path": c.relative(damage.Path)})
	case errors.As(err, &logo):
		return c.simple(1, "logo-"+logo.Code, map[string]any{"path": "logo.png"})
	case errors.As(err, &remembers):
		return c.simple(1, remembers.Code, map[string]any{"path": c.relative(remembers.Path)})
	case errors.As(err, &future):
		return c.simple(1, "store-future", map[string]any{"found": future.Found, "known": future.Known})
	case errors.Is(err, newsroom.ErrErased):
		return c.simple(1, "erased", nil)
	case errors.Is(err, newsroom.ErrConflict):
		return c.simple(5, "busy", nil)
	case errors.Is(err, newsroom.ErrNotFound):
		return c.simple(6, "content-missing", nil)
	case errors.Is(err, context.Canceled):
		return c.simple(1, "interrupted", nil)
	case errors.As(err, &place):
		return c.simple(1, placeCode(place.Err), map[string]any{"path": c.relative(place.Path), "err": cause(place.Err)})
	}
	return failure{exit: 1, code: "failed", message: c.say.Say("fault.failed", locales.Args{"err": locales.Code(err.Error())})}
}

func (c *call) simple(exit int, code string, args map[string]any) failure {
	return failure{exit: exit, code: code, message: c.say.Say("fault."+code, c.sentence(args))}
}

func (c *call) faultSentence(f *newsroom.Fault) string {
	args := map[string]any{}
	for k, v := range f.Args {
		args[k] = v
	}
	if p, ok := args["path"].(string); ok {
		args["path"] = c.relative(p)
	}
	values := c.sentence(args)
	values["lang"] = locales.Code(c.langOf(f.Args))
	if f.Code == "recorded-not-written" {
		values["err"] = locales.Words(c.failure(f.Err).message) // a sentence of its own
	}
	return c.say.Say("fault."+f.Code, values)
}

// typed are the arguments of what was said about a text's blocks, with the text
// as it was named.
func (c *call) typed(args map[string]any, spec string) map[string]any {
	return with(with(with(args, "spec", spec), "id", c.release()), "lang", locales.Code(c.arg(1)))
}

func with(args map[string]any, key string, value any) map[string]any {
	out := map[string]any{key: value}
	for k, v := range args {
		out[k] = v
	}
	return out
}

func cause(err error) string {
	if err == nil {
		return ""
	}
	var errno syscall.Errno
	if errors.As(err, &errno) {
		return errno.Error()
	}
	return err.Error()
}

// placeCode names what the system said of a file.
func placeCode(err error) string {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "file-not-there"
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS):
		return "file-not-permitted"
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT):
		return "disk-full"
	case errors.Is(err, syscall.ENOTDIR):
		return "file-no-folder"
	}
	return "file-failed"
}

func brokenPipe(err error) bool { return errors.Is(err, syscall.EPIPE) }

func (c *call) usageFailure(e *usageError) failure {
	f := failure{exit: 2, code: e.code, message: c.say.Say("usage."+e.code, c.sentence(e.args))}
	if e.nearest != "" {
		f.message += " " + c.nearestSaid(e.nearest)
	}
	help := "bayan help"
	if len(e.path) > 0 {
		help = "bayan help " + e.path.String()
	}
	if values, ok := e.args["values"]; ok {
		f.message += " " + c.say.Say("usage.known-values", c.sentence(map[string]any{"values": values}))
	}
	f.message += "\n" + c.say.Say("usage.see-help", locales.Args{"command": locales.Code(help)})
	return f
}

// didYouMean asks whether another word was meant than that which a failure is about.
func (c *call) didYouMean(code string, args map[string]any) string {
	if word := c.meant(code, args); word != "" {
		return c.nearestSaid(word)
	}
	return ""
}

func (c *call) nearestSaid(word string) string {
	return c.say.Say("usage.did-you-mean", locales.Args{"nearest": locales.Code(word)})
}

// refusal lists every reason, and for each who can help.
func (c *call) refusal(r *newsroom.Refused) failure {
	f := failure{exit: int(r.Class()), code: string(r.Reasons[0].Code)}
	args := map[string]any{"action": r.Action, "release": r.Release}
	f.message = c.say.Say("fault.refused", c.sentence(args))
	if r.Release == "" {
		f.message = c.say.Say("fault.refused-desk", c.sentence(args))
	}
	for i, why := range r.Reasons {
		args := c.sentence(why.Args)
		args["lang"] = locales.Code(c.langOf(why.Args))
		line := reason{Code: string(why.Code), Args: stableArgs(why.Args), Message: c.say.Say("refusal."+string(why.Code), args)}
		if meant := c.didYouMean(string(why.Code), why.Args); meant != "" {
			line.hints = append(line.hints, meant)
		}
		if hint := c.say.Say(hintKey(r.Action, why.Code), args); hint != "" {
			line.hints = append(line.hints, hint)
		}
		if who := r.Helpers[i]; len(who) > 0 {
			line.hints = append(line.hints, c.say.Say("fault.helpers", locales.Args{"members": helperNames(who)}))
		}
		f.reasons = append(f.reasons, line)
	}
	return f
}

// hintKey is what helps against a reason. What a check finds against the newer
// source is not let pass by approving the translation of the older one.
func hintKey(action workflow.Action, code workflow.Code) string {
	if action == workflow.ActWaiveStale && code == workflow.FindingOpen {
		return "hint.finding-stale"
	}
	return "hint." + string(code)
}

// langOf is the language as it is typed in the command that a hint names: the
// one that was typed, else the reason's.
func (c *call) langOf(args map[string]any) string {
	if len(c.path) > 0 {
		if takes := c.path.last().args; len(takes) > 1 && takes[1] == "LANG" {
			return string(c.language())
		}
	}
	switch l := args["language"].(type) {
	case workflow.Language:
		return string(l)
	case releases.Language:
		return string(l)
	}
	return "LANG"
}

func helperNames(who []newsroom.Helper) []locales.Code {
	var names []locales.Code
	for _, h := range who {
		names = append(names, locales.Code(string(h.Member)+" ("+h.Role.String()+")"))
	}
	return names
}

// stableArgs are a reason's arguments for programs: ids and numbers, never
// translated.
func stableArgs(args workflow.Args) map[string]any {
	out := map[string]any{}
	for k, v := range args {
		if s, ok := v.(fmt.Stringer); ok && k != "until" && k != "now" && k != "last" && k != "since" {
			v = s.String()
		}
		out[k] = v
	}
	return out
}

// parseFailure tells every fault of a file with its line and the remedy.
func (c *call) parseFailure(faults releases.ParseErrors) failure {
	f := failure{exit: 1, code: faults[0].Code}
	path := c.relative(faults[0].File)
	f.message = c.say.Say("fault.text-unread", locales.Args{"path": locales.Code(path), "count": len(faults)})
	for _, one := range faults {
		args := c.sentence(one.Args)
		sentence := c.say.Say("text."+one.Code, args)
		at := path
		if one.Line > 0 {
			at = fmt.Sprintf("%s:%d", path, one.Line)
		}
		all := with(one.Args, "line", one.Line)
		all["path"] = path
		f.reasons = append(f.reasons, reason{Code: one.Code, Args: all,
			Message: c.say.Say("fault.at", locales.Args{"place": locales.Code(at), "what": locales.Words(sentence)})})
	}
	return f
}

// relative is a path as the reader would type it from here.
func (c *call) relative(p string) string {
	if !filepath.IsAbs(p) {
		return p
	}
	if rel, err := filepath.Rel(c.dir, p); err == nil && len(rel) < len(p) && rel != "." {
		return rel
	}
	return p
}
