/// An error of a store, which says whether more room would help.
///
/// A store throws others too; they are told as they are.
public protocol LeaseStoreFailure: Error {
    /// Whether there is no room for what is to be stored: then all goes on as soon as somebody makes some.
    var isForWantOfRoom: Bool { get }
}
