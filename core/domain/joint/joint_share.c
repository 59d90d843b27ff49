/* What we tell the units of a joint incident of ourselves. */
#include "domain/joint/joint_share.h"

#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "base/mem.h"
#include "base/text.h"
#include "domain/joint/joint_acts.h"
#include "domain/message/message.h"
#include "domain/release/delivery.h"

enum {
	SHARE_TITLE = 600, /* bytes, as body.def has them */
	SHARE_TEXT = 131072,
	SHARE_ADDRESS = 2000,
	SHARE_LINES = 40,
	SHARE_LINE = 4000,
	SHARE_CLAIMS = 100, /* of one incident */
	SHARE_CLAIM = 8000,
	SHARE_REASON = 4000
};

bool
joint_shares(const struct joint *j)
{
	return j->state == JOINT_JOINED && j->incident[0] != '\0';
}

/* ---- what was told ---- */

static const json_t *
told_of(const struct joint *j, const char *partner)
{
	return doc_get(j->told, partner);
}

static const char *
told_verdict(const struct joint *j, const char *partner, int64_t number)
{
	const json_t *claims = doc_get(told_of(j, partner), "claims");
	char key[24];

	fixed_cut_format(key, sizeof(key), "%lld", (long long)number);
	return doc_str(claims, key);
}

static void
shared_claim(json_t *told, const json_t *says)
{
	char key[24];

	fixed_cut_format(
		key, sizeof(key), "%lld", (long long)doc_int(says, "number"));
	if (doc_get(told, "claims") == NULL)
		doc_put(told, "claims", json_object());
	doc_put_str(doc_get(told, "claims"), key, doc_str(says, "verdict"));
}

void
joint_shared(struct joint *j, const char *partner, const json_t *says)
{
	enum letter_kind kind;
	json_t *told;

	if (!letter_kind_parse(&kind, doc_str(says, "kind")))
		return;
	if (j->told == NULL)
		j->told = json_object();
	if (doc_get(j->told, partner) == NULL)
		doc_put(j->told, partner, json_object());
	told = doc_get(j->told, partner);
	if (kind == LETTER_BULLETIN)
		doc_put_int(told, "bulletin", doc_int(says, "at"));
	else if (kind == LETTER_LINES)
		doc_put(told, "lines", json_incref(doc_get(says, "lines")));
	else
		shared_claim(told, says);
}

/* ---- to whom ---- */

static bool
may_hear(const struct world *w, const char *partner)
{
	return joint_check_partner(w->office, partner, false, NULL) == ERR_OK;
}

/* The leader, or of those that we lead who has come. */
static json_t *
share_readers(const struct world *w, const struct joint *j)
{
	json_t *to = json_array();

	if (j->leader[0] && may_hear(w, j->leader))
		json_array_append_new(to, json_string(j->leader));
	for (size_t n = 0; !j->leader[0] && n < j->unit_count; n++)
		if (j->units[n].state == JOINT_JOINED &&
			may_hear(w, j->units[n].partner))
			json_array_append_new(
				to, json_string(j->units[n].partner));
	return to;
}

/* What may be due, and of what. */
struct sharing {
	const struct world *w;
	const struct joint *j;
	const json_t *readers;
	const struct message *last; /* the one that went out last, or NULL */
	json_t *lines; /* ours that are in force */
};

/* Is this due to that reader? */
typedef bool
share_due_fn(const struct sharing *s, const char *partner, const void *what);

static json_t *
share_due(const struct sharing *s, share_due_fn *is_due, const void *what)
{
	json_t *to = json_array(), *id;
	size_t n;

	json_array_foreach(s->readers, n, id)
	{
		if (is_due(s, json_string_value(id), what))
			json_array_append(to, id);
	}
	return to;
}

/* Bytes of a text that fit, at the end of a character. */
static void
put_cut(json_t *doc, const char *key, const char *text, size_t max)
{
	char *cut = mem_strndup(text, text_cut(text, strlen(text), max));

	doc_put_str(doc, key, cut);
	free(cut);
}

/* ---- bulletins ---- */

/* What another unit ordered was said by that unit already. */
static int64_t
share_out_at(const struct message *m)
{
	return m->order[0] == '\0' ? message_out_at(m) : 0;
}

static const struct message *
share_last(const struct incident *i)
{
	const struct message *last = NULL;

	for (size_t n = 0; n < i->message_count; n++) {
		const struct message *m = i->messages[n];

		if (share_out_at(m) > 0 &&
			(last == NULL || share_out_at(m) >= share_out_at(last)))
			last = m;
	}
	return last;
}

static bool
bulletin_is_due(const struct sharing *s, const char *partner, const void *what)
{
	const struct message *m = what;
	int64_t told = doc_int(told_of(s->j, partner), "bulletin");

	return told ? share_out_at(m) > told : m == s->last;
}

/* The oldest that somebody has not been told; *to is who. */
static const struct message *
share_message(json_t **to, const struct sharing *s)
{
	const struct incident *i = s->w->incident;
	const struct message *found = NULL;

	*to = json_array();
	for (size_t n = 0; n < i->message_count; n++) {
		const struct message *m = i->messages[n];
		json_t *due;

		if (share_out_at(m) == 0 ||
			(found && share_out_at(m) >= share_out_at(found)))
			continue;
		due = share_due(s, bulletin_is_due, m);
		if (json_array_size(due) > 0) {
			found = m;
			json_decref(*to);
			*to = json_incref(due);
		}
		json_decref(due);
	}
	return found;
}

/* Of the account that leads, else of any that is out. */
static const char *
share_address(const struct message *m)
{
	for (size_t n = 0; n < m->delivery_count; n++)
		if (m->deliveries[n].out_at == message_out_at(m) &&
			*m->deliveries[n].url)
			return m->deliveries[n].url;
	return "";
}

static json_t *
bulletin_says(const struct sharing *s, const struct message *m)
{
	json_t *says = joint_letter(LETTER_BULLETIN, s->j);
	const char *url = share_address(m);

	doc_put_int(says, "number", m->number);
	doc_put_str(says, "language", m->lang);
	put_cut(says, "title", *m->title ? m->title : m->id, SHARE_TITLE);
	put_cut(says, "text", m->text, SHARE_TEXT);
	doc_put_str(says, "digest", m->digest);
	doc_put_int(says, "at", share_out_at(m));
	if (*url && strlen(url) <= SHARE_ADDRESS)
		doc_put_str(says, "address", url);
	return says;
}

static json_t *
share_bulletin(json_t **to, const struct sharing *s)
{
	const struct message *m = share_message(to, s);

	return m ? bulletin_says(s, m) : NULL;
}

/* ---- lines to take ---- */

/* In force only: what one officer proposed is nobody's word yet. */
static json_t *
share_own_lines(const struct world *w)
{
	const struct incident *i = w->incident;
	json_t *list = json_array();

	for (size_t n = 0; n < i->line_count && n < SHARE_LINES; n++) {
		const struct line *l = &i->lines[n];
		json_t *row;
		char *text, id[16];

		if (*l->text == '\0')
			continue;
		row = json_object();
		text = mem_printf("%s: %s", l->topic, l->text);
		fixed_cut_format(id, sizeof(id), "l%zu", n + 1);
		doc_put_str(row, "id", id);
		doc_put_str(row, "language", w->office->lang);
		put_cut(row, "text", text, SHARE_LINE);
		json_array_append_new(list, row);
		free(text);
	}
	return list;
}

static bool
lines_are_due(const struct sharing *s, const char *partner, const void *what)
{
	(void)what;
	return !json_equal(s->lines, doc_get(told_of(s->j, partner), "lines"));
}

static json_t *
share_lines(json_t **to, const struct sharing *s)
{
	json_t *says;

	if (json_array_size(s->lines) == 0)
		return NULL;
	*to = share_due(s, lines_are_due, NULL);
	if (json_array_size(*to) == 0)
		return NULL;
	says = joint_letter(LETTER_LINES, s->j);
	doc_put_int(says, "number", (json_int_t)json_array_size(s->lines));
	doc_put(says, "lines", json_incref(s->lines));
	return says;
}

/* ---- claims ---- */

static bool
claim_is_due(const struct sharing *s, const char *partner, const void *what)
{
	const struct claim *c = what;

	return strcmp(told_verdict(s->j, partner, c->number),
		       claim_verdict_row(c->verdict)->word) != 0;
}

static json_t *
claim_says(const struct sharing *s, const struct claim *c)
{
	json_t *says = joint_letter(LETTER_CLAIM, s->j);
	const char *why = doc_str(c->finding, "why");
	int64_t seen = doc_int(c->facts, "seen");

	if (*why == '\0')
		why = doc_str(c->finding, "fact");
	doc_put_int(says, "number", c->number);
	put_cut(says, "text", doc_str(c->facts, "text"), SHARE_CLAIM);
	doc_put_str(says, "verdict", claim_verdict_row(c->verdict)->word);
	if (*why)
		put_cut(says, "reason", why, SHARE_REASON);
	doc_put_int(says, "at", seen > 0 ? seen : c->added);
	return says;
}

/* What a partner told us is not told on. */
static json_t *
share_claim(json_t **to, const struct sharing *s)
{
	const struct incident *i = s->w->incident;

	for (size_t n = 0; n < i->claim_count && n < SHARE_CLAIMS; n++) {
		const struct claim *c = i->claims[n];

		if (*doc_str(c->facts, "partner"))
			continue;
		*to = share_due(s, claim_is_due, c);
		if (json_array_size(*to) > 0)
			return claim_says(s, c);
		json_decref(*to);
		*to = NULL;
	}
	return NULL;
}

/* ---- all of them ---- */

static json_t *(*const shares[])(json_t **to, const struct sharing *s) = {
	share_bulletin,
	share_lines,
	share_claim,
};

void
judge_joint_share(
	struct judged *out, const struct world *w, const struct joint *j)
{
	struct sharing s = { .w = w, .j = j };
	json_t *readers, *says = NULL, *to;

	if (!joint_shares(j) || w->incident == NULL || w->incident->closed ||
		w->incident->drill != j->drill ||
		joint_check_card(w, NULL) != ERR_OK)
		return;
	readers = share_readers(w, j);
	s.readers = readers;
	s.last = share_last(w->incident);
	s.lines = share_own_lines(w);
	for (size_t n = 0; says == NULL && json_array_size(readers) > 0 &&
		n < sizeof(shares) / sizeof(shares[0]);
		n++) {
		to = NULL;
		says = shares[n](&to, &s);
		if (says == NULL)
			json_decref(to);
	}
	if (says != NULL) {
		FIXED_SET(out->incident, w->incident->id);
		out->drill = w->incident->drill;
		joint_send(out, to, j->drill, says);
	}
	json_decref(s.lines);
	json_decref(readers);
}
