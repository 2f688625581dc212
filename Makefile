# Everything a person does with this project is a target here; `make help` lists them.

BUDGET ?= minutes
JOBS   ?= 2
RUN    := go run ./experiments
STATICCHECK := honnef.co/go/tools/cmd/staticcheck@v0.8.2
GOVULNCHECK := golang.org/x/vuln/cmd/govulncheck@v1.1.4

.PHONY: help dist axe versions reproduce verify reference reference-long smoke test test-slurm check mutants race fuzz torture bench report clean same-bits

help:
	@echo 'make reproduce [BUDGET=minutes|hour|paper] [JOBS=2]  fetch MNIST, train JOBS runs at once, evaluate, print Table 1'
	@echo 'make verify      compute the MNIST half of Table 1 anew, budget minutes, and compare it with docs/reference'
	@echo 'make reference DB=results.db  make docs/reference anew from a database'
	@echo 'make reference-long [LONG=../long] [TIME=8h]  train the original nets to the end, in days; the same command resumes'
	@echo 'make smoke       the same with small nets, a minute'
	@echo 'make test        all tests, and the smoke run from an empty database'
	@echo 'make test-slurm  a Slurm of two nodes on this machine, and runs on it; needs root'
	@echo 'make check       gofmt, vet, staticcheck, govulncheck, tests'
	@echo 'make mutants     put known faults into a copy of the code, one at a time: tests must notice each'
	@echo 'make versions    the bits of every version of the code, the slow studies and the classifier of MNIST too, are those recorded'
	@echo 'make race        tests of the packages with goroutines, under the race detector'
	@echo 'make fuzz        each parser on random input, 30 s each'
	@echo 'make torture     kill runs 1,000 times, in every phase, and compare them with one in peace'
	@echo 'make same-bits   compute every kind of system with each set of kernels, 1, 2 and 4 threads, gcc and clang, and on arm64 in QEMU: the same digests'
	@echo 'make axe         check the pages of the report by the rules of axe-core for accessibility; needs Chromium and npm'
	@echo 'make bench       time of a training step and of the estimator'
	@echo 'make report      draw out/report.html again from results.db'
	@echo 'make dist        build the program for Linux on amd64 and arm64, as archives with checksums, in dist/'
	@echo 'make clean       remove out/ and results.db: every run and its report'
	@echo 'go run ./experiments -h prints the manual of the program.'

reproduce:
	@echo 'building the program: two minutes the first time, seconds later'
	$(RUN) -spec table1.yaml -set budget=$(BUDGET) -j $(JOBS)

verify:
	@rm -rf out/verify && mkdir -p out/verify
	$(RUN) -spec table1.yaml -set budget=minutes -only 'mnist/*' -j $(JOBS) -threads 1 -db out/verify/results.db -out out/verify
	$(RUN) verify -db out/verify/results.db -only 'mnist/*' -budget minutes

# The runs of the reference are those of DB; their pictures lie beside it, in out/.
DB ?= results.db
export DB
reference:
	@test ! -s "$$DB-wal" || { echo "$$DB is in use: wait for the runs to end"; exit 1; }
	@! $(RUN) runs -db "$$DB" -status damaged -format csv 2>/dev/null | grep -q '^[0-9]' || { echo "$$DB has damaged runs: experiments runs -status damaged lists them"; exit 1; }
	$(RUN) report -db "$$DB" -out out/reference
	cp out/reference/report.html out/reference/table1.md out/reference/table1.csv out/reference/table1.tex out/reference/table1.json out/reference/table2.md docs/reference/
	gzip -9nc -- "$$DB" > docs/reference/results.db.gz
	$(RUN) verify -write -reference docs/reference/reference.json -db "$$DB"
	go test ./report/table1 -run Readme -update

# Days of computing, in the folder LONG: the original nets. Stop it whenever you like, or after TIME for each command; the same command
# goes on. MNIST comes first: ten seeds for 60 epochs, and then five of them to the end of their patience.
LONG ?= ../long
TIME ?=
LONGRUN = $(RUN) -db $(LONG)/results.db -out $(LONG)/out -j $(JOBS) $(if $(TIME),-max-time $(TIME))
reference-long:
	@mkdir -p $(LONG)
	$(LONGRUN) -spec mnist.yaml -set budget=paper -set seeds=10 -set 'systems.Adversarial nets.train.epochs=60' -set 'systems.Adversarial nets.train.patience=0'
	$(LONGRUN) -spec mnist.yaml -set budget=paper -set seeds=5
	$(LONGRUN) -spec tfd.yaml -set budget=paper -set seeds=1
	$(LONGRUN) -spec cifar10-fc.yaml -set budget=hour
	$(LONGRUN) -spec cifar10-conv.yaml -set budget=hour

smoke:
	$(RUN) -spec smoke.yaml

# -w leaves out what only a debugger needs. That halves the time to link the tests.
GOTEST := go test -ldflags=-w -timeout 19m

test:
	go vet ./...
	$(GOTEST) ./...
	@rm -rf out/test && mkdir -p out/test
	$(RUN) -spec smoke.yaml -db out/test/results.db -out out/test

test-slurm:
	GAN2014_SLURM=1 sh experiments/testdata/slurm.sh go test ./experiments/endtoend -run '^TestSlurm' -v -count=1 -timeout 10m

check:
	@test -z "$$(gofmt -l .)" || { gofmt -l .; echo 'run gofmt -w on these files'; exit 1; }
	go vet ./...
	go run $(STATICCHECK) ./...
	@go run $(GOVULNCHECK) ./... || echo 'NOT CHECKED: govulncheck found problems or could not reach its database (see above)'
	$(GOTEST) ./...

# ONLY takes a part of them, and TEST runs other tests on them: make mutants ONLY='gan-*' TEST='./experiments/run -run TestVersions'
ONLY ?= *
TEST ?=
mutants:
	@go run ./internal/mutants -only '$(ONLY)' -test '$(TEST)'

versions:
	GAN2014_VERSIONS=all go test ./experiments/run ./experiments/measure -run '^(TestVersions|TestDigits)$$' -v -count=1 -timeout 1h

race:
	go test -race ./internal/... ./models/... ./parzen ./results ./experiments/...

fuzz:
	@for target in $$(go test ./datasets -list ^Fuzz | grep ^Fuzz); do \
		go test ./datasets -run '^$$' -fuzz "^$$target\$$" -fuzztime 30s || exit 1; done
	go test ./models/nn -run '^$$' -fuzz . -fuzztime 30s
	go test ./experiments/spec -run '^$$' -fuzz . -fuzztime 30s -fuzzminimizetime 20x
	go test ./internal/npy -run '^$$' -fuzz . -fuzztime 30s
	go test ./internal/samplefile -run '^$$' -fuzz . -fuzztime 30s
	go test ./internal/safetensors -run '^$$' -fuzz . -fuzztime 30s

torture:
	GAN2014_KILLS=1000 go test ./experiments/endtoend -run KilledAgainAndAgain -v -timeout 6h

# The first test compares whole runs: sets of kernels, threads, compilers, and arm64 in QEMU. The others compare the digests of all versions.
VERSIONS := ./experiments/run -run '^TestVersions$$' -count=1 -timeout 1h
same-bits:
	GAN2014_SAMEBITS=1 go test ./experiments/endtoend -run '^TestSameBits$$' -v -count=1 -timeout 2h
	@for kernels in avx512 avx2 plain; do \
		echo "versions, kernels $$kernels (the fastest ones if the processor lacks these):"; \
		GAN2014_KERNELS=$$kernels go test $(VERSIONS) || exit 1; done
	GODEBUG=cpu.fma=off,cpu.avx=off,cpu.avx2=off go test $(VERSIONS)
	@if command -v qemu-aarch64 && command -v aarch64-linux-gnu-gcc; then \
		GOARCH=arm64 CGO_ENABLED=1 CC=aarch64-linux-gnu-gcc go test -exec 'qemu-aarch64 -L /usr/aarch64-linux-gnu' $(VERSIONS); \
	else echo 'NOT CHECKED: the versions on arm64, because qemu-aarch64 or aarch64-linux-gnu-gcc is not installed'; fi

AXE := axe-core-4.14.1
axe:
	@mkdir -p .bin && cd .bin && { test -d $(AXE) || { npm pack --silent axe-core@4.14.1 >/dev/null && tar xzf $(AXE).tgz && mv package $(AXE); }; }
	GAN2014_AXE=$(CURDIR)/.bin/$(AXE)/axe.min.js go test ./report -run '^TestAxe$$' -v -count=1

# bench names the peers and installs what it may.
bench:
	@sh bench/blas/install.sh
	go run ./bench
	go run ./bench/baselines
	go run ./bench/parzen

# For arm64 it needs gcc-aarch64-linux-gnu.
dist:
	@go run ./internal/dist

report:
	$(RUN) report

clean:
	rm -rf out results.db results.db-wal results.db-shm
