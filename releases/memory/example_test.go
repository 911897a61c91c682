package memory_test

import (
	"fmt"

	"bayan/releases/memory"
)

func Example() {
	asked := memory.Ask(memory.Query{Text: memory.Plain("The River Committee repaired 140 wells."), From: "en", To: "ar"})
	match := asked.Compare(memory.Unit{
		From: "en", To: "ar", Reviewed: true,
		Source: memory.Plain("The River Committee repaired 85 wells."),
		Target: memory.Plain("أصلحت لجنة النهر ٨٥ بئراً."),
	}, false)
	fmt.Println(match.Score, match.Difference, match.Target.Words)
	// Output: 98 numbers أصلحت لجنة النهر ١٤٠ بئراً.
}
