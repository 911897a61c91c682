package memory_test

import (
	"strings"
	"testing"

	"bayan/workflow/newsroom"
	"bayan/workflow/store/memory"
	"bayan/workflow/store/storetest"
)

func TestStore(t *testing.T) {
	storetest.Run(t, func(t testing.TB) storetest.Place {
		s := memory.New(strings.ToLower)
		return storetest.Place{Open: func(testing.TB) newsroom.Store { return s }}
	})
}
