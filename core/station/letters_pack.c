/*
 * Our letters, packed for a stick or a mail. A letter whose file is not there
 * any more (of a station that was rebuilt without a backup) is packed
 * as its entry has it, head and signature: the chain goes on, and who took it
 * before knows it again.
 */
#include "station/letters_desk.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "letter/letter.h"
#include "station/env.h"
#include "store/reader.h"

enum { ANSWER_BYTES = 480 * 1024, PACK_ROWS = 200 }; /* of ledger_list */

static char *
letters_load(const struct station *st, const json_t *body)
{
	char name[LETTER_FILE], *path, *text = NULL;
	size_t room = 0;
	FILE *f;

	letters_file(name, body);
	path = station_path(st->dir, name);
	f = fopen(path, "re");
	if (f != NULL && getline(&text, &room, f) <= 0) {
		free(text);
		text = NULL;
	}
	if (f != NULL)
		(void)fclose(f);
	free(path);
	return text;
}

bool
letters_has_place(const json_t *body)
{
	const char *outcome = doc_str(body, "outcome");

	return strcmp(outcome, "forked") != 0 && strcmp(outcome, "opened") != 0;
}

char *
letters_load_for(int64_t *lost, const struct station *st, const json_t *body,
	const char *partner)
{
	json_t *head = json_loads(doc_str(body, "head"), 0, NULL);
	struct letter l = { .head = head,
		.to = doc_get(head, "to"),
		.sig = doc_str(body, "sig") };
	bool theirs = *partner == '\0' || letter_is_to(&l, partner);
	char *text = theirs ? letters_load(st, body) : NULL;

	*lost += theirs && text == NULL;
	if (text == NULL)
		text = letter_stub(&l);
	json_decref(head);
	return text;
}

/* Ours behind an entry in their order, those that came back too. Of two lists
 * the one that was cut says how far both are whole. */
static enum err_code
pack_gather(json_t **out, int64_t *upto, struct station *st, int64_t after,
	struct err *err)
{
	static const char *const kinds[] = { "letter.sent", "letter.returned" };
	enum err_code rc = ERR_OK;

	*out = json_array();
	*upto = INT64_MAX;
	for (size_t n = 0; rc == ERR_OK && n < 2; n++) {
		struct ledger_window w = {
			.kind = kinds[n], .after = after, .no_total = true
		};
		json_t *rows = NULL;
		int64_t total, last;
		size_t got;

		rc = ledger_list(&rows, &total, st->ledger, &w, err);
		got = json_array_size(rows);
		last = doc_int(json_array_get(rows, got - 1), "seq");
		if (got == PACK_ROWS && last < *upto)
			*upto = last;
		(void)json_array_extend(*out, rows);
		json_decref(rows);
	}
	doc_sort(*out, ledger_order);
	return rc;
}

enum err_code
letters_pack(json_t **out, struct station *st, const char *partner,
	int64_t after, struct err *err)
{
	json_t *rows, *e;
	struct buf text;
	int64_t upto, next = 0, lost = 0;
	size_t i, count = 0;
	enum err_code rc = pack_gather(&rows, &upto, st, after, err);

	if (rc != ERR_OK) {
		json_decref(rows);
		return rc;
	}
	buf_init(&text, ANSWER_BYTES + LETTER_TEXT);
	json_array_foreach(rows, i, e)
	{
		const json_t *body = doc_get(e, "body");
		char *one;

		if (doc_int(e, "seq") > upto || text.len > ANSWER_BYTES / 2)
			break;
		next = doc_int(e, "seq");
		if (!letters_has_place(body))
			continue;
		one = letters_load_for(&lost, st, body, partner);
		buf_puts(&text, one);
		free(one);
		count++;
	}
	json_decref(rows);
	*out = json_pack("{s:s,s:I,s:I,s:I}", "text", text.data, "count",
		(json_int_t)count, "lost", (json_int_t)lost, "next",
		(json_int_t)next);
	buf_release(&text);
	return ERR_OK;
}
