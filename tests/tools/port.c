/*
 * Prints ports of 127.0.0.1 that are free now, one a line: `port N`. All are
 * held until the last is known, so that no two are the same.
 */
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>

int
main(int argc, char **argv)
{
	long count = argc > 1 ? strtol(argv[1], NULL, 10) : 1;

	for (long i = 0; i < count; i++) {
		struct sockaddr_in a = { .sin_family = AF_INET,
			.sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
		socklen_t len = sizeof(a);
		int fd = socket(AF_INET, SOCK_STREAM, 0);

		if (fd < 0 || bind(fd, (struct sockaddr *)&a, len) != 0 ||
			getsockname(fd, (struct sockaddr *)&a, &len) != 0) {
			perror("port");
			return 1;
		}
		printf("%u\n", (unsigned)ntohs(a.sin_port));
	}
	return 0;
}
