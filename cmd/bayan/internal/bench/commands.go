package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
)

// commands measures what people type, from start to exit, beside the least
// that a program can do for the same and beside a command of another tool.
func (b *bench) commands(ctx context.Context) error {
	desk, err := pastDesk(ctx, b.cache, b.size.large)
	if err != nil {
		return err
	}
	small, err := pastDesk(ctx, b.cache, b.size.small)
	if err != nil {
		return err
	}
	work, err := repository(ctx, b.cache, b.size.files)
	if err != nil {
		return err
	}
	many, few := somePublished(b.size.large), somePublished(b.size.small)
	for _, v := range []struct {
		name, floor             string
		large, small, bare, git program
	}{
		{
			"pending", "bare program reading 50 rows by index",
			b.bayan(desk, "pending"), b.bayan(small, "pending"), b.bare(desk, "queue"), b.git(work),
		},
		{
			"show", "bare program reading the rows of one release",
			b.bayan(desk, "show", many), b.bayan(small, "show", few), b.bare(desk, "release", many), b.git(work),
		},
	} {
		took, err := interleaved(b.size.rounds, v.large.run(ctx), v.small.run(ctx), v.bare.run(ctx), v.git.run(ctx))
		if err != nil {
			return err
		}
		large := took[0].fastest()
		what := fmt.Sprintf("%s, %s releases / ", v.name, grouped(b.size.large))
		b.ratio(what+v.floor, large, took[2].fastest(), 1.5)
		b.ratio(what+fmt.Sprintf("git status of %s files", grouped(b.size.files)), large, took[3].fastest(), 1./3)
		b.ratio(what+fmt.Sprintf("the same of %s", grouped(b.size.small)), large, took[1].fastest(), 1.2)
	}
	took, err := interleaved(b.size.rounds, b.bayan(desk, "version").run(ctx), program{argv: []string{b.peer("start"), "version"}}.run(ctx))
	if err != nil {
		return err
	}
	b.ratio("version / bare urfave/cli program", took[0].fastest(), took[1].fastest(), 1.5)
	return nil
}

// somePublished is a release from the middle of a past of n.
func somePublished(n int) string {
	i := n / 2
	for stepsOf(i, n) != published {
		i++
	}
	return releaseID(i)
}

func (b *bench) bayan(desk string, argv ...string) program {
	return program{dir: desk, argv: append([]string{b.program}, argv...)}
}

func (b *bench) bare(desk, what string, argv ...string) program {
	return program{argv: append([]string{b.peer("bare"), what, storeOf(desk)}, argv...)}
}

func (b *bench) git(work string) program {
	return program{dir: work, argv: []string{"git", "status"}}
}

// repository returns a git repository with n committed files, made once and kept.
func repository(ctx context.Context, cache string, n int) (dir string, err error) {
	dir = filepath.Join(cache, fmt.Sprintf("repository-%d", n))
	if _, err := os.Stat(dir); err == nil {
		return dir, nil
	}
	making := dir + ".making"
	if err := os.RemoveAll(making); err != nil {
		return "", err
	}
	progress("a repository of %d files", n)
	for i := range n {
		name := filepath.Join(making, fmt.Sprintf("%03d", i/100), releaseID(i)+".md")
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			return "", err
		}
		if err := os.WriteFile(name, noticeText(i, english), 0o666); err != nil {
			return "", err
		}
	}
	for _, argv := range [][]string{
		{"init", "-q"},
		{"add", "-A"},
		{"-c", "user.name=Layla", "-c", "user.email=layla@marsa-zaytun.example", "commit", "-q", "-m", "All notices"},
		{"status"}, // settles what git remembers of the files
	} {
		if _, err := (program{dir: making, argv: append([]string{"git"}, argv...)}).output(ctx); err != nil {
			return "", err
		}
	}
	return dir, os.Rename(making, dir)
}

// grouped writes a count with commas between thousands.
func grouped(n int) string {
	if n < 1000 {
		return fmt.Sprint(n)
	}
	return fmt.Sprintf("%s,%03d", grouped(n/1000), n%1000)
}
