#define _GNU_SOURCE
#include "CDHCPLinux.h"
#include "Segments.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/uio.h>
#include <time.h>

struct cdhcp_burst {
    unsigned capacity;
    size_t stride;
    struct mmsghdr *messages;
    struct iovec *parts;
    cdhcp_joiner *joiner;
};

cdhcp_burst *cdhcp_burst_create(void *octets, unsigned capacity, size_t stride) {
    cdhcp_burst *burst = calloc(1, sizeof *burst);
    if (!burst) return NULL;
    burst->capacity = capacity;
    burst->stride = stride;
    burst->messages = calloc(capacity, sizeof *burst->messages);
    burst->parts = calloc(capacity, sizeof *burst->parts);
    burst->joiner = cdhcp_joiner_create(capacity);
    if (!burst->messages || !burst->parts || !burst->joiner) {
        cdhcp_burst_destroy(burst);
        return NULL;
    }
    for (unsigned slot = 0; slot < capacity; slot++) {
        burst->parts[slot] = (struct iovec){(uint8_t *)octets + slot * stride, stride};
        burst->messages[slot].msg_hdr.msg_iov = &burst->parts[slot];
        burst->messages[slot].msg_hdr.msg_iovlen = 1;
    }
    return burst;
}

void cdhcp_burst_destroy(cdhcp_burst *burst) {
    cdhcp_joiner_destroy(burst->joiner);
    free(burst->messages);
    free(burst->parts);
    free(burst);
}

int cdhcp_burst_receive(cdhcp_burst *burst, int fd) {
    return recvmmsg(fd, burst->messages, burst->capacity, MSG_DONTWAIT, NULL);
}

size_t cdhcp_burst_count(const cdhcp_burst *burst, unsigned slot) {
    return slot < burst->capacity ? burst->messages[slot].msg_len : 0;
}

void cdhcp_burst_set_count(cdhcp_burst *burst, unsigned slot, size_t count) {
    if (slot >= burst->capacity || count > burst->stride) return;
    burst->parts[slot].iov_len = count;
    burst->messages[slot].msg_len = (unsigned)count;
}

int cdhcp_burst_send(cdhcp_burst *burst, int fd, unsigned first, unsigned end, int *joins) {
    if (end > burst->capacity) end = burst->capacity;
    if (first >= end) return 0;
    if (*joins) return cdhcp_send_joined(burst->joiner, fd, burst->messages + first, end - first, joins);
    return sendmmsg(fd, burst->messages + first, end - first, 0);
}

int cdhcp_connect(int fd, uint32_t address, uint16_t port) {
    struct sockaddr_in name = {.sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(address)};
    return connect(fd, (struct sockaddr *)&name, sizeof name);
}

void cdhcp_widen_buffers(int fd, int octets) {
    if (setsockopt(fd, SOL_SOCKET, SO_RCVBUFFORCE, &octets, sizeof octets) < 0)
        setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &octets, sizeof octets);
    if (setsockopt(fd, SOL_SOCKET, SO_SNDBUFFORCE, &octets, sizeof octets) < 0)
        setsockopt(fd, SOL_SOCKET, SO_SNDBUF, &octets, sizeof octets);
}

int cdhcp_wait(int fd, int writable, uint64_t nanoseconds) {
    struct pollfd wanted = {.fd = fd, .events = writable ? POLLOUT : POLLIN};
    struct timespec limit = {(time_t)(nanoseconds / 1000000000), (long)(nanoseconds % 1000000000)};
    return ppoll(&wanted, 1, &limit, NULL);
}

int cdhcp_wait_for_any(const int *fds, uint32_t count, uint64_t nanoseconds) {
    struct pollfd wanted[CDHCP_WAIT_LIMIT];
    if (count > CDHCP_WAIT_LIMIT) count = CDHCP_WAIT_LIMIT;
    for (uint32_t i = 0; i < count; i++) wanted[i] = (struct pollfd){.fd = fds[i], .events = POLLIN};
    struct timespec limit = {(time_t)(nanoseconds / 1000000000), (long)(nanoseconds % 1000000000)};
    return ppoll(wanted, count, &limit, NULL);
}
