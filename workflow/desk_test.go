package workflow

import (
	"slices"
	"testing"
	"time"
)

func TestDeskRefusals(t *testing.T) {
	for _, c := range []struct {
		name string
		who  MemberID
		does Command
		want []Code
	}{
		{"a second desk", "admin", CreateDesk{Organisation: "Other", Languages: []Language{"en"}, Preset: Solo}, []Code{DeskExists}},
		{"a member added by the writer", "wafa", AddMember{ID: "noor"}, []Code{RoleMissing}},
		{"a member who is there", "admin", AddMember{ID: "wafa"}, []Code{MemberExists}},
		{"an id that is a path", "admin", AddMember{ID: "a/../b"}, []Code{MemberIDBad}},
		{"an id like a role", "admin", AddMember{ID: "writer:en"}, []Code{MemberIDBad}},
		{"a role that is none", "admin", AddMember{ID: "noor", Roles: []string{"editor"}}, []Code{RoleBad}},
		{"a translator of nothing", "admin", AddMember{ID: "noor", Roles: []string{"translator"}}, []Code{RoleBad}},
		{"a translator into what the desk lacks", "admin", AddMember{ID: "noor", Roles: []string{"translator:ku"}}, []Code{LanguageOffDesk}},
		{"a role for nobody known", "admin", Grant{ID: "zoe", Roles: []string{"writer"}}, []Code{MemberUnknown}},
		{"no role", "admin", Grant{ID: "wafa"}, []Code{NeedsValues}},
		{"the last admin", "admin", Revoke{ID: "admin", Roles: []string{"admin"}}, []Code{LastAdmin}},
		{"a setting that is none", "admin", SetPolicy{Key: "colour", Value: "red"}, []Code{PolicyKeyUnknown}},
		{"no signers", "admin", SetPolicy{Key: "signers", Value: ""}, []Code{PolicyValueBad}},
		{"three eyes", "admin", SetPolicy{Key: "four-eyes", Value: "three"}, []Code{PolicyValueBad}},
		{"a claim of a second", "admin", SetPolicy{Key: "claim", Value: "1s"}, []Code{PolicyValueBad}},
		{"a policy by the publisher", "omar", SetPolicy{Key: "claim", Value: "4h"}, []Code{RoleMissing}},
		{"erasure without a word", "admin", Erase{Refs: []Ref{"r"}}, []Code{NeedsWhy}},
		{"erasure of nothing", "admin", Erase{Why: "w"}, []Code{NeedsValues}},
		{"a release of a translator", "layla", Create{ID: "winter", Source: "en"}, []Code{RoleMissing}},
		{"a release in what the desk lacks", "wafa", Create{ID: "winter", Source: "ku"}, []Code{LanguageOffDesk}},
		{"an id with a space", "wafa", Create{ID: "winter training", Source: "en"}, []Code{IDBad}},
		{"an id that climbs", "wafa", Create{ID: "../winter", Source: "en"}, []Code{IDBad}},
		{"work on no release", "wafa", Checkout{Language: "en"}, []Code{NoRelease}},
	} {
		t.Run(c.name, func(t *testing.T) { openDesk(t, Newsroom).refused(c.who, c.does, c.want...) })
	}
}

func TestNothingHappensWithoutADesk(t *testing.T) {
	o := &office{t: t, d: NewDesk(), r: NewRelease(), now: monday}
	o.refused("admin", AddMember{ID: "noor"}, NoDesk)
	o.refused("wafa", Create{ID: "winter", Source: "en"}, NoDesk)
	o.refused("me/", CreateDesk{Preset: "army"}, MemberIDBad, PresetBad, NeedsValues)
}

func TestRolesChange(t *testing.T) {
	o := openDesk(t, Newsroom)
	o.done("admin", Grant{ID: "wafa", Roles: []string{"writer"}})
	o.done("admin", Revoke{ID: "wafa", Roles: []string{"publisher"}})
	o.does("admin", Grant{ID: "wafa", Roles: []string{"writer", "admin"}})
	if got := o.d.Members["wafa"].Roles; !slices.Equal(got, []Role{{Kind: Writer}, {Kind: Admin}}) {
		t.Errorf("the roles are %v", got)
	}
	o.does("wafa", Revoke{ID: "admin", Roles: []string{"admin"}})
	o.refused("admin", SetPolicy{Key: "claim", Value: "4h"}, RoleMissing)
}

func TestPolicyIsThePresetWithSettingsOverIt(t *testing.T) {
	o := openDesk(t, Newsroom)
	for key, want := range map[string]string{"preset": "newsroom", "signers": "editor", "four-eyes": "blocks",
		"claim": "8h0m0s", "send": "168h0m0s", "record-for": "coordinator", "languages": "en,ar,fr"} {
		if got := o.d.Setting(key); got != want {
			t.Errorf("%s is %q, want %q", key, got, want)
		}
		o.done("admin", SetPolicy{Key: key, Value: want})
	}
	if len(PolicyKeys) != 13 {
		t.Errorf("keys %v are not all tested", PolicyKeys)
	}
	o.does("admin", SetPolicy{Key: "signers", Value: "editor, legal"})
	o.does("admin", SetPolicy{Key: "claim", Value: "90m"})
	o.does("admin", SetPolicy{Key: "preset", Value: "solo"})
	o.does("admin", SetPolicy{Key: "languages", Value: "en,ar"})
	for key, value := range map[string]string{"digits": "latn", "months": "levantine", "quotes": "guillemets", "dateline": "place",
		"zone": "Asia/Damascus", "url": "https://press.sanabel.example/releases/"} {
		o.does("admin", SetPolicy{Key: key, Value: value})
		if got := o.d.Setting(key); got != value {
			t.Errorf("%s is %q, want %q", key, got, value)
		}
	}
	for key, value := range map[string]string{"digits": "roman", "months": "latn", "quotes": "'", "dateline": "date"} {
		o.refused("admin", SetPolicy{Key: key, Value: value}, PolicyValueUnlisted)
	}
	for key, value := range map[string]string{"zone": "../etc/passwd", "url": "javascript:alert(1)/"} {
		o.refused("admin", SetPolicy{Key: key, Value: value}, PolicyValueBad)
	}
	p := o.d.Policy
	if p.FourEyes != EyesNone || !slices.Equal(p.Signers, []string{"editor", "legal"}) || p.ClaimFor != 90*time.Minute || len(o.d.Languages) != 2 {
		t.Errorf("the policy is %+v", p)
	}
	if got, want := p.String(), "solo signers=editor,legal four-eyes=none"; got != want {
		t.Errorf("a manifest says %q, want %q", got, want)
	}
}

func TestADeskWeighsChecksInItsOwnWay(t *testing.T) {
	o := openDesk(t, Newsroom)
	o.does("admin", SetPolicy{Key: "check.length", Value: "warning"})
	o.does("admin", SetPolicy{Key: "check.spelling", Value: "off"})
	o.does("admin", SetPolicy{Key: "preset", Value: "pair"})
	if got := o.d.Policy.Severities(); len(got) != 2 || got["length"] != "warning" || got["spelling"] != "off" {
		t.Errorf("the severities are %v", got)
	}
	o.done("admin", SetPolicy{Key: "check.length", Value: "warning"})
	o.does("admin", SetPolicy{Key: "check.length"})
	if got := o.d.Policy.Severities(); len(got) != 1 {
		t.Errorf("a check without a setting is among %v", got)
	}
	o.done("admin", SetPolicy{Key: "check.names"})
	for _, key := range []string{"check.lenght", "check.", "length", "check.check.length"} {
		o.refused("admin", SetPolicy{Key: key, Value: "off"}, PolicyKeyUnknown)
	}
	for _, value := range []string{"Off", "fatal", "error,warning"} {
		o.refused("admin", SetPolicy{Key: "check.length", Value: value}, PolicyValueUnlisted)
	}
	for _, code := range FixedChecks {
		for _, value := range append(PolicyValues("check.length"), "") {
			o.refused("admin", SetPolicy{Key: "check." + code, Value: value}, PolicyCheckFixed)
		}
	}
	o.refused("wafa", SetPolicy{Key: "check.length", Value: "off"}, RoleMissing)
}

func TestRolesAsWords(t *testing.T) {
	for _, s := range []string{"writer", "publisher", "coordinator", "admin", "translator:ar", "reviewer:zh-Hant", "signer:legal", "translator:*"} {
		if r, err := ParseRole(s); err != nil || r.String() != s {
			t.Errorf("ParseRole(%q) is %v, %v", s, r, err)
		}
	}
	for _, s := range []string{"", "editor", "translator", "translator:", "writer:en", "signer:a b", "reviewer:../x", "publisher:", "signer:a:b"} {
		if r, err := ParseRole(s); err == nil {
			t.Errorf("ParseRole(%q) is %v", s, r)
		}
	}
	for _, c := range []struct {
		has, needs string
		want       bool
	}{
		{"translator:*", "translator:ar", true}, {"translator:ar", "translator:ar", true}, {"translator:en", "translator:ar", false},
		{"reviewer:ar", "translator:ar", false}, {"writer", "writer", true},
	} {
		has, _ := ParseRole(c.has)
		needs, _ := ParseRole(c.needs)
		if has.Covers(needs) != c.want {
			t.Errorf("%s covers %s: %v", c.has, c.needs, !c.want)
		}
	}
}
