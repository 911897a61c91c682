package sqlite_test

import (
	"bufio"
	"bytes"
	"context"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"bayan/workflow/newsroom"
	"bayan/workflow/store/sqlite"
	"bayan/workflow/store/storetest"
)

var kills = flag.Int("kills", 25, "how often the crash test kills its writers")

// crashing is set for the process that is to be killed: the path of its store.
const crashing = "SQLITE_TEST_CRASHING"

func TestMain(m *testing.M) {
	if path := os.Getenv(crashing); path != "" {
		fmt.Fprintln(os.Stderr, write(path, os.Args[1]))
		os.Exit(1)
	}
	os.Exit(m.Run())
}

func write(path, name string) error {
	s, err := sqlite.Open(context.Background(), path, sqlite.Options{Create: true})
	if err != nil {
		return err
	}
	return storetest.Crash(context.Background(), s, name, os.Stdout)
}

func TestKilledAtAnyTime(t *testing.T) {
	path := filepath.Join(t.TempDir(), "desk.db")
	place := storetest.Place{Open: func(t testing.TB) newsroom.Store { return open(t, path, sqlite.Options{Create: true}) }}
	chance := rand.New(rand.NewPCG(20261122, 1))
	var acknowledged bytes.Buffer
	for kill := range *kills {
		var outputs [2]*bufio.Reader
		var writers [2]*exec.Cmd
		for i := range writers {
			w := exec.Command(os.Args[0], fmt.Sprintf("w%d-%d", kill, i))
			w.Env = append(os.Environ(), crashing+"="+path)
			w.Stderr = os.Stderr
			out, err := w.StdoutPipe()
			if err == nil {
				err = w.Start()
			}
			if err != nil {
				t.Fatal(err)
			}
			writers[i], outputs[i] = w, bufio.NewReader(out)
		}
		if kill%2 == 1 { // else it may die before it wrote anything
			line, err := outputs[0].ReadString('\n')
			if err != nil {
				t.Errorf("nothing was written before the kill: %v", err)
			}
			acknowledged.WriteString(line)
		}
		time.Sleep(time.Duration(chance.IntN(60_000)) * time.Microsecond)
		for i, w := range writers {
			if err := w.Process.Kill(); err != nil { // SIGKILL
				t.Error(err)
			}
			if _, err := acknowledged.ReadFrom(outputs[i]); err != nil {
				t.Error(err)
			}
			w.Wait()
			acknowledged.WriteByte('\n')
		}
		if kill%10 == 9 || kill == *kills-1 {
			storetest.Survived(t, place, bytes.NewReader(acknowledged.Bytes()))
		}
	}
}
