package workflow

import (
	"time"
)

// Situation is what a decision sees beside the streams.
type Situation struct {
	Now time.Time
	// Place is where the desk's days end; nil is UTC.
	Place *time.Location
	// Manifest gives the digest of the manifest of a set of languages, made of
	// the texts' present versions, the facts, the policy, the kind of the
	// edition that is open and the manifest before it; "" where it cannot be
	// made. With nothing open (Release.Closed) it is not asked. Nil is "".
	Manifest func(set []Language) Digest
	// Findings gives the error findings of a text's present version. Those
	// that an approval let pass before need not be left out. Nil is none.
	Findings func(Language) []Finding
}

// Actor is who asks, and for whom.
type Actor struct {
	Member   MemberID
	For      MemberID // whose words or decision it is; "" for Member's own
	Evidence Ref      // of what For said
}

// Decide answers a command on a release: the events that follow, or every
// reason against it. Neither means that there is nothing to do: it is so
// already, or the command (Export) only asks. It changes nothing; who applies
// the events dates them with the clock, or the last event where that is later.
// r may be NewRelease for Create.
func Decide(d *Desk, r *Release, who Actor, c Command, sit Situation) ([]Event, *Refusal) {
	return newAsk(d, r, who, c, sit, newView(r)).decide()
}

// DecideDesk answers a command on the desk; see Decide.
func DecideDesk(d *Desk, who Actor, c Command, sit Situation) ([]Event, *Refusal) {
	r := NewRelease()
	r.LastAt = d.LastAt
	return newAsk(d, r, who, c, sit, newView(r)).decide()
}

func (a *ask) decide() ([]Event, *Refusal) {
	reasons, done := verdict(a.judge())
	if done {
		return nil, nil
	}
	if len(reasons) > 0 {
		return nil, &Refusal{Action: a.rule.Action, Reasons: reasons}
	}
	return a.events(), nil
}

// verdict tells whether it is done already: nothing but the state of the work
// or an argument stands against it then.
func verdict(reasons []Reason) (against []Reason, done bool) {
	weighty := false
	for _, r := range reasons {
		switch class := r.Code.Class(); {
		case class == Done:
			done = true
			continue
		case class != Refused && !r.Needs:
			weighty = true
		}
		against = append(against, r)
	}
	if done && !weighty {
		return nil, true
	}
	return against, false
}

// Permission is an action that is open to a member: nothing blocks it, and
// Needs are the arguments that it asks for.
type Permission struct {
	Action   Action
	Language Language // of the text that it is about; "" for the release
	Role     string   // the signature that it gives; "" for other actions
	Needs    []Reason
}

// Allowed lists what a member may do now with a release, in the order of Table
// and of the release's languages. What would change nothing is not in it.
func Allowed(d *Desk, r *Release, m MemberID, sit Situation) []Permission {
	v := newView(r)
	var out []Permission
	for i := range Table {
		for _, q := range questions(d, r, m, Table[i].Action) {
			a := newAsk(d, r, Actor{Member: m}, q.Command, sit, v)
			a.brief = true
			if needs, open := allows(a.judge()); open {
				q.Needs = needs
				out = append(out, q.Permission)
			}
		}
	}
	return out
}

// allows tells whether nothing blocks, and what is needed.
func allows(reasons []Reason) (needs []Reason, open bool) {
	for _, r := range reasons {
		if !r.Needs {
			return nil, false
		}
	}
	return reasons, true
}

type question struct {
	Permission
	Command
}

// questions are the commands without arguments that ask for an action.
func questions(d *Desk, r *Release, m MemberID, act Action) []question {
	var qs []question
	each := func(ask func(l Language) Command) {
		for _, l := range r.Languages {
			qs = append(qs, question{Permission{Action: act, Language: l}, ask(l)})
		}
	}
	whole := func(c Command) { qs = append(qs, question{Permission{Action: act}, c}) }
	switch act {
	case ActCheckout:
		each(func(l Language) Command { return Checkout{Language: l} })
	case ActSave:
		each(func(l Language) Command { return Save{Language: l} })
	case ActCheckin:
		each(func(l Language) Command { return Checkin{Language: l} })
	case ActDiscard:
		each(func(l Language) Command { return Discard{Language: l} })
	case ActTakeover:
		each(func(l Language) Command { return Takeover{Language: l} })
	case ActSend:
		each(func(l Language) Command { return Send{Language: l} })
	case ActReceive:
		each(func(l Language) Command { return Receive{Language: l} })
	case ActAlign:
		each(func(l Language) Command { return Align{Language: l} })
	case ActApprove:
		each(func(l Language) Command { return Approve{Language: l} })
	case ActReturn:
		each(func(l Language) Command { return Return{Language: l} })
	case ActWaiveStale:
		each(func(l Language) Command { return WaiveStale{Language: l} })
	case ActSign:
		for _, name := range d.Scopes(m, ActSign) {
			qs = append(qs, question{Permission{Action: act, Role: name}, Sign{Role: name}})
		}
	case ActSetFacts:
		whole(SetFacts{})
	case ActSetPlans:
		whole(SetPlans{})
	case ActSetEmbargo:
		whole(SetEmbargo{})
	case ActLanguages:
		whole(SetLanguages{})
	case ActPublish:
		whole(Publish{})
	case ActSchedule:
		whole(Schedule{})
	case ActCorrect:
		whole(Correct{})
	case ActCancel:
		whole(CancelCorrection{})
	case ActWithhold:
		whole(Withhold{})
	case ActWithdraw:
		whole(Withdraw{})
	case ActExport:
		whole(Export{})
	}
	return qs
}
