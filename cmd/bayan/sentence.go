package main

import (
	"fmt"
	"time"

	"bayan/locales"
	"bayan/releases"
	"bayan/releases/check"
	"bayan/workflow"
	"bayan/workflow/newsroom"
)

// What the newsroom says is codes and data. A sentence has its values in the
// reader's language: names of languages and states, times of this place; ids,
// paths and block names read left to right in all of them.

// codeArgs are arguments that are ids, paths, commands or digests.
var codeArgs = map[string]bool{
	"id": true, "ids": true, "release": true, "path": true, "block": true, "blocks": true, "key": true,
	"keys": true, "manifest": true, "found": true, "shown": true, "parcel": true, "command": true, "flag": true,
	"argument": true, "word": true, "stream": true, "ref": true, "member": true, "members": true, "from": true,
	"to": true, "role": true, "roles": true, "signers": true, "preset": true, "codepoint": true, "check": true,
	"mark": true, "scheme": true, "value": true, "values": true, "event": true, "known": true, "dir": true,
	"nearest": true, "form": true, "part": true, "files": true, "spec": true, "setting": true,
	"checks": true, "format": true, "shortcut": true,
}

// sentence turns data into what the catalogues take.
func (c *call) sentence(args map[string]any) locales.Args {
	out := make(locales.Args, len(args))
	for name, value := range args {
		out[name] = c.value(name, value)
	}
	return out
}

func (c *call) value(name string, value any) any {
	switch v := value.(type) {
	case time.Time:
		if v.IsZero() {
			return ""
		}
		return locales.Words(c.moment(v)) // a sentence is sent on to readers in other places
	case workflow.Language:
		return locales.Words(c.say.Name(string(v)))
	case releases.Language:
		return locales.Words(c.say.Name(string(v)))
	case []workflow.Language:
		return names(c, v)
	case []releases.Language:
		return names(c, v)
	case []newsroom.Setting:
		pairs := make([]string, len(v))
		for i, s := range v {
			if pairs[i] = s.Key + "=" + s.Value; s.Value == "" {
				pairs[i] = s.Key + " (" + c.say.Say("did.policy-empty", nil) + ")"
			}
		}
		return pairs
	case workflow.State:
		return locales.Words(c.say.Say("state."+string(v), nil))
	case workflow.Stage:
		return locales.Words(c.say.Say("stage."+string(v), nil))
	case workflow.Action:
		return locales.Words(c.say.Say("action."+string(v), nil))
	case workflow.MemberID, workflow.Digest, workflow.Ref, workflow.Key, workflow.StreamID, workflow.BlockID,
		workflow.RoleKind, workflow.Role, workflow.Preset, releases.Digest:
		return locales.Code(fmt.Sprint(v))
	case []check.Term:
		if name == "banned" {
			return c.termsFound("glossary.instead", v)
		}
		return c.termsFound("glossary.write", v)
	case []workflow.MemberID:
		return codes(v)
	case []workflow.Role:
		return codes(v)
	case []workflow.RoleKind:
		return codes(v)
	case []workflow.BlockID:
		return codes(v)
	case []string:
		switch {
		case name == "paths":
			relative := make([]string, len(v))
			for i, p := range v {
				relative[i] = c.relative(p)
			}
			return codes(relative)
		case codeArgs[name]:
			return codes(v)
		}
		return v
	case string:
		switch {
		case name == "fact":
			return locales.Words(c.say.Say("fact."+v, nil))
		case (name == "outer" || name == "inner" || name == "kind") && c.say.Has("kind."+v):
			return locales.Words(c.say.Say("kind."+v, nil))
		case codeArgs[name]:
			return locales.Code(v)
		}
		return ownOrder(v)
	case locales.Code, locales.Words, int, int64, bool, float64:
		return v
	}
	return locales.Code(fmt.Sprint(value))
}

// names are those of languages.
func names[L ~string](c *call, list []L) []locales.Words {
	out := make([]locales.Words, len(list))
	for i, l := range list {
		out[i] = locales.Words(c.say.Name(string(l)))
	}
	return out
}

func codes[T any](list []T) []locales.Code {
	out := make([]locales.Code, len(list))
	for i, x := range list {
		out[i] = locales.Code(fmt.Sprint(x))
	}
	return out
}
