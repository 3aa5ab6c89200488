import DHCPCapture
import Foundation

/// What is said when the messages that pass can not be seen.
enum CaptureAdvice {
    /// The error with its cure, when it is one of a capture.
    static func explained(_ error: any Error) -> any Error {
        switch error {
        case let error as CaptureSystemError: CannotRun(description: advice(error))
        case let error as LiveCapture.NoInterface:
            CannotRun(description: "\(error): `ip link` lists those that are there")
        default: error
        }
    }

    private static func advice(_ error: CaptureSystemError) -> String {
        guard error.isPermission, error.action.hasPrefix("capture") else { return "\(error)" }
        let path = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? "/path/to/dhcp"
        return "\(error): run it as root, or allow it once and for all with `sudo setcap cap_net_raw+ep \(path)`"
    }
}
