#define _GNU_SOURCE
#include "CDHCPLinux.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/syscall.h>
#include <unistd.h>

// The interface of Landlock, as <linux/landlock.h> has it; older headers know less of it than newer kernels.
#ifndef SYS_landlock_create_ruleset
#define SYS_landlock_create_ruleset 444
#define SYS_landlock_add_rule 445
#define SYS_landlock_restrict_self 446
#endif

struct ruleset {
    uint64_t files;
    uint64_t network;
    uint64_t scope;
};

struct __attribute__((packed)) place {
    uint64_t allowed;
    int32_t directory;
};

struct port {
    uint64_t allowed;
    uint64_t number;
};

enum {
    ask_version = 1,
    place_beneath = 1,
    port_of_network = 2,
    // Versions of the interface that brought something.
    with_truncate = 3,
    with_network = 4,
    with_scope = 6,
};

#define RIGHT(number) (1ULL << (number))
static const uint64_t execute = RIGHT(0), write_file = RIGHT(1), remove_directory = RIGHT(4), remove_file = RIGHT(5),
                      make_regular = RIGHT(8), truncate_file = RIGHT(14);
// Devices, directories, plain files, sockets, pipes, links: all that can be made.
static const uint64_t make_anything = 0x7FULL << 6;
static const uint64_t bind_port = RIGHT(0), connect_port = RIGHT(1);
static const uint64_t signals = RIGHT(1);

static int allow(int rules, int beneath, uint64_t rights) {
    struct place place = {.allowed = rights, .directory = beneath};
    return (int)syscall(SYS_landlock_add_rule, rules, place_beneath, &place, 0);
}

static int allow_nothing_file(int rules, uint64_t rights) {
    int file = open("/dev/null", O_PATH | O_CLOEXEC);
    if (file < 0) return errno == ENOENT ? 0 : -1;
    int result = allow(rules, file, rights);
    int number = errno;
    close(file);
    errno = number;
    return result;
}

static int allow_connecting(int rules, uint16_t number) {
    struct port port = {.allowed = connect_port, .number = number};
    return (int)syscall(SYS_landlock_add_rule, rules, port_of_network, &port, 0);
}

int cdhcp_confine(int directory, const uint16_t *ports, uint32_t count) {
    long version = syscall(SYS_landlock_create_ruleset, NULL, 0, ask_version);
    if (version < 1) return errno == ENOSYS || errno == EOPNOTSUPP ? 1 : -1;
    uint64_t cut = version >= with_truncate ? truncate_file : 0;
    struct ruleset ruleset = {
        .files = execute | write_file | remove_directory | remove_file | make_anything | cut,
        .network = version >= with_network ? bind_port | connect_port : 0,
        .scope = version >= with_scope ? signals : 0};
    size_t size = version >= with_scope ? sizeof ruleset : version >= with_network ? 16 : 8;
    int rules = (int)syscall(SYS_landlock_create_ruleset, &ruleset, size, 0);
    if (rules < 0) return -1;
    int result = allow_nothing_file(rules, write_file | cut);
    if (result == 0 && directory >= 0) result = allow(rules, directory, write_file | remove_file | make_regular | cut);
    for (uint32_t i = 0; version >= with_network && result == 0 && i < count; i++)
        result = allow_connecting(rules, ports[i]);
    if (result == 0) result = (int)syscall(SYS_landlock_restrict_self, rules, 0);
    int number = errno;
    close(rules);
    errno = number;
    return result;
}
