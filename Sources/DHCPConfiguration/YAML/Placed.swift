/// A value that was read, and where it stands.
struct Placed<Value> {
    let value: Value
    let place: YAMLValue

    init(_ value: Value, _ place: YAMLValue) {
        self.value = value
        self.place = place
    }
}
