#include "CDHCPLinux.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

void cdhcp_fill_standard_descriptors(void) {
    for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++) {
        if (fcntl(fd, F_GETFD) >= 0 || errno != EBADF) continue;
        // The lowest number that is free, so this one.
        int opened = open("/dev/null", O_RDWR);
        if (opened >= 0) continue;
        // A host without /dev: the end of a pipe that nobody writes to keeps the number too.
        int ends[2];
        if (pipe(ends) == 0 && ends[1] > STDERR_FILENO) close(ends[1]);
    }
}

void cdhcp_ignore_broken_pipes(void) { signal(SIGPIPE, SIG_IGN); }
