#ifndef CDHCPDASHBOARD_H
#define CDHCPDASHBOARD_H

#include <stddef.h>

/// A file of the dashboard, as it stands in `page`; part of the program, so that it needs none beside it.
struct cdhcp_page_file {
    const char *name;
    const char *type;
    const unsigned char *octets;
    size_t count;
};

/// The file at an index; its name is NULL behind the last.
struct cdhcp_page_file cdhcp_page_file(size_t index);

#endif
