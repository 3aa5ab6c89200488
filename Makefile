SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.ONESHELL:
.DEFAULT_GOAL := help

# Where `make install` puts the program: below DESTDIR, when it is not for this machine.
PREFIX ?= /usr/local
DESTDIR ?=
# More flags for `swift build`, and the arguments of `dhcp serve`.
SWIFT_FLAGS ?=
ARGS ?=

SOURCES := $(wildcard Package.swift Sources Tests IntegrationTests Snippets Examples Benchmarks FuzzTesting)
BUILD_PACKAGES := nm=binutils cc=gcc git=git /usr/include/stdio.h=libc6-dev \
	/usr/include/sqlite3.h=libsqlite3-dev /usr/include/zlib.h=zlib1g-dev /usr/include/c++/12=libstdc++-12-dev
TEST_PACKAGES := ip=iproute2 ethtool=ethtool nft=nftables setpriv=util-linux tcpdump=tcpdump tshark=tshark \
	udhcpc=udhcpc dhclient=isc-dhcp-client dhcpcd=dhcpcd-base dhcrelay=isc-dhcp-relay faketime=faketime \
	qemu-system-x86_64=qemu-system-x86 /usr/lib/ipxe/qemu/pxe-e1000.rom=ipxe-qemu /usr/lib/ipxe/ipxe.efi=ipxe \
	/usr/share/OVMF/OVMF_CODE_4M.fd=ovmf dnsmasq=dnsmasq-base busybox=busybox strace=strace /lib/systemd/systemd=systemd \
	mandoc=mandoc script=bsdutils fish=fish zsh=zsh openssl=openssl chromium=chromium chromedriver=chromium-driver \
	curl=curl
# The servers themselves are not installed, as Debian starts a server that it installs: those missing are skipped.
COMPARISON_PACKAGES := ip=iproute2 ethtool=ethtool setpriv=util-linux strace=strace
INSTALL_PACKAGES := objcopy=binutils cc=gcc git=git perl=perl /usr/include/sqlite3.h=libsqlite3-dev \
	/usr/include/zlib.h=zlib1g-dev /usr/include/c++/12=libstdc++-12-dev
DEB_PACKAGES := dpkg-deb=dpkg dpkg-shlibdeps=dpkg-dev dh_builddeb=debhelper lintian=lintian
DEB_TEST_PACKAGES := debootstrap=debootstrap ip=iproute2 unshare=util-linux udhcpc=udhcpc
LOGS := .build/test-logs
# So many tests run at a time. All of them at once wait for each other for longer than a client waits for its server.
WIDTH ?= $(shell echo $$((8 * $$(nproc))))
# What needs machines of etcd: six programs a test, so these run among themselves.
CLUSTER_TESTS := IntegrationTests.*(ClusterTests|Etcd)
# After so many seconds `make test` leaves them out, so that it takes less than 25 minutes also on a slow machine.
CLUSTER_LIMIT ?= 1260
# How long `make fuzz` tries each target, and `make soak` loads the server.
SECONDS ?= 60

# Which histories `make simulate` plays, how many of them, how long each, and among how many servers.
SEED ?= 1
SEEDS ?= 1
STEPS ?= 1000000
SERVERS ?=

.PHONY: help cluster simulate serve program install install-debug deb test-deb test test-api test-cluster test-threads example compare-examples fuzz soak bench bench-administration bench-cluster bench-servers lint format

help: ## List the targets
	@grep -hE '^[a-z-]+:.*## ' $(firstword $(MAKEFILE_LIST)) | sed -E 's/:.*## /\t/' | expand -t 16

serve: ## Build the server and run it; ARGS="--config dhcp.yaml" are its arguments
	@Scripts/install-packages $(BUILD_PACKAGES)
	export DHCP_COMMIT="$$(Scripts/commit)"
	swift build -c release --product dhcp $(SWIFT_FLAGS)
	exec "$$(swift build -c release --show-bin-path $(SWIFT_FLAGS))/dhcp" serve $(ARGS)

cluster: ## Run three servers that share their leases, and three machines of etcd, on this host; no rights needed
	@Scripts/install-packages $(BUILD_PACKAGES)
	swift build -c release --product dhcp $(SWIFT_FLAGS)
	exec Scripts/cluster "$$(swift build -c release --show-bin-path $(SWIFT_FLAGS))/dhcp"

program: ## Build the program as it is installed, with the Swift runtime in it, manual pages and completions
	@Scripts/install-packages $(INSTALL_PACKAGES)
	Scripts/build-program

install: program ## Install it: PREFIX=/usr/local, DESTDIR= for packages; Documentation/Installing.md
	@Scripts/install-program "$(DESTDIR)" "$(PREFIX)"

install-debug: program ## Install the debug symbols, where gdb looks for them
	@Scripts/install-program --debug "$(DESTDIR)" "$(PREFIX)"

deb: ## Build the Debian package in .build-install/packages, and check it with lintian
	@Scripts/install-packages $(INSTALL_PACKAGES) $(DEB_PACKAGES)
	Scripts/build-deb

test-deb: deb ## Install, use, upgrade, remove and purge the package in a fresh Debian (needs root and the network)
	@Scripts/install-packages $(DEB_TEST_PACKAGES)
	Scripts/test-deb

test: ## Lint, build, and run the unit tests and the integration tests (these need root)
	@Scripts/install-packages $(BUILD_PACKAGES)
	Scripts/install-packages --optional $(TEST_PACKAGES)
	etcd=$$(Scripts/get-etcd) || etcd=
	export PATH="$$PATH:/usr/local/sbin:/usr/sbin:/sbin$${etcd:+:$$etcd}"
	export DHCP_OPTIMIZED_TESTS=1 SWT_EXPERIMENTAL_MAXIMUM_PARALLELIZATION_WIDTH=$(WIDTH)
	mkdir -p $(LOGS)
	failed=()
	if swift format --version >/dev/null 2>&1; then
	    swift format lint --strict --parallel --recursive $(SOURCES) || failed+=(lint)
	else
	    echo 'SKIPPED: lint, as this toolchain has no swift-format'
	fi
	swift build --build-tests $(SWIFT_FLAGS)
	products=$$(swift build --show-bin-path $(SWIFT_FLAGS))
	Scripts/check-linkage "$$products" || failed+=(linkage)
	swift test --skip-build --disable-xctest --skip IntegrationTests 2>&1 | tee $(LOGS)/unit || failed+=('unit tests')
	# These compute, with what the integration tests leave of the processors while they wait for clients.
	idle=(nice -n 19)
	! chrt --idle 0 true 2>/dev/null || idle=(chrt --idle 0)
	"$${idle[@]}" Scripts/check-documentation "$$products" >$(LOGS)/documentation 2>&1 & documentation=$$!
	"$${idle[@]}" Scripts/test-consumer >$(LOGS)/consumer 2>&1 & consumer=$$!
	trap 'kill $$documentation $$consumer 2>/dev/null || true' EXIT
	swift test --skip-build --disable-xctest --filter IntegrationTests --skip '$(CLUSTER_TESTS)' 2>&1 \
	    | tee $(LOGS)/integration || failed+=('integration tests')
	if [ "$$SECONDS" -gt $(CLUSTER_LIMIT) ]; then
	    echo "SKIPPED: cluster tests, as all others took $$((SECONDS / 60)) minutes; make test-cluster runs them" \
	        | tee $(LOGS)/cluster
	else
	    swift test --skip-build --disable-xctest --filter '$(CLUSTER_TESTS)' 2>&1 | tee $(LOGS)/cluster \
	        || failed+=('cluster tests')
	fi
	wait $$documentation || failed+=(documentation)
	wait $$consumer || failed+=('consumer package')
	cat $(LOGS)/documentation $(LOGS)/consumer
	echo
	for log in unit integration cluster; do
	    echo "$$log: $$(grep -aE 'Test run with|^SKIPPED: cluster' $(LOGS)/$$log | tail -n 1 || true)"
	    ! grep -qaE 'Test run with 0 tests' $(LOGS)/$$log || failed+=("$$log: no test was found")
	done
	if grep -qaE '(Suite|Test) .*skipped' $(LOGS)/integration $(LOGS)/cluster; then
	    echo '**********************************************************************'
	    echo 'SKIPPED integration tests, so what they show was not shown:'
	    grep -ahoE '(Suite|Test) .*skipped.*' $(LOGS)/integration $(LOGS)/cluster | sort -u | sed 's/^/    /'
	    echo '**********************************************************************'
	fi
	if [ $${#failed[@]} -gt 0 ]; then
	    Scripts/list-failures $(LOGS)/unit $(LOGS)/integration $(LOGS)/cluster $(LOGS)/consumer
	    printf 'FAILED: %s\n' "$${failed[@]}"
	    exit 1
	fi

test-cluster: ## Test what several servers share in etcd, alone (needs root)
	@Scripts/install-packages $(BUILD_PACKAGES)
	Scripts/install-packages --optional $(TEST_PACKAGES)
	etcd=$$(Scripts/get-etcd)
	export PATH="$$PATH:/usr/local/sbin:/usr/sbin:/sbin:$$etcd" DHCP_OPTIMIZED_TESTS=1
	swift build --build-tests $(SWIFT_FLAGS)
	swift test --skip-build --disable-xctest --filter 'DHCPEtcdTests|$(CLUSTER_TESTS)'

example: ## Build and try the example beside a web server; its first build takes 7 minutes of processor time
	@Scripts/install-packages $(BUILD_PACKAGES) curl=curl
	swift build --product dhcp $(SWIFT_FLAGS)
	Scripts/try-example "$$(swift build --show-bin-path $(SWIFT_FLAGS))"

test-api: ## Ask the administration all that its OpenAPI document allows and forbids, by schemathesis (SECONDS=60)
	@Scripts/install-packages $(BUILD_PACKAGES) python3=python3 /usr/share/doc/python3-venv=python3-venv
	swift build --product dhcp $(SWIFT_FLAGS)
	Scripts/test-api "$$(swift build --show-bin-path $(SWIFT_FLAGS))" $(SECONDS)

test-threads: ## Run the runtime's tests under ThreadSanitizer, in a build of their own
	@Scripts/install-packages $(BUILD_PACKAGES)
	Scripts/test-threads

compare-examples: ## Ask each translated configuration and its original server the same (needs root and those servers)
	@Scripts/install-packages $(BUILD_PACKAGES) ip=iproute2 ethtool=ethtool python3=python3
	swift build --product dhcp $(SWIFT_FLAGS)
	Scripts/compare-examples "$$(swift build --show-bin-path $(SWIFT_FLAGS))"

fuzz: ## Look for inputs that break the codec or the engine; SECONDS=600 for each target
	@Scripts/install-packages $(BUILD_PACKAGES)
	FuzzTesting/run all $(SECONDS)

simulate: ## Play servers that share their leases among faults: SEED=1 SEEDS=1 STEPS=1000000 SERVERS=3
	@Scripts/install-packages $(BUILD_PACKAGES)
	swift build -c release --product DHCPSimulator $(SWIFT_FLAGS)
	export SEED=$(SEED) SEEDS=$(SEEDS) STEPS=$(STEPS) SERVERS=$(SERVERS)
	"$$(swift build -c release --show-bin-path $(SWIFT_FLAGS))/DHCPSimulator"

soak: ## Load the server while leases run out, and show what it holds; SECONDS=600
	@Scripts/install-packages $(BUILD_PACKAGES)
	swift build -c release --product dhcp $(SWIFT_FLAGS)
	Scripts/soak $(SECONDS) "$$(swift build -c release --show-bin-path $(SWIFT_FLAGS))/dhcp"

bench-cluster: ## Compare two servers on etcd with a pair of Kea (needs root, ten minutes)
	@Scripts/install-packages $(BUILD_PACKAGES) python3=python3 ip=iproute2 ethtool=ethtool
	swift build -c release --product dhcp $(SWIFT_FLAGS)
	Scripts/bench-cluster "$$(swift build -c release --show-bin-path $(SWIFT_FLAGS))/dhcp"

bench: ## Run the benchmarks
	@Scripts/install-packages $(BUILD_PACKAGES)
	swift build -c release --package-path Benchmarks
	for benchmark in WireBenchmarks EngineBenchmarks DearestMessage StoreBenchmarks HistoryBenchmark StormBenchmark StarvationBenchmark TracingBenchmark; do
	    Benchmarks/.build/release/$$benchmark
	done

bench-servers: ## Compare this server with others under the same load (needs root, ten minutes)
	@Scripts/install-packages $(BUILD_PACKAGES)
	Scripts/install-packages --optional $(COMPARISON_PACKAGES)
	swift build -c release --product dhcp $(SWIFT_FLAGS)
	swift build -c release --package-path Benchmarks
	Benchmarks/.build/release/ServerComparison "$$(swift build -c release --show-bin-path $(SWIFT_FLAGS))/dhcp"

bench-administration: ## Measure what history, explanations and the administration cost the clients (ten minutes)
	@Scripts/install-packages $(BUILD_PACKAGES) python3=python3
	swift build -c release --product dhcp $(SWIFT_FLAGS)
	Scripts/bench-administration "$$(swift build -c release --show-bin-path $(SWIFT_FLAGS))/dhcp"

lint: ## Check the sources' form
	@swift format lint --strict --parallel --recursive $(SOURCES)

format: ## Bring the sources into form
	@swift format --in-place --parallel --recursive $(SOURCES)
