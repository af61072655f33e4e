package schema

import (
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/invopop/jsonschema"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
)

var update = flag.Bool("update", false, "write comments.json and docs/schema anew")

const folder = "../../../docs/schema"

// sourceComments reads the doc comments of the wire contract from its source
// and returns those that the documents use.
func sourceComments(t *testing.T) map[string]string {
	t.Helper()
	var source jsonschema.Reflector
	for _, pkg := range []string{"casefile", "lifecycle", "statute", "policy", "calendar"} {
		require.NoError(t, source.AddGoComments("luxing/starter/court/schema", "../../../workflows/"+pkg, jsonschema.WithFullComment()))
	}
	used := map[string]string{}
	_, err := build(func(key string) string {
		text := oneLine(source.CommentMap[key])
		if text != "" {
			used[key] = text
		}
		return text
	})
	require.NoError(t, err)
	return used
}

func TestPublishedSchemasAreUpToDate(t *testing.T) {
	used := sourceComments(t)
	require.NotEmpty(t, used["luxing/workflows/casefile.Filing.Key"])
	text, err := json.MarshalIndent(used, "", " ")
	require.NoError(t, err)
	docs, err := build(func(key string) string { return used[key] })
	require.NoError(t, err)

	if *update {
		require.NoError(t, os.WriteFile("comments.json", append(text, '\n'), 0o644))
		require.NoError(t, os.MkdirAll(folder, 0o755))
		old, err := filepath.Glob(folder + "/*.json")
		require.NoError(t, err)
		for _, path := range old {
			require.NoError(t, os.Remove(path))
		}
		for name, doc := range docs {
			require.NoError(t, os.WriteFile(filepath.Join(folder, name+".json"), doc, 0o644))
		}
		return
	}

	const stale = "stale: run go generate ./starter/court/schema"
	if string(comments) != string(text)+"\n" {
		t.Fatal("comments.json is", stale)
	}
	onDisk, err := filepath.Glob(folder + "/*.json")
	require.NoError(t, err)
	for _, path := range onDisk {
		name := filepath.Base(path[:len(path)-len(".json")])
		doc, ok := docs[name]
		if got, err := os.ReadFile(path); !ok || err != nil || string(got) != string(doc) {
			t.Errorf("%s is %s", path, stale)
		}
		published, _ := Document(name)
		assert.Equal(t, string(doc), string(published))
	}
	assert.Len(t, onDisk, len(docs), stale)
	assert.Len(t, Names(), len(docs))
}

func TestEveryEventWithDataHasASchema(t *testing.T) {
	for _, m := range lifecycle.Machines() {
		for _, r := range m.Rows {
			_, carries := casefile.Forms[r.Event]
			doc, ok := ForEvent(r.Event)
			assert.Equal(t, carries, ok, r.Event)
			assert.Equal(t, carries, len(doc) > 0, r.Event)
		}
	}
	_, ok := ForEvent("no_such_event")
	assert.False(t, ok)
	_, ok = Document("no_such_document")
	assert.False(t, ok)
}

func TestCallersCannotChangeWhatIsPublished(t *testing.T) {
	a, _ := Document(Filing)
	a[0] = 'x'
	b, _ := Document(Filing)
	assert.Equal(t, byte('{'), b[0])
}
