/*
 * How soon and how much a program writes for a key: `typing KEYS GAP READY
 * SEQUENCE PASTE KEY… -- PROGRAM ARG…` runs it on a pseudo terminal of 80x24,
 * waits for READY (empty: for anything), types SEQUENCE (a key each 0.5 s) to
 * come to the place, pastes as many characters as PASTE says with the marks of
 * a paste, and then types KEYS keys, the KEY arguments in turn, each after GAP
 * ms of silence. Prints the median and the 99th percentile of the time to the
 * first byte, and those of the bytes. A key that nothing answers is a failure.
 */
#include "tests/bench/pty.h"

enum { KEYS_MAX = 1000, ANSWER_MS = 2000, PASTE_MS = 3000, CHUNK = 1000 };

static const char unit[] = "水"; /* no word of the rules */

/* In pieces, as a terminal does: it must be read meanwhile. */
static void
paste(int fd, long count)
{
	char text[CHUNK * sizeof(unit)];

	pty_type(fd, "\033[200~");
	while (count > 0) {
		size_t n = 0;

		for (; count > 0 && n < CHUNK * (sizeof(unit) - 1); count--) {
			memcpy(text + n, unit, sizeof(unit) - 1);
			n += sizeof(unit) - 1;
		}
		text[n] = '\0';
		pty_type(fd, text);
		pty_rest(fd, 30);
	}
	pty_type(fd, "\033[201~");
	pty_rest(fd, PASTE_MS);
}

static double
of(const double *sorted, int count, int hundredth)
{
	int at = (count * hundredth + 99) / 100 - 1;

	return sorted[at < 0 ? 0 : at];
}

int
main(int argc, char **argv)
{
	static double took[KEYS_MAX], bytes[KEYS_MAX];
	int fd, i, first = 6, keys = argc > 8 ? pty_number(argv[1]) : 0,
		   turn = 0;
	struct pty_read r;
	pid_t pid;

	while (first + turn < argc && strcmp(argv[first + turn], "--") != 0)
		turn++;
	if (keys < 1 || keys > KEYS_MAX || turn == 0 ||
		first + turn + 1 >= argc) {
		fputs("usage: typing KEYS GAP READY SEQUENCE PASTE KEY... -- "
		      "PROGRAM ARG...\n",
			stderr);
		return 64;
	}
	pid = pty_begin(&fd, argv + first + turn + 1);
	if (pid < 0 || !pty_come(fd, argv[3], argv[4])) {
		fprintf(stderr, "'%s' never came\n", argv[3]);
		return 1;
	}
	if (pty_number(argv[5]) > 0)
		paste(fd, pty_number(argv[5]));
	for (i = 0; i < keys; i++) {
		pty_type(fd, argv[first + i % turn]);
		if (!pty_watch(&r, fd, NULL, pty_number(argv[2]), ANSWER_MS))
			break;
		took[i] = r.first;
		bytes[i] = (double)r.bytes;
	}
	pty_end(pid, fd);
	if (i < keys) {
		fprintf(stderr, "key %d wrote nothing\n", i + 1);
		return 1;
	}
	qsort(took, (size_t)keys, sizeof(*took), pty_by_size);
	qsort(bytes, (size_t)keys, sizeof(*bytes), pty_by_size);
	printf("median_ms=%.2f p99_ms=%.2f median_bytes=%.0f p99_bytes=%.0f "
	       "keys=%d\n",
		of(took, keys, 50), of(took, keys, 99), of(bytes, keys, 50),
		of(bytes, keys, 99), keys);
	return 0;
}
