// swift-tools-version: 6.3

import PackageDescription

// CI sets the variable; users of the package must not fail on a warning of a newer compiler.
let warnings: [SwiftSetting] =
    Context.environment["DHCP_WARNINGS_ARE_ERRORS"] == nil ? [] : [.treatAllWarnings(as: .error)]

let settings: [SwiftSetting] =
    warnings + [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    ]

// `make test` sets the variable: what its simulations and models compute for minutes is optimised, and keeps its assertions.
// (Who depends on a version of a package may get no such flags, so they are there for nobody else.)
let computing: [SwiftSetting] =
    Context.environment["DHCP_OPTIMIZED_TESTS"] == nil
    ? settings : settings + [.unsafeFlags(["-O", "-assert-config", "Debug"])]

let nio: [Target.Dependency] = [
    .product(name: "NIOCore", package: "swift-nio"),
    .product(name: "NIOPosix", package: "swift-nio"),
]
let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")
let lifecycle: Target.Dependency = .product(name: "ServiceLifecycle", package: "swift-service-lifecycle")

/// What `dhcp --version` says.
///
/// `make` names the commit. (SwiftPM's `Context.gitInformation` would be that of the build that first read this file.)
let version = "0.1.0"

/// What the environment says of a build, for the C compiler: `DHCP_COMMIT`; and, from Scripts/build-program, a file with
/// data of Foundation and the symbol that it stands for.
let build: [CSetting] =
    [.define("DHCP_VERSION", to: "\"\(version)\"")]
    + ["DHCP_COMMIT", "DHCP_RUNTIME_DATA", "DHCP_RUNTIME_DATA_SYMBOL"].compactMap { name in
        guard let value = Context.environment[name], !value.isEmpty else { return nil }
        return .define(name, to: "\"\(value)\"")
    }

let whenAdmin = TargetDependencyCondition.when(traits: ["Admin"])
let whenEtcd = TargetDependencyCondition.when(traits: ["Etcd"])
let whenSQLite = TargetDependencyCondition.when(traits: ["SQLite"])

let package = Package(
    name: "swift-dhcp",
    products: [
        .library(name: "DHCP", targets: ["DHCP"]),
        .library(name: "DHCPLeases", targets: ["DHCPLeases"]),
        .library(name: "DHCPCapture", targets: ["DHCPCapture"]),
        .library(name: "DHCPExplain", targets: ["DHCPExplain"]),
        .library(name: "DHCPServer", targets: ["DHCPServer"]),
        .library(name: "DHCPConfiguration", targets: ["DHCPConfiguration"]),
        .library(name: "DHCPProgram", targets: ["DHCPProgram"]),
        .library(name: "DHCPAdmin", targets: ["DHCPAdmin"]),
        .library(name: "DHCPSQLite", targets: ["DHCPSQLite"]),
        .library(name: "DHCPEtcd", targets: ["DHCPEtcd"]),
        .library(name: "DHCPLeaseFiles", targets: ["DHCPLeaseFiles"]),
        .library(name: "DHCPMetrics", targets: ["DHCPMetrics"]),
        .library(name: "DHCPTesting", targets: ["DHCPTesting"]),
        .executable(name: "dhcp", targets: ["DHCPCommand"]),
    ],
    traits: [
        .trait(
            name: "Admin",
            description: "Administration of a running server over HTTP: DHCPAdmin, and what dhcp does with it."),
        .trait(name: "SQLite", description: "Leases in an SQLite file: DHCPSQLite, and what dhcp does with it."),
        .trait(
            name: "Etcd",
            description: "Leases that several servers share in etcd: DHCPEtcd, and what dhcp does with it."),
        .default(enabledTraits: ["Admin", "Etcd", "SQLite"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-distributed-tracing", from: "1.7.3"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0", traits: []),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-http2", from: "1.46.0"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
        .package(url: "https://github.com/apple/swift-protobuf", from: "1.39.0"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(
            url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1", traits: ["FullFoundation"]),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: [
        .target(name: "DHCP", swiftSettings: computing),
        .target(name: "DHCPLeases", dependencies: ["DHCP"], swiftSettings: computing),
        .target(name: "CDHCPLinux"),
        .target(name: "CDHCPBuild", cSettings: build),
        // Descriptors, errors and files of Linux, for all that asks the system for something; in no product.
        .target(name: "DHCPLinux", dependencies: ["CDHCPLinux", "DHCP"], swiftSettings: settings),
        .target(name: "DHCPCapture", dependencies: ["CDHCPLinux", "DHCP", "DHCPLinux"], swiftSettings: settings),
        .target(name: "DHCPLoad", dependencies: ["CDHCPLinux", "DHCP", "DHCPLinux"], swiftSettings: settings),
        // Why, and what if: brings decisions and captures together.
        .target(
            name: "DHCPExplain", dependencies: ["DHCP", "DHCPCapture", "DHCPLeases"], swiftSettings: settings),
        .target(
            name: "DHCPServer",
            dependencies: [
                "CDHCPLinux", "DHCP", "DHCPCapture", "DHCPLeases", "DHCPLinux", logging, lifecycle,
                .product(name: "CoreMetrics", package: "swift-metrics"),
                .product(name: "Tracing", package: "swift-distributed-tracing"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ] + nio,
            swiftSettings: settings),
        .target(
            name: "DHCPConfiguration",
            dependencies: ["DHCP", "DHCPLeases", .product(name: "Yams", package: "Yams")],
            swiftSettings: settings),
        .target(
            name: "DHCPMetrics", dependencies: [.product(name: "CoreMetrics", package: "swift-metrics")],
            swiftSettings: settings),
        .target(name: "DHCPLeaseFiles", dependencies: ["DHCP", "DHCPLeases"], swiftSettings: settings),
        .target(
            name: "DHCPSQLite",
            dependencies: [
                "CDHCPLinux", "DHCP", "DHCPLeases", "DHCPLinux", logging,
                .product(name: "CoreMetrics", package: "swift-metrics"),
                .product(name: "GRDB", package: "GRDB.swift", condition: whenSQLite),
                .product(name: "GRDBSQLite", package: "GRDB.swift", condition: whenSQLite),
            ],
            swiftSettings: settings),
        .target(
            name: "DHCPEtcd",
            dependencies: [
                "DHCP", "DHCPLeases", logging,
                .product(name: "NIOCore", package: "swift-nio", condition: whenEtcd),
                .product(name: "NIOHPACK", package: "swift-nio-http2", condition: whenEtcd),
                .product(name: "NIOHTTP2", package: "swift-nio-http2", condition: whenEtcd),
                .product(name: "NIOPosix", package: "swift-nio", condition: whenEtcd),
                .product(name: "NIOSSL", package: "swift-nio-ssl", condition: whenEtcd),
                .product(name: "NIOTLS", package: "swift-nio", condition: whenEtcd),
                .product(name: "SwiftProtobuf", package: "swift-protobuf", condition: whenEtcd),
            ],
            exclude: ["Protocol/etcd.proto"], swiftSettings: settings),
        // What is looked at when clients get no address: by `dhcp doctor`, and by a server that runs; in no product.
        .target(
            name: "DHCPDoctor",
            dependencies: [
                "CDHCPLinux", "DHCP", "DHCPCapture", "DHCPConfiguration", "DHCPExplain", "DHCPLeases", "DHCPLinux",
                "DHCPServer",
            ],
            swiftSettings: settings),
        .target(
            name: "DHCPProgram",
            dependencies: [
                "CDHCPBuild", "DHCP", "DHCPCapture", "DHCPConfiguration", "DHCPDoctor", "DHCPExplain", "DHCPLeases",
                "DHCPLinux", "DHCPServer",
                logging,
                lifecycle,
                .product(name: "CoreMetrics", package: "swift-metrics"),
                .target(name: "DHCPEtcd", condition: whenEtcd), .target(name: "DHCPSQLite", condition: whenSQLite),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ],
            swiftSettings: settings),
        // The dashboard's page and scripts, as octets of the program.
        .target(name: "CDHCPDashboard", exclude: ["page"]),
        .target(
            name: "DHCPAdmin",
            dependencies: [
                "CDHCPDashboard", "CDHCPLinux", "DHCP", "DHCPConfiguration", "DHCPExplain", "DHCPLeaseFiles",
                "DHCPLeases", "DHCPLinux",
                "DHCPMetrics", "DHCPProgram", "DHCPServer", logging, lifecycle,
                .product(name: "CoreMetrics", package: "swift-metrics"),
                .product(name: "HTTPTypes", package: "swift-http-types", condition: whenAdmin),
                .product(name: "Hummingbird", package: "hummingbird", condition: whenAdmin),
                .product(name: "HummingbirdCore", package: "hummingbird", condition: whenAdmin),
                .product(name: "HummingbirdTLS", package: "hummingbird", condition: whenAdmin),
                .product(name: "NIOHTTP1", package: "swift-nio", condition: whenAdmin),
                .product(name: "NIOSSL", package: "swift-nio-ssl", condition: whenAdmin),
            ] + nio,
            swiftSettings: settings),
        .target(
            name: "DHCPTesting", dependencies: ["DHCP", "DHCPLeases", "DHCPServer", logging], swiftSettings: computing),
        // Servers, clients and a store in virtual time; for tests and `make simulate`, in no product.
        .target(name: "DHCPSimulation", dependencies: ["DHCP", "DHCPLeases", "DHCPTesting"], swiftSettings: computing),
        .executableTarget(
            name: "DHCPSimulator", dependencies: ["DHCPSimulation"], swiftSettings: settings),
        .executableTarget(
            name: "DHCPCommand",
            dependencies: [
                "CDHCPBuild", "DHCP", "DHCPCapture", "DHCPConfiguration", "DHCPDoctor", "DHCPExplain", "DHCPLeaseFiles",
                "DHCPLeases",
                "DHCPLoad", "DHCPProgram", "DHCPServer",
                "DHCPMetrics", logging, lifecycle, .target(name: "DHCPAdmin", condition: whenAdmin),
                .product(name: "CoreMetrics", package: "swift-metrics"),
                .target(name: "DHCPSQLite", condition: whenSQLite),
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ],
            swiftSettings: settings),
        // Writes manual pages of what the command says of itself; a tool of the build, in no product.
        .executableTarget(name: "DHCPManual", swiftSettings: settings),

        .testTarget(name: "DHCPTests", dependencies: ["DHCP", "DHCPTesting"], swiftSettings: settings),
        .testTarget(name: "DHCPLeasesTests", dependencies: ["DHCPLeases", "DHCPTesting"], swiftSettings: settings),
        .testTarget(
            name: "DHCPSimulationTests", dependencies: ["DHCP", "DHCPLeases", "DHCPSimulation", "DHCPTesting"],
            swiftSettings: settings),
        .testTarget(
            name: "DHCPExplainTests",
            dependencies: ["DHCP", "DHCPCapture", "DHCPExplain", "DHCPLeases", "DHCPTesting"],
            swiftSettings: settings),
        .testTarget(
            name: "DHCPCaptureTests", dependencies: ["DHCP", "DHCPCapture", "DHCPTesting"], swiftSettings: settings),
        .testTarget(
            name: "DHCPLoadTests", dependencies: ["DHCP", "DHCPLoad", "DHCPTesting"], swiftSettings: settings),
        .testTarget(
            name: "DHCPServerTests",
            dependencies: [
                "DHCPLinux", "DHCPServer", "DHCPSimulation", "DHCPTesting", logging, lifecycle,
                .product(name: "InMemoryTracing", package: "swift-distributed-tracing"),
            ] + nio,
            swiftSettings: settings),
        .testTarget(
            name: "DHCPConfigurationTests",
            dependencies: [
                "DHCP", "DHCPConfiguration", "DHCPLeases", "DHCPTesting", .product(name: "Yams", package: "Yams"),
            ],
            swiftSettings: settings),
        .testTarget(
            name: "DHCPLeaseFilesTests", dependencies: ["DHCP", "DHCPLeaseFiles", "DHCPLeases", "DHCPTesting"],
            exclude: ["Fixtures"], swiftSettings: settings),
        .testTarget(
            name: "DHCPMetricsTests",
            dependencies: [
                "DHCPMetrics", "DHCPServer", "DHCPLeases", "DHCP", "DHCPTesting",
                .product(name: "CoreMetrics", package: "swift-metrics"),
            ],
            swiftSettings: settings),
        .testTarget(
            name: "DHCPSQLiteTests",
            dependencies: [
                "DHCP", "DHCPLeases", "DHCPMetrics", "DHCPTesting", logging,
                .product(name: "CoreMetrics", package: "swift-metrics"),
                .target(name: "DHCPSQLite", condition: whenSQLite),
            ],
            swiftSettings: settings),
        .testTarget(
            name: "DHCPEtcdTests",
            dependencies: [
                "DHCP", "DHCPLeases", "DHCPTesting", logging, .target(name: "DHCPEtcd", condition: whenEtcd),
                .product(name: "NIOCore", package: "swift-nio", condition: whenEtcd),
                .product(name: "NIOEmbedded", package: "swift-nio", condition: whenEtcd),
                .product(name: "NIOHPACK", package: "swift-nio-http2", condition: whenEtcd),
                .product(name: "NIOHTTP2", package: "swift-nio-http2", condition: whenEtcd),
                .product(name: "NIOPosix", package: "swift-nio", condition: whenEtcd),
                .product(name: "NIOSSL", package: "swift-nio-ssl", condition: whenEtcd),
                .product(name: "NIOTLS", package: "swift-nio", condition: whenEtcd),
            ],
            swiftSettings: settings),
        .testTarget(
            name: "DHCPDoctorTests",
            dependencies: ["DHCP", "DHCPConfiguration", "DHCPDoctor", "DHCPLeases", "DHCPServer"],
            swiftSettings: settings),
        .testTarget(
            name: "DHCPProgramTests",
            dependencies: [
                "DHCP", "DHCPConfiguration", "DHCPExplain", "DHCPLeases", "DHCPMetrics", "DHCPProgram", "DHCPServer",
                "DHCPTesting",
                logging, lifecycle, .product(name: "CoreMetrics", package: "swift-metrics"),
                .target(name: "DHCPSQLite", condition: whenSQLite),
            ],
            swiftSettings: settings),
        .testTarget(
            name: "DHCPAdminTests",
            dependencies: [
                "DHCP", "DHCPAdmin", "DHCPConfiguration", "DHCPExplain", "DHCPLeases", "DHCPLinux", "DHCPMetrics",
                "DHCPProgram", "DHCPServer", "DHCPTesting", logging, lifecycle,
                .product(name: "Hummingbird", package: "hummingbird", condition: whenAdmin),
                .product(name: "CoreMetrics", package: "swift-metrics"),
            ] + nio,
            swiftSettings: settings),
        .testTarget(
            name: "IntegrationTests",
            dependencies: [
                "DHCP", "DHCPLeases", "DHCPTesting", logging, .target(name: "DHCPAdmin", condition: whenAdmin),
                .target(name: "DHCPEtcd", condition: whenEtcd), .target(name: "DHCPSQLite", condition: whenSQLite),
            ],
            path: "IntegrationTests", swiftSettings: settings),
    ]
)

// `DHCP_TESTS=DHCPServerTests` builds those tests alone, for a run under a sanitizer (Scripts/test-threads).
if let named = Context.environment["DHCP_TESTS"]?.split(separator: ",").map(String.init) {
    package.targets.removeAll { $0.type == .test && !named.contains($0.name) }
}
