#define _GNU_SOURCE
#include "CDHCPLinux.h"

#include <errno.h>
#include <netinet/in.h>
#include <stddef.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>

int cdhcp_local_socket(void) { return socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0); }

int cdhcp_stream_socket(void) { return socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, IPPROTO_TCP); }

static int local_name(const char *path, struct sockaddr_un *name) {
    size_t count = strlen(path);
    if (count >= sizeof name->sun_path) {
        errno = ENAMETOOLONG;
        return -1;
    }
    memset(name, 0, sizeof *name);
    name->sun_family = AF_UNIX;
    memcpy(name->sun_path, path, count + 1);
    return 0;
}

int cdhcp_bind_local(int fd, const char *path) {
    struct sockaddr_un name;
    if (local_name(path, &name) < 0) return -1;
    return bind(fd, (struct sockaddr *)&name, sizeof name);
}

int cdhcp_connect_local(int fd, const char *path) {
    struct sockaddr_un name;
    if (local_name(path, &name) < 0) return -1;
    return connect(fd, (struct sockaddr *)&name, sizeof name);
}

int cdhcp_listen(int fd, int waiting) { return listen(fd, waiting); }
