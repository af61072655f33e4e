package embedded

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

const (
	lockName = "lock"
	kindName = "kind"

	kindTraining = "training"
	kindCourt    = "court"
)

// ErrFolderInUse is returned when another process has the data folder open.
var ErrFolderInUse = errors.New("data folder is in use")

// ErrWrongKind is returned when a training folder is opened for real work or a
// real one for training.
var ErrWrongKind = errors.New("data folder is of the other kind")

// folder is a data folder that this process has locked.
type folder struct {
	path string
	lock *os.File
}

// openFolder creates the folder if need be, locks it, and sees that it is of the
// wanted kind. The lock belongs to the open file, so that the operating system
// gives it back even when the process is killed.
func openFolder(path string, training bool) (*folder, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return nil, fmt.Errorf("find data folder: %w", err)
	}
	// Only the court's own account may look inside: the file holds every case.
	if err := os.MkdirAll(path, 0o700); err != nil {
		return nil, fmt.Errorf("create data folder: %w", err)
	}
	lock, err := os.OpenFile(filepath.Join(path, lockName), os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, fmt.Errorf("open lock of data folder %s: %w", path, err)
	}
	f := &folder{path: path, lock: lock}
	if err := lockFile(lock); err != nil {
		holder := readHolder(lock)
		_ = lock.Close()
		return nil, fmt.Errorf("%w: %s is open in %s; stop that process first, or choose another folder", ErrFolderInUse, path, holder)
	}
	if err := writeHolder(lock); err != nil {
		f.close()
		return nil, err
	}
	if err := f.checkKind(training); err != nil {
		f.close()
		return nil, err
	}
	return f, nil
}

// close gives the folder back. The lock file itself stays: removing it would let
// two processes hold locks on two files of the same name.
func (f *folder) close() {
	_ = f.lock.Truncate(0)
	_ = f.lock.Close()
}

// file is the path of a file in the folder.
func (f *folder) file(name string) string { return filepath.Join(f.path, name) }

// checkKind compares the folder's kind with the wanted one, and writes it down on
// the folder's first day.
func (f *folder) checkKind(training bool) error {
	want := kindCourt
	if training {
		want = kindTraining
	}
	got, err := os.ReadFile(f.file(kindName))
	switch {
	case errors.Is(err, fs.ErrNotExist):
		if err := os.WriteFile(f.file(kindName), []byte(want+"\n"), 0o600); err != nil {
			return fmt.Errorf("note the kind of data folder %s: %w", f.path, err)
		}
		return nil
	case err != nil:
		return fmt.Errorf("read the kind of data folder %s: %w", f.path, err)
	}
	if kind := strings.TrimSpace(string(got)); kind != want {
		return fmt.Errorf("%w: %s is a %s folder and was asked for as a %s one; a clock that was moved once cannot be trusted again, so choose another folder",
			ErrWrongKind, f.path, kind, want)
	}
	return nil
}

// readHolder says which process wrote its number into the lock, for people.
func readHolder(lock *os.File) string {
	buf := make([]byte, 32)
	n, _ := lock.ReadAt(buf, 0)
	if pid, err := strconv.Atoi(strings.TrimSpace(string(buf[:n]))); err == nil {
		return fmt.Sprintf("process %d", pid)
	}
	return "another process"
}

func writeHolder(lock *os.File) error {
	if err := lock.Truncate(0); err != nil {
		return fmt.Errorf("note the holder of the data folder: %w", err)
	}
	if _, err := lock.WriteAt([]byte(strconv.Itoa(os.Getpid())+"\n"), 0); err != nil {
		return fmt.Errorf("note the holder of the data folder: %w", err)
	}
	return nil
}
