/*
 * What a child says, and how a fault of it crosses the pipe.
 */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
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

/* ---- faults ---- */

json_t *
child_fault_doc(const struct err *err)
{
	json_t *doc = json_object();

	doc_put_int(doc, "code", err->code);
	doc_put_str(doc, "id", err->id);
	doc_put_str(doc, "what", err->what);
	doc_put_str(doc, "where", err->where);
	doc_put_str(doc, "remedy", err->remedy);
	if (err->has_args)
		doc_put(doc, "args", refusal_args_doc(err));
	return doc;
}

void
child_fault(struct err *err, const json_t *fault)
{
	int64_t code = doc_int(fault, "code");

	/* a child may have been taken over: it names no code of its own */
	if (code <= ERR_OK || code >= ERR_CODES)
		code = ERR_INTERNAL;
	(void)err_set(err, (enum err_code)code, doc_str(fault, "where"),
		doc_str(fault, "remedy"), "%s", doc_str(fault, "what"));
	fixed_cut(err->id, sizeof(err->id), doc_str(fault, "id"));
	refusal_args_read(err, doc_get(fault, "args"));
}
