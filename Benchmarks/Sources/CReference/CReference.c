#include "CReference.h"

#include <string.h>

struct header {
    uint8_t op, htype, hlen, hops;
    uint32_t xid;
    uint16_t secs, flags;
    uint32_t ciaddr, yiaddr, siaddr, giaddr;
    uint8_t chaddr[16], sname[64], file[128];
    uint32_t cookie;
};

/// Finds an option; returns its value, or nothing.
static const uint8_t *find(const uint8_t *options, const uint8_t *end, uint8_t code, size_t length) {
    while (options < end && *options != 255) {
        if (*options == 0) {
            options++;
            continue;
        }
        if (options + 2 > end || options + 2 + options[1] > end) return NULL;
        if (*options == code) return options[1] == length ? options + 2 : NULL;
        options += 2 + options[1];
    }
    return NULL;
}

static uint32_t word(const uint8_t *octets) {
    uint32_t value = 0;
    if (octets) memcpy(&value, octets, sizeof value);
    return value;
}

uint32_t reference_decode(const uint8_t *datagram, size_t count) {
    struct header header;
    if (count < sizeof header) return 0;
    memcpy(&header, datagram, sizeof header);
    if (header.hlen > 16 || header.op < 1 || header.op > 2) return 0;
    const uint8_t *options = datagram + sizeof header, *end = datagram + count;
    const uint8_t *type = find(options, end, 53, 1);
    uint32_t sum = header.xid ^ header.ciaddr ^ header.giaddr ^ header.chaddr[5];
    sum ^= type ? *type : 0;
    sum ^= word(find(options, end, 50, 4)) ^ word(find(options, end, 54, 4)) ^ word(find(options, end, 51, 4));
    return sum;
}
