/*
 * Says the lines of standard input to a Unix socket and prints what comes
 * back until the other side closes: `say SOCKET [WAIT]`. With WAIT it keeps
 * its own side open, at most that many seconds.
 */
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

static int
failed(const char *what)
{
	perror(what);
	return 1;
}

int
main(int argc, char **argv)
{
	struct sockaddr_un sun = { .sun_family = AF_UNIX };
	int fd = socket(AF_UNIX, SOCK_STREAM, 0), wait = -1;
	char buf[65536];
	ssize_t n;

	if (argc < 2 || strlen(argv[1]) >= sizeof(sun.sun_path))
		return 64;
	memcpy(sun.sun_path, argv[1], strlen(argv[1]));
	if (fd < 0 || connect(fd, (struct sockaddr *)&sun, sizeof(sun)) != 0)
		return failed(argv[1]);
	while ((n = read(STDIN_FILENO, buf, sizeof(buf))) > 0)
		if (send(fd, buf, (size_t)n, MSG_NOSIGNAL) != n)
			return failed("send");
	if (argc > 2)
		wait = (int)strtol(argv[2], NULL, 10) * 1000;
	else
		(void)shutdown(fd, SHUT_WR);
	for (;;) {
		struct pollfd p = { .fd = fd, .events = POLLIN };

		if (poll(&p, 1, wait) <= 0 ||
			(n = read(fd, buf, sizeof(buf))) <= 0)
			break;
		(void)fwrite(buf, 1, (size_t)n, stdout);
		(void)fflush(stdout);
	}
	return 0;
}
