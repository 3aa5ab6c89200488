// SHA-256 (FIPS 180-4), with the processor's own instructions where there are some.
#include "CDHCPLinux.h"
#include <string.h>
#include <sys/random.h>

static const uint32_t constants[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
};

static inline uint32_t turned(uint32_t word, int count) { return word >> count | word << (32 - count); }

static inline uint32_t word_at(const uint8_t *octets)
{
    return (uint32_t)octets[0] << 24 | (uint32_t)octets[1] << 16 | (uint32_t)octets[2] << 8 | octets[3];
}

static void plain_blocks(uint32_t state[8], const uint8_t *octets, size_t count)
{
    for (; count > 0; count--, octets += 64) {
        uint32_t words[64];
        for (int i = 0; i < 16; i++) words[i] = word_at(octets + 4 * i);
        for (int i = 16; i < 64; i++) {
            uint32_t a = words[i - 15], b = words[i - 2];
            words[i] = words[i - 16] + (turned(a, 7) ^ turned(a, 18) ^ a >> 3) + words[i - 7] +
                       (turned(b, 17) ^ turned(b, 19) ^ b >> 10);
        }
        uint32_t a = state[0], b = state[1], c = state[2], d = state[3];
        uint32_t e = state[4], f = state[5], g = state[6], h = state[7];
        for (int i = 0; i < 64; i++) {
            uint32_t first =
                h + (turned(e, 6) ^ turned(e, 11) ^ turned(e, 25)) + ((e & f) ^ (~e & g)) + constants[i] + words[i];
            uint32_t second = (turned(a, 2) ^ turned(a, 13) ^ turned(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));
            h = g, g = f, f = e, e = d + first, d = c, c = b, b = a, a = first + second;
        }
        state[0] += a, state[1] += b, state[2] += c, state[3] += d;
        state[4] += e, state[5] += f, state[6] += g, state[7] += h;
    }
}

#if defined(__x86_64__)
#include <immintrin.h>

__attribute__((target("sha,sse4.1"))) static void quick_blocks(uint32_t state[8], const uint8_t *octets, size_t count)
{
    const __m128i order = _mm_set_epi64x(0x0c0d0e0f08090a0bLL, 0x0405060700010203LL);
    // The instructions want the state as ABEF and CDGH.
    __m128i low = _mm_shuffle_epi32(_mm_loadu_si128((const __m128i *)state), 0xB1);
    __m128i high = _mm_shuffle_epi32(_mm_loadu_si128((const __m128i *)(state + 4)), 0x1B);
    __m128i first = _mm_alignr_epi8(low, high, 8);
    __m128i second = _mm_blend_epi16(high, low, 0xF0);
    for (; count > 0; count--, octets += 64) {
        const __m128i before_first = first, before_second = second;
        __m128i words[4];
        for (int i = 0; i < 4; i++)
            words[i] = _mm_shuffle_epi8(_mm_loadu_si128((const __m128i *)(octets + 16 * i)), order);
        for (int i = 0; i < 16; i++) {
            if (i >= 4) {
                // The four words behind the last sixteen, of which `words` has these four the longest.
                __m128i *next = &words[i & 3];
                const __m128i last = words[(i + 3) & 3], middle = words[(i + 2) & 3];
                __m128i sum = _mm_sha256msg1_epu32(*next, words[(i + 1) & 3]);
                sum = _mm_add_epi32(sum, _mm_alignr_epi8(last, middle, 4));
                *next = _mm_sha256msg2_epu32(sum, last);
            }
            __m128i message = _mm_add_epi32(words[i & 3], _mm_loadu_si128((const __m128i *)(constants + 4 * i)));
            second = _mm_sha256rnds2_epu32(second, first, message);
            first = _mm_sha256rnds2_epu32(first, second, _mm_shuffle_epi32(message, 0x0E));
        }
        first = _mm_add_epi32(first, before_first);
        second = _mm_add_epi32(second, before_second);
    }
    low = _mm_shuffle_epi32(first, 0x1B);
    high = _mm_shuffle_epi32(second, 0xB1);
    _mm_storeu_si128((__m128i *)state, _mm_blend_epi16(low, high, 0xF0));
    _mm_storeu_si128((__m128i *)(state + 4), _mm_alignr_epi8(high, low, 8));
}

#include <cpuid.h>

static int is_quick(void)
{
    static int known = -1;
    int answer = __atomic_load_n(&known, __ATOMIC_RELAXED);
    if (answer < 0) {
        unsigned int a, b, c, d;
        int has_sse = __get_cpuid(1, &a, &b, &c, &d) && (c & bit_SSE4_1) && (c & bit_SSSE3);
        answer = has_sse && __get_cpuid_count(7, 0, &a, &b, &c, &d) && (b >> 29 & 1);
        __atomic_store_n(&known, answer, __ATOMIC_RELAXED);
    }
    return answer;
}

static void blocks(uint32_t state[8], const uint8_t *octets, size_t count, int may_be_quick)
{
    if (may_be_quick && is_quick()) {
        quick_blocks(state, octets, count);
    } else {
        plain_blocks(state, octets, count);
    }
}
#else
static void blocks(uint32_t state[8], const uint8_t *octets, size_t count, int may_be_quick)
{
    (void)may_be_quick;
    plain_blocks(state, octets, count);
}
#endif

void cdhcp_sha256(const uint8_t *octets, size_t count, uint8_t digest[32], int may_be_quick)
{
    uint32_t state[8] = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
    size_t whole = count / 64, rest = count % 64;
    if (whole > 0) blocks(state, octets, whole, may_be_quick);
    uint8_t end[128] = {0};
    if (rest > 0) memcpy(end, octets + 64 * whole, rest);
    end[rest] = 0x80;
    size_t length = rest < 56 ? 64 : 128;
    uint64_t bits = (uint64_t)count * 8;
    for (int i = 0; i < 8; i++) end[length - 1 - i] = (uint8_t)(bits >> (8 * i));
    blocks(state, end, length / 64, may_be_quick);
    for (int i = 0; i < 32; i++) digest[i] = (uint8_t)(state[i / 4] >> (24 - 8 * (i % 4)));
}

void cdhcp_random(uint8_t *octets, size_t count)
{
    while (count > 0) {
        ssize_t got = getrandom(octets, count, 0);
        // It fails for a moment alone: what is not given yet is asked for again.
        if (got <= 0) continue;
        octets += got;
        count -= (size_t)got;
    }
}
