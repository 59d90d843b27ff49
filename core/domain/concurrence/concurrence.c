/*
 * How far the other units are with their answers, and that as a document.
 */
#include "domain/concurrence/concurrence.h"

#include <assert.h>
#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"

static const struct word_row states[] = {
	[CONCURRENCE_NONE] = { "none", BOTH("not asked", "未征求") },
	[CONCURRENCE_ASKED] = { "asked", BOTH("asked", "已征求") },
	[CONCURRENCE_AGREED] = { "agreed", BOTH("agreed", "同意") },
	[CONCURRENCE_REFUSED] = { "refused", BOTH("REFUSED", "不同意") },
	[CONCURRENCE_SILENT] = { "silent", BOTH("no answer", "未答复") },
};
static_assert(
	sizeof(states) / sizeof(states[0]) == CONCURRENCE_COUNT, "a row each");

const struct word_row *
concurrence_row(enum concurrence state)
{
	assert((unsigned)state < CONCURRENCE_COUNT);
	return &states[state];
}

bool
concurrence_parse(enum concurrence *out, const char *word)
{
	for (int s = 0; s < CONCURRENCE_COUNT; s++) {
		if (strcmp(states[s].word, word) == 0) {
			*out = (enum concurrence)s;
			return true;
		}
	}
	return false;
}

const json_t *
concurrence_last(const struct message *m, const char *organ)
{
	for (size_t n = json_array_size(m->concurrences); n > 0; n--) {
		const json_t *row = json_array_get(m->concurrences, n - 1);

		if (strcmp(doc_str(row, "organ"), organ) == 0 &&
			doc_int(row, "revision") == m->wording)
			return row;
	}
	return NULL;
}

/* The deadline of the last time that it was asked; 0 never. */
static int64_t
asked_until(const struct message *m, const char *organ)
{
	int64_t deadline = 0;

	for (size_t n = 0; n < json_array_size(m->concurrences); n++) {
		const json_t *row = json_array_get(m->concurrences, n);

		if (strcmp(doc_str(row, "organ"), organ) == 0 &&
			doc_int(row, "revision") == m->wording &&
			doc_int(row, "deadline"))
			deadline = doc_int(row, "deadline");
	}
	return deadline;
}

/* Nobody picked up is no answer before the deadline is over. */
enum concurrence
concurrence_state(const struct message *m, const char *organ, int64_t now)
{
	int64_t until = asked_until(m, organ);
	enum concurrence state = CONCURRENCE_NONE;

	(void)concurrence_parse(
		&state, doc_str(concurrence_last(m, organ), "state"));
	if (state != CONCURRENCE_ASKED && state != CONCURRENCE_SILENT)
		return state;
	if (until == 0)
		return CONCURRENCE_NONE;
	return until > now ? CONCURRENCE_ASKED : CONCURRENCE_SILENT;
}

void
concurrence_rule(
	char out[CONCURRENCE_RULE], const struct message *m, const char *organ)
{
	fixed_format(out, CONCURRENCE_RULE, "concur %s %s", m->id, organ);
}

const char *
concurrence_rule_organ(const char *rule, const struct message *m)
{
	static const char word[] = "concur ";
	size_t len = strlen(m->id);

	if (strncmp(rule, word, sizeof(word) - 1) != 0)
		return NULL;
	rule += sizeof(word) - 1;
	if (strncmp(rule, m->id, len) != 0 || rule[len] != ' ')
		return NULL;
	return rule + len + 1;
}

bool
concurrence_is_open(const struct message *m, const char *organ, int64_t time)
{
	const char *word = doc_str(concurrence_last(m, organ), "state");
	enum concurrence state = CONCURRENCE_NONE;

	(void)concurrence_parse(&state, word);
	if (m->state > MESSAGE_REVIEW)
		return false;
	return state == CONCURRENCE_ASKED ||
		(state == CONCURRENCE_SILENT && asked_until(m, organ) > time);
}

json_t *
concurrence_needed(const struct tier_row *row)
{
	json_t *list = json_array();

	for (size_t n = 0; n < row->organ_count; n++)
		json_array_append_new(list, json_string(row->organs[n]->id));
	return list;
}

static json_t *
organ_doc(const struct world *w, const struct organ *o)
{
	static const char *const copied[] = { "who", "how", "number", "reason",
		"by" };
	const json_t *last = concurrence_last(w->message, o->id);
	enum concurrence state = concurrence_state(w->message, o->id, w->now);
	json_t *doc = json_object();

	doc_put_str(doc, "organ", o->id);
	doc_put(doc, "title", doc_both(&o->title));
	doc_put_str(doc, "phone", o->phone);
	doc_put_bool(doc, "needed", doc_list_has(w->message->organs, o->id));
	doc_put_str(doc, "state", concurrence_row(state)->word);
	doc_put(doc, "state_title", doc_both(&concurrence_row(state)->title));
	for (size_t n = 0; n < sizeof(copied) / sizeof(copied[0]); n++)
		doc_put_str(doc, copied[n], doc_str(last, copied[n]));
	if (state == CONCURRENCE_SILENT &&
		doc_list_has(w->message->organs, o->id))
		doc_put_str(doc, "silence",
			w->message->waits_for_all ? "waits" : "reason");
	doc_put_int(doc, "deadline", asked_until(w->message, o->id));
	doc_put_int(doc, "at", doc_int(last, "at"));
	return doc;
}

json_t *
concurrence_doc(const struct world *w)
{
	json_t *list = json_array();

	for (size_t n = 0; w->library && n < w->library->rules.organ_count;
		n++) {
		const struct organ *o = &w->library->rules.organs[n];

		if (doc_list_has(w->message->organs, o->id) ||
			concurrence_last(w->message, o->id) != NULL)
			json_array_append_new(list, organ_doc(w, o));
	}
	return list;
}
