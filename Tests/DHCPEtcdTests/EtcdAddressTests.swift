#if Etcd
    import Testing

    @testable import DHCPEtcd

    @Suite struct EtcdAddressTests {
        @Test(arguments: ["10.0.0.1:2379", "etcd-1.example.org:2379", "[fd00::1]:2379"])
        func anEndpointIsWhatItSays(_ text: String) throws {
            #expect(try EtcdAddress(text).description == text)
        }

        @Test(arguments: ["", "host", "host:", ":2379", "host:0", "host:65536", "host:x", "fd00::1:2379", "[]:2379"])
        func whatIsNoEndpointIsRefusedInWords(_ text: String) {
            let error = #expect(throws: EtcdError.self) { try EtcdAddress(text) }
            #expect(error?.code == .endpoint)
            #expect(error?.description.contains("host:port") == true)
        }
    }
#endif
