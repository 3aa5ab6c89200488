// swift-tools-version: 6.3

import PackageDescription

// A package of its own, so that nobody who builds swift-dhcp has to build a web server.
let package = Package(
    name: "with-hummingbird",
    dependencies: [
        .package(name: "swift-dhcp", path: "../.."),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
    ],
    targets: [
        .executableTarget(
            name: "WithHummingbird",
            dependencies: [
                .product(name: "DHCP", package: "swift-dhcp"),
                .product(name: "DHCPConfiguration", package: "swift-dhcp"),
                .product(name: "DHCPLeases", package: "swift-dhcp"),
                .product(name: "DHCPProgram", package: "swift-dhcp"),
                .product(name: "Hummingbird", package: "hummingbird"),
            ])
    ]
)
