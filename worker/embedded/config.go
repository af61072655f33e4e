package embedded

import (
	"context"
	"fmt"
	"net"
	"strconv"
	"strings"
	"time"

	"go.temporal.io/server/common/cluster"
	"go.temporal.io/server/common/config"
	"go.temporal.io/server/common/dynamicconfig"
	"go.temporal.io/server/common/membership/static"
	sqliteplugin "go.temporal.io/server/common/persistence/sql/sqlplugin/sqlite"
	"go.temporal.io/server/common/primitives"
)

const (
	loopback     = "127.0.0.1"
	databaseFile = "temporal.db"
	storeName    = "sqlite"
	clusterName  = "luxing"

	// One shard: the file has one writer whatever the number, and each shard costs
	// a set of queue readers that poll it. It cannot be changed on a folder in use.
	historyShards = 1

	// trainingTimerShift is how late the server may look at a timer. By default a
	// second, which is nothing to a two-year period but adds a second of waiting
	// for each timer that a moved clock passes.
	trainingTimerShift = 10 * time.Millisecond

	// trainingTimerPolls is how often a second the server may look for timers. A
	// moved clock makes a life's worth of timers due within that second.
	trainingTimerPolls = 1000
)

// ports are the loopback ports of the server's services.
type ports struct {
	frontend, history, matching, worker int
}

// choosePorts takes the wanted frontend port or a free one, and free ones for the
// services that only talk to each other.
func choosePorts(ctx context.Context, frontend int) (ports, error) {
	// All are held open until all are chosen, so that none is handed out twice.
	var open []net.Listener
	defer func() {
		for _, l := range open {
			_ = l.Close()
		}
	}()
	take := func(want int) (int, error) {
		l, err := listen(ctx, want)
		if err != nil {
			return 0, err
		}
		open = append(open, l)
		return l.Addr().(*net.TCPAddr).Port, nil
	}
	var p ports
	for _, c := range []struct {
		want int
		got  *int
	}{{frontend, &p.frontend}, {0, &p.history}, {0, &p.matching}, {0, &p.worker}} {
		port, err := take(c.want)
		if err != nil && c.want > 0 {
			return ports{}, fmt.Errorf("port %d is taken, perhaps by another Temporal server; stop it or choose another port: %w", c.want, err)
		}
		if err != nil {
			return ports{}, fmt.Errorf("find a free port: %w", err)
		}
		*c.got = port
	}
	return p, nil
}

// listen takes the wanted port on the loopback interface, or a free one.
func listen(ctx context.Context, want int) (net.Listener, error) {
	var lc net.ListenConfig
	return lc.Listen(ctx, "tcp", address(max(want, 0)))
}

func address(port int) string { return net.JoinHostPort(loopback, strconv.Itoa(port)) }

// uriPath escapes what would end or change a path inside a "file:" URI.
func uriPath(path string) string {
	return strings.NewReplacer("%", "%25", "?", "%3f", "#", "%23").Replace(path)
}

// sqlConfig is how the server's SQLite file is opened.
func sqlConfig(path string) *config.SQL {
	return &config.SQL{
		PluginName:   sqliteplugin.PluginName,
		DatabaseName: uriPath(path),
		ConnectAttributes: map[string]string{
			"mode": "rwc",
			// Readers and the writer do not wait for each other.
			"journal_mode": "wal",
			// A commit is on the disk before it is acknowledged: a decision the court
			// was told is recorded must be there after a power cut.
			"synchronous": "full",
			// The file may be read by a backup at any time.
			"busy_timeout": "10000",
		},
	}
}

// serverConfig is the static configuration of the four services.
func serverConfig(sql *config.SQL, p ports) *config.Config {
	service := func(port int) config.Service {
		return config.Service{RPC: config.RPC{GRPCPort: port, BindOnIP: loopback}}
	}
	cfg := &config.Config{
		Services: map[string]config.Service{
			string(primitives.FrontendService): service(p.frontend),
			string(primitives.HistoryService):  service(p.history),
			string(primitives.MatchingService): service(p.matching),
			string(primitives.WorkerService):   service(p.worker),
		},
		Persistence: config.Persistence{
			DefaultStore:     storeName,
			VisibilityStore:  storeName,
			NumHistoryShards: historyShards,
			DataStores:       map[string]config.DataStore{storeName: {SQL: sql}},
		},
		ClusterMetadata: &cluster.Config{
			FailoverVersionIncrement: 10,
			MasterClusterName:        clusterName,
			CurrentClusterName:       clusterName,
			ClusterInformation: map[string]cluster.ClusterInformation{
				clusterName: {
					Enabled:                true,
					InitialFailoverVersion: 1,
					RPCAddress:             address(p.frontend),
				},
			},
		},
		DCRedirectionPolicy: config.DCRedirectionPolicy{Policy: "noop"},
		PublicClient:        config.PublicClient{HostPort: address(p.frontend)},
	}
	cfg.Archival.History.State = "disabled"
	cfg.Archival.Visibility.State = "disabled"
	cfg.NamespaceDefaults.Archival.History.State = "disabled"
	cfg.NamespaceDefaults.Archival.Visibility.State = "disabled"
	return cfg
}

// staticHosts tells each service where the others are. There is one of each, so
// that there is nothing to gossip about.
func staticHosts(p ports) map[primitives.ServiceName]static.Hosts {
	return map[primitives.ServiceName]static.Hosts{
		primitives.FrontendService: static.SingleLocalHost(address(p.frontend)),
		primitives.HistoryService:  static.SingleLocalHost(address(p.history)),
		primitives.MatchingService: static.SingleLocalHost(address(p.matching)),
		primitives.WorkerService:   static.SingleLocalHost(address(p.worker)),
	}
}

// dynamicConfig holds the few settings that differ from the server's defaults.
func dynamicConfig(training bool) dynamicconfig.StaticClient {
	values := dynamicconfig.StaticClient{
		// A search attribute can be used as soon as it is registered.
		dynamicconfig.ForceSearchAttributesCacheRefreshOnRead.Key(): true,
		// Partitions spread a task queue over hosts; here there is one host.
		dynamicconfig.MatchingNumTaskqueueReadPartitions.Key():  1,
		dynamicconfig.MatchingNumTaskqueueWritePartitions.Key(): 1,
	}
	if training {
		values[dynamicconfig.WorkflowTimeSkippingEnabled.Key()] = true
		values[dynamicconfig.TimerProcessorMaxTimeShift.Key()] = trainingTimerShift
		values[dynamicconfig.TimerProcessorMaxPollRPS.Key()] = trainingTimerPolls
		// Server 1.32 adds a moved clock's offset twice to the recorded start of a
		// run that was continued as new, concludes that such a run has lasted less
		// than this interval, and delays the next one by days. No interval, no delay.
		values[dynamicconfig.WorkflowIdReuseMinimalInterval.Key()] = time.Duration(0)
	}
	return values
}
