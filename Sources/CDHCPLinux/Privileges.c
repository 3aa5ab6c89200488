#define _GNU_SOURCE
#include "CDHCPLinux.h"

#include <dirent.h>
#include <errno.h>
#include <grp.h>
#include <linux/capability.h>
#include <linux/securebits.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static const uint64_t kept = 1ULL << CAP_NET_BIND_SERVICE | 1ULL << CAP_NET_RAW;

int cdhcp_thread_count(void) {
    DIR *tasks = opendir("/proc/self/task");
    if (!tasks) return -1;
    int count = 0;
    for (struct dirent *task; (task = readdir(tasks));) count += task->d_name[0] != '.';
    closedir(tasks);
    return count;
}

static int get_capabilities(struct __user_cap_data_struct data[2]) {
    struct __user_cap_header_struct header = {.version = _LINUX_CAPABILITY_VERSION_3};
    return (int)syscall(SYS_capget, &header, data);
}

static uint64_t effective(void) {
    struct __user_cap_data_struct data[2] = {{0}};
    if (get_capabilities(data) < 0) return 0;
    return data[0].effective | (uint64_t)data[1].effective << 32;
}

uint64_t cdhcp_capabilities(void) { return effective(); }

int cdhcp_may_change_user(void) {
    uint64_t needed = 1ULL << CAP_SETUID | 1ULL << CAP_SETGID;
    return (effective() & needed) == needed;
}

// Permitted and effective are `kept`, as far as they were permitted; what a program that this one starts would inherit is
// nothing.
static int keep_capabilities(void) {
    struct __user_cap_data_struct data[2] = {{0}};
    if (get_capabilities(data) < 0) return -1;
    uint64_t wanted = kept & (data[0].permitted | (uint64_t)data[1].permitted << 32);
    for (int half = 0; half < 2; half++) {
        uint32_t bits = (uint32_t)(wanted >> (32 * half));
        data[half] = (struct __user_cap_data_struct){.permitted = bits, .effective = bits};
    }
    struct __user_cap_header_struct header = {.version = _LINUX_CAPABILITY_VERSION_3};
    return (int)syscall(SYS_capset, &header, data);
}

// A container may have taken CAP_SETPCAP away, and with it this; no new privileges come by another way then.
static void cut_bounding_set(void) {
    if (!(effective() & 1ULL << CAP_SETPCAP)) return;
    for (int number = 0; prctl(PR_CAPBSET_READ, number, 0, 0, 0) >= 0; number++)
        if (number >= 64 || !(kept >> number & 1)) prctl(PR_CAPBSET_DROP, number, 0, 0, 0);
}

static int become(uint32_t user, uint32_t group, const char **call) {
    *call = "setgroups";
    if (effective() & 1ULL << CAP_SETGID && setgroups(0, NULL) < 0) return -1;
    *call = "setresgid";
    if (setresgid(group, group, group) < 0) return -1;
    *call = "setresuid";
    return setresuid(user, user, user);
}

int cdhcp_give_up_privileges(uint32_t user, uint32_t group, const char **call) {
    cut_bounding_set();
    *call = "prctl";
    if (prctl(PR_SET_KEEPCAPS, 1, 0, 0, 0) < 0) return -1;
    if (become(user, group, call) < 0) return -1;
    *call = "prctl";
    if (prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0) < 0 && errno != EINVAL) return -1;
    if (prctl(PR_SET_KEEPCAPS, 0, 0, 0, 0) < 0) return -1;
    *call = "capset";
    if (keep_capabilities() < 0) return -1;
    *call = "prctl";
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0) return -1;
    // Whoever is not root any more must not be able to become it again.
    *call = "setresuid";
    errno = EPERM;
    return user != 0 && setresuid(0, 0, 0) == 0 ? -1 : 0;
}

int cdhcp_in_child(int (*body)(void *), void *context) {
    pid_t child = fork();
    if (child < 0) return -1;
    if (child == 0) _exit(body(context));
    int status = 0;
    while (waitpid(child, &status, 0) < 0)
        if (errno != EINTR) return -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

int cdhcp_access_as(uint32_t user, uint32_t group, const char *path, int mode) {
    pid_t child = fork();
    if (child < 0) return errno;
    if (child == 0) {
        const char *call;
        int failed = become(user, group, &call) < 0 || access(path, mode) < 0;
        _exit(failed ? errno & 0xFF : 0);
    }
    int status = 0;
    while (waitpid(child, &status, 0) < 0)
        if (errno != EINTR) return errno;
    return WIFEXITED(status) ? WEXITSTATUS(status) : ECHILD;
}
