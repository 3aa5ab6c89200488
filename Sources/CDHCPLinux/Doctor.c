#define _GNU_SOURCE
#include "CDHCPLinux.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/capability.h>
#include <linux/ethtool.h>
#include <linux/if_vlan.h>
#include <linux/sockios.h>
#include <net/if.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/timex.h>
#include <sys/vfs.h>
#include <sys/xattr.h>
#include <time.h>
#include <unistd.h>

uint64_t cdhcp_file_capabilities(const char *path) {
    struct vfs_cap_data data = {0};
    ssize_t count = getxattr(path, "security.capability", &data, sizeof data);
    if (count < (ssize_t)(2 * sizeof(uint32_t))) return 0;
    uint64_t low = data.data[0].permitted;
    uint64_t high = count >= (ssize_t)sizeof data ? data.data[1].permitted : 0;
    return low | high << 32;
}

int cdhcp_clock_is_synchronised(void) {
    struct timex clock = {0};
    int state = adjtimex(&clock);
    if (state < 0) return -1;
    return state != TIME_ERROR && !(clock.status & STA_UNSYNC);
}

static int64_t nanoseconds(clockid_t clock) {
    struct timespec time = {0};
    clock_gettime(clock, &time);
    return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}

int64_t cdhcp_clock_lead(void) { return nanoseconds(CLOCK_REALTIME) - nanoseconds(CLOCK_BOOTTIME); }

int cdhcp_driver_name(int fd, const char *name, char driver[32]) {
    struct ethtool_drvinfo info = {.cmd = ETHTOOL_GDRVINFO};
    struct ifreq request;
    memset(&request, 0, sizeof request);
    strncpy(request.ifr_name, name, IFNAMSIZ - 1);
    request.ifr_data = (void *)&info;
    if (ioctl(fd, SIOCETHTOOL, &request) < 0) return -1;
    memcpy(driver, info.driver, 32);
    driver[31] = 0;
    return 0;
}

int cdhcp_vlan_identifier(int fd, const char *name) {
    struct vlan_ioctl_args request;
    memset(&request, 0, sizeof request);
    request.cmd = GET_VLAN_VID_CMD;
    strncpy(request.device1, name, sizeof request.device1 - 1);
    return ioctl(fd, SIOCGIFVLAN, &request) == 0 ? request.u.VID : -1;
}

int cdhcp_file_system(const char *path, uint32_t *type, uint64_t *available, uint64_t *size) {
    struct statfs status;
    if (statfs(path, &status) < 0) return -1;
    *type = (uint32_t)status.f_type;
    *available = (uint64_t)status.f_bavail * (uint64_t)status.f_bsize;
    *size = (uint64_t)status.f_blocks * (uint64_t)status.f_bsize;
    return 0;
}

int64_t cdhcp_sync_time(const char *directory) {
    // A file without a name is gone with its descriptor, whatever happens meanwhile.
    int fd = open(directory, O_TMPFILE | O_WRONLY | O_CLOEXEC, 0600);
    if (fd < 0) return -1;
    static const char page[4096];
    int64_t start = nanoseconds(CLOCK_MONOTONIC);
    int failed = write(fd, page, sizeof page) != (ssize_t)sizeof page || fsync(fd) < 0;
    int number = errno;
    int64_t time = nanoseconds(CLOCK_MONOTONIC) - start;
    close(fd);
    errno = number;
    return failed ? -1 : time;
}

int cdhcp_probe_socket(int kind) {
    int flags = SOCK_NONBLOCK | SOCK_CLOEXEC;
    if (kind == CDHCP_PROBE_ECHO) return socket(AF_INET, SOCK_RAW | flags, IPPROTO_ICMP);
    return socket(AF_INET, (kind == CDHCP_PROBE_STREAM ? SOCK_STREAM : SOCK_DGRAM) | flags, 0);
}

int cdhcp_pending_error(int fd) {
    int number = 0;
    socklen_t count = sizeof number;
    return getsockopt(fd, SOL_SOCKET, SO_ERROR, &number, &count) < 0 ? errno : number;
}
