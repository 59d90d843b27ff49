/*
 * What the courier has told, as sentences. Nothing heard is never "fine".
 */
#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "crier/refusal.h"
#include "domain/partner/partner.h"
#include "station/courier_link_internal.h"
#include "station/env.h"

enum { SILENT_ROUNDS = 3, WHAT = 400, REMEDY = 300, ROWS = 50 };

static const struct {
	const char *word;
	enum refusal refusal;
} host_faults[] = {
	{ "host-silent", REFUSE_HOST_SILENT },
	{ "host-unreached", REFUSE_HOST_UNREACHED },
	{ "host-key", REFUSE_HOST_KEY },
	{ "host-login", REFUSE_HOST_LOGIN },
	{ "host-unpinned", REFUSE_HOST_UNPINNED },
	{ "host-garbage", REFUSE_HOST_GARBAGE },
	{ "pack-large", REFUSE_HOST_GARBAGE },
};

static const struct {
	const char *word;
	enum refusal refusal;
} branch_faults[] = {
	{ "branch-older", REFUSE_BRANCH_OLDER },
	{ "branch-rewritten", REFUSE_BRANCH_REWRITTEN },
	{ "branch-dirt", REFUSE_BRANCH_DIRT },
	{ "pack-large", REFUSE_PACK_LARGE },
	{ "branch-garbage", REFUSE_BRANCH_GARBAGE },
	{ "branch-refused", REFUSE_BRANCH_REFUSED },
};

static const char *
or_nothing(const char *text)
{
	return *text ? text : "–";
}

/* What is known is known of the exchange that the last plan named. */
static bool
courier_is_there(const struct station *st)
{
	return strcmp(st->courier->address, courier_address(st)) == 0;
}

/* The state in a word; anything but "fine" has a reason in *why. */
static const char *
courier_state(struct err *why, const struct station *st)
{
	const struct courier_link *c = st->courier;
	int64_t silent = station_now() - c->told;

	if (st->office.card.exchange[0] == '\0') {
		(void)refuse(why, REFUSE_EXCHANGE_NONE, "", WITH_NONE);
		return "off";
	}
	if (*courier_address(st) == '\0') {
		(void)refuse(why, REFUSE_EXCHANGE_PLACE, "",
			WITH(arg_text(st->office.card.exchange)));
		return "off";
	}
	if (c->peer == NULL) {
		(void)refuse(why, REFUSE_COURIER_ABSENT, "", WITH_NONE);
		return "absent";
	}
	/* a step may take its 60 seconds */
	if (c->told == 0 || !courier_is_there(st) ||
		silent > SILENT_ROUNDS * (courier_every(st) + 60) * 1000LL) {
		(void)refuse(why, REFUSE_COURIER_SILENT, "", WITH_NONE);
		return "unknown";
	}
	if (c->fault[0] == '\0')
		return "fine";
	for (size_t n = 0; n < sizeof(host_faults) / sizeof(host_faults[0]);
		n++)
		if (strcmp(host_faults[n].word, c->fault) == 0) {
			(void)refuse(why, host_faults[n].refusal, "",
				WITH(arg_text(or_nothing(c->detail))));
			return "fault";
		}
	(void)refuse(why, REFUSE_HOST_GARBAGE, "", WITH(arg_text(c->fault)));
	return "fault";
}

static void
put_sentence(json_t *doc, const struct err *why, enum lang lang)
{
	char what[WHAT] = "", remedy[REMEDY] = "";

	if (why->code != ERR_OK)
		refusal_format(
			what, sizeof(what), remedy, sizeof(remedy), why, lang);
	doc_put_str(doc, "what", what);
	doc_put_str(doc, "remedy", remedy);
}

static json_t *
branch_row(const struct station *st, const char *branch, const char *id,
	const struct err *why, enum lang lang)
{
	const struct partner *p = office_partner(&st->office, id);
	json_t *row = json_object();

	doc_put_str(row, "branch", branch);
	doc_put_str(row, "partner", id);
	doc_put_str(row, "name", p ? p->name : st->office.unit);
	put_sentence(row, why, lang);
	return row;
}

static void
put_branch(json_t *list, const struct station *st, const json_t *told,
	enum lang lang)
{
	const char *branch = doc_str(told, "branch");
	struct err why = { .code = ERR_OK };

	for (size_t n = 0; n < sizeof(branch_faults) / sizeof(branch_faults[0]);
		n++)
		if (strcmp(branch_faults[n].word, doc_str(told, "fault")) == 0)
			(void)refuse(&why, branch_faults[n].refusal, "",
				WITH(arg_text(branch),
					arg_text(or_nothing(
						doc_str(told, "detail")))));
	if (why.code != ERR_OK && json_array_size(list) < ROWS)
		json_array_append_new(list,
			branch_row(st, branch, doc_str(told, "partner"), &why,
				lang));
}

/* Of a letter that keeps a branch where it is. */
static void
put_stuck(json_t *list, const struct station *st, const char *branch,
	const json_t *note, enum lang lang)
{
	struct err why = { .code = ERR_OK };
	char id[WORD_ID];
	const char *slash = strchr(branch, '/'), *end = strrchr(branch, '/');

	if (slash == NULL || end == slash || json_array_size(list) >= ROWS)
		return;
	fixed_cut_format(
		id, sizeof(id), "%.*s", (int)(end - slash - 1), slash + 1);
	(void)refuse(&why, REFUSE_BRANCH_STANDS, "",
		WITH(arg_text(branch), arg_text(doc_str(note, "rule"))));
	json_array_append_new(list, branch_row(st, branch, id, &why, lang));
}

/* When all was well, and what is to be said of branches. */
static void
courier_put_known(
	json_t *doc, json_t *list, const struct station *st, enum lang lang)
{
	const struct courier_link *c = st->courier;
	json_t *row, *note;
	const char *branch;
	size_t i;

	if (c->heard)
		doc_put_int(doc, "heard", c->heard);
	json_array_foreach(c->branches, i, row) put_branch(list, st, row, lang);
	json_object_foreach(c->letters, branch, note)
		put_stuck(list, st, branch, note, lang);
}

json_t *
courier_link_doc(const struct station *st, enum lang lang)
{
	const struct courier_link *c = st->courier;
	struct err why = { .code = ERR_OK };
	json_t *doc, *list;

	if (c == NULL ||
		(st->office.card.exchange[0] == '\0' && c->peer == NULL))
		return NULL;
	doc = json_object();
	list = json_array();
	doc_put_str(doc, "address", st->office.card.exchange);
	doc_put_str(doc, "key", c->key);
	doc_put_int(doc, "every", courier_every(st));
	doc_put_str(doc, "state", courier_state(&why, st));
	put_sentence(doc, &why, lang);
	if (courier_is_there(st))
		courier_put_known(doc, list, st, lang);
	doc_put(doc, "branches", list);
	return doc;
}
