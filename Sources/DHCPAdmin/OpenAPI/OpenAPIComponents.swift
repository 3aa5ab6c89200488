#if Admin
    /// What several routes have in common.
    enum OpenAPIComponents {
        static let text = """
            "securitySchemes": {
              "token": {"type": "http", "scheme": "bearer", "description": "Made by dhcp token add."},
              "session": {"type": "apiKey", "in": "cookie", "name": "dhcp-session"}},
             "responses": {"Problem": {"description": "what is wrong (RFC 9457)", "content": {
              "application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}}},
             "schemas": {
              "Address": {"type": "string", "format": "ipv4"},
              "Problem": {"type": "object", "required": ["type", "title", "status", "detail"], "properties": {
               "type": {"type": "string"}, "title": {"type": "string"}, "status": {"type": "integer"},
               "detail": {"type": "string"}, "errors": {"type": "array", "items": {"type": "string"}}}},
              "Lease": {"type": "object", "required": ["address", "state", "client", "starts", "ends"], "properties": {
               "address": {"$ref": "#/components/schemas/Address"},
               "state": {"enum": ["bound", "released", "expired", "declined"]},
               "client-kind": {"enum": ["client-id", "hw-address", "circuit-id", "remote-id"]},
               "client": {"type": "string"}, "hardware-type": {"type": "integer"}, "hardware": {"type": "string"},
               "starts": {"type": "string"}, "ends": {"type": "string"}, "host-name": {"type": "string"},
               "options": {"type": "string"}, "lead": {"type": "integer"}}},
              "Leases": {"type": "object", "required": ["leases"], "properties": {
               "leases": {"type": "array", "items": {"$ref": "#/components/schemas/Lease"}},
               "next": {"$ref": "#/components/schemas/Address"}}},
              "NewReservation": {"type": "object", "required": ["subnet", "client"], "properties": {
               "subnet": {"type": "string", "example": "10.0.0.0/16"},
               "client": {"type": "string", "example": "hw 1/00:11:22:33:44:55"},
               "address": {"anyOf": [{"$ref": "#/components/schemas/Address"}, {"type": "null"}]},
               "hostName": {"$ref": "#/components/schemas/HostName"}, "comment": {"$ref": "#/components/schemas/Comment"}}},
              "HostName": {"type": ["string", "null"], "minLength": 1, "maxLength": 255},
              "Comment": {"type": ["string", "null"], "maxLength": 200},
              "Question": {"type": "object", "required": ["client"], "properties": {"client": {"type": "string"}}},
              "Reservation": {"type": "object", "required": ["subnet", "client", "source", "active"], "properties": {
               "subnet": {"type": "string"}, "client": {"type": "string"},
               "address": {"$ref": "#/components/schemas/Address"}, "hostName": {"type": "string"},
               "comment": {"type": "string"}, "source": {"enum": ["configuration", "runtime"]},
               "active": {"type": "boolean"}, "obstacle": {"type": "string"}}},
              "Reservations": {"type": "object", "required": ["reservations"], "properties": {
               "reservations": {"type": "array", "items": {"$ref": "#/components/schemas/Reservation"}}}},
              "ReservationAnswer": {"type": "object", "required": ["reservation", "effect"], "properties": {
               "reservation": {"$ref": "#/components/schemas/Reservation"}, "effect": {"type": "string"}}},
              "ReservationWish": {"type": "object", "properties": {
               "hostName": {"$ref": "#/components/schemas/HostName"}, "comment": {"$ref": "#/components/schemas/Comment"}}},
              "Reload": {"type": "object", "required": ["changes", "needsRestart", "warnings", "leasesThatOnlyRunOut"],
               "properties": {
                "changes": {"type": "string"}, "needsRestart": {"type": "array", "items": {"type": "string"}},
                "warnings": {"type": "array", "items": {"type": "string"}}, "leasesThatOnlyRunOut": {"type": "integer"}}},
              "ReloadOrPlan": {"anyOf": [{"$ref": "#/components/schemas/Reload"}, {"$ref": "#/components/schemas/Plan"}]},
              "Plan": {"type": "object", "required": ["configuration", "time", "digest", "leases", "changed", "lossCount",
               "moveCount", "takenCount", "losses", "changes", "groups", "subnetChanges", "tightPools", "shortages"],
               "description": "Counts are of all clients, lists name the first of them; times are seconds since 1970.",
               "properties": {
                "configuration": {"type": "string"}, "needsRestart": {"type": "array", "items": {"type": "string"}},
                "warnings": {"type": "array", "items": {"type": "string"}}, "remarks": {"type": "array",
                "items": {"type": "string"}}, "time": {"type": "integer"}, "digest": {"type": "string"},
                "leases": {"type": "integer"}, "changed": {"type": "integer"}, "lossCount": {"type": "integer"},
                "moveCount": {"type": "integer"}, "takenCount": {"type": "integer"},
                "firstNotice": {"type": "integer"}, "lastNotice": {"type": "integer"},
                "losses": {"type": "array", "items": {"type": "object", "properties": {
                 "address": {"$ref": "#/components/schemas/Address"}, "client": {"type": "string"},
                 "kind": {"enum": ["reserved-for-another", "reserved-elsewhere", "no-subnet", "no-pool", "refused"]},
                 "cause": {"type": "string"}, "next": {"$ref": "#/components/schemas/Address"},
                 "notice": {"type": "integer"}, "end": {"type": "integer"}}}},
                "changes": {"type": "array", "items": {"type": "object", "properties": {
                 "address": {"$ref": "#/components/schemas/Address"}, "client": {"type": "string"},
                 "differences": {"type": "array", "items": {"type": "string"}}, "notice": {"type": "integer"}}}},
                "groups": {"type": "array", "items": {"type": "object", "properties": {
                 "kind": {"type": "string"}, "words": {"type": "string"}, "clients": {"type": "integer"},
                 "notices": {"type": "array", "items": {"type": "string"}},
                 "examples": {"type": "array", "items": {"type": "string"}}}}},
                "subnetChanges": {"type": "array", "items": {"type": "object", "properties": {
                 "from": {"type": "string"}, "to": {"type": "string"}, "clients": {"type": "integer"}}}},
                "tightPools": {"type": "array", "items": {"type": "object", "properties": {
                 "range": {"type": "string"}, "capacity": {"type": "integer"}, "free": {"type": "integer"}}}},
                "shortages": {"type": "array", "items": {"type": "object", "properties": {
                 "subnet": {"type": "string"}, "clients": {"type": "integer"}, "without": {"type": "integer"}}}}}}}
            """
    }
#endif
