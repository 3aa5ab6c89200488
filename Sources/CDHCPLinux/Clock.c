#define _GNU_SOURCE
#include "CDHCPLinux.h"

#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

int64_t cdhcp_since_boot(void)
{
    struct timespec time;
    // Past the C library, where tools that show a program another time of day change this clock, too.
    if (sizeof(time.tv_sec) != sizeof(long) || syscall(SYS_clock_gettime, CLOCK_BOOTTIME, &time) != 0) {
        if (clock_gettime(CLOCK_BOOTTIME, &time) != 0) return -1;
    }
    return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}
