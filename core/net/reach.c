/*
 * The registries of special addresses (RFC 6890 and what came since) as rows.
 */
#include "net/reach.h"

#include <netinet/in.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <strings.h>

#include "base/host.h"

struct reach_row {
	unsigned char bytes[16];
	int bits; /* of them that count */
	enum reach reach;
};

/* The first that fits; any other is public. */
static const struct reach_row four[] = {
	{ { 127 }, 8, REACH_HERE },
	{ { 10 }, 8, REACH_PRIVATE },
	{ { 172, 16 }, 12, REACH_PRIVATE },
	{ { 192, 168 }, 16, REACH_PRIVATE },
	{ { 100, 64 }, 10, REACH_PRIVATE }, /* behind a provider's NAT */
	{ { 0 }, 8, REACH_NOWHERE }, /* Linux takes 0.0.0.0 for itself */
	{ { 169, 254 }, 16, REACH_NOWHERE }, /* and cloud machines' secrets */
	{ { 192, 0, 0 }, 24, REACH_NOWHERE },
	{ { 192, 0, 2 }, 24, REACH_NOWHERE },
	{ { 198, 18 }, 15, REACH_NOWHERE },
	{ { 198, 51, 100 }, 24, REACH_NOWHERE },
	{ { 203, 0, 113 }, 24, REACH_NOWHERE },
	{ { 224 }, 3, REACH_NOWHERE }, /* multicast, reserved, broadcast */
	{ { 0 }, -1, REACH_PUBLIC },
};

static const struct reach_row six[] = {
	{ { [15] = 1 }, 128, REACH_HERE },
	{ { 0xFC }, 7, REACH_PRIVATE },
	{ { 0x20, 0x01, 0x0D, 0xB8 }, 32, REACH_NOWHERE },
	{ { 0x20, 0x01 }, 23, REACH_NOWHERE }, /* Teredo and its like */
	{ { 0x3F, 0xFF }, 20, REACH_NOWHERE },
	{ { 0x20 }, 3, REACH_PUBLIC }, /* all that is given out: 2000::/3 */
	{ { 0 }, 0, REACH_NOWHERE },
	{ { 0 }, -1, REACH_NOWHERE },
};

/* Where an IPv4 address stands in an IPv6 one. */
static const struct {
	unsigned char bytes[16];
	int bits, at;
} holding[] = {
	{ { [10] = 0xFF, [11] = 0xFF }, 96, 12 }, /* ::ffff:1.2.3.4 */
	{ { 0x00, 0x64, 0xFF, 0x9B }, 96, 12 }, /* NAT64 */
	{ { 0x20, 0x02 }, 16, 2 }, /* 6to4 */
};

static bool
reach_begins(const unsigned char *a, const unsigned char *b, int bits)
{
	int whole = bits / 8, rest = bits % 8;

	if (memcmp(a, b, (size_t)whole) != 0)
		return false;
	return rest == 0 || ((a[whole] ^ b[whole]) >> (8 - rest)) == 0;
}

static enum reach
reach_in(const struct reach_row *rows, const unsigned char *bytes)
{
	while (rows->bits >= 0 && !reach_begins(bytes, rows->bytes, rows->bits))
		rows++;
	return rows->reach;
}

static enum reach
reach_of_six(const unsigned char *bytes)
{
	for (size_t i = 0; i < sizeof(holding) / sizeof(holding[0]); i++)
		if (reach_begins(bytes, holding[i].bytes, holding[i].bits))
			return reach_in(four, bytes + holding[i].at);
	return reach_in(six, bytes);
}

enum reach
reach_of(const struct sockaddr *address)
{
	struct sockaddr_in v4;
	struct sockaddr_in6 v6;
	unsigned char bytes[16];

	if (address->sa_family == AF_INET) {
		memcpy(&v4, address, sizeof(v4));
		memcpy(bytes, &v4.sin_addr, 4);
		return reach_in(four, bytes);
	}
	if (address->sa_family != AF_INET6)
		return REACH_NOWHERE;
	memcpy(&v6, address, sizeof(v6));
	memcpy(bytes, &v6.sin6_addr, 16);
	return reach_of_six(bytes);
}

bool
reach_may(const struct sockaddr *address, const char *url, bool inside)
{
	enum reach reach = reach_of(address);

	if (host_of_url_is_local(url))
		return reach == REACH_HERE;
	if (inside)
		return reach != REACH_NOWHERE;
	return reach == REACH_PUBLIC && strncasecmp(url, "http:", 5) != 0;
}
