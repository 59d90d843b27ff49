/*
 * An incident is new where its last entry is behind the last one that was seen.
 * What of it came by an act of one's own, or to the message on the screen, is
 * seen at once; so it must be known which entry is the first that was not: the
 * station's pushes say it, in the order of the ledger.
 */
#include "tui/console/news.h"

#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "tui/console/news_kept.h"
#include "tui/console/view.h"

/* NULL where nothing is known: then nothing is new. */
static struct news *
news_of(struct app *app)
{
	const json_t *station = json_object_get(app->status, "station");

	if (!app->remembers)
		return NULL;
	if (app->news == NULL)
		app->news = news_load(app);
	if (app->news->base == 0) /* the first time: all of today was seen */
		app->news->base = doc_int(station, "seq");
	return app->news->off || app->news->base == 0 ? NULL : app->news;
}

/* ---- what a row says, as a number ---- */

static uint64_t
news_mix(uint64_t hash, const char *text)
{
	const unsigned char *c = (const unsigned char *)text;

	do { /* FNV-1a, with the end of the text */
		hash = (hash ^ *c) * UINT64_C(1099511628211);
	} while (*c++);
	return hash;
}

static uint64_t
news_number(const json_t *row, const char *const *keys, size_t count)
{
	uint64_t hash = UINT64_C(14695981039346656037);
	char number[24];

	for (size_t i = 0; i < count; i++) {
		fixed_cut_format(number, sizeof(number), "%lld",
			(long long)doc_int(row, keys[i]));
		hash = news_mix(hash, doc_str(row, keys[i]));
		hash = news_mix(hash, number);
	}
	return hash;
}

/* Not the names of people, who may be called otherwise tomorrow. */
static uint64_t
moment_number(const json_t *row)
{
	static const char *const keys[] = { "what", "time", "message", "claim",
		"organ", "rule", "topic", "step", "verdict", "state" };

	return news_number(row, keys, sizeof(keys) / sizeof(keys[0]));
}

/* Not its deadline, which moves. */
static uint64_t
wait_number(const json_t *row)
{
	static const char *const keys[] = { "what", "message", "claim",
		"incident", "organ", "rule", "topic", "officer", "account",
		"partner", "mirror", "joint", "gate", "why" };

	return news_number(row, keys, sizeof(keys) / sizeof(keys[0]));
}

/* ---- entries ---- */

static void
news_row_told(struct news_row *row, int64_t first, int64_t last)
{
	row->listed = true;
	if (last > row->seen && row->unseen == 0)
		row->unseen = first;
	if (last > row->last)
		row->last = last;
}

static void
news_take_incident(struct news *n, const json_t *incident)
{
	struct news_row *row = news_row_of(n, doc_str(incident, "id"), true);

	if (row != NULL)
		news_row_told(row, row->seen + 1, doc_int(incident, "updated"));
}

void
news_take_incidents(struct app *app, const json_t *rows)
{
	struct news *n = news_of(app);
	json_t *row;
	size_t i;

	if (n == NULL)
		return;
	json_array_foreach(rows, i, row)
	{
		news_take_incident(n, row);
	}
}

/* These entries were seen: the rest only if there was none before. */
static void
news_cover(struct news_row *row, int64_t first, int64_t last)
{
	if (row == NULL || !row->listed ||
		(row->unseen != 0 && row->unseen < first))
		return;
	if (last > row->seen)
		row->seen = last;
	row->unseen = row->last > last ? last + 1 : 0;
}

/* What becomes of a message while one looks at it is seen. */
static bool
is_looked_at(const struct app *app, const json_t *push)
{
	const struct view *top = app_top(app);

	return strcmp(doc_str(push, "changed"), "message") == 0 && top->drawn &&
		strcmp(top->id, doc_str(push, "key")) == 0;
}

void
news_take_push(struct app *app, const json_t *push)
{
	struct news *n = news_of(app);
	int64_t seq = doc_int(push, "seq");
	char incident[VIEW_ID];
	struct news_row *row;

	if (n == NULL || seq == 0)
		return;
	if (is_looked_at(app, push)) {
		view_incident_id(incident, app_top(app));
		news_cover(news_row_of(n, incident, false), seq, seq);
	} else if (strcmp(doc_str(push, "changed"), "incident") == 0) {
		row = news_row_of(n, doc_str(push, "key"), false);
		if (row != NULL && row->listed)
			news_row_told(row, seq, seq);
	}
}

/* The last of the act's entries that is of the same incident as this one. */
static int64_t
news_last_of(const json_t *entries, const char *incident)
{
	int64_t last = 0;
	json_t *e;
	size_t i;

	json_array_foreach(entries, i, e)
	{
		if (strcmp(doc_str(e, "incident"), incident) == 0)
			last = doc_int(e, "seq");
	}
	return last;
}

void
news_take_own(struct app *app, const json_t *entries)
{
	struct news *n = news_of(app);
	struct news_row *row;
	json_t *e;
	size_t i;

	if (n == NULL)
		return;
	json_array_foreach(entries, i, e)
	{
		const char *incident = doc_str(e, "incident");
		bool opened =
			strcmp(doc_str(e, "kind"), "incident.opened") == 0;

		row = news_row_of(n, incident, opened);
		if (row != NULL && opened)
			row->listed = true;
		news_cover(row, doc_int(e, "seq"),
			news_last_of(entries, incident));
	}
}

void
news_take_waits(struct app *app, const json_t *waits)
{
	struct news *n = news_of(app);
	struct looked now = { .known = true };
	json_t *wait;
	size_t i;

	if (n == NULL || !n->waits.known)
		return;
	json_array_foreach(waits, i, wait)
	{
		if (looked_has(&n->waits, wait_number(wait)))
			looked_add(&now, wait_number(wait));
	}
	looked_clear(&n->waits);
	n->waits = now;
}

/* ---- what is new ---- */

bool
news_is_incident(struct app *app, const json_t *incident)
{
	struct news *n = news_of(app);
	const struct news_row *row;

	if (n == NULL)
		return false;
	row = news_row_of(n, doc_str(incident, "id"), false);
	return doc_int(incident, "updated") > (row ? row->seen : n->base);
}

bool
news_is_wait(struct app *app, const json_t *wait)
{
	struct news *n = news_of(app);

	return n != NULL && n->waits.known &&
		!looked_has(&n->waits, wait_number(wait));
}

static bool
is_moment(const json_t *row)
{
	return strcmp(doc_str(row, "at"), "past") == 0;
}

static void
news_look_at(struct looked *past, const json_t *rows)
{
	json_t *row;
	size_t i;

	looked_clear(past);
	json_array_foreach(rows, i, row)
	{
		if (is_moment(row))
			looked_add(past, moment_number(row));
	}
}

int
news_mark(struct app *app, const json_t *show, json_t *rows)
{
	struct news *n = news_of(app);
	struct news_row *row;
	json_t *line;
	int fresh = 0;
	size_t i;

	if (n == NULL)
		return 0;
	news_take_incident(n, show);
	row = news_row_of(n, doc_str(show, "id"), false);
	if (row == NULL)
		return 0;
	if (doc_int(show, "updated") <= row->seen) { /* by one's own hand */
		news_look_at(&row->past, rows);
		return 0;
	}
	json_array_foreach(rows, i, line)
	{
		if (!row->past.known || !is_moment(line) ||
			looked_has(&row->past, moment_number(line)))
			continue;
		doc_put_bool(line, "new", true);
		fresh++;
	}
	return fresh;
}

/* ---- what was looked at ---- */

/* The one that was looked at last stands last, and is kept longest. */
static struct news_row *
news_to_end(struct news *n, struct news_row *row)
{
	struct news_row moved = *row;
	size_t at = (size_t)(row - n->rows);

	memmove(row, row + 1, sizeof(*row) * (n->count - at - 1));
	n->rows[n->count - 1] = moved;
	return &n->rows[n->count - 1];
}

void
news_left_incident(struct app *app, const json_t *show, const json_t *rows)
{
	struct news *n = news_of(app);
	int64_t updated = doc_int(show, "updated");
	struct news_row *row;

	if (n == NULL || updated == 0)
		return;
	news_take_incident(n, show);
	row = news_row_of(n, doc_str(show, "id"), false);
	if (row == NULL)
		return;
	row = news_to_end(n, row);
	row->seen = row->seen > updated ? row->seen : updated;
	row->unseen = row->last > row->seen ? row->seen + 1 : 0;
	news_look_at(&row->past, rows);
	news_keep(app, n);
}

void
news_left_board(struct app *app, const json_t *waits, bool all)
{
	struct news *n = news_of(app);
	json_t *wait;
	size_t i;

	if (n == NULL || (!n->waits.known && !all))
		return;
	n->waits.known = true;
	json_array_foreach(waits, i, wait)
	{
		looked_add(&n->waits, wait_number(wait));
	}
	news_keep(app, n);
}
