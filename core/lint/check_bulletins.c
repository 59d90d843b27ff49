/*
 * Checks a message against the incident's earlier bulletins: L-40 (a grave
 * first notice that does not say what is unknown), L-42 (the same facts twice),
 * L-45 (promises of the last bulletin that are not answered).
 */
#include "lint/lint_check.h"

#include <string.h>

#include "base/doc.h"
#include "base/instant.h"
#include "crier/level.h"

enum { MINUTE = 60000, EQUAL_PERCENT = 90 };

/* L-40: a first notice of a grave incident that does not say what is not
 * known. */
void
check_unknown(struct lint_scan *s)
{
	const struct lint_case *c = s->c;

	if (c->in_incident && c->kind == KIND_TRUTH && c->level != LEVEL_NONE &&
		c->level <= LEVEL_III && *doc_str(c->slots, "unknown") == '\0')
		scan_add_whole(s, "unknown");
}

static bool
bulletin_has_figure(const struct lint_figure *f, const struct lint_bulletin *b)
{
	for (size_t i = 0; i < b->figure_count; i++)
		if (strcmp(b->figures[i].name, f->name) == 0)
			return b->figures[i].value == f->value;
	return false;
}

/* How many of the facts of either are in both, in percent. */
static int
bulletin_likeness(const struct lint_case *c, const struct lint_bulletin *b)
{
	size_t all = 0, same = 0;
	const char *key;
	json_t *v;

	json_object_foreach(doc_borrow(c->slots), key, v)
	{
		if (*doc_str(c->slots, key) == '\0')
			continue;
		all++;
		same += strcmp(doc_str(c->slots, key),
				doc_str(b->slots, key)) == 0;
	}
	json_object_foreach(doc_borrow(b->slots), key, v)
	{
		all += *doc_str(b->slots, key) &&
			*doc_str(c->slots, key) == '\0';
	}
	for (size_t i = 0; i < c->figure_count; i++)
		same += bulletin_has_figure(&c->figures[i], b);
	all += c->figure_count > b->figure_count ? c->figure_count
						 : b->figure_count;
	return all ? (int)(same * 100 / all) : 0;
}

/* L-42 */
void
check_duplicate(struct lint_scan *s)
{
	const struct lint_case *c = s->c;
	long minutes = s->rule->limit ? s->rule->limit : 30;

	for (size_t i = c->earlier_count; i > 0 && c->now; i--) {
		const struct lint_bulletin *b = &c->earlier[i - 1];

		if (c->now - b->released >= minutes * MINUTE)
			break;
		if (b->kind == c->kind &&
			bulletin_likeness(c, b) >= EQUAL_PERCENT) {
			scan_add_whole(s, b->id);
			return;
		}
	}
}

/* The index after the last update. Later bulletins are not answered yet. */
static size_t
last_answer(const struct lint_case *c)
{
	size_t i = c->earlier_count;

	while (i > 0 && c->earlier[i - 1].kind != KIND_UPDATE)
		i--;
	return i;
}

/* L-45: commitments since the last update, or a time that has gone by. */
void
check_promised(struct lint_scan *s)
{
	const struct lint_case *c = s->c;
	int64_t due = 0;

	if ((c->kind != KIND_UPDATE && c->kind != KIND_CLOSING) ||
		*doc_str(c->slots, "promised"))
		return;
	for (size_t i = last_answer(c); i < c->earlier_count; i++) {
		if (*doc_str(c->earlier[i].slots, "commitments")) {
			scan_add_whole(s, c->earlier[i].id);
			return;
		}
	}
	if (c->earlier_count && c->now &&
		instant_parse(&due,
			doc_str(c->earlier[c->earlier_count - 1].slots,
				"next_update"),
			c->zone) &&
		due < c->now)
		scan_add_whole(s, c->earlier[c->earlier_count - 1].id);
}
