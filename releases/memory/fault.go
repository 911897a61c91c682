package memory

import "fmt"

// FileError is what is wrong with the file that a memory is kept in. Nothing
// was changed.
type FileError struct {
	Code, Path string
	Detail     string // for the log: what the engine or the system said
}

func (e *FileError) Error() string {
	if e.Detail == "" {
		return e.Path + ": " + e.Code
	}
	return fmt.Sprintf("%s: %s: %s", e.Path, e.Code, e.Detail)
}

// FileFaults are the codes of FileError; each sentence needs path alone.
var FileFaults = []string{
	"memory-foreign",   // the file is no memory
	"memory-damaged",   // its pages do not fit together, or it is cut short
	"memory-future",    // a newer bayan made it
	"memory-busy",      // another process held it for a minute
	"memory-disk-full", // no room for a write
	"memory-read-only", // it or its folder cannot be written
	"memory-no-access", // it cannot be opened
	"memory-io",        // the system reported another failure of the disk
}
