#define _GNU_SOURCE
#include "CDHCPLinux.h"

#include <sched.h>

int cdhcp_run_when_idle(void)
{
    const struct sched_param none = {0};
    return sched_setscheduler(0, SCHED_IDLE, &none);
}
