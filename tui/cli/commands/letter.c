/*
 * crier letter, crier exchange: letters between stations, and carrying them by
 * stick or mail.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "base/doc.h"
#include "base/mem.h"
#include "crier/refusal.h"
#include "link/client.h"
#include "tui/cli/commands.h"
#include "tui/cli/offline.h"
#include "tui/cli/outlet.h"
#include "tui/cli/show.h"
#include "tui/pages/i18n.h"
#include "tui/pages/value.h"

enum { PAPER_MAX = 400 }; /* bytes of a spare key on paper */

static void
letter_print(struct cli *c, const json_t *l)
{
	const json_t *says = doc_get(l, "says");

	show_pairs(c, DOCUMENT_LETTER,
		"letter way name kind outcome rule vol seq at by message organ "
		"re lost held",
		l);
	if (says == NULL)
		return;
	show_pairs(c, DOCUMENT_LETTER_SAYS,
		"subject message title organ deadline digest agreed by phone "
		"reason",
		says);
	if (*doc_str(says, "text"))
		print_block("    ", doc_str(says, "text"));
}

/* ---- packing ---- */

struct packing {
	int64_t after; /* the entry of the last one; 0: that was all */
	int64_t count, lost;
};

/* Letters behind p->after go to the file. */
static enum err_code
pack_part(struct outlet *to, struct cli *c, struct packing *p, struct err *err)
{
	json_t *ask = json_object(), *part = NULL;
	char from[24];
	enum err_code rc;

	(void)snprintf(from, sizeof(from), "%lld", (long long)p->after);
	doc_put_str(ask, "after", from);
	doc_put_str(ask, "partner", cli_option(c, "for"));
	rc = cli_ask(&part, c, "letter.pack", ask, err);
	if (rc == ERR_OK) {
		outlet_put(to, doc_str(part, "text"),
			strlen(doc_str(part, "text")));
		p->after = doc_int(part, "next");
		p->count += doc_int(part, "count");
		p->lost += doc_int(part, "lost");
	}
	json_decref(part);
	return rc;
}

static void
pack_print(const struct cli *c, const struct packing *p)
{
	json_t *doc = json_pack("{s:I,s:I}", "letters", (json_int_t)p->count,
		"lost", (json_int_t)p->lost);

	if (c->json) {
		print_doc(doc);
	} else {
		print_line(_("letters packed: %lld"), (long long)p->count);
		if (p->lost > 0)
			print_line(_("of these only the heads, as their boxes "
				     "are not here any more: %lld"),
				(long long)p->lost);
	}
	json_decref(doc);
}

static int
pack_run(struct cli *c)
{
	const char *path = cli_option(c, "to");
	struct outlet to;
	struct err err = { 0 };
	struct packing p = { 0, 0, 0 };
	enum err_code rc = outlet_open(&to, path, true, &err);

	if (rc != ERR_OK)
		return cli_fail(c, &err);
	do
		rc = pack_part(&to, c, &p, &err);
	while (rc == ERR_OK && p.after > 0);
	rc = outlet_close(&to, rc, &err);
	if (rc != ERR_OK)
		return cli_fail(c, &err);
	pack_print(c, &p);
	return EX_OK;
}

/* ---- taking ---- */

struct stick {
	char **lines;
	size_t count;
	int64_t taken, passed, refused, known, waits;
	int64_t back, closed; /* our own; those that could not be opened */
	const char *own; /* our id, where a spare key opens our letters */
	char *paper; /* that key, or NULL */
	json_t *why; /* what was refused, in the reader's language */
	json_t *fresh; /* partners whose new key was taken on their spare's word */
};

static void
stick_release(struct stick *t)
{
	for (size_t i = 0; i < t->count; i++)
		free(t->lines[i]);
	free(t->lines);
	if (t->paper != NULL)
		explicit_bzero(t->paper, strlen(t->paper));
	free(t->paper);
	json_decref(t->why);
	json_decref(t->fresh);
}

static enum err_code
stick_read(struct stick *t, const char *path, struct err *err)
{
	FILE *f = strcmp(path, "-") == 0 ? stdin : fopen(path, "re");
	char *line = NULL;
	size_t room = 0;

	if (f == NULL)
		return refuse_errno(err, REFUSE_READ, path);
	while (getline(&line, &room, f) > 0) {
		line[strcspn(line, "\r\n")] = '\0';
		if (*line)
			*MEM_ADD(t->lines, t->count) = mem_strdup(line);
	}
	free(line);
	if (f != stdin)
		(void)fclose(f);
	return ERR_OK;
}

static void
stick_refused(struct stick *t, const struct cli *c, const char *id,
	const struct err *why)
{
	char what[400], remedy[300];

	t->refused++;
	refusal_format(
		what, sizeof(what), remedy, sizeof(remedy), why, c->lang);
	json_array_append_new(
		t->why, json_pack("{s:s,s:s}", "rule", id, "what", what));
}

/* Why, of what the entry knows; a rule that says more than that is named. */
static void
stick_why(struct err *why, const json_t *body, const char *sender)
{
	const char *rule = doc_str(body, "rule");
	struct arg from = arg_id(sender);

	if (strcmp(rule, "letter-fork") == 0)
		(void)refuse(why, REFUSE_LETTER_FORK, "",
			WITH(from, arg_count(doc_int(body, "vol")),
				arg_count(doc_int(body, "seq"))));
	else if (strcmp(rule, "letter-closed") == 0)
		(void)refuse(why, REFUSE_LETTER_CLOSED, "", WITH(from));
	else if (strcmp(rule, "letter-digest") == 0)
		(void)refuse(why, REFUSE_LETTER_DIGEST, "", WITH(from));
	else
		(void)err_set(why, ERR_REFUSED, "", "", "%s", rule);
}

/* The body of the first entry of that kind; a letter may bring others. */
static const json_t *
stick_find(const json_t *entries, const char *kind)
{
	for (size_t n = 0; n < json_array_size(entries); n++)
		if (strcmp(doc_str(json_array_get(entries, n), "kind"), kind) ==
			0)
			return doc_get(json_array_get(entries, n), "body");
	return NULL;
}

/* What an entry says of the letter; false: its place is still to come. */
static bool
stick_entry(struct stick *t, const struct cli *c, const json_t *entries)
{
	const json_t *back = stick_find(entries, "letter.returned");
	const json_t *body = back ? back : stick_find(entries, "letter.taken");
	const char *outcome = doc_str(body, "outcome");
	struct err why = { 0 };

	if (*doc_str(stick_find(entries, "partner.changed"), "vouched"))
		(void)json_array_append(
			t->fresh, json_object_get(body, "partner"));
	if (strcmp(outcome, "taken") == 0) {
		t->taken++;
	} else if (strcmp(outcome, "passed") == 0) {
		t->passed++;
	} else if (strcmp(outcome, "returned") == 0 ||
		strcmp(outcome, "opened") == 0 ||
		strcmp(outcome, "closed") == 0) {
		t->back++;
		t->closed += strcmp(outcome, "closed") == 0;
	} else if (strcmp(outcome, "halts") == 0) {
		t->waits++; /* obeyed already */
		return false;
	} else {
		stick_why(&why, body, back ? t->own : doc_str(body, "partner"));
		stick_refused(t, c, doc_str(body, "rule"), &why);
	}
	return true;
}

/* The spare key goes with our own letters and with no other. */
static bool
stick_is_own(const struct stick *t, const char *line)
{
	json_t *whole = json_loads(line, 0, NULL);
	bool own = strcmp(doc_str(doc_get(whole, "head"), "from"), t->own) == 0;

	json_decref(whole);
	return own;
}

/* False if nobody can take anything now: the station is not there. */
static enum err_code
stick_line(struct stick *t, struct cli *c, char **line, struct err *err)
{
	json_t *act = json_object(), *entries = NULL;
	struct err why = { 0 };
	bool done = true;
	enum err_code rc;

	doc_put_str(act, "letter_text", *line);
	if (t->paper != NULL && stick_is_own(t, *line))
		doc_put_str(act, "paper", t->paper);
	rc = client_act(&entries, c->client, "letter.take", act, &why);
	if (rc == ERR_OK) {
		done = stick_entry(t, c, entries);
	} else if (strcmp(why.id, "letter-waits") == 0) {
		t->waits++;
		done = false;
	} else if (strcmp(why.id, "letter-known") == 0) {
		t->known++;
	} else if (strncmp(why.id, "letter-", 7) == 0) {
		stick_refused(t, c, why.id, &why);
	} else {
		*err = why;
		json_decref(entries);
		return rc;
	}
	json_decref(entries);
	if (done)
		**line = '\0';
	return ERR_OK;
}

/* As long as some that waited can be taken after all. */
static enum err_code
stick_all(struct stick *t, struct cli *c, struct err *err)
{
	int64_t waited;
	enum err_code rc = ERR_OK;

	do {
		waited = t->waits;
		t->waits = 0;
		for (size_t i = 0; rc == ERR_OK && i < t->count; i++)
			if (*t->lines[i])
				rc = stick_line(t, c, &t->lines[i], err);
	} while (rc == ERR_OK && t->waits > 0 &&
		(waited == 0 || t->waits < waited));
	return rc;
}

static void
stick_print(const struct stick *t)
{
	json_t *row;
	size_t i;

	print_line(_("taken: %lld, known before: %lld, for others: %lld, "
		     "waiting: %lld, refused: %lld"),
		(long long)t->taken, (long long)t->known, (long long)t->passed,
		(long long)t->waits, (long long)t->refused);
	if (t->back > 0)
		print_line(_("our own that were missing here, now back: %lld; "
			     "of these cannot be opened: %lld"),
			(long long)t->back, (long long)t->closed);
	json_array_foreach(t->fresh, i, row)
		print_line(_("%s has a new key; its spare key vouches for it"),
			json_string_value(row));
	json_array_foreach(t->why, i, row) print_line(
		"  %s: %s", doc_str(row, "rule"), doc_str(row, "what"));
}

static int
stick_run(struct cli *c)
{
	struct stick t = { .why = json_array(), .fresh = json_array() };
	struct err err = { 0 };
	json_t *doc, *partners = NULL;
	bool whole;
	enum err_code rc = stick_read(&t, cli_arg(c, 0), &err);

	if (rc == ERR_OK && cli_option(c, "spare"))
		rc = value_file(
			&t.paper, cli_option(c, "spare"), PAPER_MAX, &err);
	if (rc == ERR_OK)
		rc = cli_open(c, &err);
	if (rc == ERR_OK)
		rc = cli_ask(&partners, c, "partner.list", json_object(), &err);
	t.own = doc_str(partners, "own");
	if (rc == ERR_OK)
		rc = stick_all(&t, c, &err);
	if (rc == ERR_OK && c->json) {
		doc = json_pack("{s:I,s:I,s:I,s:I,s:I,s:I,s:I,s:O,s:O}", "back",
			(json_int_t)t.back, "closed", (json_int_t)t.closed,
			"taken", (json_int_t)t.taken, "known",
			(json_int_t)t.known, "passed", (json_int_t)t.passed,
			"waits", (json_int_t)t.waits, "refused",
			(json_int_t)t.refused, "why", t.why, "fresh", t.fresh);
		print_doc(doc);
		json_decref(doc);
	} else if (rc == ERR_OK) {
		stick_print(&t);
	}
	whole = t.refused == 0 && t.waits == 0;
	stick_release(&t);
	json_decref(partners);
	if (rc != ERR_OK)
		return cli_fail(c, &err);
	return whole ? EX_OK : EX_DATAERR;
}

/* ---- the exchange ---- */

static void
exchange_print(struct cli *c, const json_t *exchange)
{
	json_t *row;
	size_t i;

	show_pairs(
		c, DOCUMENT_EXCHANGE, "address state heard asks key", exchange);
	print_pair("", doc_str(exchange, "what"));
	if (*doc_str(exchange, "what"))
		print_pair("", doc_str(exchange, "remedy"));
	json_array_foreach(doc_get(exchange, "branches"), i, row)
	{
		print_pair(doc_str(row, "name"), doc_str(row, "what"));
		print_pair("", doc_str(row, "remedy"));
	}
}

static int
run_exchange_init(struct cli *c)
{
	const char *words[] = { cli_arg(c, 0), c->json ? "--json" : NULL,
		NULL };
	struct err err = { 0 };

	(void)offline_exec("exchange-init", words, &err);
	return cli_fail(c, &err);
}

/* ---- rows ---- */

static const struct option_row to_options[] = {
	{ "to", OPTION_TEXT, "FILE", NULL, true,
		N_("the file, for a stick or a mail; one that is there is "
		   "replaced") },
	{ "for", OPTION_TEXT, "PARTNER", NULL, false,
		N_("for this partner: of letters to others only what the chain "
		   "needs") },
	{ .name = NULL },
};

static const struct option_row spare_options[] = {
	{ "spare", OPTION_TEXT, "FILE", NULL, false,
		N_("the spare key as it stands on paper: it opens our own "
		   "letters of before a rebuild; - is standard input") },
	{ .name = NULL },
};

static const struct option_row text_file_options[] = {
	{ "file", OPTION_FILE, "FILE", "letter_text", true,
		N_("a file with one letter; - is standard input") },
	{ .name = NULL },
};

static const struct verb letter_verbs[] = {
	{ .name = "list",
		.args = "",
		.help = N_("letters that were written and taken"),
		.question = "letter.list",
		.listing = { DOCUMENT_LETTER,
			"short way name kind title outcome at", NULL,
			N_("No letter was written or taken yet.") } },
	{ .name = "show",
		.args = "LETTER",
		.help = N_("one letter, and what it says"),
		.question = "letter.show",
		.show = letter_print },
	{ .name = "ask",
		.args = "MESSAGE ORGAN",
		.help = N_("write to a unit's station for its agreement"),
		.act = "letter.ask" },
	{ .name = "answer",
		.args = "LETTER ANSWER",
		.help = N_("answer a letter that asks for our agreement"),
		.act = "letter.answer" },
	{ .name = "take",
		.args = "",
		.help = N_("take one letter; crier exchange take takes a file"),
		.act = "letter.take",
		.options = text_file_options },
	{ .name = NULL },
};

const struct command command_letter = {
	.name = "letter",
	.help = N_("letters between this station and its partners"),
	.verbs = letter_verbs,
};

static const struct verb exchange_verbs[] = {
	{ .name = "use",
		.args = "EXCHANGE",
		.help = N_("lay our letters there: the address that member "
			   "printed on the host, with its key behind the #"),
		.act = "station.card",
		.fills = "key" },
	{ .name = "status",
		.args = "",
		.help = N_("how the way over the git host stands, and the key "
			   "that its keeper is given"),
		.question = "exchange.status",
		.show = exchange_print },
	{ .name = "init",
		.args = "DIR",
		.help = N_("on the host: a folder where stations lay letters "
			   "for each other, for sshd and git-shell"),
		.run = run_exchange_init,
		.offline = true },
	{ .name = "pack",
		.args = "",
		.help = N_(
			"all our letters into a file, for a stick or a mail"),
		.options = to_options,
		.run = pack_run },
	{ .name = "take",
		.args = "FILE",
		.help = N_(
			"take the letters of a file that another unit packed, "
			"or our own of before a rebuild"),
		.options = spare_options,
		.run = stick_run },
	{ .name = "begin",
		.args = "REASON",
		.help = N_("after a rebuild: say that our own letters are "
			   "back, so that the next volume may begin"),
		.act = "letter.begin" },
	{ .name = "agree",
		.args = "",
		.help = N_("agree with that, as another officer, or decline "
			   "it"),
		.act = "letter.agree" },
	{ .name = NULL },
};

const struct command command_exchange = {
	.name = "exchange",
	.help = N_("carry letters: over a git host, by stick or mail"),
	.verbs = exchange_verbs,
};
