import DHCPConfiguration
import Testing

/// What is wrong or risky about `store.etcd` and `cluster`.
@Suite struct ClusterDiagnosticTests {
    typealias Row = DiagnosedText

    private func check(_ row: Row) {
        #expect(row.printed == row.expected)
        #expect(row.disagreement == [])
    }

    private static func etcd(_ text: String, _ expected: String...) -> Row {
        DiagnosedText("store: { etcd: { \(text) } }", all: expected)
    }

    private static let three = "endpoints: [a:1, b:1, c:1]"

    @Test(arguments: [
        etcd(
            "endpoints: [a:1, b:1, 10.0.0.3]",
            "f:1:40: error: store.etcd.endpoints[2]: 10.0.0.3 has no port; write 10.0.0.3:2379"),
        etcd(
            "endpoints: [a:1, b:1, ftp://c:1]",
            "f:1:40: error: store.etcd.endpoints[2]: ftp://c:1 begins with neither http:// nor https://"),
        etcd(
            "endpoints: [a:1, b:1, \"2001:db8::1\"]",
            "f:1:40: error: store.etcd.endpoints[2]: 2001:db8::1: an IPv6 address stands in brackets, as in "
                + "[2001:db8::1]:2379"),
        etcd(
            "endpoints: [a:1, b:1, \"[10.0.0.1]:1\"]",
            "f:1:40: error: store.etcd.endpoints[2]: [10.0.0.1]:1 has no IPv6 address between brackets such as "
                + "[2001:db8::1]:2379"),
        etcd(
            "endpoints: [a:1, b:1, \"[::1]\"]",
            "f:1:40: error: store.etcd.endpoints[2]: [::1] has no port; write [::1]:2379"),
        etcd(
            "endpoints: [a:1, b:1, c:65536]",
            "f:1:40: error: store.etcd.endpoints[2]: c:65536 has no port from 1 to 65535 behind its host"),
        etcd(
            "endpoints: [a:1, b:1, \"c:\"]",
            "f:1:40: error: store.etcd.endpoints[2]: c: has no port from 1 to 65535 behind its host"),
        etcd(
            "endpoints: [\"http://a:1\", \"http://b:1\", \"http://c:1/v3\"]",
            "f:1:58: error: store.etcd.endpoints[2]: http://c:1/v3 has a path; write http://c:1"),
        etcd(
            "endpoints: [a:1, b:1, 10.0.0.256:1]",
            "f:1:40: error: store.etcd.endpoints[2]: 10.0.0.256:1 is not a machine of etcd such as 10.0.0.1:2379 or "
                + "https://etcd1.example:2379"),
        etcd(
            "endpoints: [a:1, b:1, c_-:1]",
            "f:1:40: error: store.etcd.endpoints[2]: c_-:1 is not a machine of etcd such as 10.0.0.1:2379 or "
                + "https://etcd1.example:2379"),
        etcd("endpoints: [a:1, b:1, A:1]", "f:1:40: error: store.etcd.endpoints[2]: a:1 stands twice"),
        etcd(
            "endpoints: [\"https://a:1\", \"https://b:1\", \"http://c:1\"]",
            "f:1:60: error: store.etcd.endpoints[2]: all begin with https://, or all do not; the first does"),
        etcd(
            "endpoints: [a:1, b:1, \"http://c:1\"]",
            "f:1:40: error: store.etcd.endpoints[2]: one with http:// or https://, others without; write it in front of "
                + "all, or of none"),
        etcd(
            "endpoints: []",
            "f:1:29: error: store.etcd.endpoints: there is no endpoint, so nothing is kept; write them as in "
                + "[10.0.0.1:2379]"),
        etcd(
            "prefix: /a",
            "f:1:16: error: store.etcd: endpoints is missing; write it as in endpoints: [10.0.0.1:2379, 10.0.0.2:2379, "
                + "10.0.0.3:2379]"),
        etcd(
            "endpoints: [a:1, b:1, { c: 1 }]",
            "f:1:40: error: store.etcd.endpoints[2]: a machine of etcd such as 10.0.0.1:2379 or "
                + "https://etcd1.example:2379 belongs here, not a mapping"),
        Row(
            "store: { etcd: a:2379 }",
            "f:1:16: error: store.etcd: a mapping such as { endpoints: [10.0.0.1:2379, 10.0.0.2:2379, 10.0.0.3:2379] } "
                + "belongs here, not a:2379"),
    ])
    func endpoints(_ row: Row) { check(row) }

    @Test(arguments: [
        etcd("\(three), prefix: dhcp4", "f:1:54: error: store.etcd.prefix: dhcp4 must begin with /, as in /dhcp4"),
        etcd(
            "\(three), prefix: /dhcp4/",
            "f:1:54: error: store.etcd.prefix: /dhcp4/ has an empty part; a slash stands in front of each part, and none "
                + "at the end"),
        etcd(
            "\(three), prefix: /a//b",
            "f:1:54: error: store.etcd.prefix: /a//b has an empty part; a slash stands in front of each part, and none "
                + "at the end"),
        etcd(
            "\(three), prefix: /",
            "f:1:54: error: store.etcd.prefix: / has an empty part; a slash stands in front of each part, and none at "
                + "the end"),
        etcd(
            "\(three), prefix: \"/a b\"",
            "f:1:54: error: store.etcd.prefix: \"/a b\" is not what all keys begin with, such as /dhcp4: up to 255 "
                + "letters, digits and signs"),
        etcd(
            "endpoints: [http://a:1, http://b:1, http://c:1], ca: x",
            "f:1:71: error: store.etcd.ca: authorities without TLS; write the endpoints as in https://10.0.0.1:2379"),
        etcd(
            "endpoints: [http://a:1, http://b:1, http://c:1], certificate: x, key: y",
            "f:1:80: error: store.etcd.certificate: a certificate without TLS; write the endpoints as in "
                + "https://10.0.0.1:2379"),
        etcd("\(three), certificate: x", "f:1:59: error: store.etcd.certificate: key is missing beside it"),
        etcd("\(three), key: x", "f:1:51: error: store.etcd.key: certificate is missing beside it"),
        etcd("\(three), ca: x, user: x", "f:1:59: error: store.etcd.user: password-file is missing beside it"),
        etcd("\(three), password-file: x", "f:1:61: error: store.etcd.password-file: user is missing beside it"),
        etcd("\(three), ca: \"\"", "f:1:50: error: store.etcd.ca: \"\" is not a file such as /etc/dhcp/etcd-ca.pem"),
        etcd("\(three), cacert: x", "f:1:46: error: store.etcd.cacert: unknown key; did you mean ca?"),
        Row(
            "store: { path: x, etcd: { \(three) } }",
            "f:1:16: error: store.path: etcd keeps the leases, not a file; leave one of both out"),
        Row(
            "store: { memory: true, etcd: { \(three) } }",
            "f:1:18: error: store.memory: etcd keeps the leases, not memory; leave one of both out"),
    ])
    func otherWords(_ row: Row) { check(row) }

    private static func cluster(_ text: String, _ expected: String...) -> Row {
        DiagnosedText("store: { etcd: { \(three) } }\ncluster: { \(text) }", all: expected)
    }

    @Test(arguments: [
        cluster(
            "name: \"kr 1\"",
            "f:2:18: error: cluster.name: \"kr 1\" is not a name of up to 63 letters, digits, dots, hyphens and "
                + "underscores such as kr1"),
        cluster(
            "name: ä",
            "f:2:18: error: cluster.name: \"ä\" is not a name of up to 63 letters, digits, dots, hyphens and "
                + "underscores such as kr1"),
        cluster("lead: 25", "f:2:18: error: cluster.lead: 25 is not a whole part such as 25%"),
        cluster("lead: 12.5%", "f:2:18: error: cluster.lead: 12.5% is not a whole part such as 25%"),
        cluster(
            "lead: 101%",
            "f:2:18: error: cluster.lead: 101% is more than 100%: an address would rest for longer than its lease lasts; "
                + "make lease-time longer instead"),
        cluster("lead: 0%"), cluster("lead: 100%"), cluster("step-in-after: 0s"), cluster("step-in-after: 1m"),
        cluster("step-in-after: 4", "f:2:27: error: cluster.step-in-after: 4 has no unit; write 4s for seconds"),
        cluster(
            "step-in-after: 61s",
            "f:2:27: error: cluster.step-in-after: 61s is not a duration from 0s to 60s such as 4s: most clients have "
                + "given up by then"),
        cluster("node: a", "f:2:12: error: cluster.node: unknown key; did you mean name?"),
        Row(
            "cluster: { name: a }",
            "f:1:10: warning: cluster: has no effect: leases are shared where store: { etcd: … } keeps them"),
        Row(
            "store: { etcd: {} }\ncluster: 5",
            "f:1:16: error: store.etcd: endpoints is missing; write it as in endpoints: [10.0.0.1:2379, 10.0.0.2:2379, "
                + "10.0.0.3:2379]",
            "f:2:10: error: cluster: a mapping such as { name: kr1 } belongs here, not 5"),
    ])
    func clusters(_ row: Row) { check(row) }

    @Test(arguments: [
        etcd(
            "endpoints: [a:1]",
            "f:1:29: warning: store.etcd.endpoints: one machine of etcd: when it is gone, nobody gets a new lease; "
                + "three are usual"),
        etcd(
            "endpoints: [a:1, b:1]",
            "f:1:29: warning: store.etcd.endpoints: two machines of etcd: when one is gone, nobody gets a new lease; "
                + "three are usual"),
        etcd(
            "endpoints: [a:1, b:1, c:1, d:1]",
            "f:1:29: warning: store.etcd.endpoints: 4 machines of etcd: no more of them may be gone than of 3"),
        etcd(
            "\(three), user: a, password-file: b",
            "f:1:52: warning: store.etcd.user: the password goes over the network for all to read; write the endpoints "
                + "as https://…"),
        etcd("endpoints: [\"https://a:1\", \"https://b:1\", \"https://c:1\"], user: a, password-file: b"),
    ])
    func warnings(_ row: Row) { check(row) }
}
