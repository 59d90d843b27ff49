/*
 * How long halt waits for its answer: `halt DIR MESSAGE COUNT PAUSE-MS` asks
 * to halt the message's release so often, each time from where an officer's
 * console is, connected already. That nothing is fired is an answer too; it is
 * judged as any halt is. With `revise` behind it, how long the message's next
 * revision does, with $SLOT changed; it has one so far. Prints one line of
 * name=value pairs.
 */
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/mem.h"
#include "link/client.h"
#include "tests/bench/waits.h"

static json_t *
revise_said(int n)
{
	json_t *slots = json_object();
	char text[64];

	(void)snprintf(text, sizeof(text), "North gate %d", n);
	doc_put_str(slots, getenv("SLOT"), text);
	return slots;
}

static double
halt_once(struct client *c, const char *message, bool revise, int n)
{
	json_t *fields = json_object(), *entries = NULL;
	struct err err = { .code = ERR_OK };
	double start;

	doc_put_str(fields, "message", message);
	if (revise) {
		doc_put_int(fields, "base", n + 1);
		doc_put(fields, "slots", revise_said(n));
	}
	start = now_ms();
	(void)client_act(&entries, c,
		revise ? "message.revise" : "release.halt", fields, &err);
	json_decref(entries);
	/* no answer at all is none that was quick, and what is no halt of a
	 * message that there is was not judged as one */
	if (err.code == ERR_UNAVAILABLE || err.code == ERR_IO ||
		err.code == ERR_INVALID || err.code == ERR_NOT_FOUND ||
		(revise && err.code != ERR_OK)) {
		fprintf(stderr, "halt: %s\n", err.what);
		exit(1);
	}
	return now_ms() - start;
}

int
main(int argc, char **argv)
{
	struct client_options options = { .as = getenv("OFFICER"),
		.via = "console" };
	struct client *c = NULL;
	struct err err = { .code = ERR_OK };
	double *took;
	bool revise = argc == 6 && strcmp(argv[5], "revise") == 0;
	int count, pause;

	if (argc != 5 && !revise)
		return 64;
	options.dir = argv[1];
	count = (int)strtol(argv[3], NULL, 10);
	pause = (int)strtol(argv[4], NULL, 10);
	if (count < 1 || count > WAITS_MAX)
		return 64;
	if (client_open(&c, &options, &err) != ERR_OK) {
		fprintf(stderr, "halt: %s\n", err.what);
		return 1;
	}
	took = mem_array((size_t)count, sizeof(*took));
	for (int i = 0; i < count; i++) {
		took[i] = halt_once(c, argv[2], revise, i);
		(void)poll(NULL, 0, pause);
	}
	waits_print(took, count);
	free(took);
	client_close(c);
	return 0;
}
