//go:build unix

package embedded

import (
	"os"

	"golang.org/x/sys/unix"
)

// lockFile takes the file's lock or fails at once. It is the lock of the open
// file, not of the process, so that it also holds between two servers in one
// process.
func lockFile(f *os.File) error {
	return unix.Flock(int(f.Fd()), unix.LOCK_EX|unix.LOCK_NB)
}
