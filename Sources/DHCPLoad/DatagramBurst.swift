internal import CDHCPLinux

/// Datagrams that are sent or received by one system call, in memory that is used again and again.
///
/// All of this target's unsafe memory stands here. A burst has one owner and is not shared between threads.
package final class DatagramBurst {
    /// How many datagrams there is room for.
    package let capacity: Int
    /// How many there are.
    package private(set) var count = 0

    private let memory: UnsafeMutableRawBufferPointer
    private let vector: OpaquePointer

    /// Room for one datagram: more than any server's reply needs that goes through a relay without fragments.
    private static let stride = 1536

    /// Makes an empty burst; gives `nil` when there is no memory.
    package init?(capacity: Int) {
        let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: capacity * Self.stride, alignment: 16)
        guard let vector = cdhcp_burst_create(memory.baseAddress, UInt32(capacity), Self.stride) else {
            memory.deallocate()
            return nil
        }
        self.capacity = capacity
        self.memory = memory
        self.vector = vector
    }

    deinit {
        cdhcp_burst_destroy(vector)
        memory.deallocate()
    }

    /// Whether there is no room left.
    package var isFull: Bool { count == capacity }

    /// Reads one datagram.
    package func read<Value>(_ index: Int, _ body: (RawSpan) -> Value) -> Value {
        precondition(index < count)
        let octets = min(cdhcp_burst_count(vector, UInt32(index)), Self.stride)
        let datagram = UnsafeRawBufferPointer(rebasing: memory[index * Self.stride..<index * Self.stride + octets])
        return body(datagram.bytes)
    }

    /// Adds a copy of a message; ``store(_:at:)`` then fills in what differs.
    ///
    /// The burst must not be full, and the message not longer than 1,536 octets.
    func append(_ octets: [UInt8]) {
        precondition(!isFull && octets.count <= Self.stride)
        let place = UnsafeMutableRawBufferPointer(rebasing: memory[(count * Self.stride)...])
        octets.withUnsafeBytes { place.copyMemory(from: $0) }
        cdhcp_burst_set_count(vector, UInt32(count), octets.count)
        count += 1
    }

    /// Writes a number, most significant octet first, into the message that was added last.
    func store(_ value: some FixedWidthInteger & BitwiseCopyable, at offset: Int) {
        precondition(count > 0 && offset >= 0 && offset + 8 <= Self.stride)
        memory.storeBytes(of: value.bigEndian, toByteOffset: (count - 1) * Self.stride + offset, as: type(of: value))
    }

    /// Forgets all datagrams.
    package func removeAll() {
        count = 0
    }

    /// Fills the burst with what waits at a socket; `false` and `errno` when the kernel refuses.
    func receive(from descriptor: Int32) -> Bool {
        let number = cdhcp_burst_receive(vector, descriptor)
        count = max(0, Int(number))
        return number >= 0
    }

    /// Sends the datagrams from `first` on; returns how many the kernel took, or `nil` and `errno` when none.
    ///
    /// With `joins`, the kernel gets those that are equally long as one datagram, and divides it.
    func send(from first: Int, to descriptor: Int32, joins: Bool) -> Int? {
        var joining: Int32 = joins ? 1 : 0
        let number = cdhcp_burst_send(vector, descriptor, UInt32(first), UInt32(count), &joining)
        return number < 0 ? nil : Int(number)
    }
}
