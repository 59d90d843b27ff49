/*
 * What the machine itself makes one wait: `echo FOLDER COUNT PAUSE-MS [durable]`
 * asks another process of ours over a socket so often and waits for its byte;
 * with `durable` that process first writes a page to a file in FOLDER and waits
 * for the disk, as whoever answers for an entry must. Beside `halt`, under the
 * same loads at the same time, it is the part of a wait that is not ours.
 * Prints one line of name=value pairs.
 */
#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/bench/waits.h"

enum { PAGE = 4096 };

/* Answers until the other end is closed. */
static int
answer(int sock, int file)
{
	static char page[PAGE];
	char byte;

	while (read(sock, &byte, 1) == 1) {
		if (file >= 0 &&
			(pwrite(file, page, PAGE, 0) != PAGE ||
				fdatasync(file) != 0))
			return 1;
		if (write(sock, &byte, 1) != 1)
			return 1;
	}
	return 0;
}

static int
open_page(const char *folder)
{
	char path[4096];

	snprintf(path, sizeof(path), "%s/echo.page", folder);
	return open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
}

/* False: the other process is gone. */
static int
ask(int sock, double *took, int count, int pause)
{
	char byte = 'h';

	for (int i = 0; i < count; i++) {
		double start = now_ms();

		if (write(sock, &byte, 1) != 1 || read(sock, &byte, 1) != 1)
			return 0;
		took[i] = now_ms() - start;
		(void)poll(NULL, 0, pause);
	}
	return 1;
}

int
main(int argc, char **argv)
{
	static double took[WAITS_MAX];
	int durable = argc == 5 && strcmp(argv[4], "durable") == 0;
	int pair[2], file = -1, count, asked;

	if (argc != 4 + durable)
		return 64;
	count = (int)strtol(argv[2], NULL, 10);
	if (count < 1 || count > WAITS_MAX ||
		(durable && (file = open_page(argv[1])) < 0) ||
		socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0)
		return 1;
	switch (fork()) {
	case -1:
		return 1;
	case 0:
		close(pair[0]);
		_exit(answer(pair[1], file));
	default:
		close(pair[1]);
	}
	asked = ask(pair[0], took, count, (int)strtol(argv[3], NULL, 10));
	close(pair[0]);
	(void)wait(NULL);
	if (!asked)
		return 1;
	waits_print(took, count);
	return 0;
}
