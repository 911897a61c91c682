// Package smalldisk gives tests a file system that has little room. Only Linux
// has one to give, and only to root; elsewhere the error tells so.
package smalldisk

// Mount makes a folder the root of a file system of so many bytes.
func Mount(dir string, bytes int) error { return mount(dir, bytes, false) }

// Resize gives a file system that was mounted another size.
func Resize(dir string, bytes int) error { return mount(dir, bytes, true) }

// Unmount takes it away, as soon as nobody has a file in it open.
func Unmount(dir string) error { return unmount(dir) }
