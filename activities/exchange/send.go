package exchange

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"strconv"
	"strings"
	"time"

	cloudevents "github.com/cloudevents/sdk-go/v2"
	webhooks "github.com/standard-webhooks/standard-webhooks/libraries/go"

	"luxing/activities/register"
)

// Source is the CloudEvents source of everything we send.
const Source = "urn:luxing:register"

// Event is a message as a CloudEvent. Its ID is the outbox's, so that a
// receiver can tell a repetition; its time is the case's own clock.
func Event(m register.OutboxMessage) (cloudevents.Event, error) {
	e := cloudevents.NewEvent()
	e.SetID(m.ID)
	e.SetSource(Source)
	e.SetType(m.Type)
	e.SetSubject(m.Case)
	e.SetTime(m.At)
	e.SetExtension("court", m.Court)
	if err := e.SetData(cloudevents.ApplicationJSON, m.Data); err != nil {
		return e, fmt.Errorf("message %s: %w", m.ID, err)
	}
	return e, e.Validate()
}

// WebhookID is the webhook-id header of a message, the same at every attempt.
// Message IDs have dots and begin with a key that others chose; the signature
// parts ID, time and body by dots, so the header bears a digest without any.
func WebhookID(messageID string) string {
	sum := sha256.Sum256([]byte(messageID))
	return "msg_" + hex.EncodeToString(sum[:16])
}

// refusals are the statuses, beside 2xx and 410, that settle a message: by them
// the receiver says that the message is wrong and not the moment. All others
// are tried again; a wrong secret or a missing path, for one, is mended at the
// receiver's end or in our configuration, and the message is as good then.
var refusals = map[int]bool{
	http.StatusBadRequest:            true,
	http.StatusNotAcceptable:         true,
	http.StatusConflict:              true,
	http.StatusRequestEntityTooLarge: true,
	http.StatusUnsupportedMediaType:  true,
	http.StatusUnprocessableEntity:   true,
}

// send makes one attempt and says how it ended.
func (d *Dispatcher) send(ctx context.Context, r Receiver, m register.Delivery) register.Attempt {
	again := func(status int, why string, wait time.Duration) register.Attempt {
		return register.Attempt{State: register.Pending, Status: status, Error: why, Next: d.now().Add(max(backoff(m.Attempts), wait))}
	}
	refused := func(status int, why string) register.Attempt {
		return register.Attempt{State: register.Refused, Status: status, Error: why, Next: d.now()}
	}
	event, err := Event(m.OutboxMessage)
	if err != nil {
		return refused(0, err.Error())
	}
	body, err := event.MarshalJSON()
	if err != nil {
		return refused(0, err.Error())
	}
	ctx, cancel := context.WithTimeout(ctx, d.timeout)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, r.URL, bytes.NewReader(body))
	if err != nil {
		return again(0, err.Error(), 0)
	}
	req.Header.Set("Content-Type", cloudevents.ApplicationCloudEventsJSON)
	req.Header.Set("User-Agent", "luxing")
	if err := sign(req, r.secrets, WebhookID(m.ID), body); err != nil {
		return again(0, err.Error(), 0)
	}
	res, err := d.http.Do(req)
	if err != nil {
		return again(0, err.Error(), 0)
	}
	defer func() { _ = res.Body.Close() }()
	words, _ := io.ReadAll(io.LimitReader(res.Body, 300))
	switch s := res.StatusCode; {
	case s >= 200 && s < 300:
		return register.Attempt{State: register.Delivered, Status: s}
	case s == http.StatusGone:
		a := again(s, res.Status, 0)
		a.Gone = true
		return a
	case refusals[s]:
		return refused(s, fmt.Sprintf("%s: %s", res.Status, bytes.ToValidUTF8(words, nil)))
	default:
		return again(s, res.Status, retryAfter(res.Header.Get("Retry-After"), time.Now()))
	}
}

// sign sets the headers of Standard Webhooks, with a signature by each secret.
func sign(req *http.Request, secrets []string, id string, body []byte) error {
	at := time.Now() // the receiver holds it against its own clock
	var signatures []string
	for _, secret := range secrets {
		hook, err := webhooks.NewWebhook(secret)
		if err != nil {
			return fmt.Errorf("the receiver's secret cannot be read: %w", err)
		}
		s, err := hook.Sign(id, at, body)
		if err != nil {
			return fmt.Errorf("signing: %w", err)
		}
		signatures = append(signatures, s)
	}
	req.Header.Set(webhooks.HeaderWebhookID, id)
	req.Header.Set(webhooks.HeaderWebhookTimestamp, strconv.FormatInt(at.Unix(), 10))
	req.Header.Set(webhooks.HeaderWebhookSignature, strings.Join(signatures, " "))
	return nil
}

// maxWait bounds every wait, so that a receiver that is back hears from us
// within the hour.
const maxWait = time.Hour

// backoff is the wait after so many attempts: from a second, doubling, to an
// hour, and up to a fifth more, so that what failed together does not come
// back together.
func backoff(attempts int) time.Duration {
	wait := min(time.Second<<min(max(attempts, 0), 12), maxWait)
	return wait + rand.N(wait/5)
}

// retryAfter reads the header of that name, in seconds or as a time.
func retryAfter(header string, now time.Time) time.Duration {
	if seconds, err := strconv.Atoi(header); err == nil {
		return time.Duration(min(max(seconds, 0), int(maxWait/time.Second))) * time.Second
	}
	if at, err := http.ParseTime(header); err == nil {
		return min(max(at.Sub(now), 0), maxWait)
	}
	return 0
}
