package workflow

// Who names those who may do something: a kind of role, or one of the words below.
type Who string

const (
	AsWriter      Who = "writer"     // of the source, where the action is on one text
	AsTranslator  Who = "translator" // of the text's language; never of the source
	AsReviewer    Who = "reviewer"   // of the text's language
	AsSigner      Who = "signer"     // of the sign-off, or of any where none is named
	AsPublisher   Who = "publisher"
	AsCoordinator Who = "coordinator"
	AsAdmin       Who = "admin"
	AsHolder      Who = "holder"  // of the text's claim, or of the source's
	AsSender      Who = "sender"  // of the parcel
	AsMember      Who = "member"  // everybody of the desk
	AsFounder     Who = "founder" // who makes the desk
)

// Recording says whether an action may be recorded for another person.
type Recording string

const (
	// OwnOnly: everybody for themselves.
	OwnOnly Recording = ""
	// ForWords: somebody's words, of a member who may do it.
	ForWords Recording = "words"
	// ForReturned: words that came home, of anybody; who takes them in may do so.
	ForReturned Recording = "returned"
	// ForDecision: a member's decision, with evidence.
	ForDecision Recording = "decision"
	// ForUrgent: a member's decision; evidence may follow.
	ForUrgent Recording = "urgent"
)

// Rule is one row of the policy: who may do it, for whom, what must hold, and
// the events that follow.
type Rule struct {
	Action Action
	Who    []Who // any of them
	For    Recording
	If     []Condition // all of them, judged in this order
	Then   []string    // names of events; some depend on what the command holds
}

// Table is the policy of a release and of the desk, one row for each action.
// judge reads nothing else, whether it decides or lists what is allowed.
var Table = []Rule{
	{ActNew, []Who{AsWriter}, OwnOnly, []Condition{fresh, named, onDesk}, []string{"created", "checked-out", "saved"}},
	{ActImport, []Who{AsWriter}, OwnOnly, []Condition{fresh, named, onDesk}, []string{"created", "checked-out", "saved", "facts-set"}},
	{ActCheckout, []Who{AsWriter, AsTranslator, AsReviewer}, OwnOnly, []Condition{open, unclaimed, baseChosen, baseReady, mendable}, []string{"checked-out"}},
	{ActSave, []Who{AsHolder}, ForWords, []Condition{holds, textGiven}, []string{"saved"}},
	{ActCheckin, []Who{AsWriter, AsTranslator, AsReviewer}, ForWords, []Condition{open, holds, textGiven, baseGiven, notMoved, whole}, []string{"checked-in", "claim-ended"}},
	{ActDiscard, []Who{AsHolder, AsCoordinator}, OwnOnly, []Condition{claimed}, []string{"saved", "claim-ended"}},
	{ActTakeover, []Who{AsCoordinator, AsWriter, AsTranslator, AsReviewer}, OwnOnly, []Condition{open, claimed, takeable, receiver}, []string{"saved", "taken-over"}},
	{ActSend, []Who{AsHolder, AsCoordinator}, OwnOnly, []Condition{open, unclaimed, baseChosen, baseReady, parcelGiven, receiver}, []string{"sent"}},
	{ActReceive, []Who{AsHolder, AsSender, AsCoordinator}, ForReturned, []Condition{open, parcelKnown, textGiven, baseGiven, notMoved, whole}, []string{"checked-in", "claim-ended"}},
	{ActAlign, []Who{AsHolder, AsReviewer}, OwnOnly, []Condition{open, translated, hasVersion, seen, alignable, regrouped}, []string{"aligned"}},
	{ActSegment, []Who{AsMember}, OwnOnly, []Condition{open, hasVersion, cutsKnown, cutsChange}, []string{"segmented"}},
	{ActApprove, []Who{AsReviewer}, ForDecision, []Condition{alive, hasVersion, seen, baseApproved, notStale, eyesApprove, notApproved, noFinding}, []string{"approved"}},
	{ActReturn, []Who{AsReviewer}, ForUrgent, []Condition{alive, hasVersion, unpublished, seen, blockKnown, noteGiven}, []string{"returned"}},
	{ActWaiveStale, []Who{AsReviewer}, ForDecision, []Condition{open, hasVersion, isStale, onlyChanged, eyesWaive, latestBase, sameGroups, whyGiven}, []string{"staleness-waived"}},
	{ActSign, []Who{AsSigner}, ForDecision, []Condition{open, setKnown, oneRole, setApproved, manifestShown, setExplained, eyesSign, notSigned}, []string{"signed"}},
	{ActSetFacts, []Who{AsWriter, AsCoordinator, AsHolder}, OwnOnly, []Condition{open, factsGiven}, []string{"facts-set"}},
	{ActSetPlans, []Who{AsCoordinator, AsTranslator}, OwnOnly, []Condition{alive, plansKnown, ownPlan}, []string{"plans-set"}},
	{ActSetEmbargo, []Who{AsCoordinator, AsSigner}, ForUrgent, []Condition{alive, neverPublished, clockRight, embargoMoves}, []string{"embargo-set", "scheduled"}},
	{ActLanguages, []Who{AsWriter, AsCoordinator}, OwnOnly, []Condition{open, languagesGiven, onDesk, languagesStay}, []string{"languages-set"}},
	{ActPublish, []Who{AsPublisher}, OwnOnly, []Condition{alive, unpublishedYet, setApproved, signedOff, embargoPassed, clockRight}, []string{"published"}},
	{ActSchedule, []Who{AsPublisher}, OwnOnly, []Condition{open, ahead}, []string{"scheduled"}},
	{ActCorrect, []Who{AsWriter, AsPublisher}, ForUrgent, []Condition{alive, everPublished, nothingOpen, kindKnown, whyGiven}, []string{"correction-opened", "notices-set"}},
	{ActCancel, []Who{AsWriter, AsPublisher}, OwnOnly, []Condition{alive, correcting, restored}, []string{"correction-cancelled"}},
	{ActWithhold, []Who{AsPublisher, AsSigner}, ForUrgent, []Condition{alive, everPublished, notWithheld, whyGiven}, []string{"withheld", "notices-set"}},
	{ActWithdraw, []Who{AsPublisher, AsSigner}, ForUrgent, []Condition{notWithdrawn, whyGiven}, []string{"withdrawn", "notices-set"}},
	{ActPages, []Who{AsPublisher, AsSigner}, ForUrgent, []Condition{everPublished, pagesChange}, []string{"pages-made"}},
	{ActExport, []Who{AsMember}, OwnOnly, []Condition{cleared}, nil},

	{ActMembers, []Who{AsAdmin, AsFounder}, OwnOnly, []Condition{memberValid, rolesValid, adminStays, rolesChange}, []string{"desk-created", "member-added", "role-granted", "role-revoked"}},
	{ActPolicy, []Who{AsAdmin}, OwnOnly, []Condition{settingValid, settingChanges}, []string{"policy-set"}},
	{ActErase, []Who{AsAdmin}, OwnOnly, []Condition{refsGiven, whyGiven}, []string{"content-erased"}},
}

// rules finds the row of an action.
var rules = func() map[Action]*Rule {
	m := map[Action]*Rule{}
	for i := range Table {
		m[Table[i].Action] = &Table[i]
	}
	return m
}()

// Condition names what must hold for an action; the explanation of each is a
// sentence of the catalogues.
type Condition string

const (
	fresh          Condition = "no-such-release-yet"
	named          Condition = "id-valid"
	onDesk         Condition = "languages-of-desk"
	open           Condition = "open" // not published with nothing open, not withdrawn
	alive          Condition = "not-withdrawn"
	unclaimed      Condition = "no-other-claim"
	baseChosen     Condition = "base-possible"
	baseReady      Condition = "base-approved-or-early"
	mendable       Condition = "something-to-mend"
	holds          Condition = "holds-claim"
	claimed        Condition = "claimed"
	takeable       Condition = "own-or-expired-or-coordinator"
	receiver       Condition = "receiver-has-role"
	parcelGiven    Condition = "parcel-named"
	parcelKnown    Condition = "parcel-known"
	textGiven      Condition = "text-given"
	baseGiven      Condition = "base-named"
	notMoved       Condition = "version-not-moved"
	whole          Condition = "every-block-in-one-group"
	translated     Condition = "is-translation"
	hasVersion     Condition = "has-version"
	seen           Condition = "version-is-the-one-seen"
	alignable      Condition = "base-of-version-or-latest"
	regrouped      Condition = "alignment-changes"
	cutsKnown      Condition = "sentences-of-this-version"
	cutsChange     Condition = "sentences-change"
	baseApproved   Condition = "base-approved"
	notStale       Condition = "not-stale"
	noFinding      Condition = "no-unwaived-error"
	eyesApprove    Condition = "four-eyes-review"
	notApproved    Condition = "not-approved-yet"
	unpublished    Condition = "not-published-text"
	blockKnown     Condition = "block-known"
	noteGiven      Condition = "note-given"
	isStale        Condition = "stale"
	onlyChanged    Condition = "only-changed-or-moved"
	eyesWaive      Condition = "four-eyes-waiver"
	latestBase     Condition = "against-latest-base"
	sameGroups     Condition = "same-groups"
	whyGiven       Condition = "why-given"
	setKnown       Condition = "set-known"
	oneRole        Condition = "one-signature"
	setApproved    Condition = "texts-approved"
	manifestShown  Condition = "manifest-shown"
	setExplained   Condition = "missing-language-explained"
	eyesSign       Condition = "four-eyes-signature"
	notSigned      Condition = "not-signed-yet"
	factsGiven     Condition = "facts-given"
	plansKnown     Condition = "plans-known"
	ownPlan        Condition = "own-assignment-or-coordinator"
	neverPublished Condition = "never-published"
	embargoMoves   Condition = "coordinator-later-signer-earlier"
	languagesGiven Condition = "languages-given"
	languagesStay  Condition = "source-and-published-stay"
	unpublishedYet Condition = "not-published-yet"
	signedOff      Condition = "signed-off"
	embargoPassed  Condition = "embargo-passed"
	clockRight     Condition = "clock-not-behind"
	ahead          Condition = "time-ahead"
	everPublished  Condition = "published-once"
	nothingOpen    Condition = "no-correction-open"
	kindKnown      Condition = "kind-known"
	correcting     Condition = "correction-open"
	restored       Condition = "published-text-restored"
	notWithheld    Condition = "not-withheld"
	notWithdrawn   Condition = "not-withdrawn-yet"
	pagesChange    Condition = "pages-change"
	cleared        Condition = "signed-or-draft"
	memberValid    Condition = "member-valid"
	rolesValid     Condition = "roles-valid"
	adminStays     Condition = "an-admin-stays"
	rolesChange    Condition = "roles-change"
	settingValid   Condition = "setting-valid"
	settingChanges Condition = "setting-changes"
	refsGiven      Condition = "contents-given"
)
