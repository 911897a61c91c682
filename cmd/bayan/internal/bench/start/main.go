// Command start is the least that a program of the same kind of command line
// does: a library's table of commands, of which one prints a version.
package main

import (
	"fmt"
	"os"
	"runtime"

	"github.com/urfave/cli/v2"
)

func main() {
	app := &cli.App{
		Name:  "start",
		Usage: "print a version",
		Commands: []*cli.Command{{
			Name: "version",
			Action: func(c *cli.Context) error {
				_, err := fmt.Fprintf(c.App.Writer, "start 0.1.0 %s %s/%s\n", runtime.Version(), runtime.GOOS, runtime.GOARCH)
				return err
			},
		}},
	}
	if err := app.Run(os.Args); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
