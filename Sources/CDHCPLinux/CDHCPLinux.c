#define _GNU_SOURCE
#include "CDHCPLinux.h"
#include "Segments.h"

#include <arpa/inet.h>
#include <errno.h>
#include <linux/ethtool.h>
#include <linux/if_packet.h>
#include <linux/sockios.h>
#include <net/ethernet.h>
#include <net/if.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

const uint32_t cdhcp_flag_up = IFF_UP;
const uint32_t cdhcp_flag_loopback = IFF_LOOPBACK;
const uint32_t cdhcp_flag_running = IFF_RUNNING;

int cdhcp_udp_socket(void) { return socket(AF_INET, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, IPPROTO_UDP); }

// Protocol 0: no packet is ever delivered to it.
int cdhcp_packet_socket(void) { return socket(AF_PACKET, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0); }

int cdhcp_bind(int fd, uint32_t address, uint16_t port) {
    struct sockaddr_in name = {.sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(address)};
    return bind(fd, (struct sockaddr *)&name, sizeof name);
}

int cdhcp_bound_address(int fd, uint32_t *address, uint16_t *port) {
    struct sockaddr_in name = {0};
    socklen_t count = sizeof name;
    if (getsockname(fd, (struct sockaddr *)&name, &count) < 0) return -1;
    cdhcp_internet_address((struct sockaddr *)&name, address, port);
    return 0;
}

int cdhcp_internet_address(const struct sockaddr *from, uint32_t *address, uint16_t *port) {
    if (!from || from->sa_family != AF_INET) return 0;
    struct sockaddr_in name;
    memcpy(&name, from, sizeof name);
    *address = ntohl(name.sin_addr.s_addr);
    *port = ntohs(name.sin_port);
    return 1;
}

int cdhcp_interface_mtu(int fd, const char *name) {
    struct ifreq request;
    memset(&request, 0, sizeof request);
    strncpy(request.ifr_name, name, IFNAMSIZ - 1);
    return ioctl(fd, SIOCGIFMTU, &request) == 0 ? request.ifr_mtu : 0;
}

// Asks for the interface's features through any socket. Returns -1 when the kernel does not tell.
static int ask(int fd, const char *name, void *question) {
    struct ifreq request;
    memset(&request, 0, sizeof request);
    strncpy(request.ifr_name, name, IFNAMSIZ - 1);
    request.ifr_data = question;
    return ioctl(fd, SIOCETHTOOL, &request);
}

// How many features there are, or 0.
static uint32_t feature_count(int fd, const char *name) {
    union {
        struct ethtool_sset_info info;
        uint8_t octets[sizeof(struct ethtool_sset_info) + sizeof(uint32_t)];
    } question = {.info = {.cmd = ETHTOOL_GSSET_INFO, .sset_mask = 1ULL << ETH_SS_FEATURES}};
    return ask(fd, name, &question) == 0 && question.info.sset_mask ? question.info.data[0] : 0;
}

int cdhcp_feature_number(int fd, const char *name, const char *feature) {
    uint32_t count = feature_count(fd, name);
    if (count == 0 || count > 4096) return -1;
    struct ethtool_gstrings *names = calloc(1, sizeof *names + (size_t)count * ETH_GSTRING_LEN);
    if (!names) return -1;
    *names = (struct ethtool_gstrings){.cmd = ETHTOOL_GSTRINGS, .string_set = ETH_SS_FEATURES, .len = count};
    int number = -1;
    if (ask(fd, name, names) == 0) {
        for (uint32_t i = 0; i < count && number < 0; i++)
            if (strncmp((char *)names->data + i * ETH_GSTRING_LEN, feature, ETH_GSTRING_LEN) == 0) number = (int)i;
    }
    free(names);
    return number;
}

int cdhcp_has_feature(int fd, const char *name, int number) {
    enum { most_blocks = 128 };
    union {
        struct ethtool_gfeatures features;
        uint8_t octets[sizeof(struct ethtool_gfeatures) + most_blocks * sizeof(struct ethtool_get_features_block)];
    } question = {.features = {.cmd = ETHTOOL_GFEATURES, .size = most_blocks}};
    if (number < 0 || number >= most_blocks * 32 || ask(fd, name, &question) < 0) return -1;
    return (question.features.features[number / 32].active >> (number % 32)) & 1;
}

int cdhcp_link_address(const struct sockaddr *address, uint32_t *index, uint16_t *type, uint8_t octets[8], uint8_t *count) {
    if (!address || address->sa_family != AF_PACKET) return 0;
    struct sockaddr_ll link;
    memcpy(&link, address, sizeof link);
    *index = (uint32_t)link.sll_ifindex;
    *type = link.sll_hatype;
    *count = link.sll_halen <= sizeof link.sll_addr ? link.sll_halen : 0;
    memcpy(octets, link.sll_addr, *count);
    return 1;
}

// All that the kernel reads of one message besides the payload.
struct slot {
    union {
        struct sockaddr_in internet;
        struct sockaddr_ll link;
    } to;
    struct iovec parts[2];
    uint8_t header[CDHCP_HEADER_COUNT];
    _Alignas(struct cmsghdr) uint8_t control[CMSG_SPACE(sizeof(struct in_pktinfo))];
};

struct cdhcp_vector {
    unsigned capacity;
    struct mmsghdr *messages;
    struct slot *slots;
    cdhcp_joiner *joiner;
};

cdhcp_vector *cdhcp_vector_create(unsigned capacity) {
    cdhcp_vector *vector = calloc(1, sizeof *vector);
    if (!vector) return NULL;
    vector->capacity = capacity;
    vector->messages = calloc(capacity, sizeof *vector->messages);
    vector->slots = calloc(capacity, sizeof *vector->slots);
    vector->joiner = cdhcp_joiner_create(capacity);
    if (vector->messages && vector->slots && vector->joiner) return vector;
    cdhcp_vector_destroy(vector);
    return NULL;
}

void cdhcp_vector_destroy(cdhcp_vector *vector) {
    cdhcp_joiner_destroy(vector->joiner);
    free(vector->messages);
    free(vector->slots);
    free(vector);
}

static struct msghdr *begin(cdhcp_vector *vector, unsigned slot, socklen_t address_count) {
    struct msghdr *message = &vector->messages[slot].msg_hdr;
    memset(message, 0, sizeof *message);
    message->msg_name = &vector->slots[slot].to;
    message->msg_namelen = address_count;
    message->msg_iov = vector->slots[slot].parts;
    return message;
}

void cdhcp_vector_set_datagram(
    cdhcp_vector *vector, unsigned slot, const void *payload, size_t count, uint32_t address, uint16_t port,
    uint32_t source, uint32_t interface) {
    if (slot >= vector->capacity) return;
    struct slot *to = &vector->slots[slot];
    struct msghdr *message = begin(vector, slot, sizeof to->to.internet);
    memset(&to->to.internet, 0, sizeof to->to.internet);
    to->to.internet.sin_family = AF_INET;
    to->to.internet.sin_port = htons(port);
    to->to.internet.sin_addr.s_addr = htonl(address);
    to->parts[0] = (struct iovec){(void *)payload, count};
    message->msg_iovlen = 1;
    if (source == 0 && interface == 0) return;

    message->msg_control = to->control;
    message->msg_controllen = sizeof to->control;
    struct cmsghdr *control = CMSG_FIRSTHDR(message);
    control->cmsg_level = IPPROTO_IP;
    control->cmsg_type = IP_PKTINFO;
    control->cmsg_len = CMSG_LEN(sizeof(struct in_pktinfo));
    struct in_pktinfo info = {.ipi_ifindex = (int)interface, .ipi_spec_dst.s_addr = htonl(source)};
    memcpy(CMSG_DATA(control), &info, sizeof info);
}

void cdhcp_vector_set_frame(
    cdhcp_vector *vector, unsigned slot, const uint8_t header[CDHCP_HEADER_COUNT], const void *payload, size_t count,
    uint32_t interface, uint64_t hardware) {
    if (slot >= vector->capacity) return;
    struct slot *to = &vector->slots[slot];
    struct msghdr *message = begin(vector, slot, sizeof to->to.link);
    memset(&to->to.link, 0, sizeof to->to.link);
    to->to.link.sll_family = AF_PACKET;
    to->to.link.sll_protocol = htons(ETH_P_IP);
    to->to.link.sll_ifindex = (int)interface;
    to->to.link.sll_halen = ETH_ALEN;
    for (int i = 0; i < ETH_ALEN; i++) to->to.link.sll_addr[i] = (uint8_t)(hardware >> (40 - 8 * i));
    memcpy(to->header, header, sizeof to->header);
    to->parts[0] = (struct iovec){to->header, sizeof to->header};
    to->parts[1] = (struct iovec){(void *)payload, count};
    message->msg_iovlen = 2;
}

int cdhcp_vector_send(cdhcp_vector *vector, int fd, unsigned first, unsigned end, int *joins) {
    if (first >= end || end > vector->capacity) {
        errno = EINVAL;
        return -1;
    }
    if (*joins) return cdhcp_send_joined(vector->joiner, fd, vector->messages + first, end - first, joins);
    return sendmmsg(fd, vector->messages + first, end - first, 0);
}
