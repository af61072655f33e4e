//go:build !linux

package registertest

// startCluster needs Linux to be sure that the server ends with the tests.
func startCluster() (*cluster, error) { return nil, errNoPostgres }
