#ifndef CDHCP_BUILD_H
#define CDHCP_BUILD_H

/// The version and the commit of this build, such as `0.1.0 (3c9affc)`; Package.swift says both.
const char *cdhcp_version(void);

#endif
