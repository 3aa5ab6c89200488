#ifndef SEGMENTS_H
#define SEGMENTS_H

#include <stdint.h>
#include <sys/socket.h>

// Memory for messages that are given to the kernel as one: up to `capacity` at once. NULL when there is none.
typedef struct cdhcp_joiner cdhcp_joiner;
cdhcp_joiner *cdhcp_joiner_create(unsigned capacity);
void cdhcp_joiner_destroy(cdhcp_joiner *joiner);

// Sends messages as sendmmsg does, but gives the kernel those that follow each other to the same place, equally long,
// as one datagram, which it or the network card divides (UDP_SEGMENT). Returns how many messages it took, perhaps
// fewer than there are, or -1 and errno when it refused the first. `joins` becomes 0 where that is not to be had: a kernel
// before 4.18, or a way that neither kernel nor card can divide for.
int cdhcp_send_joined(cdhcp_joiner *joiner, int fd, struct mmsghdr *messages, unsigned count, int *joins);

#endif
