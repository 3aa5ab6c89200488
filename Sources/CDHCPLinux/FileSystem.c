#define _GNU_SOURCE
#include "CDHCPLinux.h"
#include <errno.h>
#include <fcntl.h>
#include <linux/magic.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/vfs.h>

int cdhcp_is_in_memory(const char *path)
{
    struct statfs status;
    return statfs(path, &status) == 0 &&
           ((unsigned int)status.f_type == TMPFS_MAGIC || (unsigned int)status.f_type == RAMFS_MAGIC);
}

int cdhcp_file_at(const char *path, uint64_t *device, uint64_t *inode)
{
    struct statx status;
    if (statx(AT_FDCWD, path, AT_STATX_SYNC_AS_STAT, STATX_INO, &status) != 0) {
        // Who confines a program may forbid it what is younger than the rules.
        struct stat older;
        if (errno == ENOENT || errno == ENOTDIR || stat(path, &older) != 0) {
            return -1;
        }
        *device = older.st_dev;
        *inode = older.st_ino;
        return 0;
    }
    *device = makedev(status.stx_dev_major, status.stx_dev_minor);
    *inode = status.stx_ino;
    return 0;
}
