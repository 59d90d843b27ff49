/*
 * One line about an entry, for lists, exports and a replay.
 */
#include "domain/entry_view.h"

#include <string.h>

#include "base/buf.h"
#include "base/doc.h"
#include "base/instant.h"
#include "base/text.h"
#include "crier/delivery.h"
#include "crier/entry_kind.h"
#include "crier/subject.h"

static void
summary_add_field(struct buf *b, const struct entry *e, const char *key,
	enum lang lang, int zone)
{
	json_t *v = doc_get(e->body, key);
	char time[INSTANT_TEXT];
	const char *text;

	if (json_is_integer(v) && entry_field_is_time(key)) {
		instant_format_plain(time, json_integer_value(v), zone);
		buf_printf(b, " %s", time);
	} else if (json_is_integer(v)) {
		buf_printf(b, " %lld", (long long)json_integer_value(v));
	} else if (json_is_string(v) && strcmp(key, "digest") == 0) {
		buf_printf(b, " %.16s", json_string_value(v));
	} else {
		text = json_is_object(v) ? doc_str(v, lang_word(lang))
			: json_is_string(v)
			? entry_field_word(
				  e->kind, key, json_string_value(v), lang)
			: "";
		if (*text)
			buf_printf(b, " %.*s",
				(int)text_cut(text, strlen(text), 120), text);
	}
}

/* How many results of a report are of each state: " 3 published". */
static void
add_results(struct buf *b, const json_t *body, enum lang lang)
{
	int count[DELIVERY_STATES] = { 0 };
	json_t *row;
	enum delivery_state s;
	size_t n;

	json_array_foreach(json_object_get(body, "results"), n,
		row) if (delivery_parse(&s, doc_str(row, "state"))) count[s]++;
	for (int k = 0; k < DELIVERY_STATES; k++)
		if (count[k])
			buf_printf(b, " %d %s", count[k],
				delivery_row((enum delivery_state)k)
					->title.in[lang]);
}

json_t *
view_summary(const struct entry *e, int zone)
{
	const struct entry_kind_row *row = entry_kind_find(e->kind);
	const char *subject = subject_id(e->body, "");
	json_t *doc = json_object();
	struct buf b;

	/* a title, an id, six fields of 120 bytes, and a count with its title
	 * for each state of a delivery */
	buf_init(&b, 4000);
	for (int lang = 0; lang < LANG_COUNT; lang++) {
		buf_reset(&b);
		buf_puts(&b, row ? row->title.in[lang] : e->kind);
		if (*subject)
			buf_printf(&b, " %s", subject);
		for (int f = 0; row && f < ENTRY_FIELDS && row->fields[f]; f++)
			summary_add_field(
				&b, e, row->fields[f], (enum lang)lang, zone);
		add_results(&b, e->body, (enum lang)lang);
		doc_put_str(doc, lang_word((enum lang)lang), b.data);
	}
	buf_release(&b);
	return doc;
}
