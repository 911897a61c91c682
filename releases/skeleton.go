package releases

// Signatures only; each moves to a file of its own with its code.

func Identify(next, prev Text, gone []Revision, used int) (Text, int) { panic("coming") }

type AlignError struct {
	Code, Spec string
	Args       map[string]any
}

func (e *AlignError) Error() string { return e.Code }

func Align(base, target Text, prior []Group, priorTarget Text) []Group { panic("coming") }
func OpenGroups(groups []Group) []Group                                { panic("coming") }
func CheckGroups(base, target Text, groups []Group) error              { panic("coming") }
func Regroup(base, target Text, groups []Group, spec []string) ([]Group, error) {
	panic("coming")
}
func Key(baseLang Language, s []Digest, lang Language, t []Digest) Digest { panic("coming") }
func Keys(baseLang Language, base Text, lang Language, target Text, groups []Group) []Digest {
	panic("coming")
}
func SourceKeys(lang Language, t Text) []Digest                { panic("coming") }
func AlignmentDigest(base, target Text, groups []Group) Digest { panic("coming") }

type ChangeOp byte

const (
	Same ChangeOp = iota
	Edited
	Added
	Removed
	Moved
)

type Change struct {
	Op       ChangeOp
	Old, New *Block
}

func Diff(old, new Text) []Change { panic("coming") }

type SpanOp byte

const (
	Equal SpanOp = iota
	Insert
	Delete
)

type Span struct {
	Op   SpanOp
	Text string
}

func DiffWords(old, new string) []Span { panic("coming") }

type Conflict struct {
	ID                 BlockID
	Base, Mine, Theirs *Block
}

func Merge(base, mine, theirs Text) (Text, []Conflict) { panic("coming") }
func MarkConflicts(merged Text, cs []Conflict, mineLabel, theirsLabel string) []byte {
	panic("coming")
}

type Manifest struct {
	Organisation, Key, ID string
	Previous              Digest
	Kind                  EditionKind
	Facts                 Facts
	Policy                string
	Languages, Follow     []Language
	Texts                 []ManifestText
}

type ManifestText struct {
	Language               Language
	Text, Words, Alignment Digest
}

func (m Manifest) Signed() []byte             { panic("coming") }
func (m Manifest) Digest() Digest             { panic("coming") }
func (m Manifest) File(history string) []byte { panic("coming") }
func ParseManifest(name string, b []byte) (m Manifest, history string, err error) {
	panic("coming")
}

type Sum struct {
	Path   string
	Digest Digest
}

func Sums(files map[string][]byte) []byte            { panic("coming") }
func ParseSums(name string, b []byte) ([]Sum, error) { panic("coming") }
