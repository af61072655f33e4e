package register_test

import (
	"bufio"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"luxing/activities/register"
	"luxing/activities/register/registertest"
	"luxing/workflows/casefile"
)

// killedHelper is what the test process does when it is started to be killed:
// it writes records, and says so after each, until its end.
func killedHelper() bool {
	dsn := os.Getenv("LUXING_TEST_KILLED")
	if dsn == "" {
		return false
	}
	r, err := register.Open(ctx, dsn)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	for i := 0; ; i++ {
		key := fmt.Sprintf("zh-%d", i/2)
		rec := killedRecord(key, int64(i%2+1))
		if _, err := r.Write(ctx, rec); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		fmt.Println(i)
	}
}

func killedRecord(key string, seq int64) casefile.Record {
	rec := record(key, seq)
	if seq == 1 {
		rec.Numbers = []casefile.NumberOrder{numberOrder(key)}
	}
	id := fmt.Sprintf("%s/%d", key, seq)
	rec.Documents = []casefile.DocumentOrder{{ID: id, Kind: casefile.FeeNotice, To: "P1", On: day("2019-03-05"), NumberID: key + "/民初"}}
	rec.Messages = []casefile.Message{{ID: id, Type: "t"}}
	return rec
}

// A process that is killed between any two lines leaves whole records: what it
// said it wrote is there, nothing is there by half, and whoever goes on gives
// the next number.
func TestAKilledWriterLeavesWholeRecords(t *testing.T) {
	registertest.Each(t, func(t *testing.T, dsn string) {
		self, err := os.Executable()
		require.NoError(t, err)
		said := -1
		for round := range 4 {
			cmd := exec.Command(self)
			cmd.Env = append(os.Environ(), "LUXING_TEST_KILLED="+dsn)
			cmd.Stderr = os.Stderr
			out, err := cmd.StdoutPipe()
			require.NoError(t, err)
			require.NoError(t, cmd.Start())
			lines := bufio.NewScanner(out)
			for lines.Scan() {
				n, err := strconv.Atoi(lines.Text())
				require.NoError(t, err)
				if n > said {
					said = n
				}
				// It goes over what it wrote before, which changes nothing, and is
				// killed a little later in each round, at no particular line.
				if n >= 7*(round+1) {
					time.AfterFunc(time.Duration(round*777)*time.Microsecond, func() { _ = cmd.Process.Kill() })
					break
				}
			}
			for lines.Scan() {
				if n, err := strconv.Atoi(lines.Text()); err == nil && n > said {
					said = n
				}
			}
			require.Error(t, cmd.Wait(), "it ends by being killed")
		}

		r := registertest.Open(t, dsn)
		records := 0
		for i := 0; ; i++ {
			key := fmt.Sprintf("zh-%d", i)
			w, err := r.Find(ctx, key)
			if err != nil {
				require.ErrorIs(t, err, register.ErrNotFound)
				break
			}
			records += int(w.Seq)
			require.Equal(t, fmt.Sprintf("（2019）浙0211民初%d号", i+1), w.Row.CaseNumber)
			entries, err := r.Timeline(ctx, key)
			require.NoError(t, err)
			require.Len(t, entries, int(w.Seq))
			docs, err := r.Documents(ctx, key)
			require.NoError(t, err)
			require.Len(t, docs, int(w.Seq))
			box, err := r.Outbox(ctx, register.OutboxFilter{Case: key})
			require.NoError(t, err)
			require.Len(t, box.Messages, int(w.Seq))
		}
		require.GreaterOrEqual(t, records, said+1, "what was answered is there")
		require.LessOrEqual(t, records, said+2, "and at most one record whose answer did not arrive")

		next := numbered("after")
		res, err := r.Write(ctx, next)
		require.NoError(t, err)
		require.Equal(t, fmt.Sprintf("（2019）浙0211民初%d号", (records+1)/2+1), res.Numbers["after/民初"])
	})
}
