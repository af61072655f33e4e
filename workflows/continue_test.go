package workflows

import (
	"encoding/json"
	"fmt"
	"reflect"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
)

// fill sets every field of a value, however deep, to something of its own.
func fill(v reflect.Value, n *int) {
	*n++
	switch x := v.Addr().Interface().(type) {
	case *calendar.Date:
		*x = date("2019-01-01").AddDays(*n)
		return
	case *time.Time:
		*x = moment("2019-01-01").Add(time.Duration(*n) * time.Minute).UTC()
		return
	case *json.RawMessage:
		*x = json.RawMessage(fmt.Sprintf(`{"n":%d}`, *n))
		return
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString(fmt.Sprintf("s%d", *n))
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		v.SetInt(int64(*n))
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		v.SetUint(uint64(*n % 200))
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(v.Elem(), n)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		for i := range v.Len() {
			fill(v.Index(i), n)
		}
	case reflect.Map:
		v.Set(reflect.MakeMap(v.Type()))
		for range 2 {
			key, value := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
			fill(key, n)
			fill(value, n)
			v.SetMapIndex(key, value)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if !v.Type().Field(i).IsExported() {
				panic(fmt.Sprintf("%s.%s is not exported: it would be lost", v.Type(), v.Type().Field(i).Name))
			}
			fill(v.Field(i), n)
		}
	default:
		panic("cannot fill " + v.Type().String())
	}
}

// What crosses continue-as-new crosses whole: every field is filled, written as
// JSON as Temporal would, and read back.
func TestStateCrossesContinueAsNewWhole(t *testing.T) {
	for _, state := range []any{&caseState{}, &enforcementState{}, &certificateState{}, &revocationState{}, &repairState{}, &listState{}} {
		t.Run(fmt.Sprintf("%T", state), func(t *testing.T) {
			n := 0
			fill(reflect.ValueOf(state).Elem(), &n)
			require.Greater(t, n, 100)
			data, err := json.Marshal(state)
			require.NoError(t, err)
			back := reflect.New(reflect.TypeOf(state).Elem()).Interface()
			require.NoError(t, json.Unmarshal(data, back))
			assert.Equal(t, state, back)
		})
	}
}

// settled is what a life leaves, without what a new run may change: when the
// register was told, not what.
func traces(c *court) string {
	type end struct {
		Row       casefile.Row
		Tracks    []casefile.TrackView
		Deadlines []casefile.OpenDeadline
		Timeline  []casefile.Entry
		Verdicts  []casefile.Verdict
		Documents []casefile.DocumentView
		Links     []casefile.Link
		Uses      []casefile.MechanismView
		Duties    []casefile.ObligationView
		Payments  []casefile.Payment
		Told      []telling
		Alerts    []casefile.Message
	}
	v := c.final
	e := end{c.row, v.Tracks, v.Deadlines, v.Timeline, v.Verdicts, v.Documents, v.Links, v.Mechanisms, v.Obligations, v.Payments, c.told, c.messages("cn.luxing.deadline.alert")}
	out, err := json.MarshalIndent(utc(e), "", " ")
	if err != nil {
		panic(err)
	}
	return string(out)
}

// utc writes every time in one zone: JSON carries an instant, not a zone's name.
func utc(v any) any {
	data, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	var x any
	if err := json.Unmarshal(data, &x); err != nil {
		panic(err)
	}
	var walk func(any) any
	walk = func(x any) any {
		switch x := x.(type) {
		case map[string]any:
			for k := range x {
				x[k] = walk(x[k])
			}
			return x
		case []any:
			for i := range x {
				x[i] = walk(x[i])
			}
			return x
		case string:
			if t, err := time.Parse(time.RFC3339Nano, x); err == nil {
				return t.UTC().Format(time.RFC3339Nano)
			}
		}
		return x
	}
	return walk(x)
}

// hurry makes a workflow continue as new at every phase boundary.
func hurry(c *court) { c.hurried = true }

// Every life is lived twice: in one run, and continued as new at every phase
// boundary. Nobody outside can tell which was which.
func TestContinueAsNewLosesNothing(t *testing.T) {
	compare := func(t *testing.T, play func(*testing.T, ...func(*court)) *court) {
		t.Parallel()
		plain, hurried := play(t), play(t, hurry)
		if phases := len(phasesOf(plain)); phases > 2 {
			assert.Greater(t, hurried.runs, 0, "%d phases in one run", phases)
		}
		assert.Zero(t, plain.runs)
		assert.Equal(t, traces(plain), traces(hurried))
		assert.Equal(t, plain.ended.UTC(), hurried.ended.UTC())
		hurried.exactlyOnce()
	}
	for _, l := range append(mainLives(), trackLives()...) {
		t.Run(l.name, func(t *testing.T) { compare(t, l.play) })
	}
	for _, p := range enforcementLives() {
		t.Run("enforcement: "+p.name, func(t *testing.T) { compare(t, p.play) })
	}
	for _, a := range certificateLives() {
		t.Run("certificate: "+a.name, func(t *testing.T) { compare(t, a.play) })
	}
	for _, b := range batchLives() {
		t.Run("list: "+b.name, func(t *testing.T) { compare(t, b.play) })
	}
	for _, r := range repairLives() {
		t.Run("repair: "+r.name, func(t *testing.T) { compare(t, r.play) })
	}
	for _, r := range revocationLives() {
		t.Run("revocation: "+r.name, func(t *testing.T) { compare(t, r.play) })
	}
}

func phasesOf(c *court) []lifecycle.State {
	var ps []lifecycle.State
	for _, r := range c.records {
		if n := len(ps); n == 0 || ps[n-1] != r.Row.Phase {
			ps = append(ps, r.Row.Phase)
		}
	}
	return ps
}

// The server's own suggestion is taken anywhere, in the middle of a phase too.
func TestContinueAsNewWhenTheServerSuggestsIt(t *testing.T) {
	for _, r := range everyState() {
		t.Run(string(r.state), func(t *testing.T) {
			t.Parallel()
			l := lived{in: r.in, by: r.by, until: r.later(1)}
			plain, pressed := l.play(t), l.play(t, func(c *court) { c.pressed = 5 })
			assert.Equal(t, 5, pressed.runs)
			assert.Equal(t, traces(plain), traces(pressed))
			pressed.exactlyOnce()
		})
	}
}

// A decision, a report and a signal sent again to a later run are still the ones
// that the first run took; another decision under the ID is still another.
func TestDecisionsAreRememberedAcrossRuns(t *testing.T) {
	r := stateOf(t, lifecycle.InSupervision)
	c := newCourt(t, "2019-03-04")
	c.hurried = true
	c.follow(r.by...)
	d := decision(t, lifecycle.Pay, lifecycle.Clerk, paid("p1", "O1", 1, "2019-04-22"))
	first := c.send(moment(r.from), d)
	again := c.send(moment("2019-05-25 10:00"), d) // awaiting enforcement since 05-06
	c.signal(moment("2019-05-26 10:00"), d)
	d.Data = raw(t, paid("p1", "O1", 2, "2019-04-22"))
	other := c.send(moment("2019-05-27 10:00"), d)
	booked := c.on(moment("2019-05-28 10:00"), lifecycle.Pay, lifecycle.Clerk, clerk, paid("p1", "O1", 1, "2019-04-22"))
	c.until = moment("2019-06-01")
	c.play(Case, r.in)
	require.Greater(t, c.runs, 3)
	c.taken(first, again)
	assert.Equal(t, utc(first.Verdict), utc(again.Verdict))
	assert.Equal(t, casefile.IDReused, other.refusal(t).Code)
	assert.Equal(t, casefile.IDReused, booked.refusal(t).Code)
	assert.Len(t, c.happened(lifecycle.Pay, ""), 1)
	require.Len(t, c.final.Verdicts, 1)
	assert.True(t, c.final.Verdicts[0].Taken)
}

// A suspended period, its alarms and the day it runs on again are not forgotten.
func TestSuspensionsCrossRuns(t *testing.T) {
	l := lived{in: loan("2019-03-04", casefile.Summary), until: "2019-08-01", by: then(served(),
		line("2019-03-10 10:00", lifecycle.Stay, lifecycle.Judge, reason()),
		line("2019-04-10 10:00", lifecycle.ResumeDefence, lifecycle.Judge, nil))}
	plain, hurried := l.play(t), l.play(t, hurry)
	require.Greater(t, hurried.runs, 1)
	assert.Equal(t, traces(plain), traces(hurried))
	hurried.happens("2019-04-23", lifecycle.AnswerExpired, "")
}

// A workflow does not hand over while something is on its way to the world.
func TestContinueAsNewWaitsForTheRegister(t *testing.T) {
	c := newCourt(t, "2019-03-04")
	c.hurried = true
	from, back := moment("2019-03-20 09:00"), moment("2019-03-20 20:00")
	c.away = func(now time.Time) bool { return !now.Before(from) && now.Before(back) }
	vs := c.follow(then(judgedAndServed(allowed(owes())))...)
	c.until = moment("2019-05-01")
	c.play(Case, loan("2019-03-04", casefile.Summary))
	c.taken(vs...)
	require.Greater(t, c.runs, 3)
	c.exactlyOnce()
}
