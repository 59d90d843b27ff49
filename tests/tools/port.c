/*
 * Prints ports of 127.0.0.1 that are free now, one a line: `port N`. All are
 * held until the last is known, so that no two are the same. They lie below
 * the range from which the kernel gives ports to connections: between this
 * program's end and the server's start, none of those takes one away.
 */
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/random.h>
#include <sys/socket.h>

enum { LOWEST = 10000, TRIES = 1000 };

/* The first port of the kernel's own range. */
static unsigned
range_start(void)
{
	FILE *f = fopen("/proc/sys/net/ipv4/ip_local_port_range", "re");
	unsigned low = 0;

	if (f == NULL || fscanf(f, "%u", &low) != 1)
		low = 0;
	if (f != NULL)
		(void)fclose(f);
	return low;
}

/* Below the range by chance; 0, the kernel's choice, if there is no room. */
static unsigned
candidate(unsigned end, int attempt)
{
	unsigned random = 0;

	if (end <= LOWEST || attempt == TRIES - 1 ||
		getrandom(&random, sizeof(random), 0) != sizeof(random))
		return 0;
	return LOWEST + random % (end - LOWEST);
}

static unsigned
hold_port(unsigned end)
{
	struct sockaddr_in a = { .sin_family = AF_INET,
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t len = sizeof(a);
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	for (int n = 0; fd >= 0 && n < TRIES; n++) {
		a.sin_port = htons((in_port_t)candidate(end, n));
		if (bind(fd, (struct sockaddr *)&a, len) == 0 &&
			getsockname(fd, (struct sockaddr *)&a, &len) == 0)
			return ntohs(a.sin_port);
	}
	return 0;
}

int
main(int argc, char **argv)
{
	long count = argc > 1 ? strtol(argv[1], NULL, 10) : 1;
	unsigned end = range_start();

	for (long i = 0; i < count; i++) {
		unsigned port = hold_port(end);

		if (port == 0) {
			perror("port");
			return 1;
		}
		printf("%u\n", port);
	}
	return 0;
}
