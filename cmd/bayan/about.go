package main

import (
	"fmt"
	"runtime"
)

var versionVerb = &verb{
	name: "version", group: "about", noDesk: true,
	run: func(c *call) error {
		_, err := fmt.Fprintf(c.stdout, "bayan %s %s %s/%s\n", version, runtime.Version(), runtime.GOOS, runtime.GOARCH)
		return err
	},
}
