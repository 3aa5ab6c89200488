#define _GNU_SOURCE
#include "Segments.h"

#include <errno.h>
#include <netinet/in.h>
#include <netinet/udp.h>
#include <string.h>

// The kernel takes 64 segments at once, and no more octets than one IP packet can have.
enum { most_segments = 64, most_octets = 65000, most_runs = 16 };

// Messages that the kernel takes as one.
struct run {
    struct iovec parts[most_segments];
    _Alignas(struct cmsghdr) uint8_t control[CMSG_SPACE(sizeof(struct in_pktinfo)) + CMSG_SPACE(sizeof(uint16_t))];
    unsigned count;
};

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

static void join(struct run *run, struct mmsghdr *joined, const struct mmsghdr *messages) {
    *joined = messages[0];
    struct msghdr *message = &joined->msg_hdr;
    if (run->count == 1 || message->msg_controllen > CMSG_SPACE(sizeof(struct in_pktinfo))) {
        run->count = 1;
        return;
    }
    for (unsigned i = 0; i < run->count; i++) run->parts[i] = messages[i].msg_hdr.msg_iov[0];
    message->msg_iov = run->parts;
    message->msg_iovlen = run->count;
    memset(run->control, 0, sizeof run->control);
    if (message->msg_controllen) memcpy(run->control, message->msg_control, message->msg_controllen);
    struct cmsghdr *control = (struct cmsghdr *)(run->control + message->msg_controllen);
    control->cmsg_level = SOL_UDP;
    control->cmsg_type = UDP_SEGMENT;
    control->cmsg_len = CMSG_LEN(sizeof(uint16_t));
    uint16_t size = (uint16_t)run->parts[0].iov_len;
    memcpy(CMSG_DATA(control), &size, sizeof size);
    message->msg_control = run->control;
    message->msg_controllen += CMSG_SPACE(sizeof(uint16_t));
}

int cdhcp_send_joined(int fd, struct mmsghdr *messages, unsigned count) {
    struct run runs[most_runs];
    struct mmsghdr joined[most_runs];
    unsigned number = 0;
    for (unsigned next = 0; number < most_runs && next < count; number++) {
        runs[number].count = run_length(messages + next, count - next);
        join(&runs[number], &joined[number], messages + next);
        next += runs[number].count;
    }
    int taken = sendmmsg(fd, joined, number, 0);
    // What a link can not divide, and what is wrong with one message only, shows when they go alone.
    if (taken < 0 && number > 0 && runs[0].count > 1 && errno != EAGAIN && errno != EINTR)
        return sendmmsg(fd, messages, runs[0].count, 0);
    if (taken < 0) return -1;
    int sent = 0;
    for (int i = 0; i < taken; i++) sent += (int)runs[i].count;
    return sent;
}
