package newsroom

import (
	"maps"
	"slices"
	"strings"

	"bayan/workflow"
)

// unlessWithheld is the sentence about what is published, or that about what is
// out of sight meanwhile.
func (t *turn) unlessWithheld(code string) string {
	if t.file.rel.Withheld != nil {
		return code + "-withheld"
	}
	return code
}

// putNotices keeps words to the readers, but those that were said before.
func (t *turn) putNotices(words map[workflow.Language]string, was map[workflow.Language]workflow.Ref) (map[workflow.Language]workflow.Ref, error) {
	var refs map[workflow.Language]workflow.Ref
	for _, l := range slices.Sorted(maps.Keys(words)) {
		if !slices.Contains(t.file.rel.Languages, l) {
			return nil, t.noLanguage(l)
		}
		if strings.ContainsFunc(words[l], unwritable) {
			return nil, fault(ExitUsage, "bad-notice", map[string]any{"language": l})
		}
		said, err := t.file.words(was[l])
		if err != nil {
			return nil, err
		}
		if said == words[l] {
			continue
		}
		if refs == nil {
			refs = map[workflow.Language]workflow.Ref{}
		}
		ref, err := t.put([]byte(words[l]))
		if err != nil {
			return nil, err
		}
		refs[l] = ref
	}
	return refs, nil
}

// untold tells which readers get no words of the desk's where others do.
func (t *turn) untold(notices map[workflow.Language]workflow.Ref, command string) {
	var without []workflow.Language
	for _, l := range t.file.rel.Languages {
		if notices[l] == "" {
			without = append(without, l)
		}
	}
	if len(notices) > 0 && len(without) > 0 {
		t.tell("notice-missing", map[string]any{"languages": without,
			"command": command + " --notice " + string(without[0]) + "=TEXT"})
	}
}
