#define _GNU_SOURCE
#include "Segments.h"

#include <errno.h>
#include <netinet/in.h>
#include <netinet/udp.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

// The kernel takes 64 segments at once, and no more octets than one IP packet can have.
enum { most_segments = 64, most_octets = 65000 };

// Messages that the kernel takes as one.
struct run {
    _Alignas(struct cmsghdr) uint8_t control[CMSG_SPACE(sizeof(struct in_pktinfo)) + CMSG_SPACE(sizeof(uint16_t))];
    unsigned count;
};

struct cdhcp_joiner {
    unsigned capacity;
    struct iovec *parts;
    struct run *runs;
    struct mmsghdr *joined;
};

cdhcp_joiner *cdhcp_joiner_create(unsigned capacity) {
    cdhcp_joiner *joiner = calloc(1, sizeof *joiner);
    if (!joiner) return NULL;
    joiner->capacity = capacity;
    joiner->parts = calloc(capacity, sizeof *joiner->parts);
    joiner->runs = calloc(capacity, sizeof *joiner->runs);
    joiner->joined = calloc(capacity, sizeof *joiner->joined);
    if (joiner->parts && joiner->runs && joiner->joined) return joiner;
    cdhcp_joiner_destroy(joiner);
    return NULL;
}

void cdhcp_joiner_destroy(cdhcp_joiner *joiner) {
    if (!joiner) return;
    free(joiner->parts);
    free(joiner->runs);
    free(joiner->joined);
    free(joiner);
}

static int are_equal(const void *one, const void *other, size_t count) {
    return count == 0 || memcmp(one, other, count) == 0;
}

// Whether a message goes to the same place from the same address, and is as long.
static int goes_with(const struct msghdr *first, const struct msghdr *next) {
    return next->msg_iovlen == 1 && next->msg_iov->iov_len == first->msg_iov->iov_len &&
           next->msg_namelen == first->msg_namelen && next->msg_controllen == first->msg_controllen &&
           are_equal(next->msg_name, first->msg_name, first->msg_namelen) &&
           are_equal(next->msg_control, first->msg_control, first->msg_controllen);
}

static unsigned run_length(const struct mmsghdr *messages, unsigned count) {
    const struct msghdr *first = &messages->msg_hdr;
    if (first->msg_iovlen != 1 || first->msg_iov->iov_len == 0) return 1;
    size_t limit = most_octets / first->msg_iov->iov_len;
    if (limit > most_segments) limit = most_segments;
    if (limit > count) limit = count;
    unsigned length = 1;
    while (length < limit && goes_with(first, &messages[length].msg_hdr)) length++;
    return length;
}

static void join(struct run *run, struct iovec *parts, struct mmsghdr *joined, const struct mmsghdr *messages) {
    *joined = messages[0];
    struct msghdr *message = &joined->msg_hdr;
    if (run->count == 1 || message->msg_controllen > CMSG_SPACE(sizeof(struct in_pktinfo))) {
        run->count = 1;
        return;
    }
    for (unsigned i = 0; i < run->count; i++) parts[i] = messages[i].msg_hdr.msg_iov[0];
    message->msg_iov = parts;
    message->msg_iovlen = run->count;
    memset(run->control, 0, sizeof run->control);
    if (message->msg_controllen) memcpy(run->control, message->msg_control, message->msg_controllen);
    struct cmsghdr *control = (struct cmsghdr *)(run->control + message->msg_controllen);
    control->cmsg_level = SOL_UDP;
    control->cmsg_type = UDP_SEGMENT;
    control->cmsg_len = CMSG_LEN(sizeof(uint16_t));
    uint16_t size = (uint16_t)parts[0].iov_len;
    memcpy(CMSG_DATA(control), &size, sizeof size);
    message->msg_control = run->control;
    message->msg_controllen += CMSG_SPACE(sizeof(uint16_t));
}

// Kernels before 4.18 pass over what they do not know of a message, and would send it as one long datagram.
static int knows_segments(int fd) {
    static atomic_int answer = -1;
    int known = atomic_load_explicit(&answer, memory_order_relaxed);
    if (known >= 0) return known;
    int size;
    socklen_t count = sizeof size;
    known = getsockopt(fd, SOL_UDP, UDP_SEGMENT, &size, &count) == 0;
    atomic_store_explicit(&answer, known, memory_order_relaxed);
    return known;
}

int cdhcp_send_joined(cdhcp_joiner *joiner, int fd, struct mmsghdr *messages, unsigned count, int *joins) {
    if (count > joiner->capacity) count = joiner->capacity;
    if (count < 2) return sendmmsg(fd, messages, count, 0);
    if (!knows_segments(fd)) *joins = 0;
    if (!*joins) return sendmmsg(fd, messages, count, 0);
    unsigned number = 0;
    for (unsigned next = 0; next < count; number++) {
        joiner->runs[number].count = run_length(messages + next, count - next);
        join(&joiner->runs[number], joiner->parts + next, &joiner->joined[number], messages + next);
        next += joiner->runs[number].count;
    }
    int taken = sendmmsg(fd, joiner->joined, number, 0);
    // What a link can not divide, and what is wrong with one message only, shows when they go alone.
    if (taken < 0 && joiner->runs[0].count > 1 && errno != EAGAIN && errno != EINTR) {
        int is_for_good = errno == EIO;
        int alone = sendmmsg(fd, messages, joiner->runs[0].count, 0);
        if (is_for_good && alone == (int)joiner->runs[0].count) *joins = 0;
        return alone;
    }
    if (taken < 0) return -1;
    int sent = 0;
    for (int i = 0; i < taken; i++) sent += (int)joiner->runs[i].count;
    return sent;
}
