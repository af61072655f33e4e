package embedded

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"slices"
	"time"

	enumspb "go.temporal.io/api/enums/v1"
	namespacepb "go.temporal.io/api/namespace/v1"
	"go.temporal.io/api/operatorservice/v1"
	"go.temporal.io/api/workflowservice/v1"
	"go.temporal.io/server/common/config"
	sqliteplugin "go.temporal.io/server/common/persistence/sql/sqlplugin/sqlite"
	"go.temporal.io/server/common/searchattribute/sadefs"
	"go.temporal.io/server/schema/sqlite"
	"google.golang.org/protobuf/types/known/durationpb"
)

// checkSlots sees that the search attributes fit. SQL visibility has a fixed
// number of columns for each type, and the server's own complaint names neither
// the limit nor the attributes.
func checkSlots(attributes map[string]enumspb.IndexedValueType) error {
	slots := map[enumspb.IndexedValueType]int{}
	for _, t := range sadefs.GetDBIndexSearchAttributes(nil).CustomSearchAttributes {
		slots[t]++
	}
	wanted := map[enumspb.IndexedValueType][]string{}
	for name, t := range attributes {
		wanted[t] = append(wanted[t], name)
	}
	var errs []error
	for t, names := range wanted {
		if len(names) > slots[t] {
			slices.Sort(names)
			errs = append(errs, fmt.Errorf("%d search attributes of type %s where SQL visibility has room for %d: %v", len(names), t, slots[t], names))
		}
	}
	return errors.Join(errs...)
}

// prepareDatabase creates the tables if the file does not exist, and the
// namespace if it does not. It goes around the running server because a
// namespace made through its API is refused by some of its own caches for
// seconds.
func prepareDatabase(path string, sql *config.SQL, o Options) error {
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		if err := createDatabase(path); err != nil {
			return err
		}
	} else if err != nil {
		return fmt.Errorf("look for the server's database: %w", err)
	}
	ns, err := sqlite.NewNamespaceConfig(clusterName, o.Namespace, false, o.SearchAttributes)
	if err != nil {
		return fmt.Errorf("describe namespace %s: %w", o.Namespace, err)
	}
	ns.Detail.Config.Retention = durationpb.New(o.Retention)
	ns.Detail.Info.Description = "Luxing 履行"
	if err := sqlite.CreateNamespaces(sql, ns); err != nil {
		return fmt.Errorf("create namespace %s: %w", o.Namespace, err)
	}
	return nil
}

// createDatabase makes the file under another name and moves it into place when
// it is whole, so that a process killed half-way leaves no half-made one behind.
func createDatabase(path string) error {
	making := path + ".making"
	for _, suffix := range []string{"", "-wal", "-shm", "-journal"} {
		if err := os.Remove(making + suffix); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("remove a half-made database: %w", err)
		}
	}
	// Without WAL there is one file to move; the mode changes at the next opening.
	draft := &config.SQL{
		PluginName:        sqliteplugin.PluginName,
		DatabaseName:      uriPath(making),
		ConnectAttributes: map[string]string{"mode": "rwc", "journal_mode": "delete"},
	}
	if err := sqlite.SetupSchema(draft); err != nil {
		return fmt.Errorf("create the server's tables: %w", err)
	}
	if err := os.Chmod(making, 0o600); err != nil {
		return fmt.Errorf("protect the server's database: %w", err)
	}
	if err := os.Rename(making, path); err != nil {
		return fmt.Errorf("put the server's database in place: %w", err)
	}
	return nil
}

// reconcileNamespace brings a namespace that already existed up to date with the
// options: search attributes that a new version brought, and the retention.
func reconcileNamespace(ctx context.Context, wf workflowservice.WorkflowServiceClient, op operatorservice.OperatorServiceClient, o Options) error {
	have, err := op.ListSearchAttributes(ctx, &operatorservice.ListSearchAttributesRequest{Namespace: o.Namespace})
	if err != nil {
		return fmt.Errorf("list search attributes: %w", err)
	}
	missing := map[string]enumspb.IndexedValueType{}
	for _, name := range slices.Sorted(maps.Keys(o.SearchAttributes)) {
		want := o.SearchAttributes[name]
		switch got, ok := have.CustomAttributes[name]; {
		case !ok:
			missing[name] = want
		case got != want:
			return fmt.Errorf("search attribute %s is registered as %s and wanted as %s; a type cannot be changed, so choose another name", name, got, want)
		}
	}
	if len(missing) > 0 {
		if _, err := op.AddSearchAttributes(ctx, &operatorservice.AddSearchAttributesRequest{Namespace: o.Namespace, SearchAttributes: missing}); err != nil {
			return fmt.Errorf("register search attributes %v: %w", slices.Sorted(maps.Keys(missing)), err)
		}
	}

	ns, err := wf.DescribeNamespace(ctx, &workflowservice.DescribeNamespaceRequest{Namespace: o.Namespace})
	if err != nil {
		return fmt.Errorf("describe namespace %s: %w", o.Namespace, err)
	}
	if ns.GetConfig().GetWorkflowExecutionRetentionTtl().AsDuration() != o.Retention {
		if _, err := wf.UpdateNamespace(ctx, &workflowservice.UpdateNamespaceRequest{
			Namespace: o.Namespace,
			Config:    &namespacepb.NamespaceConfig{WorkflowExecutionRetentionTtl: durationpb.New(o.Retention)},
		}); err != nil {
			return fmt.Errorf("set retention of namespace %s: %w", o.Namespace, err)
		}
	}
	return awaitAttributes(ctx, op, o)
}

// awaitAttributes waits until the server's caches know every search attribute.
func awaitAttributes(ctx context.Context, op operatorservice.OperatorServiceClient, o Options) error {
	return poll(ctx, 20*time.Millisecond, func() error {
		have, err := op.ListSearchAttributes(ctx, &operatorservice.ListSearchAttributesRequest{Namespace: o.Namespace})
		if err != nil {
			return fmt.Errorf("list search attributes: %w", err)
		}
		for name := range o.SearchAttributes {
			if _, ok := have.CustomAttributes[name]; !ok {
				return fmt.Errorf("search attribute %s is not known to the server yet", name)
			}
		}
		return nil
	})
}
