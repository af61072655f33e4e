package registertest

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"runtime"
	"sort"
	"strconv"
	"syscall"
	"time"

	"github.com/jackc/pgx/v5"
)

// program finds one of PostgreSQL's programs, which Debian keeps out of the PATH.
func program(name string) (string, bool) {
	if path, err := exec.LookPath(name); err == nil {
		return path, true
	}
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/" + name)
	sort.Strings(found)
	if len(found) == 0 {
		return "", false
	}
	return found[len(found)-1], true
}

// unprivileged is whom PostgreSQL, which refuses to run as root, runs as; nil
// when we are not root ourselves.
func unprivileged() (*syscall.Credential, error) {
	if os.Geteuid() != 0 {
		return nil, nil
	}
	for _, name := range []string{"postgres", "nobody"} {
		u, err := user.Lookup(name)
		if err != nil {
			continue
		}
		uid, _ := strconv.ParseUint(u.Uid, 10, 32)
		gid, _ := strconv.ParseUint(u.Gid, 10, 32)
		return &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}, nil
	}
	return nil, fmt.Errorf("%w: as root we need a user postgres or nobody to run it", errNoPostgres)
}

func startCluster() (*cluster, error) {
	initdb, ok1 := program("initdb")
	server, ok2 := program("postgres")
	if !ok1 || !ok2 {
		return nil, errNoPostgres
	}
	credential, err := unprivileged()
	if err != nil {
		return nil, err
	}
	// A socket's path is limited to about a hundred bytes, so the folder is not
	// one of the test's own, which have long names.
	dir, err := os.MkdirTemp("", "luxing-pg-")
	if err != nil {
		return nil, err
	}
	if credential != nil {
		if err := os.Chown(dir, int(credential.Uid), int(credential.Gid)); err != nil {
			return nil, err
		}
	}
	c := &cluster{dir: dir, credential: credential, server: server}
	if out, err := c.command(initdb, "--pgdata="+c.data(), "--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync").CombinedOutput(); err != nil {
		return nil, fmt.Errorf("initdb: %w\n%s", err, out)
	}
	if err := c.launch(); err != nil {
		c.stop()
		return nil, err
	}
	return c, nil
}

// cluster is a PostgreSQL server of our own: a folder, a socket in it, no
// network. It is killed with this process, however this process ends.
type cluster struct {
	dir        string
	credential *syscall.Credential
	server     string

	running *exec.Cmd
	ended   chan struct{} // of what runs; nil before the first launch
}

func (c *cluster) data() string { return filepath.Join(c.dir, "data") }

func (c *cluster) command(name string, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(context.Background(), name, args...)
	cmd.Dir = c.dir
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: c.credential, Pdeathsig: syscall.SIGQUIT}
	return cmd
}

// launch starts the server on what its folder holds and returns when it answers.
func (c *cluster) launch() error {
	// Commits reach the disk, as in a court's own database: the benchmarks
	// measure what a court would have.
	cmd := c.command(c.server, "-D", c.data(), "-k", c.dir, "-c", "listen_addresses=", "-c", "max_connections=200")
	log, err := os.OpenFile(filepath.Join(c.dir, "log"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	defer func() { _ = log.Close() }()
	cmd.Stdout, cmd.Stderr = log, log
	ended := make(chan struct{})
	started := make(chan error)
	go func() {
		// The signal at the parent's death is sent when the thread that started
		// the child ends, so that thread is kept for as long as the child.
		runtime.LockOSThread()
		if err := cmd.Start(); err != nil {
			started <- err
			return
		}
		started <- nil
		_ = cmd.Wait()
		close(ended)
	}()
	if err := <-started; err != nil {
		return fmt.Errorf("postgres: %w", err)
	}
	c.running, c.ended = cmd, ended
	if err := c.await(); err != nil {
		words, _ := os.ReadFile(log.Name())
		return fmt.Errorf("postgres does not answer: %w\n%s", err, words)
	}
	return nil
}

// end stops the server by a signal and waits until it is gone.
func (c *cluster) end(by syscall.Signal) {
	if c.ended == nil {
		return
	}
	_ = c.running.Process.Signal(by)
	select {
	case <-c.ended:
	case <-time.After(20 * time.Second):
		_ = c.running.Process.Kill()
		<-c.ended
	}
}

// crash is pg_ctl stop -m immediate: nothing is finished, nothing flushed, and
// the next launch recovers from the log.
func (c *cluster) crash() { c.end(syscall.SIGQUIT) }

// stop ends the server in order and removes its folder.
func (c *cluster) stop() {
	c.end(syscall.SIGINT) // fast shutdown
	_ = os.RemoveAll(c.dir)
}

// await returns when the server answers.
func (c *cluster) await() error {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	for {
		conn, err := pgx.Connect(ctx, c.dsn("postgres"))
		if err == nil {
			return conn.Close(ctx)
		}
		select {
		case <-c.ended:
			return errors.New("it ended")
		case <-ctx.Done():
			return err
		case <-time.After(20 * time.Millisecond):
		}
	}
}
