/* Own letters, taken back. */
#include "station/letters_back.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/doc.h"
#include "base/mem.h"
#include "crier/refusal.h"
#include "crier/subject.h"
#include "domain/message/message.h"
#include "letter/judge.h"
#include "letter/spare.h"
#include "station/env.h"
#include "station/incident_cache.h"
#include "station/letters_card.h"
#include "station/letters_desk.h"

/* ---- the spare key ---- */

void
paper_wipe(const json_t *act)
{
	const json_t *paper = doc_get(act, "paper");

	if (json_is_string(paper))
		sodium_memzero((char *)(uintptr_t)json_string_value(paper),
			json_string_length(paper));
}

enum err_code
paper_read(struct sshsig_key *out, const json_t *act, struct err *err)
{
	unsigned char seed[SSHSIG_SEED];
	enum err_code rc = spare_parse(seed, doc_str(act, "paper"), err);

	if (rc == ERR_OK)
		sshsig_key_init(out, seed);
	sodium_memzero(seed, sizeof(seed));
	return rc;
}

/* ---- judging ---- */

/* Which of our keys signed it, and is it one of before; false: none that this
 * ledger knows. */
static bool
back_find_key(struct sshkey *out, bool *former, const struct station *st,
	const struct letter *l)
{
	const json_t *keys = st->letters->keys;

	for (size_t n = 0; n < json_array_size(keys); n++) {
		const char *line = json_string_value(json_array_get(keys, n));

		*former = n + 1 < json_array_size(keys);
		if (sshkey_read(out, line) == SSHKEY_FINE &&
			letter_is_signed(l, out))
			return true;
	}
	return false;
}

static enum err_code
back_refuse(const struct letter *l, enum refusal refusal, struct err *err)
{
	return refuse(err, refusal, "",
		WITH(arg_id(l->from), arg_count(l->vol), arg_count(l->seq)));
}

/* It is to others, so the judge lets it pass where its place is right. */
static enum err_code
back_judge(enum letter_outcome *out, const struct station *st,
	const struct letter *l, const struct sshkey *key, struct err *err)
{
	struct letter_sender sender = { .id = l->from,
		.unit = st->office.unit,
		.state = PARTNER_ACTIVE,
		.key = key };
	struct desk_view view = { st->letters->desk, "", l->drill };
	struct letter_bench b = { .own_id = "",
		.drill = l->drill,
		.sender = &sender,
		.volume = desk_volume(st->letters->desk, "", l->drill),
		.memory = desk_memory(&view) };
	struct letter_verdict v;
	enum err_code rc = letter_judge(&v, l, &b, err);

	*out = v.outcome;
	letter_verdict_release(&v);
	return rc;
}

/* ---- opening ---- */

static bool
back_open(char **text, const struct station *st, const struct letter *l,
	const json_t *act)
{
	struct seal_key own[OWN_KEYS], spare;
	struct sshsig_key paper;
	size_t count = 0, len;
	bool open;

	if (!l->whole || !letter_is_intact(l))
		return false;
	open = letters_keys(own, &count, st, l->drill, NULL) == ERR_OK &&
		letter_open(text, &len, l, l->from, own, count, NULL) == ERR_OK;
	for (size_t n = 0; n < count; n++)
		seal_key_release(&own[n]);
	if (open || paper_read(&paper, act, NULL) != ERR_OK)
		return open;
	spare_seal_key(&spare, &paper);
	sshsig_key_release(&paper);
	open = letter_open(text, &len, l, LETTER_SPARE, &spare, 1, NULL) ==
		ERR_OK;
	seal_key_release(&spare);
	return open;
}

/* Which message of ours an order is of, if the record has that text: a number
 * that came back may have been given to another since. */
static void
back_put_message(json_t *body, struct station *st, const char *text)
{
	json_t *says = json_loads(text, 0, NULL);
	const char *id = doc_str(says, "message");
	struct incident *i = NULL;
	const struct message *m = NULL;
	char incident[INCIDENT_ID];

	if (strcmp(doc_str(says, "kind"),
		    letter_kind_row(LETTER_ORDER)->word) == 0 &&
		subject_incident(incident, says) &&
		incident_cache_get(&i, st->incident_cache, incident, NULL) ==
			ERR_OK)
		m = incident_message(i, id);
	if (m != NULL && i->drill == doc_bool(body, "drill") &&
		strcmp(m->digest, doc_str(says, "digest")) == 0)
		doc_put_str(body, "message", id);
	json_decref(says);
}

static json_t *
back_body(const struct letter *l, bool forked, const char *text)
{
	json_t *body = json_object();

	doc_put(body, "to", json_incref(doc_borrow(l->to)));
	doc_put_str(body, "letter", l->hash);
	doc_put_int(body, "vol", l->vol);
	doc_put_int(body, "seq", l->seq);
	doc_put_bool(body, "drill", l->drill);
	doc_put_str(body, "outcome",
		forked		? "forked"
			: *text ? "returned"
				: "closed");
	if (forked)
		doc_put_str(body, "rule", refusal_word(REFUSE_LETTER_FORK));
	doc_put_str(body, "head", l->head_text);
	doc_put_str(body, "sig", l->sig);
	if (*text)
		doc_put_str(body, "text", text);
	return body;
}

/* ---- all of it ---- */

static enum err_code
back_keep(const struct station *st, const struct letter *l, const json_t *body,
	struct err *err)
{
	char name[LETTER_FILE], *path, *text;
	enum err_code rc = ERR_OK;

	letters_file(name, body);
	path = station_path(st->dir, name);
	if (l->whole && letter_is_intact(l) && access(path, F_OK) != 0) {
		text = doc_format(l->doc);
		free(path);
		path = mem_printf("%s\n", text);
		free(text);
		rc = letters_keep(st, body, path, err);
	}
	free(path);
	return rc;
}

/* It came back when nobody had the spare key at hand: now it opens. */
static bool
back_opens(json_t *body, struct station *st, const struct letter *l,
	const json_t *act)
{
	char *text = NULL;
	json_t *e = NULL;
	bool opens;

	opens = *doc_str(act, "paper") &&
		letters_find(&e, st, l->hash, NULL) == ERR_OK &&
		strcmp(doc_str(doc_get(e, "body"), "outcome"), "closed") == 0 &&
		back_open(&text, st, l, act);
	if (opens) {
		doc_put_str(body, "outcome", "opened");
		doc_put_str(body, "text", text);
		back_put_message(body, st, text);
	}
	json_decref(e);
	free(text);
	return opens;
}

static enum err_code
back_settle(struct judged *out, struct station *st, const struct letter *l,
	const json_t *act, enum letter_outcome outcome, bool former,
	struct err *err)
{
	bool forked = outcome == LETTER_FORKED;
	char *text = NULL;
	json_t *body;
	enum err_code rc = ERR_OK;

	if (outcome == LETTER_WAITS || outcome == LETTER_HALTS)
		return back_refuse(l, REFUSE_LETTER_WAITS, err);
	if (!forked && outcome != LETTER_KNOWN)
		(void)back_open(&text, st, l, act);
	body = back_body(l, forked, text ? text : "");
	if (text != NULL)
		back_put_message(body, st, text);
	/* a key that is ours no more: no volume of ours is signed with it */
	if (forked && former)
		doc_put_bool(body, "former", true);
	if (!forked)
		rc = back_keep(st, l, body, err);
	if (rc == ERR_OK && outcome == LETTER_KNOWN &&
		!back_opens(body, st, l, act))
		rc = back_refuse(l, REFUSE_LETTER_KNOWN, err);
	if (rc == ERR_OK)
		judged_add(out, "letter.returned", body);
	else
		json_decref(body);
	free(text);
	return rc;
}

enum err_code
letters_back(struct judged *out, struct station *st, const struct letter *l,
	const json_t *act, struct err *err)
{
	enum letter_outcome outcome = LETTER_REFUSED;
	struct sshkey key;
	bool former = false;
	enum err_code rc = letters_read(st, err);

	if (rc == ERR_OK && !back_find_key(&key, &former, st, l))
		rc = refuse(err, REFUSE_LETTER_TWIN, "",
			WITH(arg_count(l->vol), arg_count(l->seq)));
	if (rc == ERR_OK)
		rc = back_judge(&outcome, st, l, &key, err);
	if (rc == ERR_OK || outcome == LETTER_FORKED)
		rc = back_settle(out, st, l, act, outcome, former, err);
	paper_wipe(act);
	return rc;
}

/* ---- the next volume ---- */

static json_t *
back_last(const struct station *st, bool drill)
{
	struct letter_volume v = desk_volume(st->letters->desk, "", drill);

	return json_pack(
		"[I,I,s]", (json_int_t)v.vol, (json_int_t)v.seq, v.hash);
}

/* Says what is known of our volumes; the first letter of the next one brings
 * our card, whose keys partners may not know yet. */
enum err_code
effect_letter_begin(struct judged *out, struct station *st,
	const struct act_context *f, const json_t *act, struct err *err)
{
	json_t *body = out->items[0].body;
	bool begun = strcmp(out->items[0].kind, "letter.begun") == 0;
	enum err_code rc = letters_read(st, err);

	(void)f;
	(void)act;
	if (rc != ERR_OK)
		return rc;
	doc_put(body, "actual", back_last(st, false));
	doc_put(body, "drill", back_last(st, true));
	if (!begun || st->office.card.seal[0] == '\0')
		return ERR_OK;
	st->letters->begins = true;
	rc = letters_card_send(out, st, &st->office.card, err);
	st->letters->begins = false;
	return rc;
}
