//go:build !linux

package registertest

// cluster needs Linux to be sure that the server ends with the tests.
type cluster struct{ dir string }

func startCluster() (*cluster, error) { return nil, errNoPostgres }

func (*cluster) launch() error { return errNoPostgres }
func (*cluster) crash()        {}
func (*cluster) stop()         {}
