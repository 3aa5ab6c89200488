#define _GNU_SOURCE
#include "CDHCPLinux.h"

#include <arpa/inet.h>
#include <errno.h>
#include <linux/filter.h>
#include <linux/if_packet.h>
#include <net/ethernet.h>
#include <signal.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/eventfd.h>
#include <time.h>
#include <unistd.h>

_Static_assert(sizeof(cdhcp_instruction) == sizeof(struct sock_filter), "an instruction is a sock_filter");

// Room for a burst of some thousand messages while the reader writes to a slow terminal.
static const int receive_buffer = 4 << 20;

int cdhcp_capture_socket(uint32_t interface, const cdhcp_instruction *filter, uint16_t count) {
    // Protocol 0: nothing is delivered before the filter is there.
    int fd = socket(AF_PACKET, SOCK_RAW | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (fd < 0) return -1;
    struct sock_fprog program = {.len = count, .filter = (struct sock_filter *)filter};
    struct sockaddr_ll name = {
        .sll_family = AF_PACKET, .sll_protocol = htons(ETH_P_ALL), .sll_ifindex = (int)interface};
    int on = 1;
    setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &receive_buffer, sizeof receive_buffer);
    if (setsockopt(fd, SOL_SOCKET, SO_ATTACH_FILTER, &program, sizeof program) == 0 &&
        setsockopt(fd, SOL_PACKET, PACKET_AUXDATA, &on, sizeof on) == 0 &&
        setsockopt(fd, SOL_SOCKET, SO_TIMESTAMPNS, &on, sizeof on) == 0 &&
        bind(fd, (struct sockaddr *)&name, sizeof name) == 0)
        return fd;
    int number = errno;
    close(fd);
    errno = number;
    return -1;
}

ssize_t cdhcp_capture_receive(int fd, void *octets, size_t capacity, cdhcp_frame *frame) {
    struct sockaddr_ll from;
    memset(&from, 0, sizeof from);
    memset(frame, 0, sizeof *frame);
    _Alignas(struct cmsghdr) uint8_t control[256];
    struct iovec part = {octets, capacity};
    struct msghdr message = {.msg_name = &from, .msg_namelen = sizeof from, .msg_iov = &part, .msg_iovlen = 1,
        .msg_control = control, .msg_controllen = sizeof control};
    ssize_t count = recvmsg(fd, &message, MSG_TRUNC);
    if (count < 0) return -1;
    frame->length = (uint32_t)count;
    frame->interface = (uint32_t)from.sll_ifindex;
    frame->hardware_type = from.sll_hatype;
    frame->packet_type = from.sll_pkttype;
    struct timespec time = {0};
    for (struct cmsghdr *c = CMSG_FIRSTHDR(&message); c; c = CMSG_NXTHDR(&message, c)) {
        struct tpacket_auxdata data;
        if (cdhcp_control_value(c, SOL_PACKET, PACKET_AUXDATA, &data, sizeof data)) {
            frame->has_partial_checksum = (data.tp_status & TP_STATUS_CSUMNOTREADY) != 0;
            frame->has_tag = (data.tp_status & TP_STATUS_VLAN_VALID) != 0;
            frame->tag = data.tp_vlan_tci;
            frame->tag_protocol = data.tp_status & TP_STATUS_VLAN_TPID_VALID ? data.tp_vlan_tpid : ETH_P_8021Q;
        } else {
            cdhcp_control_value(c, SOL_SOCKET, SCM_TIMESTAMPNS, &time, sizeof time);
        }
    }
    if (time.tv_sec == 0) clock_gettime(CLOCK_REALTIME, &time);
    frame->seconds = time.tv_sec;
    frame->nanoseconds = time.tv_nsec;
    return count < (ssize_t)capacity ? count : (ssize_t)capacity;
}

uint32_t cdhcp_capture_losses(int fd) {
    struct tpacket_stats counts = {0};
    socklen_t count = sizeof counts;
    return getsockopt(fd, SOL_PACKET, PACKET_STATISTICS, &counts, &count) == 0 ? counts.tp_drops : 0;
}

static atomic_int signalled = -1;

static void note(int number) {
    (void)number;
    int kept = errno;
    uint64_t one = 1;
    if (write(atomic_load(&signalled), &one, sizeof one) < 0) {}
    errno = kept;
}

int cdhcp_end_signals(void) {
    int fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    if (fd < 0) return -1;
    atomic_store(&signalled, fd);
    struct sigaction action = {.sa_handler = note, .sa_flags = SA_RESTART | SA_RESETHAND};
    sigemptyset(&action.sa_mask);
    if (sigaction(SIGINT, &action, NULL) == 0 && sigaction(SIGTERM, &action, NULL) == 0) return fd;
    close(fd);
    return -1;
}
