/*
 * What waits for people, in all open incidents together.
 */
#include "station/questions.h"

#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "domain/clock/clock.h"
#include "domain/library/library_diff.h"
#include "domain/release/delivery.h"
#include "domain/waits/waits.h"
#include "station/env.h"
#include "station/incident_cache.h"
#include "station/library_cache.h"
#include "store/projection.h"

enum {
	MINUTE_MS = 60000,
	CLOCKS_TOLD = 30 /* of a mode: those that are due next */
};

/* Which message a person has to see to: "wait 2026-0001/3:weibo". */
static void
put_wait(json_t *doc, const struct clock *c)
{
	static const char word[] = "wait ";
	const char *rule = doc_str(c->row, "rule");
	char message[MESSAGE_ID];

	doc_put_bool(doc, "wait", true);
	if (strncmp(rule, word, sizeof(word) - 1) == 0 &&
		delivery_id_split(NULL, message, NULL, rule + sizeof(word) - 1))
		doc_put_str(doc, "message", message);
}

static void
add_report(json_t *list, const struct incident *i, const struct clock *c)
{
	json_t *doc = json_object();

	if (c != NULL) {
		doc_put_int(doc, "due", c->due);
		doc_put_str(doc, "rule", doc_str(c->row, "rule"));
		doc_put(doc, "title",
			json_incref(json_object_get(c->row, "title")));
		doc_put_str(doc, "incident", i->id);
		doc_put_str(doc, "mode", i->drill ? "drill" : "actual");
		if (clock_is_wait(c))
			put_wait(doc, c);
		json_array_append(list, doc);
	}
	json_decref(doc);
}

static int
report_order(const json_t *a, const json_t *b)
{
	int64_t x = doc_int(a, "due"), y = doc_int(b, "due");

	return (x > y) - (x < y);
}

static void
add_incident(json_t *list, struct station *st, const char *id)
{
	struct world w = { .office = &st->office, .now = station_now() };
	struct incident *i = NULL;

	if (incident_cache_get(&i, st->incident_cache, id, NULL) != ERR_OK)
		return;
	(void)library_cache_get(&w.library, st->library_cache, i->commit, NULL);
	w.incident = i;
	waits_put(list, &w);
	add_report(st->reports, i, clock_report(i));
	add_report(st->reports, i, clock_awaited(i)); /* one hides no other */
}

static void
add_office(json_t *list, struct station *st)
{
	struct world w = { .office = &st->office, .now = station_now() };

	(void)library_cache_get(
		&w.library, st->library_cache, st->office.library, NULL);
	waits_put_office(list, &w);
}

static void
add_joints(json_t *list, struct station *st)
{
	struct world w = { .office = &st->office,
		.joints = &st->joints,
		.now = station_now() };

	waits_put_joints(list, &w);
}

/* Of a message, and of that alone: the window of an armed release, an appointed
 * hour, an answer asked for, a signature owed. Deliveries that wait for a person
 * have clocks, which are told with the reports. */
static void
add_window(json_t *list, const json_t *wait)
{
	static const char *const keys[] = { "due", "what", "message",
		"incident", "mode" };
	json_t *doc;

	if (!doc_bool(wait, "own_due") || *doc_str(wait, "message") == '\0' ||
		doc_get(wait, "overdue") != NULL)
		return;
	doc = json_object();
	for (size_t n = 0; n < sizeof(keys) / sizeof(keys[0]); n++)
		doc_put(doc, keys[n], json_incref(doc_get(wait, keys[n])));
	json_array_append_new(list, doc);
}

static json_t *
windows_now(const json_t *waits)
{
	json_t *list = json_array();
	const json_t *wait;
	size_t n;

	json_array_foreach(waits, n, wait)
	{
		add_window(list, wait);
	}
	doc_sort(list, report_order);
	return list;
}

static json_t *
waits_now(struct station *st)
{
	struct window open = { .filter = { { "state", "open" } },
		.sort = "updated",
		.descending = true,
		.limit = WINDOW_MAX,
		.no_total = true };
	struct window_rows rows = { 0 };
	json_t *list = json_array(), *row;
	size_t n;

	if (projection_list(&rows, st->ledger, PROJ_INCIDENT, &open, NULL) !=
		ERR_OK)
		return list;
	json_array_foreach(rows.rows, n, row)
	{
		add_incident(list, st, doc_str(row, "id"));
	}
	window_rows_release(&rows);
	add_office(list, st);
	add_joints(list, st);
	waits_sort(list);
	return list;
}

/* With the words of what a library would change. */
enum err_code
ask_proposed(json_t **out, struct station *st, struct act_context *f,
	const json_t *doc, struct err *err)
{
	json_t *list = json_array(), *row;
	size_t n;

	(void)doc;
	(void)err;
	add_office(list, st);
	json_array_foreach(list, n, row)
	{
		if (strcmp(doc_str(row, "what"), "library") == 0)
			doc_put(row, "changes",
				library_diff_view(
					doc_get(st->office.library_next.what,
						"changes")));
	}
	*out = json_object();
	doc_put(*out, "rows",
		waits_for(
			list, f->world.officer ? f->world.officer->id : NULL));
	json_decref(list);
	return ERR_OK;
}

/* The incidents of the mode whose deadlines are the nearest. */
static json_t *
nearest_of(struct station *st, const char *mode)
{
	struct window w = { .filter = { { "clock", "1" }, { "mode", mode } },
		.sort = "due",
		.limit = CLOCKS_TOLD,
		.no_total = true };
	struct window_rows rows = { 0 };
	json_t *list = json_array();

	if (projection_list(&rows, st->ledger, PROJ_INCIDENT, &w, NULL) ==
		ERR_OK)
		(void)json_array_extend(list, rows.rows);
	window_rows_release(&rows);
	return list;
}

static json_t *
next_clock_doc(const json_t *row)
{
	json_t *doc = json_object();

	doc_put_int(doc, "due", doc_int(row, "due"));
	doc_put_str(doc, "rule", doc_str(row, "due_rule"));
	doc_put(doc, "title", json_incref(json_object_get(row, "due_title")));
	doc_put_str(doc, "incident", doc_str(row, "id"));
	doc_put_str(doc, "mode", doc_str(row, "mode"));
	return doc;
}

/* The next one of each incident, actual ones first. */
static json_t *
clocks_now(struct station *st)
{
	json_t *rows = nearest_of(st, "actual");
	json_t *drills = nearest_of(st, "drill"), *clocks = json_array(), *row;
	size_t n;

	(void)json_array_extend(rows, drills);
	json_array_foreach(rows, n, row)
	{
		json_array_append_new(clocks, next_clock_doc(row));
	}
	json_decref(drills);
	json_decref(rows);
	return clocks;
}

static void
outlook_forget(struct station *st)
{
	json_decref(st->waits);
	json_decref(st->reports);
	json_decref(st->windows);
	json_decref(st->clocks);
	json_decref(st->rosters);
}

/* What is to come, anew after an entry, and as a minute goes by. */
static void
outlook_keep(struct station *st)
{
	const char *head = ledger_head(st->ledger)->hash;
	int64_t minute = station_now() / MINUTE_MS;

	if (st->waits != NULL && st->waits_minute == minute &&
		strcmp(st->waits_head, head) == 0)
		return;
	outlook_forget(st);
	st->reports = json_array();
	st->waits = waits_now(st);
	st->windows = windows_now(st->waits);
	st->clocks = clocks_now(st);
	st->rosters = roster_status(st);
	doc_sort(st->reports, report_order);
	st->waits_minute = minute;
	fixed_cut(st->waits_head, sizeof(st->waits_head), head);
}

const json_t *
station_waits(struct station *st)
{
	outlook_keep(st);
	return st->waits;
}

json_t *
station_reports(struct station *st)
{
	outlook_keep(st);
	return st->reports;
}

json_t *
station_windows(struct station *st)
{
	outlook_keep(st);
	return st->windows;
}

json_t *
station_clocks(struct station *st)
{
	outlook_keep(st);
	return st->clocks;
}

json_t *
station_rosters(struct station *st)
{
	outlook_keep(st);
	return st->rosters;
}
