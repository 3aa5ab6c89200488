#pragma once
#include <stddef.h>
#include <stdint.h>

/// Reads header fields and four options of a datagram the plain way; what a machine can do at best.
uint32_t reference_decode(const uint8_t *datagram, size_t count);
