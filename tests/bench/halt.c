/*
 * How long halt waits for its answer: `halt DIR MESSAGE COUNT PAUSE-MS` arms
 * the approved message ($DIGEST) as $RELEASER and halts it as $OFFICER, so
 * often, from where an officer's console is, connected already. What is timed
 * is the halt: it is judged and stands on the disk before it is answered. With
 * `revise` behind it, how long the message's next revision takes, with $SLOT
 * changed; it has one so far. Prints one line of name=value pairs.
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

/* What was refused is no act, however quick. */
static double
timed(struct client *c, const char *act, json_t *fields)
{
	json_t *entries = NULL;
	struct err err = { .code = ERR_OK };
	double start = now_ms();

	(void)client_act(&entries, c, act, fields, &err);
	if (err.code != ERR_OK) {
		fprintf(stderr, "halt: %s\n", err.what);
		exit(1);
	}
	json_decref(entries);
	return now_ms() - start;
}

static json_t *
said_of(const char *message)
{
	json_t *fields = json_object();

	doc_put_str(fields, "message", message);
	return fields;
}

static double
halt_once(struct client *c, struct client *releaser, const char *message)
{
	json_t *fields = said_of(message);

	doc_put_str(fields, "digest", getenv("DIGEST"));
	(void)timed(releaser, "release.arm", fields);
	return timed(c, "release.halt", said_of(message));
}

static double
revise_once(struct client *c, const char *message, int n)
{
	json_t *fields = said_of(message);

	doc_put_int(fields, "base", n + 1);
	doc_put(fields, "slots", revise_said(n));
	return timed(c, "message.revise", fields);
}

static struct client *
entered(const char *dir, const char *officer)
{
	struct client_options options = {
		.dir = dir, .as = getenv(officer), .via = "console"
	};
	struct client *c = NULL;
	struct err err = { .code = ERR_OK };

	if (client_open(&c, &options, &err) != ERR_OK) {
		fprintf(stderr, "halt: %s\n", err.what);
		exit(1);
	}
	return c;
}

int
main(int argc, char **argv)
{
	struct client *c, *releaser;
	double *took;
	bool revise = argc == 6 && strcmp(argv[5], "revise") == 0;
	int count, pause;

	if (argc != 5 && !revise)
		return 64;
	count = (int)strtol(argv[3], NULL, 10);
	pause = (int)strtol(argv[4], NULL, 10);
	if (count < 1 || count > WAITS_MAX)
		return 64;
	c = entered(argv[1], "OFFICER");
	releaser = entered(argv[1], "RELEASER");
	took = mem_array((size_t)count, sizeof(*took));
	for (int i = 0; i < count; i++) {
		took[i] = revise ? revise_once(c, argv[2], i)
				 : halt_once(c, releaser, argv[2]);
		(void)poll(NULL, 0, pause);
	}
	waits_print(took, count);
	free(took);
	client_close(releaser);
	client_close(c);
	return 0;
}
