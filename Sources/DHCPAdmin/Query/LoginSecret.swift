#if Admin
    import Foundation

    /// The token in the body of a login.
    struct LoginSecret: Decodable {
        let token: String

        /// Reads `{"token": "…"}`, or `token=…` as a form sends it; `nil` for anything else.
        init?(_ octets: [UInt8], isForm: Bool) {
            if isForm {
                let text = String(decoding: octets, as: UTF8.self)
                for pair in text.split(separator: "&") where pair.hasPrefix("token=") {
                    token = String(pair.dropFirst(6)).removingPercentEncoding ?? ""
                    return
                }
            }
            guard let secret = try? JSONDecoder().decode(Self.self, from: Data(octets)) else { return nil }
            self = secret
        }
    }
#endif
