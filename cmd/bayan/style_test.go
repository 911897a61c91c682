package main

import (
	"slices"
	"testing"

	"bayan/locales"
	"bayan/workflow"
)

// The process takes those settings of a house style that the sentences know, and
// no others: the two rooms do not see each other.
func TestHouseStyleIsOneInBothRooms(t *testing.T) {
	styled := 0
	for _, key := range workflow.PolicyKeys {
		values := locales.StyleValues(key)
		if !slices.Equal(workflow.PolicyValues(key), values) {
			t.Errorf("%s: the policy takes %q, the sentences know %q", key, workflow.PolicyValues(key), values)
		}
		if values != nil {
			styled++
		}
	}
	if styled == 0 {
		t.Error("no setting of the policy is one of the house style")
	}
}
