/*
 * The case is that of an update in earnest: what is said of the place, the
 * level and the figures of an incident is laid before the rules as if it were
 * about to be submitted there.
 */
#include "domain/register/feed_watch.h"

#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "base/mem.h"
#include "base/text.h"
#include "domain/figure/figure.h"
#include "domain/review/review_findings.h"
#include "lint/leak.h"
#include "lint/mention.h"

enum { WATCH_SAID = 500 };

void
watch_found_release(struct watch_found *f)
{
	json_decref(f->said);
	f->said = NULL;
}

static void
watch_take(struct watch_found *out, const struct finding *f, const char *of)
{
	char text[WATCH_SAID];

	fixed_cut(out->rule, sizeof(out->rule), f->rule->id);
	fixed_cut(out->incident, sizeof(out->incident), of);
	out->said = json_object();
	for (int lang = 0; lang < LANG_COUNT; lang++) {
		finding_what(text, sizeof(text), f, (enum lang)lang);
		doc_put_str(out->said, lang_word((enum lang)lang), text);
	}
}

static bool
watch_is_leak(struct watch_found *out, const struct rules *r, const char *words)
{
	struct leaks found;
	bool leaks;

	leak_scan(&found, words, strlen(words), r ? r->lint : NULL);
	leaks = found.count > 0;
	leaks_release(&found);
	if (leaks)
		fixed_cut(out->rule, sizeof(out->rule), "leak");
	return leaks;
}

/* ---- without an incident ---- */

static bool
watch_alone(struct watch_found *out, const struct world *w, const char *words)
{
	const struct rules *r = &w->library->rules;
	const struct lint_field field = { .part = PART_TEXT,
		.name = "text",
		.text = words,
		.len = strlen(words) };
	const struct lint_case c = { .rules = r->lint,
		.fields = &field,
		.field_count = 1,
		.kind = KIND_UPDATE,
		.lang = lang_parse(w->office->lang),
		.mode = MODE_ACTUAL,
		.class_bit = ~0u,
		.region = r->region,
		.now = w->now,
		.zone = w->office->zone };
	struct findings found;
	bool any = false;

	lint_run(&found, &c);
	for (size_t n = 0; n < found.count && !any; n++) {
		any = watch_names(r, found.rows[n].rule->id, w->now);
		if (any)
			watch_take(out, &found.rows[n], "");
	}
	findings_release(&found);
	return any;
}

/* ---- beside an incident ---- */

/* It says what the incident is called, or what was agreed to be said of it. */
static bool
watch_speaks_of(const struct incident *i, const char *words)
{
	if (*i->title && text_holds(words, i->title))
		return true;
	for (size_t n = 0; n < i->line_count; n++)
		if (*i->lines[n].text && text_holds(words, i->lines[n].text))
			return true;
	return false;
}

/* Is the finding about these words, and not about the figures laid beside? */
static bool
watch_counts(const struct review_findings *e, const struct finding *f,
	const struct incident *i, const char *words)
{
	const struct lint_figure *known =
		f->figure ? lint_figure_now(&e->c, f->figure->id) : NULL;
	bool number = strcmp(f->rule->id, "L-10") == 0;

	if (f->field == SIZE_MAX || e->c.fields[f->field].part != PART_TEXT)
		return false;
	if (number)
		return known != NULL && known->value >= 0;
	/* any post names a place: one that is not the incident's is no fault */
	return lint_topic_is_place(f->detail[LANG_ZH])
		? watch_speaks_of(i, words)
		: true;
}

static bool
watch_beside(struct watch_found *out, const struct world *w,
	const struct world *open, const char *words)
{
	const struct rules *r = &w->library->rules;
	json_t *figures = figures_published(open->incident, NULL);
	json_t *slots = json_object();
	const struct facts facts = { .kind = KIND_UPDATE,
		.lang = lang_parse(w->office->lang),
		.slots = slots,
		.figures = figures };
	struct composition text;
	struct review_findings e;
	bool any = false;

	composition_init(&text);
	free(text.text);
	text.text = mem_strdup(words);
	review_findings_run(&e, open, &facts, &text);
	for (size_t n = 0; n < e.found.count && !any; n++) {
		const struct finding *f = &e.found.rows[n];

		any = watch_names(r, f->rule->id, w->now) &&
			watch_counts(&e, f, open->incident, words);
		if (any)
			watch_take(out, f, open->incident->id);
	}
	review_findings_release(&e);
	composition_release(&text);
	json_decref(figures);
	json_decref(slots);
	return any;
}

bool
feed_watch(struct watch_found *out, const struct world *w,
	const struct world *open, size_t open_count, const char *words)
{
	const struct rules *r = w->library ? &w->library->rules : NULL;

	*out = (struct watch_found){ 0 };
	if (watch_is_leak(out, r, words))
		return true;
	if (r == NULL || r->watch_count == 0)
		return false;
	if (watch_alone(out, w, words))
		return true;
	for (size_t n = 0; n < open_count; n++)
		if (watch_beside(out, w, &open[n], words))
			return true;
	return false;
}
