/*
 * The part of a case that is about numbers and about what was said before:
 * figures, earlier bulletins, thresholds, lines to take.
 */
#include "domain/review/review_findings_internal.h"

#include <string.h>

#include "base/doc.h"
#include "domain/figure/figure.h"

enum { EARLIER_MAX = 100 };

static struct lint_figure *
figures_of(struct pool *pool, const json_t *list, size_t *count)
{
	struct lint_figure *rows =
		pool_array(pool, json_array_size(list), sizeof(*rows));
	json_t *row;
	size_t n;

	*count = 0;
	json_array_foreach(list, n, row)
	{
		const json_t *value = doc_get(row, "value");

		rows[(*count)++] = (struct lint_figure){
			.name = doc_str(row, "name"),
			.value = json_is_integer(value)
				? json_integer_value(value)
				: -1,
			.as_of = doc_int(row, "as_of"),
			.source = doc_str(row, "source"),
			.reason = doc_str(row, "reason"),
			.verified = doc_bool(row, "verified"),
		};
	}
	return rows;
}

static void
put_earlier(struct review_findings *e, const struct world *w)
{
	const struct message *told[EARLIER_MAX];
	size_t count =
		incident_published(told, EARLIER_MAX, w->incident, w->message);
	struct lint_bulletin *rows = pool_array(e->pool, count, sizeof(*rows));

	for (size_t n = 0; n < count; n++) {
		const struct message *m = told[n];

		rows[n] = (struct lint_bulletin){ .id = m->id,
			.kind = m->kind,
			.number = m->issue,
			.released = m->fired.time,
			.title = m->title,
			.text = m->text,
			.slots = m->slots };
		rows[n].figures =
			figures_of(e->pool, m->figures, &rows[n].figure_count);
	}
	e->c.earlier = rows;
	e->c.earlier_count = count;
}

static void
put_thresholds(struct review_findings *e, const struct rules *r, int64_t now)
{
	struct lint_threshold *rows =
		pool_array(e->pool, r->level_count, sizeof(*rows));

	for (size_t n = 0; n < r->level_count; n++) {
		const struct level_row *row = &r->levels[n];

		if (now < row->valid.from || now > row->valid.until ||
			(*row->region && strcmp(row->region, r->region) != 0))
			continue;
		rows[e->c.threshold_count++] = row->at;
	}
	e->c.thresholds = rows;
}

/* How long this playbook is silent between two updates of this level. */
static int64_t
promise_max(const struct playbook *p, int level)
{
	for (size_t n = 0; n < p->deadline_count; n++) {
		const struct deadline *d = &p->deadlines[n];

		if (d->kinds == 1u << KIND_UPDATE && (d->levels >> level & 1))
			return (int64_t)d->minutes * 60000;
	}
	return 0;
}

/* Lines in force: those that a second person has confirmed. */
static void
put_lines(struct review_findings *e, const struct incident *i)
{
	struct lint_line *rows =
		pool_array(e->pool, i->line_count, sizeof(*rows));

	for (size_t n = 0; n < i->line_count; n++)
		if (*i->lines[n].text)
			rows[e->c.line_count++] =
				(struct lint_line){ i->lines[n].topic,
					i->lines[n].text };
	e->c.lines = rows;
}

void
review_findings_put_series(struct review_findings *e, const struct world *w,
	const struct facts *facts)
{
	const struct playbook *p = world_playbook(w);

	e->c.figures = figures_of(e->pool, facts->figures, &e->c.figure_count);
	put_earlier(e, w);
	put_lines(e, w->incident);
	put_thresholds(e, &w->library->rules, w->now);
	if (p == NULL)
		return;
	e->c.figure_defs = p->figures;
	e->c.figure_def_count = p->figure_count;
	e->c.promise_max = promise_max(p, level_parse(w->incident->level));
}
