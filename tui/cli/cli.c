/*
 * The station that a command talks to: acts and questions, refusals.
 */
#include "tui/cli/cli.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "crier/refusal.h"
#include "link/long_work.h"
#include "link/reply.h"
#include "tui/pages/i18n.h"
#include "tui/cli/offline.h"
#include "tui/cli/print.h"
#include "tui/cli/show.h"
#include "tui/pages/signing.h"

enum { RELAY_WAIT_MS = 10000, PAUSE_MS = 100 };

/* An err with this id was told already, by the program that was started. */
static const char told[] = "not-started";

static enum err_code
start_own(void *ctx, struct err *err)
{
	const struct cli *c = ctx;
	struct stat st;
	enum err_code rc;
	int status = 0;

	if (stat(c->dir, &st) == 0 && st.st_uid != geteuid())
		return err_set(err, ERR_UNAVAILABLE, c->dir,
			_("The machine's administrator starts it: systemctl "
			  "start crier-station"),
			_("the station does not run"));
	rc = offline_start(&status, c->dir, err);
	if (rc != ERR_OK || status == 0)
		return rc;
	rc = err_set(err, ERR_UNAVAILABLE, c->dir,
		_("crier doctor says what to do."),
		_("the station was not started"));
	FIXED_SET(err->id, told);
	return rc;
}

/* Who names no language, as many a login over ssh, gets the station's. */
static enum err_code
speak(struct cli *c, struct client_options *o, struct err *err)
{
	enum lang own = lang_parse(doc_str(client_hello(c->client), "lang"));

	if (i18n_is_chosen(c->lang_text) || own == c->lang)
		return ERR_OK;
	c->lang = o->lang = own;
	i18n_use(own);
	if (o->progress != NULL)
		(void)long_work_begin(own);
	cli_close(c);
	return client_open(&c->client, o, err);
}

enum err_code
cli_open(struct cli *c, struct err *err)
{
	struct client_options o = { .dir = c->dir,
		.as = c->as,
		.via = c->via ? c->via : "cli",
		.lang = c->lang,
		.start = start_own,
		.ctx = c };
	enum err_code rc;

	if (c->client != NULL)
		return ERR_OK;
	rc = station_dir_find(c->dir, c->station, err);
	if (rc != ERR_OK)
		return rc;
	if (c->verb->patient)
		o.progress = long_work_begin(c->lang);
	rc = client_open(&c->client, &o, err);
	if (rc == ERR_OK)
		rc = speak(c, &o, err);
	if (rc != ERR_OK)
		return rc;
	if (c->verb->patient)
		client_set_timeout(c->client, -1);
	c->zone = client_zone(c->client);
	c->demo = doc_bool(client_hello(c->client), "demo");
	return ERR_OK;
}

int64_t
cli_pause(void)
{
	const struct timespec t = { .tv_nsec = PAUSE_MS * 1000000L };

	(void)nanosleep(&t, NULL);
	return PAUSE_MS;
}

void
cli_close(struct cli *c)
{
	client_close(c->client);
	c->client = NULL;
}

enum err_code
cli_ask_parts(json_t **answer, struct cli *c, const char *question,
	json_t *fields, void (*part)(void *ctx, const json_t *part), void *ctx,
	struct err *err)
{
	enum err_code rc = cli_open(c, err);

	if (rc != ERR_OK) {
		json_decref(fields);
		return rc;
	}
	rc = client_ask(answer, c->client, question, fields, part, ctx, err);
	long_work_clear();
	return rc;
}

enum err_code
cli_ask(json_t **answer, struct cli *c, const char *question, json_t *fields,
	struct err *err)
{
	return cli_ask_parts(answer, c, question, fields, NULL, NULL, err);
}

enum err_code
cli_act(struct cli *c, const char *act, json_t *fields, struct err *err)
{
	json_t *entries = NULL;
	enum err_code rc = cli_acted(&entries, c, act, fields, err);

	json_decref(entries);
	return rc;
}

/*
 * A station that was just started, perhaps by this very command, has its relay
 * in a moment: what needs one is asked again until then.
 */
static enum err_code
act_once_relay_is_there(json_t **entries, struct cli *c, const char *act,
	json_t *fields, struct err *err)
{
	enum err_code rc;
	int64_t waited = 0;

	for (;;) {
		memset(err, 0, sizeof(*err));
		rc = client_act(
			entries, c->client, act, json_deep_copy(fields), err);
		long_work_clear();
		if (rc == ERR_OK || waited >= RELAY_WAIT_MS ||
			strcmp(err->id, "relay-away") != 0)
			break;
		if (waited == 0)
			print_note(_("Waiting for the relay …"));
		waited += cli_pause();
	}
	json_decref(fields);
	return rc;
}

int64_t
cli_clock(void)
{
	struct timespec t;

	(void)clock_gettime(CLOCK_REALTIME, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void
tell_person(const char *says)
{
	print_note("%s", says);
}

enum err_code
cli_sign(json_t **out, struct cli *c, const char *act, json_t *fields,
	bool token, struct err *err)
{
	struct signing *s;
	enum err_code rc = ERR_OK;

	doc_put_str(fields, "act", act);
	s = signing_begin(fields, client_hello(c->client), token, cli_clock());
	json_decref(fields);
	if (signing_wait(s, tell_person) == SIGNING_DONE) {
		*out = signing_signed(s);
		(void)json_object_del(*out, "act");
	} else {
		rc = err_set(err, ERR_UNAVAILABLE, act, signing_remedy(s), "%s",
			signing_says(s));
	}
	signing_end(s);
	return rc;
}

/* A tier may ask for a signature, and then for one by a security key. */
static enum err_code
act_signed_if_asked(json_t **entries, struct cli *c, const char *act,
	json_t *fields, struct err *err)
{
	json_t *signed_fields;
	enum err_code rc;
	bool token;

	rc = act_once_relay_is_there(
		entries, c, act, json_deep_copy(fields), err);
	for (int n = 0;
		n < 2 && rc != ERR_OK && signing_is_asked(err->id, &token);
		n++) {
		rc = cli_sign(&signed_fields, c, act, json_deep_copy(fields),
			token, err);
		if (rc == ERR_OK)
			rc = act_once_relay_is_there(
				entries, c, act, signed_fields, err);
	}
	json_decref(fields);
	return rc;
}

enum err_code
cli_acted(json_t **out, struct cli *c, const char *act, json_t *fields,
	struct err *err)
{
	json_t *entries = NULL, *doc;
	enum err_code rc = cli_open(c, err);

	if (rc != ERR_OK) {
		json_decref(fields);
		return rc;
	}
	rc = act_signed_if_asked(&entries, c, act, fields, err);
	if (rc != ERR_OK)
		return rc;
	if (c->json) {
		doc = json_object();
		doc_put(doc, "entries", json_incref(entries));
		print_doc(doc);
		json_decref(doc);
	} else {
		show_done(c, entries);
		if (c->verb->after != NULL)
			c->verb->after(c, entries);
	}
	*out = entries;
	return ERR_OK;
}

int
cli_fail(const struct cli *c, const struct err *err)
{
	char what[sizeof(err->what)], remedy[sizeof(err->remedy)];
	char where[sizeof(err->where)];
	enum act act = ACT_COUNT;
	json_t *doc;

	if (c->json) {
		doc = json_object();
		doc_put(doc, "refusal",
			reply_refusal(err, c->lang, HAND_SHELL));
		print_doc(doc);
		json_decref(doc);
	}
	long_work_clear();
	(void)fflush(stdout);
	if (strcmp(err->id, told) == 0)
		return err_exit(err->code);
	if (c->verb && c->verb->act)
		(void)act_parse(&act, c->verb->act);
	/* many sentences name the place themselves, whatever they call it */
	refusal_format(
		what, sizeof(what), remedy, sizeof(remedy), err, LANG_EN);
	refusal_where(where, sizeof(where), err, act, c->lang);
	if (strstr(what, err->where) != NULL)
		where[0] = '\0';
	refusal_format(
		what, sizeof(what), remedy, sizeof(remedy), err, c->lang);
	print_fail(what, where, remedy);
	return err_exit(err->code);
}
