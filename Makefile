# make demo   builds bayan and walks one release through the whole job
# make test   everything that must hold; installs what it needs where it can
# make bench  figures against a peer or a floor, as ratios
.PHONY: build demo test cross check race fuzz bench install-test-tools clean

GO ?= go
FUZZTIME ?= 10s

build:
	CGO_ENABLED=0 $(GO) build -trimpath -ldflags '-s -w' -o bin/bayan ./cmd/bayan

demo: build
	@$(GO) run ./cmd/bayan/internal/demo -bayan bin/bayan -out demo

test: install-test-tools build
	$(GO) vet ./...
	$(GO) tool -modfile=tools/go.mod staticcheck ./...
	@test -z "$$(gofmt -l $$(git ls-files '*.go'))" || { echo "not gofmt-clean:"; gofmt -l $$(git ls-files '*.go'); exit 1; }
	$(GO) test -count=1 -timeout 30m ./...

# Packages that some tests need; a test whose program is missing says so and
# how to get it. Only root on Debian installs; everybody else is told.
install-test-tools:
	@sh tools/install.sh

# Builds and vets, tests too, for the systems that this machine is not.
cross:
	GOOS=darwin GOARCH=arm64 CGO_ENABLED=0 $(GO) vet ./...
	GOOS=linux GOARCH=arm64 CGO_ENABLED=0 $(GO) vet ./...

race:
	$(GO) test -race -count=1 ./...

fuzz:
	@sh tools/fuzz.sh $(FUZZTIME) $(FUZZ)

bench: build
	@$(GO) run ./cmd/bayan/internal/bench -bayan bin/bayan

clean:
	rm -rf bin demo
