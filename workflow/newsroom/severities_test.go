package newsroom_test

import (
	"slices"
	"testing"

	"bayan/releases/check"
	"bayan/workflow"
)

// The process does not know the writing: it has the codes of the checks as words
// of its own, which are the same ones.
func TestADeskWeighsEveryCheckThatThereIs(t *testing.T) {
	var want []string
	for _, code := range check.Codes() {
		if !slices.Contains(workflow.FixedChecks, code) {
			want = append(want, "check."+code)
		}
	}
	if got := workflow.CheckKeys(); !slices.Equal(got, want) {
		t.Errorf("settings of checks\n got %v\nwant %v", got, want)
	}
	for _, code := range workflow.FixedChecks {
		if !slices.Contains(check.Codes(), code) {
			t.Errorf("%s is an error on every desk, and no check", code)
		}
	}
	severities := []string{string(check.Error), string(check.Warning), string(check.Info), string(check.Off)}
	if got := workflow.PolicyValues("check.length"); !slices.Equal(got, severities) {
		t.Errorf("a check's setting has the values %v, want %v", got, severities)
	}
}
