package main

import (
	"bayan/workflow"
	"bayan/workflow/newsroom"
)

// title is the headline of a release in the reader's language where it is
// translated to that, else as it was written.
func (c *call) title(source string, translated newsroom.Titles) string {
	for _, l := range []string{c.say.Language(), c.say.Speech()} {
		if title := translated[workflow.Language(l)]; title != "" {
			return title
		}
	}
	return source
}

// titlesOf are headlines as programs read them: an object in any case.
func titlesOf(translated newsroom.Titles) newsroom.Titles {
	if translated == nil {
		return newsroom.Titles{}
	}
	return translated
}
