#define _GNU_SOURCE
#include "CDHCPLinux.h"

#include <errno.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <stddef.h>
#include <string.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

int cdhcp_send_to_path(const uint8_t *path, size_t path_count, const uint8_t *octets, size_t count) {
    struct sockaddr_un name = {.sun_family = AF_UNIX};
    if (path_count == 0 || path_count >= sizeof name.sun_path) {
        errno = ENAMETOOLONG;
        return -1;
    }
    memcpy(name.sun_path, path, path_count);
    if (name.sun_path[0] == '@') name.sun_path[0] = 0;
    int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (fd < 0) return -1;
    // Whoever reads may be stuck, and this process must not be for that.
    struct timeval patience = {.tv_usec = 250000};
    setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
    socklen_t name_count = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + path_count);
    ssize_t sent = sendto(fd, octets, count, MSG_NOSIGNAL, (struct sockaddr *)&name, name_count);
    int error = errno;
    close(fd);
    errno = error;
    return sent < 0 ? -1 : 0;
}

int cdhcp_network_notices(void) {
    int fd = socket(AF_NETLINK, SOCK_RAW | SOCK_NONBLOCK | SOCK_CLOEXEC, NETLINK_ROUTE);
    if (fd < 0) return -1;
    int on = 1;
    struct sockaddr_nl name = {.nl_family = AF_NETLINK, .nl_groups = RTMGRP_LINK | RTMGRP_IPV4_IFADDR};
    if (setsockopt(fd, SOL_NETLINK, NETLINK_NO_ENOBUFS, &on, sizeof on) == 0
        && bind(fd, (struct sockaddr *)&name, sizeof name) == 0)
        return fd;
    int error = errno;
    close(fd);
    errno = error;
    return -1;
}
