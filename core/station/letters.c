/*
 * Finding a letter, asking and answering.
 */
#include "station/letters_desk.h"

#include <string.h>

#include "base/doc.h"
#include "crier/refusal.h"
#include "domain/concurrence/concurrence.h"
#include "domain/partner/partner.h"
#include "store/reader.h"

/* ---- asking ---- */

enum err_code
effect_letter_ask(struct judged *out, struct station *st,
	const struct act_context *f, const json_t *act, struct err *err)
{
	(void)act;
	return letters_write(st, &st->office.card, out->items[0].body,
		f->incident->drill, err);
}

/* Whatever letter the act has its judge write: one at most. */
enum err_code
effect_letters_write(struct judged *out, struct station *st,
	const struct act_context *f, const json_t *act, struct err *err)
{
	(void)f;
	(void)act;
	for (size_t n = 0; n < out->count; n++)
		if (doc_get(out->items[n].body, "says") != NULL)
			return letters_write(st, &st->office.card,
				out->items[n].body,
				doc_bool(out->items[n].body, "drill"), err);
	return ERR_OK;
}

/* ---- finding ---- */

static const char *const letter_entries[] = { "letter.taken", "letter.sent",
	"letter.returned" };

static const char *
letters_name(const json_t *e)
{
	return doc_str(doc_get(e, "body"), "letter");
}

static enum err_code
letters_find_kind(json_t **found, size_t *count, struct station *st,
	const char *kind, const char *name, struct err *err)
{
	struct ledger_window w = { .kind = kind, .no_total = true };
	enum err_code rc = ERR_OK;
	size_t got = 1;

	while (rc == ERR_OK && got > 0) {
		json_t *rows = NULL, *e;
		int64_t total;
		size_t i;

		rc = ledger_list(&rows, &total, st->ledger, &w, err);
		got = json_array_size(rows);
		json_array_foreach(rows, i, e)
		{
			w.after = doc_int(e, "seq");
			if (strncmp(letters_name(e), name, strlen(name)) != 0)
				continue;
			/* a halt that waited has a second entry in its place */
			*count += strcmp(letters_name(*found),
					  letters_name(e)) != 0;
			json_decref(*found);
			*found = json_incref(e);
		}
		json_decref(rows);
	}
	return rc;
}

enum err_code
letters_find(
	json_t **out, struct station *st, const char *name, struct err *err)
{
	json_t *found = NULL;
	size_t count = 0;
	enum err_code rc = ERR_OK;

	for (size_t n = 0; rc == ERR_OK && strlen(name) >= 8 && n < 3; n++)
		rc = letters_find_kind(
			&found, &count, st, letter_entries[n], name, err);
	if (rc == ERR_OK && count != 1)
		rc = refuse(err, REFUSE_LETTER_NONE, "letter",
			WITH(arg_text(name)));
	if (rc == ERR_OK)
		*out = found;
	else
		json_decref(found);
	return rc;
}

/* ---- answering ---- */

static json_t *
letters_answer_body(const struct act_context *f, const json_t *asked,
	const json_t *act, bool agreed, const char *re)
{
	json_t *says = json_object();

	doc_put_str(says, "kind", letter_kind_row(LETTER_CONCUR_ANSWER)->word);
	doc_put_str(says, "re", re);
	doc_put_str(says, "digest", doc_str(asked, "digest"));
	doc_put_bool(says, "agreed", agreed);
	doc_put_str(says, "by", f->world.officer->name);
	doc_put_int(says, "at", f->world.now);
	doc_put_str(says, "reason", doc_str(act, "reason"));
	return says;
}

static enum err_code
letters_answer(struct judged *out, struct station *st,
	const struct act_context *f, const json_t *act, const json_t *taken,
	struct err *err)
{
	const char *text = doc_str(taken, "text");
	enum concurrence state = CONCURRENCE_NONE;
	json_t *asked = json_loads(text, 0, NULL), *body;
	bool is_ask = strcmp(doc_str(asked, "kind"),
			      letter_kind_row(LETTER_CONCUR_ASK)->word) == 0;
	enum err_code rc;

	if (!is_ask || *doc_str(taken, "outcome") == '\0') {
		json_decref(asked);
		return refuse(err, REFUSE_LETTER_NO_ASK, "letter",
			WITH(arg_text(doc_str(act, "letter"))));
	}
	(void)concurrence_parse(&state, doc_str(act, "answer"));
	if (state != CONCURRENCE_AGREED && state != CONCURRENCE_REFUSED) {
		json_decref(asked);
		return refuse(err, REFUSE_FIELD, "answer",
			WITH(arg_field("answer"),
				ARG_BOTH("is agreed or refused",
					"须为 agreed 或 refused")));
	}
	body = json_object();
	doc_put_str(body, "partner", doc_str(taken, "partner"));
	doc_put_str(body, "re", doc_str(taken, "letter"));
	doc_put(body, "says",
		letters_answer_body(f, asked, act, state == CONCURRENCE_AGREED,
			doc_str(taken, "letter")));
	judged_add(out, "letter.sent", body);
	rc = letters_write(
		st, &st->office.card, body, doc_bool(taken, "drill"), err);
	json_decref(asked);
	return rc;
}

/* Who has been stopped meanwhile is not written to. */
static enum err_code
letters_need_partner(const struct station *st, const char *id, struct err *err)
{
	const struct partner *p = office_partner(&st->office, id);

	if (p == NULL)
		return partner_none(err, &st->office, id);
	if (p->state == PARTNER_ACTIVE)
		return ERR_OK;
	return refuse(err, REFUSE_LETTER_STOPPED, "partner",
		WITH(arg_id(p->id), arg_text(p->name)));
}

enum err_code
effect_letter_answer(struct judged *out, struct station *st,
	const struct act_context *f, const json_t *act, struct err *err)
{
	json_t *e = NULL;
	enum err_code rc = letters_find(&e, st, doc_str(act, "letter"), err);

	if (rc == ERR_OK)
		rc = letters_need_partner(
			st, doc_str(doc_get(e, "body"), "partner"), err);
	if (rc == ERR_OK)
		rc = letters_answer(out, st, f, act, doc_get(e, "body"), err);
	json_decref(e);
	return rc;
}
