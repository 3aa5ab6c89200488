#pragma once
#include <stdint.h>

/// How often this process has asked for memory so far.
uint64_t allocation_count(void);
