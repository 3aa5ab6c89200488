/// What somebody asks of a client, as it stands in the body of a request: the client beside the keys of the wish.
package struct ExplanationRequest: Codable, Sendable {
    /// How the client is named.
    package let client: String
    /// What is asked.
    package let wish: ClientWish

    private enum CodingKeys: CodingKey {
        case client
    }

    package init(_ client: String, _ wish: ClientWish) {
        (self.client, self.wish) = (client, wish)
    }

    package init(from decoder: any Decoder) throws {
        client = try decoder.container(keyedBy: CodingKeys.self).decode(String.self, forKey: .client)
        wish = try ClientWish(from: decoder)
    }

    package func encode(to encoder: any Encoder) throws {
        try wish.encode(to: encoder)
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(client, forKey: .client)
    }
}
