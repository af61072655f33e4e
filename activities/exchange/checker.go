package exchange

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"time"

	"go.yaml.in/yaml/v3"

	"luxing/workflows/casefile"
)

// Checker asks the national enforcement check whether a person or a unit is a
// debtor of enforcement anywhere in the country. It asks at once and waits:
// a POST of JSON, signed like our webhooks, answered with JSON.
//
// What it asks:
//
//	{"id": "…", "name": "李四", "idNumber": "…"}
//
// What it wants to hear, with status 200:
//
//	{"id": "…", "cases": 0, "listed": false}
//
// where id is the inquiry's own. Anything else is no answer: not another
// status, not an ID that was not asked about, not a number that is missing.
type Checker struct {
	url     string
	secrets []string
	http    *http.Client
	timeout time.Duration
}

// checkTimeout is how long the national check may think about one person.
const checkTimeout = 15 * time.Second

// maxCheckAnswer bounds an answer; a good one has some hundred bytes.
const maxCheckAnswer = 64 << 10

// Inquiry is one question.
type Inquiry struct {
	ID       string `json:"id"` // the same whenever the same is asked again
	Name     string `json:"name"`
	IDNumber string `json:"idNumber"`
}

// Record is what the country knows of somebody.
type Record struct {
	Cases  int  // as debtor of enforcement
	Listed bool // as dishonest
}

// ErrNoAnswer is wrapped by every error of Ask: what the country knows stays unknown.
var ErrNoAnswer = errors.New("the national check gave no answer")

// ReadChecker reads the checker from the receivers' file: url and secret_env
// under checker, as a receiver has them. It is nil where there is none. The
// error is a casefile.Faults.
func ReadChecker(data []byte, env func(string) string) (*Checker, error) {
	var file struct {
		Receivers any `yaml:"receivers"`
		Checker   *struct {
			URL       string `yaml:"url"`
			SecretEnv string `yaml:"secret_env"`
		} `yaml:"checker"`
	}
	dec := yaml.NewDecoder(bytes.NewReader(data))
	dec.KnownFields(true)
	if err := dec.Decode(&file); err != nil && !errors.Is(err, io.EOF) {
		return nil, casefile.Faults{{Field: "checker", Rule: "格式错误 malformed", Want: err.Error()}}
	}
	if file.Checker == nil {
		return nil, nil
	}
	var fs casefile.Faults
	checkURL(&fs, "checker.url", file.Checker.URL)
	secrets := checkSecrets(&fs, "checker.secret_env", file.Checker.SecretEnv, env)
	if len(fs) > 0 {
		return nil, fs
	}
	return &Checker{
		url: file.Checker.URL, secrets: secrets, timeout: checkTimeout,
		// What names a person goes to the address that was configured and to no other.
		http: &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }},
	}, nil
}

// LoadChecker reads the checker from a file.
func LoadChecker(file string) (*Checker, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, fmt.Errorf("read the checker: %w", err)
	}
	c, err := ReadChecker(data, os.Getenv)
	if err != nil {
		return nil, fmt.Errorf("checker in %s:\n%w", file, err)
	}
	return c, nil
}

// Ask makes one inquiry. Its errors wrap [ErrNoAnswer] and never quote the
// person or the answer.
func (c *Checker) Ask(ctx context.Context, q Inquiry) (Record, error) {
	none := func(format string, args ...any) (Record, error) {
		return Record{}, fmt.Errorf("%w: %s", ErrNoAnswer, fmt.Sprintf(format, args...))
	}
	body, err := json.Marshal(q)
	if err != nil {
		return none("the inquiry cannot be written")
	}
	ctx, cancel := context.WithTimeout(ctx, c.timeout)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, c.url, bytes.NewReader(body))
	if err != nil {
		return none("the address cannot be used")
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Accept", "application/json")
	req.Header.Set("User-Agent", "luxing")
	if err := sign(req, c.secrets, WebhookID(q.ID), body); err != nil {
		return none("the inquiry could not be signed")
	}
	res, err := c.http.Do(req)
	if err != nil {
		if ctx.Err() != nil {
			return none("not within %s", c.timeout)
		}
		return none("the connection failed")
	}
	defer func() { _ = res.Body.Close() }()
	if res.StatusCode != http.StatusOK {
		return none("status %d", res.StatusCode)
	}
	raw, err := io.ReadAll(io.LimitReader(res.Body, maxCheckAnswer+1))
	if err != nil || len(raw) > maxCheckAnswer {
		return none("the answer broke off or does not end")
	}
	var answer struct {
		ID     *string `json:"id"`
		Cases  *int    `json:"cases"`
		Listed *bool   `json:"listed"`
	}
	switch err := json.Unmarshal(raw, &answer); {
	case err != nil:
		return none("the answer is no JSON of the agreed form")
	case answer.ID == nil || *answer.ID != q.ID:
		return none("the answer is about another inquiry")
	case answer.Cases == nil || answer.Listed == nil || *answer.Cases < 0:
		return none("the answer does not say how many cases, or whether listed")
	}
	return Record{Cases: *answer.Cases, Listed: *answer.Listed}, nil
}
