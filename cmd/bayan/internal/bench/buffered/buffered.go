// Package buffered writes the large files of the bench.
package buffered

import (
	"bufio"
	"io"
	"os"
)

// File makes a file of what write writes.
func File(name string, write func(io.Writer) error) error {
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	defer f.Close()
	w := bufio.NewWriterSize(f, 1<<20)
	if err := write(w); err != nil {
		return err
	}
	if err := w.Flush(); err != nil {
		return err
	}
	return f.Close()
}
