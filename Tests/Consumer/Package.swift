// swift-tools-version: 6.3

import PackageDescription

// A package as its users write one: it depends on swift-dhcp without any trait, so neither GRDB nor SQLite is resolved or
// built. `Scripts/test-consumer` builds and tests it.
let package = Package(
    name: "consumer",
    dependencies: [
        .package(name: "swift-dhcp", path: "../..", traits: []),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: [
        .testTarget(
            name: "ConsumerTests",
            dependencies: [
                .product(name: "DHCP", package: "swift-dhcp"),
                .product(name: "DHCPCapture", package: "swift-dhcp"),
                .product(name: "DHCPConfiguration", package: "swift-dhcp"),
                .product(name: "DHCPExplain", package: "swift-dhcp"),
                .product(name: "DHCPLeaseFiles", package: "swift-dhcp"),
                .product(name: "DHCPLeases", package: "swift-dhcp"),
                .product(name: "DHCPServer", package: "swift-dhcp"),
                .product(name: "DHCPTesting", package: "swift-dhcp"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ],
            path: "Tests")
    ]
)
