//go:build unix

package folder

import (
	"errors"
	"os"
	"syscall"
)

// lock waits until no other process, and no other part of this one, holds a
// folder. The system gives it back when the process ends, however it ends.
func lock(root *os.Root, dir string) (unlock func() error, err error) {
	f, err := root.Open(dir)
	if err != nil {
		return nil, err
	}
	for {
		if err = syscall.Flock(int(f.Fd()), syscall.LOCK_EX); !errors.Is(err, syscall.EINTR) {
			break
		}
	}
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return f.Close, nil
}
