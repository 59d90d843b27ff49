/*
 * Our letters, packed for a stick or a mail. A letter whose file is not there
 * any more (of a station that was rebuilt: letters/ is in no backup) is packed
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

enum { ANSWER_BYTES = 480 * 1024 };

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

enum err_code
letters_pack(json_t **out, struct station *st, const char *partner,
	int64_t after, struct err *err)
{
	struct ledger_window w = {
		.kind = "letter.sent", .after = after, .no_total = true
	};
	json_t *rows = NULL, *e;
	struct buf text;
	int64_t total, next = 0, lost = 0;
	size_t i, count = 0;
	enum err_code rc = ledger_list(&rows, &total, st->ledger, &w, err);

	if (rc != ERR_OK)
		return rc;
	buf_init(&text, ANSWER_BYTES + LETTER_TEXT);
	json_array_foreach(rows, i, e)
	{
		char *one = letters_load_for(
			&lost, st, doc_get(e, "body"), partner);

		buf_puts(&text, one);
		free(one);
		count++;
		next = doc_int(e, "seq");
		if (text.len > ANSWER_BYTES / 2)
			break;
	}
	json_decref(rows);
	*out = json_pack("{s:s,s:I,s:I,s:I}", "text", text.data, "count",
		(json_int_t)count, "lost", (json_int_t)lost, "next",
		(json_int_t)next);
	buf_release(&text);
	return ERR_OK;
}
