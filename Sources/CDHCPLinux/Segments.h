#ifndef SEGMENTS_H
#define SEGMENTS_H

#include <stdint.h>
#include <sys/socket.h>

// Sends messages as sendmmsg does, but gives the kernel those that follow each other to the same place, equally long,
// as one datagram, which it or the network card divides (UDP_SEGMENT). Returns how many messages it took, perhaps
// fewer than there are, or -1 and errno when it refused the first.
int cdhcp_send_joined(int fd, struct mmsghdr *messages, unsigned count);

#endif
