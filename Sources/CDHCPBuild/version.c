#include "CDHCPBuild.h"

const char *cdhcp_version(void) {
#ifdef DHCP_COMMIT
    return DHCP_VERSION " (" DHCP_COMMIT ")";
#else
    return DHCP_VERSION;
#endif
}
