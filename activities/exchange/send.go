package exchange

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"strconv"
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

// send makes one attempt and says how it ended.
func (d *Dispatcher) send(ctx context.Context, r Receiver, m register.Delivery) register.Attempt {
	retry := func(status int, why string) register.Attempt {
		return register.Attempt{State: register.Pending, Status: status, Error: why, Next: d.now().Add(backoff(m.Attempts))}
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
	hook, err := webhooks.NewWebhook(r.secret)
	if err != nil {
		return retry(0, "the receiver's secret cannot be read")
	}
	at := time.Now() // the receiver holds it against its own clock
	signature, err := hook.Sign(m.ID, at, body)
	if err != nil {
		return retry(0, err.Error())
	}
	ctx, cancel := context.WithTimeout(ctx, d.timeout)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, r.URL, bytes.NewReader(body))
	if err != nil {
		return retry(0, err.Error())
	}
	req.Header.Set("Content-Type", cloudevents.ApplicationCloudEventsJSON)
	req.Header.Set(webhooks.HeaderWebhookID, m.ID)
	req.Header.Set(webhooks.HeaderWebhookTimestamp, strconv.FormatInt(at.Unix(), 10))
	req.Header.Set(webhooks.HeaderWebhookSignature, signature)
	res, err := d.http.Do(req)
	if err != nil {
		return retry(0, err.Error())
	}
	defer res.Body.Close()
	words, _ := io.ReadAll(io.LimitReader(res.Body, 300))
	switch s := res.StatusCode; {
	case s >= 200 && s < 300:
		return register.Attempt{State: register.Delivered, Status: s}
	case s == http.StatusGone:
		a := retry(s, "410 gone")
		a.Gone = true
		return a
	case s == http.StatusRequestTimeout || s == http.StatusTooManyRequests || s == http.StatusTooEarly:
		a := retry(s, res.Status)
		if wait, err := strconv.Atoi(res.Header.Get("Retry-After")); err == nil && wait > 0 && wait <= 86_400 {
			a.Next = d.now().Add(time.Duration(wait) * time.Second)
		}
		return a
	// A wrong secret or a missing path is mended at the receiver's end or in our
	// configuration, and the message is as good then as now.
	case s == http.StatusUnauthorized || s == http.StatusForbidden || s == http.StatusNotFound || s >= 300 && s < 400 || s >= 500:
		return retry(s, res.Status)
	default:
		return refused(s, fmt.Sprintf("%s: %s", res.Status, bytes.ToValidUTF8(words, nil)))
	}
}

// backoff is the wait after so many attempts: from a second, doubling, to an hour.
func backoff(attempts int) time.Duration {
	return min(time.Second<<min(max(attempts, 0), 12), time.Hour)
}
