package main

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
)

// exchange measures a catalogue's way into a translation system's file and back,
// from file to file, beside the programs that do the same.
func (b *bench) exchange(ctx context.Context) error {
	c := corpusOf(b.cache, b.size.segments)
	clean, err := c.clean()
	if err != nil {
		return err
	}
	dir, err := os.MkdirTemp(b.cache, "exchange-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	in := func(name string) string { return filepath.Join(dir, name) }
	for _, way := range []struct {
		what, job, peer string
		own, peers      [2]string
	}{
		{"writing XLIFF, ", "po2xliff", "po2xliff", [2]string{clean, in("own.xlf")}, [2]string{clean, in("peer.xlf")}},
		{"reading XLIFF, ", "xliff2po", "xliff2po", [2]string{in("own.xlf"), in("own.po")}, [2]string{in("peer.xlf"), in("peer.po")}},
	} {
		what := way.what + grouped(c.n) + " units: "
		own := program{argv: []string{b.peer("alone"), way.job, way.own[0], way.own[1]}}
		if err := b.peak(ctx, what+"peak memory", own, 200); err != nil {
			return err
		}
		what += "faster than " + way.peer
		peer, err := exec.LookPath(way.peer)
		if err != nil {
			b.notRun(what, way.peer+" is not here; get it with: apt-get install translate-toolkit")
			continue
		}
		took, err := interleaved(b.size.slow, own.processor(ctx),
			program{argv: []string{peer, "--progress=none", way.peers[0], way.peers[1]}, quiet: true}.processor(ctx))
		if err != nil {
			return err
		}
		b.faster(what, took[0].fastest(), took[1].fastest(), 10)
	}
	return nil
}
