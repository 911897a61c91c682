// Command bare is the least that a program can do on a desk's store: it opens
// the file with the driver that bayan uses, reads the rows that an answer
// stands on, and writes them out. It knows no process, no texts and no
// languages.
//
//	bare queue FILE       50 tasks, by the index of the queue
//	bare release FILE ID  the rows of one release: its own, its tasks, its records
//	bare history FILE     the digest of all records and contents, row by row
package main

import (
	"bufio"
	"crypto/sha256"
	"database/sql"
	"fmt"
	"os"

	_ "modernc.org/sqlite"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(argv []string) error {
	db, err := sql.Open("sqlite", "file:"+argv[1]+"?mode=ro")
	if err != nil {
		return err
	}
	defer db.Close()
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	switch argv[0] {
	case "queue":
		return write(out, db, `SELECT release, action, scope, rank, due, since, facts FROM task
			WHERE action = 'checkout' AND scope = 'ar' ORDER BY rank, due, since, release LIMIT 50`)
	case "release":
		var n int64
		if err := db.QueryRow(`SELECT n FROM release WHERE id = ?`, argv[2]).Scan(&n); err != nil {
			return err
		}
		for _, query := range []string{
			`SELECT * FROM release WHERE n = ?1`,
			`SELECT * FROM task WHERE place BETWEEN ?1 << 12 AND ?1 << 12 | 4095`,
			`SELECT * FROM record WHERE place BETWEEN ?1 << 24 AND ?1 << 24 | 16777215`,
		} {
			if err := write(out, db, query, n); err != nil {
				return err
			}
		}
		return nil
	}
	for _, query := range []string{
		`SELECT key, record.* FROM record JOIN stream ON stream.n = place >> 24 ORDER BY place`,
		`SELECT ref, salt, bytes FROM content ORDER BY n`,
	} {
		if err := each(db, query, nil, func(row []sql.RawBytes) {
			h := sha256.New()
			for _, field := range row {
				h.Write(field)
			}
			out.Write(h.Sum(nil))
		}); err != nil {
			return err
		}
	}
	return nil
}

func write(out *bufio.Writer, db *sql.DB, query string, args ...any) error {
	return each(db, query, args, func(row []sql.RawBytes) {
		for _, field := range row {
			out.Write(field)
			out.WriteByte('\t')
		}
		out.WriteByte('\n')
	})
}

func each(db *sql.DB, query string, args []any, f func([]sql.RawBytes)) error {
	rows, err := db.Query(query, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		return err
	}
	row, into := make([]sql.RawBytes, len(columns)), make([]any, len(columns))
	for i := range row {
		into[i] = &row[i]
	}
	for rows.Next() {
		if err := rows.Scan(into...); err != nil {
			return err
		}
		f(row)
	}
	return rows.Err()
}
