//go:build unix

package main

import (
	"errors"
	"fmt"
	"os/exec"
	"runtime"
	"syscall"
)

// peak runs a program and says how many bytes of memory it had at most. Until a
// new process has begun its program, it counts as large as the one that started
// it: so this one, which is small, starts it, and not the bench.
func peak(args []string) error {
	c := exec.Command(args[0], args[1:]...)
	var exit *exec.ExitError
	if err := c.Run(); err != nil && !errors.As(err, &exit) {
		return err
	}
	bytes := c.ProcessState.SysUsage().(*syscall.Rusage).Maxrss
	if runtime.GOOS != "darwin" {
		bytes *= 1024
	}
	fmt.Println(bytes)
	return nil
}
