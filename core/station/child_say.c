/*
 * What a child says.
 */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "station/child.h"
#include "station/env.h"

/* ---- long work ---- */

enum { PROGRESS_EVERY_MS = 200 };

static volatile sig_atomic_t child_told_to_end;

static void
child_hear(int signal)
{
	child_told_to_end = signal;
}

static bool
child_tell(void *ctx, enum progress_step step, int64_t done, int64_t total)
{
	static int64_t last;
	int64_t now = station_boot();
	json_t *doc;

	(void)ctx;
	if (child_told_to_end == 0 && now - last >= PROGRESS_EVERY_MS) {
		last = now;
		doc = json_object();
		doc_put_str(doc, "step", progress_word(step));
		doc_put_int(doc, "done", done);
		doc_put_int(doc, "total", total);
		child_say("progress", doc);
	}
	return child_told_to_end != 0;
}

const struct progress *
child_progress(bool ends)
{
	static const struct progress told = { child_tell, NULL };
	struct sigaction hear = { .sa_handler = child_hear };

	(void)sigemptyset(&hear.sa_mask);
	if (ends) {
		(void)sigaction(SIGTERM, &hear, NULL);
		/* nobody reads what it says while it tidies up */
		(void)signal(SIGPIPE, SIG_IGN);
	}
	return &told;
}

void
child_say(const char *key, json_t *value)
{
	json_t *doc = json_object();
	char *text;

	doc_put(doc, key, value);
	text = doc_format(doc);
	(void)printf("%s\n", text);
	/* what is said only to be heard must not wait for more */
	if (strcmp(key, "part") != 0)
		(void)fflush(stdout);
	free(text);
	json_decref(doc);
}
