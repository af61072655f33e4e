package embedded

import (
	"os"

	"golang.org/x/sys/windows"
)

// lockFile takes the file's lock or fails at once. The locked byte lies far
// behind the end of the file, since Windows refuses to read a locked range and
// the process number at its start should stay readable.
func lockFile(f *os.File) error {
	return windows.LockFileEx(windows.Handle(f.Fd()),
		windows.LOCKFILE_EXCLUSIVE_LOCK|windows.LOCKFILE_FAIL_IMMEDIATELY,
		0, 1, 0, &windows.Overlapped{OffsetHigh: 1})
}
