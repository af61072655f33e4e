package host

import (
	"errors"
	"fmt"
	"io/fs"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/contrib/envconfig"

	"luxing/activities/codec"
	"luxing/workflows/casefile"
)

// Defaults of the settings.
const (
	DefaultAddress        = "127.0.0.1:7233"
	DefaultNamespace      = "default"
	DefaultDataDir        = "data"
	DefaultMetricsAddress = "127.0.0.1:9464"
	DefaultStopTimeout    = 30 * time.Second
	// DefaultDigestAt is half past seven in the morning.
	DefaultDigestAt  = 7*time.Hour + 30*time.Minute
	DefaultCacheSize = 2000

	// KeysFile and RegisterFile are the names in the data folder.
	KeysFile     = "keys"
	RegisterFile = "register.db"
)

// Config is everything that a worker is told from outside.
type Config struct {
	// Client says where the Temporal server is and how to be let in. Its data and
	// failure converter, logger, metrics and identity are filled in by Start.
	Client client.Options

	// DataDir is the folder for files of our own.
	DataDir string
	// Register says where the court register is.
	Register string
	// Keys seal payloads; nil sends them in the clear.
	Keys *codec.Ring
	// AcceptPlain also reads payloads that are not sealed.
	AcceptPlain bool
	// PolicyFile is the court's policy; empty for the defaults.
	PolicyFile string
	// VerifyURL is the address to which a certificate's code is added for its QR
	// code; empty for none.
	VerifyURL string
	// WebhooksFile lists the receivers of messages; empty for none.
	WebhooksFile string

	TaskQueue string
	// MetricsAddress is where probes and metrics are answered; empty for nowhere.
	MetricsAddress string
	LogLevel       string
	StopTimeout    time.Duration
	CacheSize      int

	Build      Build
	Versioning bool
	// Courts are those whose schedules are kept; empty for those that the
	// register knows.
	Courts []string
	// DigestAt is the time of the court's day at which the digest is made.
	DigestAt time.Duration
}

// ReadConfig reads the settings described in the package documentation. Everything
// that is wrong is said at once.
func ReadConfig(env envconfig.EnvLookup) (Config, error) {
	r := &reader{env: env}
	return r.config(r.client())
}

// ReadConfigFor does the same for a connection that is known already. The
// TEMPORAL_* settings are not looked at.
func ReadConfigFor(env envconfig.EnvLookup, connection client.Options) (Config, error) {
	r := &reader{env: env}
	return r.config(connection)
}

// reader reads settings and collects what is wrong with them.
type reader struct {
	env    envconfig.EnvLookup
	faults []error
}

func (r *reader) config(connection client.Options) (Config, error) {
	c := Config{
		Client:         connection,
		DataDir:        r.text("LUXING_DATA", DefaultDataDir),
		TaskQueue:      r.text("LUXING_TASK_QUEUE", casefile.TaskQueue),
		MetricsAddress: r.text("LUXING_METRICS_ADDRESS", DefaultMetricsAddress),
		LogLevel:       r.text("LUXING_LOG_LEVEL", "info"),
		StopTimeout:    r.duration("LUXING_STOP_TIMEOUT", DefaultStopTimeout),
		CacheSize:      r.count("LUXING_CACHE", DefaultCacheSize),
		PolicyFile:     r.file("LUXING_POLICY"),
		WebhooksFile:   r.file("LUXING_WEBHOOKS"),
		VerifyURL:      r.address("LUXING_VERIFY_URL"),
		AcceptPlain:    r.onOff("LUXING_ACCEPT_PLAIN"),
		Versioning:     r.onOff("LUXING_VERSIONING"),
		Build:          ReadBuild(r.text("LUXING_BUILD_ID", "")),
	}
	c.Courts = r.courts("LUXING_COURTS", c.PolicyFile)
	c.DigestAt = r.hour("LUXING_DIGEST_AT", DefaultDigestAt)
	if c.MetricsAddress == "off" {
		c.MetricsAddress = ""
	}
	c.Register = r.text("LUXING_REGISTER", "sqlite:"+filepath.Join(c.DataDir, RegisterFile))
	c.Keys = r.keys(c.DataDir)
	if c.Versioning && !c.Build.Known() {
		r.fault("LUXING_VERSIONING", errors.New("this build does not know its revision; build it from a checkout or set LUXING_BUILD_ID"))
	}
	if len(r.faults) > 0 {
		return Config{}, fmt.Errorf("settings: %w", errors.Join(r.faults...))
	}
	return c, nil
}

func (r *reader) fault(name string, err error) {
	r.faults = append(r.faults, fmt.Errorf("%s: %w", name, err))
}

func (r *reader) text(name, otherwise string) string {
	if s, ok := r.env.LookupEnv(name); ok && s != "" {
		return s
	}
	return otherwise
}

func (r *reader) duration(name string, otherwise time.Duration) time.Duration {
	s := r.text(name, "")
	if s == "" {
		return otherwise
	}
	d, err := time.ParseDuration(s)
	if err != nil || d <= 0 {
		r.fault(name, fmt.Errorf("%q is not a time such as 30s or 2m", s))
	}
	return d
}

func (r *reader) count(name string, otherwise int) int {
	s := r.text(name, "")
	if s == "" {
		return otherwise
	}
	n, err := strconv.Atoi(s)
	if err != nil || n < 1 {
		r.fault(name, fmt.Errorf("%q is not a number above zero", s))
	}
	return n
}

func (r *reader) onOff(name string) bool {
	switch s := r.text(name, "off"); s {
	case "on":
		return true
	case "off":
		return false
	default:
		r.fault(name, fmt.Errorf("%q is neither on nor off", s))
		return false
	}
}

// file is a path that must lead to a file if it is set.
func (r *reader) file(name string) string {
	path := r.text(name, "")
	if path == "" {
		return ""
	}
	switch info, err := os.Stat(path); {
	case err != nil:
		r.fault(name, err)
	case info.IsDir():
		r.fault(name, fmt.Errorf("%s is a folder", path))
	}
	return path
}

// courts are codes of courts, parted by commas or blanks: those built in, or
// those that the policy names.
func (r *reader) courts(name, policyFile string) []string {
	var codes []string
	p, _ := readPolicy(policyFile) // Start says what is wrong with it
	for _, code := range strings.FieldsFunc(r.text(name, ""), func(c rune) bool { return c == ',' || c == '，' || unicode.IsSpace(c) }) {
		if _, known := casefile.CourtOf(p, code); !known || casefile.CourtDigits(code) == "" {
			r.fault(name, fmt.Errorf("%q is no court's code: %s", code, casefile.CourtHint(p, code)))
			continue
		}
		if !slices.Contains(codes, code) {
			codes = append(codes, code)
		}
	}
	return codes
}

// address is one that anybody may be sent to: https, or http on this machine.
func (r *reader) address(name string) string {
	text := r.text(name, "")
	if text == "" {
		return ""
	}
	u, err := url.Parse(text)
	loopback := err == nil && (u.Hostname() == "localhost" || net.ParseIP(u.Hostname()) != nil && net.ParseIP(u.Hostname()).IsLoopback())
	if err != nil || u.Host == "" || u.User != nil || u.Scheme != "https" && (u.Scheme != "http" || !loopback) || len(text) > 200 {
		r.fault(name, fmt.Errorf("%q is not an address such as https://court.example/verify?code= (only https, or http on this machine, up to 200 characters)", text))
	}
	return text
}

// keys are those given, or those in the file. None at all is an error: a court's
// cases do not go to a server in the clear because a setting was forgotten.
func (r *reader) keys(dataDir string) *codec.Ring {
	given := r.text("LUXING_KEYS", "")
	if given == "none" {
		return nil
	}
	if given != "" {
		ring, err := codec.ParseKeys(given)
		if err != nil {
			r.fault("LUXING_KEYS", err)
		}
		return ring
	}
	path := r.text("LUXING_KEYS_FILE", filepath.Join(dataDir, KeysFile))
	ring, err := codec.LoadKeys(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		r.fault("LUXING_KEYS", fmt.Errorf("no payload keys: there is no file %s; set LUXING_KEYS or LUXING_KEYS_FILE, or LUXING_KEYS=none to send everything in the clear", path))
	case err != nil:
		r.fault("LUXING_KEYS_FILE", err)
	}
	return ring
}

func (r *reader) client() client.Options {
	o, err := envconfig.LoadClientOptions(envconfig.LoadClientOptionsRequest{EnvLookup: r.env})
	if err != nil {
		r.fault("TEMPORAL_*", err)
		return o
	}
	if o.HostPort == "" {
		o.HostPort = DefaultAddress
	}
	if o.Namespace == "" {
		o.Namespace = DefaultNamespace
	}
	return o
}

// courts reads courts' codes, parted by commas.

// hour reads a time of day such as 07:30.
func (r *reader) hour(name string, otherwise time.Duration) time.Duration {
	s := r.text(name, "")
	if s == "" {
		return otherwise
	}
	at, err := time.Parse("15:04", s)
	if err != nil {
		r.fault(name, fmt.Errorf("%q is not a time of day such as 07:30", s))
		return otherwise
	}
	return time.Duration(at.Hour())*time.Hour + time.Duration(at.Minute())*time.Minute
}
