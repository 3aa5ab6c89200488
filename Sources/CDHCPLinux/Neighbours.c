#define _GNU_SOURCE
#include "CDHCPLinux.h"

#include <arpa/inet.h>
#include <errno.h>
#include <linux/inet_diag.h>
#include <linux/netlink.h>
#include <linux/sock_diag.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/time.h>
#include <unistd.h>

static int ask_for_sockets(int fd, uint16_t port) {
    struct {
        struct nlmsghdr header;
        struct inet_diag_req_v2 question;
    } request = {
        .header = {.nlmsg_len = sizeof request, .nlmsg_type = SOCK_DIAG_BY_FAMILY, .nlmsg_flags = NLM_F_REQUEST | NLM_F_DUMP},
        .question = {.sdiag_family = AF_INET, .sdiag_protocol = IPPROTO_UDP, .idiag_states = ~0u,
            .id.idiag_sport = htons(port)}};
    struct timeval patience = {.tv_sec = 1};
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    return send(fd, &request, sizeof request, 0) == sizeof request ? 0 : -1;
}

int cdhcp_port_sockets(uint16_t port, cdhcp_port_socket *found, int capacity) {
    int fd = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_SOCK_DIAG);
    if (fd < 0) return -1;
    int count = 0;
    _Alignas(struct nlmsghdr) uint8_t answer[16384];
    int is_done = ask_for_sockets(fd, port) < 0;
    while (!is_done) {
        ssize_t received = recv(fd, answer, sizeof answer, 0);
        if (received < 0 && errno == EINTR) continue;
        if (received <= 0) break;
        size_t left = (size_t)received;
        for (struct nlmsghdr *header = (struct nlmsghdr *)answer; NLMSG_OK(header, left); header = NLMSG_NEXT(header, left)) {
            if (header->nlmsg_type == NLMSG_DONE || header->nlmsg_type == NLMSG_ERROR) is_done = 1;
            if (is_done) break;
            if (header->nlmsg_len < NLMSG_LENGTH(sizeof(struct inet_diag_msg)) || count >= capacity) continue;
            struct inet_diag_msg socket;
            memcpy(&socket, NLMSG_DATA(header), sizeof socket);
            if (socket.id.idiag_sport != htons(port)) continue;
            found[count++] = (cdhcp_port_socket){
                .inode = socket.idiag_inode, .interface = socket.id.idiag_if, .address = ntohl(socket.id.idiag_src[0])};
        }
    }
    close(fd);
    return count;
}
