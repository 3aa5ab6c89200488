#include "CDHCPLinux.h"
#include <linux/magic.h>
#include <sys/vfs.h>

int cdhcp_is_in_memory(const char *path)
{
    struct statfs status;
    return statfs(path, &status) == 0 &&
           ((unsigned int)status.f_type == TMPFS_MAGIC || (unsigned int)status.f_type == RAMFS_MAGIC);
}
