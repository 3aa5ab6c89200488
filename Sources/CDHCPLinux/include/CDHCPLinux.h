// What Swift can not import from Linux: the CMSG macros, sockaddr_ll, netlink, sendmmsg, a few constants that are enums in one
// C library and macros in another, and the fields of socket addresses, of which Swift says that they belong to whichever
// module saw them first. Nothing here decides anything.
#pragma once

#include <stddef.h>
#include <stdint.h>
#include <sys/socket.h>
#include <sys/types.h>

// IFF_UP, IFF_LOOPBACK and IFF_RUNNING of the flags that getifaddrs gives.
extern const uint32_t cdhcp_flag_up;
extern const uint32_t cdhcp_flag_loopback;
extern const uint32_t cdhcp_flag_running;

// A UDP socket over IPv4, non-blocking, closed on exec. -1 and errno on failure.
int cdhcp_udp_socket(void);

// A packet socket that receives nothing and lets the kernel write the link header. -1 and errno on failure.
int cdhcp_packet_socket(void);

// Stream sockets: local ones, which have paths, and those of TCP over IPv4. -1 and errno on failure; a path that is too long
// gives ENAMETOOLONG.
int cdhcp_local_socket(void);
int cdhcp_stream_socket(void);
int cdhcp_bind_local(int fd, const char *path);
int cdhcp_connect_local(int fd, const char *path);
int cdhcp_listen(int fd, int waiting);

// bind and getsockname, with address and port in host order.
int cdhcp_bind(int fd, uint32_t address, uint16_t port);
int cdhcp_bound_address(int fd, uint32_t *address, uint16_t *port);

// Reads an IPv4 socket address into host order. Returns 0 when `from` is NULL or of another family.
int cdhcp_internet_address(const struct sockaddr *from, uint32_t *address, uint16_t *port);

// A UDP socket of any process that has a port.
typedef struct cdhcp_port_socket {
    // Its number in /proc.
    uint32_t inode;
    // The interface it is bound to, 0 for none, and its address in host order.
    uint32_t interface;
    uint32_t address;
} cdhcp_port_socket;

// Writes which UDP sockets over IPv4 have the port, at most `capacity`, and returns how many; -1 when the kernel does not
// tell.
int cdhcp_port_sockets(uint16_t port, cdhcp_port_socket *found, int capacity);

// The MTU of an interface, asked through any socket; 0 when it is not known.
int cdhcp_interface_mtu(int fd, const char *name);

// The number of a feature such as "tx-udp-segmentation", asked through any socket at any interface; -1 when the kernel
// does not know it.
int cdhcp_feature_number(int fd, const char *name, const char *feature);

// Whether the interface has that feature, switched on: 0 or 1, or -1 when it is not known.
int cdhcp_has_feature(int fd, const char *name, int number);

// Reads a link-layer address as getifaddrs gives it. Returns 0 when `address` is of another family. At most 8 octets
// are written; `count` is 0 when the address is longer (InfiniBand).
int cdhcp_link_address(const struct sockaddr *address, uint32_t *index, uint16_t *type, uint8_t octets[8], uint8_t *count);

// Sends one datagram to a UNIX socket; a path that begins with '@' is an abstract name. -1 and errno on failure, and when
// its reader takes nothing for a quarter of a second.
int cdhcp_send_to_path(const uint8_t *path, size_t path_count, const uint8_t *octets, size_t count);

// A socket that becomes readable when an interface or an IPv4 address comes, goes or changes. When more is told than the
// kernel keeps for it, the rest is lost without an error. -1 and errno on failure.
int cdhcp_network_notices(void);

// Octets of the IPv4 and UDP headers before the payload of a frame.
#define CDHCP_HEADER_COUNT 28

// Reads what a control message says, when it is of that kind and as long as it has to be. Returns 0 otherwise, and leaves
// `value` alone.
int cdhcp_control_value(const struct cmsghdr *control, int level, int type, void *value, size_t count);

// Has the kernel tell by which interface and to which address each datagram came. -1 and errno on failure.
int cdhcp_tell_destinations(int fd);

// Memory for what one recvmmsg call reads: `capacity` datagrams of up to `stride` octets each; NULL when there is none.
typedef struct cdhcp_intake cdhcp_intake;
cdhcp_intake *cdhcp_intake_create(unsigned capacity, size_t stride);
void cdhcp_intake_destroy(cdhcp_intake *intake);

// Receives what waits, without waiting for more. Returns how many datagrams came, or -1 and errno.
int cdhcp_intake_receive(cdhcp_intake *intake, int fd);

// What the kernel says about a datagram; addresses and port in host order, 0 when it does not say.
typedef struct cdhcp_datagram {
    size_t count;
    uint32_t peer;
    uint32_t destination;
    uint32_t interface;
    uint16_t port;
    // It was longer than there was room for, and the rest is lost.
    uint8_t is_cut;
} cdhcp_datagram;

// The octets of datagram `slot`, one of those that the last call received; they stay until the next.
const void *cdhcp_intake_datagram(const cdhcp_intake *intake, unsigned slot, cdhcp_datagram *datagram);

// Nanoseconds since the machine booted, times of suspension counted (CLOCK_BOOTTIME). -1 when that is not known.
int64_t cdhcp_since_boot(void);

// A descriptor that waits for others to be readable (epoll). -1 and errno on failure.
int cdhcp_poll_create(void);
int cdhcp_poll_add(int poll, int fd);
// One thread is told that it is readable, and nobody else before cdhcp_poll_again.
int cdhcp_poll_add_once(int poll, int fd);
void cdhcp_poll_again(int poll, int fd);
int cdhcp_poll_remove(int poll, int fd);
// So many are told of at once at most.
#define CDHCP_POLL_CAPACITY 64
// Waits without end, and writes which are readable. Returns their number, or -1 and errno.
int cdhcp_poll_wait(int poll, int *ready, int capacity);

// A descriptor that is readable from when it is set until it is cleared, by whichever thread. -1 and errno on failure.
int cdhcp_signal_create(void);
void cdhcp_signal_set(int signal);
void cdhcp_signal_clear(int signal);

// Messages for one sendmmsg call. The payloads are not copied: they must stay where they are until it has been sent.
typedef struct cdhcp_vector cdhcp_vector;

// Room for `capacity` messages, or NULL.
cdhcp_vector *cdhcp_vector_create(unsigned capacity);
void cdhcp_vector_destroy(cdhcp_vector *vector);

// Message `slot`: a UDP datagram. Addresses and port are in host order; a `source` of 0 leaves the source address to
// the kernel, an `interface` of 0 the way.
void cdhcp_vector_set_datagram(
    cdhcp_vector *vector, unsigned slot, const void *payload, size_t count, uint32_t address, uint16_t port,
    uint32_t source, uint32_t interface);

// Message `slot`: an Ethernet frame with an IPv4 packet. `hardware` holds the address in its lower 48 bits.
void cdhcp_vector_set_frame(
    cdhcp_vector *vector, unsigned slot, const uint8_t header[CDHCP_HEADER_COUNT], const void *payload, size_t count,
    uint32_t interface, uint64_t hardware);

// Sends messages `first` ..< `end`. Returns how many the kernel took, or -1 and errno when it refused the first. With
// `joins`, datagrams that follow each other to the same place, equally long, are given to the kernel as one, which it
// divides; `joins` becomes 0 where it does not.
int cdhcp_vector_send(cdhcp_vector *vector, int fd, unsigned first, unsigned end, int *joins);

// One instruction of a kernel filter, as struct sock_filter.
typedef struct cdhcp_instruction {
    uint16_t code;
    uint8_t if_true;
    uint8_t if_false;
    uint32_t value;
} cdhcp_instruction;

// A packet socket that receives what `filter` lets pass at an interface (0: at all), whole frames in both directions.
// -1 and errno on failure.
int cdhcp_capture_socket(uint32_t interface, const cdhcp_instruction *filter, uint16_t count);

// What the kernel says about a frame besides its octets.
typedef struct cdhcp_frame {
    int64_t seconds;
    int64_t nanoseconds;
    // How many octets the frame had on the wire.
    uint32_t length;
    uint32_t interface;
    uint16_t hardware_type;
    // PACKET_HOST and so on; PACKET_OUTGOING is 4.
    uint8_t packet_type;
    uint8_t has_tag;
    // The outer VLAN tag, which the kernel takes off the frame.
    uint16_t tag;
    uint16_t tag_protocol;
    // The checksum is left to the network card.
    uint8_t has_partial_checksum;
} cdhcp_frame;

// Receives one frame without waiting; returns how many octets were written, or -1 and errno.
ssize_t cdhcp_capture_receive(int fd, void *octets, size_t capacity, cdhcp_frame *frame);

// Frames that the kernel had no room for since the last call.
uint32_t cdhcp_capture_losses(int fd);

// A descriptor that becomes readable when SIGINT or SIGTERM comes; a second signal ends the process as usual.
int cdhcp_end_signals(void);

// Opens /dev/null in place of each of the descriptors 0, 1 and 2 that is closed, so that nothing else ever gets their
// numbers and what is written for people does not go into a socket or a database.
void cdhcp_fill_standard_descriptors(void);

// Ignores SIGPIPE: a reader of the output who goes away is an error of the write, not the end of the process.
void cdhcp_ignore_broken_pipes(void);

// Whether the file's system is kept in memory, and lost with the power.
int cdhcp_is_in_memory(const char *path);

// Which file is at the path. -1 and errno on failure. It does not ask for the file's times, as stat does: since Linux 6.13
// the next write gives a file that was asked a time of its own, and a file system may then write the inode with each sync.
int cdhcp_file_at(const char *path, uint64_t *device, uint64_t *inode);

// Datagrams for one recvmmsg or sendmmsg call on a connected socket: `capacity` messages of up to `stride` octets each,
// one after the other in `octets`, which the caller owns and keeps where it is. NULL when there is no memory.
typedef struct cdhcp_burst cdhcp_burst;
cdhcp_burst *cdhcp_burst_create(void *octets, unsigned capacity, size_t stride);
void cdhcp_burst_destroy(cdhcp_burst *burst);

// Receives what waits, without waiting for more. Returns how many datagrams came, or -1 and errno.
int cdhcp_burst_receive(cdhcp_burst *burst, int fd);
// How many octets of message `slot` came, or are to be sent.
size_t cdhcp_burst_count(const cdhcp_burst *burst, unsigned slot);

// How many octets of message `slot` are to be sent.
void cdhcp_burst_set_count(cdhcp_burst *burst, unsigned slot, size_t count);
// Sends messages `first` ..< `end`, as cdhcp_vector_send does.
int cdhcp_burst_send(cdhcp_burst *burst, int fd, unsigned first, unsigned end, int *joins);

// connect, with address and port in host order.
int cdhcp_connect(int fd, uint32_t address, uint16_t port);

// Makes the kernel's buffers of a socket so large, or as large as it allows.
void cdhcp_widen_buffers(int fd, int octets);

// Waits until a socket can be read (or written), for so long at most. Returns what ppoll does.
int cdhcp_wait(int fd, int writable, uint64_t nanoseconds);

/// So many sockets can be waited for at once.
#define CDHCP_WAIT_LIMIT 16

/// Waits until one of up to CDHCP_WAIT_LIMIT sockets has something to read, for so long at most.
int cdhcp_wait_for_any(const int *fds, uint32_t count, uint64_t nanoseconds);

// How many threads this process has; -1 when the kernel does not tell.
int cdhcp_thread_count(void);

// The capabilities that are in effect: a bit for each number.
uint64_t cdhcp_capabilities(void);

// Whether this process may become another user: it has CAP_SETUID and CAP_SETGID.
int cdhcp_may_change_user(void);

// Becomes `user` and `group`, without other groups, and gives up for ever all capabilities but CAP_NET_BIND_SERVICE and
// CAP_NET_RAW, and the way to new ones. It concerns the calling thread and those that it starts later, so it is to be called
// while there is no other. -1 and errno on failure, with the name of the call; some may be given up then, so the program
// is to end.
int cdhcp_give_up_privileges(uint32_t user, uint32_t group, const char **call);

// What access(2) says to another user and group, who are in no other groups: 0 or an errno. Asked in a child process.
int cdhcp_access_as(uint32_t user, uint32_t group, const char *path, int mode);

// What `body` returns in a child process, 0 to 255; -1 when there can be none, or a signal ended it.
int cdhcp_in_child(int (*body)(void *), void *context);

// Has the kernel refuse (Landlock), from now on: to write, make and remove files elsewhere than beneath the open `directory`
// (-1: anywhere), to run programs, and where it can TCP but to these ports, and signals to other processes. It concerns the calling
// thread and those that it starts later. 1 when the kernel does not offer it; -1 and errno on failure.
int cdhcp_confine(int directory, const uint16_t *ports, uint32_t count);

// The capabilities that a program's file gives whoever starts it: a bit for each number.
uint64_t cdhcp_file_capabilities(const char *path);

// Whether something keeps the time of day right: 0 or 1, or -1 when the kernel does not tell.
int cdhcp_clock_is_synchronised(void);

// By how many nanoseconds the time of day is ahead of the time since boot; it changes when somebody sets the clock.
int64_t cdhcp_clock_lead(void);

// The name of an interface's driver such as "veth", asked through any socket. -1 and errno on failure.
int cdhcp_driver_name(int fd, const char *name, char driver[32]);

// The VLAN whose frames an interface has, asked through any socket; -1 when it has all of them.
int cdhcp_vlan_identifier(int fd, const char *name);

// The magic number of the file system at `path`, and its free and whole room in octets. -1 and errno on failure.
int cdhcp_file_system(const char *path, uint32_t *type, uint64_t *available, uint64_t *size);

// How many nanoseconds it takes to have 4 KiB on the disk, in a file of `directory` that has no name. -1 and errno on failure.
int64_t cdhcp_sync_time(const char *directory);

// Kinds of sockets that ask whether somebody is there.
#define CDHCP_PROBE_DATAGRAM 0
#define CDHCP_PROBE_STREAM 1
#define CDHCP_PROBE_ECHO 2

// A socket over IPv4 of that kind, non-blocking. -1 and errno on failure.
int cdhcp_probe_socket(int kind);

// What has become of a connection: 0, or an errno.
int cdhcp_pending_error(int fd);

// Writes the SHA-256 of octets (FIPS 180-4); `octets` may be NULL when there are none. With `may_be_quick` the processor's own
// instructions are used where it has them.
void cdhcp_sha256(const uint8_t *octets, size_t count, uint8_t digest[32], int may_be_quick);

// Has the calling thread run while a processor has nothing else to do (SCHED_IDLE, sched(7)); -1 where that is forbidden.
int cdhcp_run_when_idle(void);

// Writes octets that nobody can guess; waits until the kernel has some.
void cdhcp_random(uint8_t *octets, size_t count);
