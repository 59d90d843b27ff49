/*
 * Questions about letters between stations.
 */
#include "station/questions.h"

#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "crier/refusal.h"
#include "domain/partner/partner.h"
#include "station/courier_link.h"
#include "station/letters.h"
#include "station/letters_held.h"
#include "store/reader.h"

enum { READERS_TEXT = 1000 };

/* The units that a letter of ours goes to. */
static void
letter_put_readers(json_t *row, const struct station *st, const json_t *to)
{
	char names[READERS_TEXT] = "";
	json_t *id;
	size_t n;

	json_array_foreach(to, n, id)
	{
		const struct partner *p =
			office_partner(&st->office, json_string_value(id));
		size_t len = strlen(names);

		fixed_cut_format(names + len, sizeof(names) - len, "%s%s",
			n ? "、" : "", p ? p->name : json_string_value(id));
	}
	doc_put_str(row, "name", names);
}

/* An entry as a row: which way it went, and what is known of it. */
static json_t *
letter_row(const struct station *st, const json_t *e, bool whole)
{
	const json_t *body = doc_get(e, "body");
	const struct partner *p =
		office_partner(&st->office, doc_str(body, "partner"));
	json_t *row = json_copy(doc_borrow(body)),
	       *said = json_loads(doc_str(body, "text"), 0, NULL);
	char brief[9];

	fixed_cut(brief, sizeof(brief), doc_str(body, "letter"));
	doc_put_str(row, "short", brief);
	doc_put_int(row, "entry", doc_int(e, "seq"));
	doc_put_int(row, "at", doc_int(e, "time"));
	doc_put_str(row, "by", doc_str(e, "by"));
	doc_put_str(row, "way", doc_str(e, "kind") + strlen("letter."));
	if (doc_get(body, "to"))
		letter_put_readers(row, st, doc_get(body, "to"));
	else
		doc_put_str(
			row, "name", p ? p->name : doc_str(body, "partner"));
	(void)json_object_del(row, "to");
	doc_put_str(row, "kind", doc_str(said, "kind"));
	doc_put_str(row, "title", doc_str(said, "title"));
	if (whole && said != NULL)
		doc_put(row, "says", json_incref(said));
	(void)json_object_del(row, "head");
	(void)json_object_del(row, "sig");
	(void)json_object_del(row, "text");
	json_decref(said);
	return row;
}

static int
letter_newest(const json_t *a, const json_t *b)
{
	int64_t x = doc_int(a, "entry"), y = doc_int(b, "entry");

	return (x < y) - (x > y);
}

/* The newest of both ways, at most 200 of each. */
enum err_code
ask_letters(json_t **out, struct station *st, struct act_context *f,
	const json_t *doc, struct err *err)
{
	static const char *const kinds[] = { "letter.sent", "letter.taken",
		"letter.returned" };
	json_t *list = json_array(), *e;
	enum err_code rc = ERR_OK;
	size_t i;

	(void)f;
	(void)doc;
	for (size_t n = 0; rc == ERR_OK && n < 3; n++) {
		struct ledger_window w = {
			.kind = kinds[n], .newest_first = true, .no_total = true
		};
		json_t *rows = NULL;
		int64_t total;

		rc = ledger_list(&rows, &total, st->ledger, &w, err);
		json_array_foreach(rows, i, e)
			json_array_append_new(list, letter_row(st, e, false));
		json_decref(rows);
	}
	if (rc != ERR_OK) {
		json_decref(list);
		return rc;
	}
	doc_sort(list, letter_newest);
	*out = json_object();
	doc_put_int(*out, "total", (json_int_t)json_array_size(list));
	doc_put(*out, "rows", list);
	return ERR_OK;
}

/* What it says, masked, where the leak gate has stopped it. */
static void
letter_put_held(json_t *row, struct station *st, const struct act_context *f)
{
	int64_t until;
	json_t *says = letters_held_says(&until, st,
		f->world.library ? f->world.library->rules.lint : NULL,
		doc_str(row, "letter"));

	if (says == NULL)
		return;
	doc_put_str(row, "kind", doc_str(says, "kind"));
	doc_put(row, "says", says);
	doc_put_int(row, "held", until);
}

enum err_code
ask_letter(json_t **out, struct station *st, struct act_context *f,
	const json_t *doc, struct err *err)
{
	json_t *e = NULL;
	enum err_code rc = letters_find(&e, st, doc_str(doc, "letter"), err);

	if (rc == ERR_OK) {
		*out = letter_row(st, e, true);
		letter_put_held(*out, st, f);
	}
	json_decref(e);
	return rc;
}

enum err_code
ask_letter_pack(json_t **out, struct station *st, struct act_context *f,
	const json_t *doc, struct err *err)
{
	const char *id = doc_str(doc, "partner");

	(void)f;
	if (*id && office_partner(&st->office, id) == NULL)
		return partner_none(err, &st->office, id);
	return letters_pack(
		out, st, id, strtoll(doc_str(doc, "after"), NULL, 10), err);
}

/* How the way over the exchange stands. */
enum err_code
ask_exchange(json_t **out, struct station *st, struct act_context *f,
	const json_t *doc, struct err *err)
{
	(void)doc;
	*out = courier_link_doc(st, f->lang);
	if (*out == NULL)
		return refuse(err, REFUSE_EXCHANGE_NONE, "", WITH_NONE);
	return ERR_OK;
}
