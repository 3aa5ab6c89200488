#define _GNU_SOURCE
#include "CDHCPLinux.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

// All that the kernel writes about one datagram besides its octets.
struct label {
    struct sockaddr_in from;
    struct iovec part;
    _Alignas(struct cmsghdr) uint8_t control[CMSG_SPACE(sizeof(struct in_pktinfo))];
};

struct cdhcp_intake {
    unsigned capacity;
    size_t stride;
    uint8_t *octets;
    struct mmsghdr *messages;
    struct label *labels;
};

cdhcp_intake *cdhcp_intake_create(unsigned capacity, size_t stride) {
    cdhcp_intake *intake = calloc(1, sizeof *intake);
    if (!intake) return NULL;
    intake->capacity = capacity;
    intake->stride = stride;
    intake->octets = calloc(capacity, stride);
    intake->messages = calloc(capacity, sizeof *intake->messages);
    intake->labels = calloc(capacity, sizeof *intake->labels);
    if (!intake->octets || !intake->messages || !intake->labels) {
        cdhcp_intake_destroy(intake);
        return NULL;
    }
    for (unsigned slot = 0; slot < capacity; slot++) {
        struct label *label = &intake->labels[slot];
        struct msghdr *message = &intake->messages[slot].msg_hdr;
        label->part = (struct iovec){intake->octets + slot * stride, stride};
        message->msg_name = &label->from;
        message->msg_iov = &label->part;
        message->msg_iovlen = 1;
        message->msg_control = label->control;
    }
    return intake;
}

void cdhcp_intake_destroy(cdhcp_intake *intake) {
    free(intake->octets);
    free(intake->messages);
    free(intake->labels);
    free(intake);
}

int cdhcp_intake_receive(cdhcp_intake *intake, int fd) {
    // The kernel writes over what it was told of the room there is.
    for (unsigned slot = 0; slot < intake->capacity; slot++) {
        struct msghdr *message = &intake->messages[slot].msg_hdr;
        message->msg_namelen = sizeof intake->labels[slot].from;
        message->msg_controllen = sizeof intake->labels[slot].control;
    }
    return recvmmsg(fd, intake->messages, intake->capacity, MSG_DONTWAIT, NULL);
}

const void *cdhcp_intake_datagram(const cdhcp_intake *intake, unsigned slot, cdhcp_datagram *datagram) {
    if (slot >= intake->capacity) slot = 0;
    struct msghdr *message = &intake->messages[slot].msg_hdr;
    const struct label *label = &intake->labels[slot];
    memset(datagram, 0, sizeof *datagram);
    datagram->count = intake->messages[slot].msg_len;
    datagram->is_cut = (message->msg_flags & MSG_TRUNC) != 0;
    datagram->peer = ntohl(label->from.sin_addr.s_addr);
    datagram->port = ntohs(label->from.sin_port);
    for (struct cmsghdr *control = CMSG_FIRSTHDR(message); control; control = CMSG_NXTHDR(message, control)) {
        struct in_pktinfo info;
        if (!cdhcp_control_value(control, IPPROTO_IP, IP_PKTINFO, &info, sizeof info)) continue;
        datagram->interface = (uint32_t)info.ipi_ifindex;
        datagram->destination = ntohl(info.ipi_addr.s_addr);
    }
    return label->part.iov_base;
}

int cdhcp_control_value(const struct cmsghdr *control, int level, int type, void *value, size_t count) {
    if (control->cmsg_level != level || control->cmsg_type != type || control->cmsg_len < CMSG_LEN(count)) return 0;
    memcpy(value, CMSG_DATA(control), count);
    return 1;
}

int cdhcp_tell_destinations(int fd) {
    int yes = 1;
    return setsockopt(fd, IPPROTO_IP, IP_PKTINFO, &yes, sizeof yes);
}

int cdhcp_poll_create(void) { return epoll_create1(EPOLL_CLOEXEC); }

int cdhcp_poll_add(int poll, int fd) {
    struct epoll_event event = {.events = EPOLLIN, .data.fd = fd};
    return epoll_ctl(poll, EPOLL_CTL_ADD, fd, &event);
}

int cdhcp_poll_add_once(int poll, int fd) {
    struct epoll_event event = {.events = EPOLLIN | EPOLLONESHOT, .data.fd = fd};
    return epoll_ctl(poll, EPOLL_CTL_ADD, fd, &event);
}

void cdhcp_poll_again(int poll, int fd) {
    struct epoll_event event = {.events = EPOLLIN | EPOLLONESHOT, .data.fd = fd};
    (void)!epoll_ctl(poll, EPOLL_CTL_MOD, fd, &event);
}

int cdhcp_poll_remove(int poll, int fd) { return epoll_ctl(poll, EPOLL_CTL_DEL, fd, NULL); }

int cdhcp_poll_wait(int poll, int *ready, int capacity) {
    struct epoll_event events[CDHCP_POLL_CAPACITY];
    if (capacity > CDHCP_POLL_CAPACITY) capacity = CDHCP_POLL_CAPACITY;
    int count = epoll_wait(poll, events, capacity, -1);
    for (int i = 0; i < count; i++) ready[i] = events[i].data.fd;
    return count;
}

int cdhcp_signal_create(void) { return eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK); }

void cdhcp_signal_set(int signal) { (void)!eventfd_write(signal, 1); }

void cdhcp_signal_clear(int signal) {
    eventfd_t count;
    (void)!eventfd_read(signal, &count);
}
