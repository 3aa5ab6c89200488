// A value of the wrong type fits neither `options[.key]` nor `options[raw:]`. The compiler guesses which one was meant, and
// used to blame a missing label `raw:`. These subscripts take such a value and say which type is right.
extension DHCPOptions {
    /// Never compiles: the option is a list of addresses.
    @available(*, unavailable, message: "this option is a list, [IPv4Address]: write one address as [address]")
    public subscript<Other>(key: DHCPOptionKey<[IPv4Address]>) -> Other? {
        get { nil }
        set {}
    }

    /// Never compiles: the option is one address.
    @available(*, unavailable, message: "this option is one IPv4Address")
    public subscript<Other>(key: DHCPOptionKey<IPv4Address>) -> Other? {
        get { nil }
        set {}
    }

    /// Never compiles: the option is text.
    @available(*, unavailable, message: "this option is a String; 'options[raw:]' takes octets")
    public subscript<Other>(key: DHCPOptionKey<String>) -> Other? {
        get { nil }
        set {}
    }

    /// Never compiles: the option is a number of four octets.
    @available(*, unavailable, message: "this option is a UInt32, a time in seconds: convert with UInt32(_:)")
    public subscript<Other>(key: DHCPOptionKey<UInt32>) -> Other? {
        get { nil }
        set {}
    }

    /// Never compiles: the option is a number of two octets.
    @available(*, unavailable, message: "this option is a UInt16: convert with UInt16(_:)")
    public subscript<Other>(key: DHCPOptionKey<UInt16>) -> Other? {
        get { nil }
        set {}
    }

    /// Never compiles: the option is a number of one octet.
    @available(*, unavailable, message: "this option is a UInt8: convert with UInt8(_:)")
    public subscript<Other>(key: DHCPOptionKey<UInt8>) -> Other? {
        get { nil }
        set {}
    }

    /// Never compiles: the option is true or false.
    @available(*, unavailable, message: "this option is a Bool")
    public subscript<Other>(key: DHCPOptionKey<Bool>) -> Other? {
        get { nil }
        set {}
    }

    /// Never compiles: the option has another type.
    @available(*, unavailable, message: "the option's type is the 'Value' of its key; 'options[raw:]' takes octets")
    public subscript<Value: DHCPOptionValue, Other>(key: DHCPOptionKey<Value>) -> Other? {
        get { nil }
        set {}
    }
}
