// swift-tools-version: 6.3

import PackageDescription

let package = Package(
    name: "swift-dhcp-benchmarks",
    dependencies: [
        .package(name: "swift-dhcp", path: ".."),
        .package(url: "https://github.com/apple/swift-distributed-tracing", from: "1.7.3"),
    ],
    targets: [
        // Counts what malloc and its relatives are asked for.
        .target(name: "CAllocationCounter"),
        // What the machine can do at best, so that figures of different machines can be compared.
        .target(name: "CReference"),
        .target(name: "BenchmarkSupport", dependencies: ["CAllocationCounter"]),
        .executableTarget(
            name: "WireBenchmarks",
            dependencies: ["BenchmarkSupport", "CReference", .product(name: "DHCP", package: "swift-dhcp")]),
        .executableTarget(
            name: "EngineBenchmarks",
            dependencies: [
                "BenchmarkSupport", .product(name: "DHCP", package: "swift-dhcp"),
                .product(name: "DHCPLeases", package: "swift-dhcp"),
            ]),
        .executableTarget(
            name: "StoreBenchmarks",
            dependencies: [
                .product(name: "DHCP", package: "swift-dhcp"), .product(name: "DHCPLeases", package: "swift-dhcp"),
                .product(name: "DHCPSQLite", package: "swift-dhcp"),
            ]),
        // What a history costs, and how long its questions take.
        .executableTarget(
            name: "HistoryBenchmark",
            dependencies: [
                .product(name: "DHCP", package: "swift-dhcp"), .product(name: "DHCPLeases", package: "swift-dhcp"),
                .product(name: "DHCPSQLite", package: "swift-dhcp"),
            ]),
        // A boot storm in virtual time.
        .executableTarget(
            name: "StormBenchmark", dependencies: [.product(name: "DHCPTesting", package: "swift-dhcp")]),
        // One sender that invents clients.
        .executableTarget(
            name: "StarvationBenchmark",
            dependencies: [
                "BenchmarkSupport", .product(name: "DHCP", package: "swift-dhcp"),
                .product(name: "DHCPLeases", package: "swift-dhcp"),
            ]),
        // The messages that cost most, beside a plain one.
        .executableTarget(
            name: "DearestMessage",
            dependencies: [
                "BenchmarkSupport", .product(name: "DHCP", package: "swift-dhcp"),
                .product(name: "DHCPLeases", package: "swift-dhcp"),
            ]),
        // What a message costs a service, without a tracer and with one.
        .executableTarget(
            name: "TracingBenchmark",
            dependencies: [
                "BenchmarkSupport", "CAllocationCounter", .product(name: "DHCP", package: "swift-dhcp"),
                .product(name: "DHCPLeases", package: "swift-dhcp"),
                .product(name: "DHCPServer", package: "swift-dhcp"),
                .product(name: "InMemoryTracing", package: "swift-distributed-tracing"),
                .product(name: "Tracing", package: "swift-distributed-tracing"),
            ]),
        // What the runtime does at best: replies without state.
        .executableTarget(
            name: "EchoServer",
            dependencies: [
                .product(name: "DHCP", package: "swift-dhcp"), .product(name: "DHCPServer", package: "swift-dhcp"),
            ]),
        // What it costs the clients when somebody lists a million leases; see Documentation/Performance.md.
        .executableTarget(
            name: "ListingServer",
            dependencies: [
                .product(name: "DHCP", package: "swift-dhcp"), .product(name: "DHCPLeases", package: "swift-dhcp"),
                .product(name: "DHCPServer", package: "swift-dhcp"),
            ]),
        // Runs this server and others under the same load; see `make bench-servers`.
        .executableTarget(name: "ServerComparison"),
    ]
)
