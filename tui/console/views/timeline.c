/*
 * Putting what happened and what falls due into one list. A deadline that a
 * step's message ends stands in the row of the step, or of the message that
 * waits; further ones, and those that no message ends, have rows of their own.
 */
#include "tui/console/views/timeline.h"

#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "tui/pages/say.h"

enum { MINUTE = 60000 };

const json_t *
timeline_message(const json_t *show, const char *id)
{
	return doc_find(json_object_get(show, "messages"), "id", id);
}

/* Another message has taken its place, and says what is to be done. */
static bool
is_followed(const json_t *message)
{
	return *doc_str(json_object_get(message, "standing"), "follower") !=
		'\0';
}

static bool
is_done(const json_t *show, const json_t *step)
{
	const json_t *m = timeline_message(show, doc_str(step, "message"));

	return json_object_get(step, "tick") != NULL ||
		(m != NULL && (say_standing_is_out(m) || is_followed(m)));
}

static bool
timeline_is_running(const json_t *clock)
{
	return strcmp(doc_str(clock, "state"), "running") == 0 ||
		strcmp(doc_str(clock, "state"), "overdue") == 0;
}

/* What an update keeps may be kept by others too, but asks for none of them: a
 * promise of the next bulletin is no reason for a correction. */
static bool
clock_asks_for(const json_t *clock, const char *kind)
{
	const json_t *stops = json_object_get(clock, "stops");

	return doc_list_has(stops, kind) &&
		(strcmp(kind, "update") == 0 || !doc_list_has(stops, "update"));
}

/* The running public clock that asks for a message of the kind, due first. */
static json_t *
clock_for(const json_t *show, const char *kind)
{
	json_t *clock, *first = NULL;
	size_t i;

	json_array_foreach(json_object_get(show, "clocks"), i, clock)
	{
		if (!timeline_is_running(clock) || *kind == '\0' ||
			!clock_asks_for(clock, kind))
			continue;
		if (first == NULL ||
			doc_int(clock, "due") < doc_int(first, "due"))
			first = clock;
	}
	return first;
}

static json_t *
timeline_add(json_t *rows, const json_t *from, const char *is)
{
	json_t *row = json_copy((json_t *)(uintptr_t)from);

	doc_put_str(row, "at", "due");
	doc_put_str(row, "is", is);
	json_array_append_new(rows, row);
	return row;
}

/* It says the clock's time and title, and nobody else does. */
static void
take_clock(json_t *row, json_t *clock, json_t *taken)
{
	if (clock == NULL)
		return;
	doc_put_int(row, "due", doc_int(clock, "due"));
	doc_put_str(row, "rule", doc_str(clock, "rule"));
	doc_put(row, "clock", json_incref(json_object_get(clock, "title")));
	(void)json_array_append(taken, clock);
}

static bool
is_taken(const json_t *taken, const json_t *clock)
{
	for (size_t i = 0; i < json_array_size(taken); i++)
		if (json_array_get(taken, i) == clock)
			return true;
	return false;
}

/* The step whose message it is, or asks for. */
static const json_t *
step_of(const json_t *show, const json_t *wait)
{
	json_t *step;
	size_t i;

	json_array_foreach(json_object_get(show, "steps"), i, step)
	{
		if (*doc_str(step, "kind") &&
			(strcmp(doc_str(step, "message"),
				 doc_str(wait, "message")) == 0 ||
				strcmp(doc_str(step, "kind"),
					doc_str(wait, "kind")) == 0))
			return step;
	}
	return NULL;
}

/* What to do at its step, said while the cursor is on the row. */
static void
put_help(json_t *row, const json_t *step)
{
	json_t *help = json_object_get(step, "help");

	if (help != NULL)
		doc_put(row, "help", json_incref(help));
}

static void
add_waits(json_t *rows, const json_t *show, const json_t *waits)
{
	json_t *wait, *row;
	size_t i;

	json_array_foreach(waits, i, wait)
	{
		if (strcmp(doc_str(wait, "incident"), doc_str(show, "id")) != 0)
			continue;
		row = timeline_add(rows, wait, "wait");
		put_help(row, step_of(show, wait));
	}
}

/*
 * What is still to be done of the playbook. Updates go on: when the last is
 * out, the next is to be written.
 */
static void
add_steps(json_t *rows, const json_t *show, json_t *taken)
{
	json_t *step, *row;
	size_t i;

	json_array_foreach(json_object_get(show, "steps"), i, step)
	{
		const char *message = doc_str(step, "message");
		const char *kind = doc_str(step, "kind");
		bool done = is_done(show, step);

		if ((done && strcmp(kind, "update") != 0) ||
			(!done && *message &&
				doc_find(rows, "message", message)))
			continue;
		row = timeline_add(rows, step, done ? "next" : "step");
		doc_put_str(row, "step", doc_str(step, "id"));
		if (done)
			doc_put_str(row, "message", "");
		take_clock(row, clock_for(show, kind), taken);
	}
}

/* The step that it asks for: the first of a kind that ends it. */
static const json_t *
step_for(const json_t *show, const json_t *clock)
{
	json_t *step;
	size_t i;

	json_array_foreach(json_object_get(show, "steps"), i, step)
	{
		if (doc_list_has(json_object_get(clock, "stops"),
			    doc_str(step, "kind")) &&
			!is_done(show, step))
			return step;
	}
	return NULL;
}

/* Each of three updates began the same clock within the minute. */
static bool
has_clock(const json_t *rows, const json_t *clock)
{
	json_t *row;
	size_t i;

	json_array_foreach(rows, i, row)
	{
		if (strcmp(doc_str(row, "rule"), doc_str(clock, "rule")) == 0 &&
			doc_int(row, "due") / MINUTE ==
				doc_int(clock, "due") / MINUTE)
			return true;
	}
	return false;
}

/* Of a post that waits for a person: "wait 2026-0001/1:weibo". Its message has
 * a row, for all of them. */
static bool
is_said_by_wait(const json_t *rows, const json_t *clock)
{
	static const char word[] = "wait ";
	const char *rule = doc_str(clock, "rule");
	char message[VIEW_ID];

	if (strncmp(rule, word, sizeof(word) - 1) != 0)
		return false;
	rule += sizeof(word) - 1;
	fixed_cut_format(message, sizeof(message), "%.*s",
		(int)strcspn(rule, ":"), rule);
	return doc_find(rows, "message", message) != NULL;
}

static void
add_clocks(json_t *rows, const json_t *show, const json_t *taken)
{
	json_t *clock, *row;
	const json_t *step;
	size_t i;

	json_array_foreach(json_object_get(show, "clocks"), i, clock)
	{
		if (!timeline_is_running(clock) || is_taken(taken, clock) ||
			has_clock(rows, clock) || is_said_by_wait(rows, clock))
			continue;
		row = timeline_add(rows, clock, "clock");
		step = step_for(show, clock);
		if (step == NULL)
			continue;
		doc_put_str(row, "kind", doc_str(step, "kind"));
		doc_put_str(row, "message", doc_str(step, "message"));
		put_help(row, step);
	}
}

/* What is due first; what has no limit stays in the order of the playbook. */
static int
timeline_order(const json_t *a, const json_t *b)
{
	int64_t x = doc_int(a, "due"), y = doc_int(b, "due");

	if ((x == 0) != (y == 0))
		return (x == 0) - (y == 0);
	return (x > y) - (x < y);
}

static void
add_stopped(json_t *rows, const json_t *show)
{
	json_t *clock, *row;
	size_t i;

	json_array_foreach(json_object_get(show, "clocks"), i, clock)
	{
		if (timeline_is_running(clock))
			continue;
		row = json_copy(clock);
		doc_put_str(row, "what", "clock");
		doc_put_int(row, "time", doc_int(clock, "stopped"));
		json_array_append_new(rows, row);
	}
}

/* An older station does not tell what happened: then what is known of it. */
static json_t *
past_rows(const json_t *show)
{
	json_t *rows = json_deep_copy(json_object_get(show, "past"));
	json_t *message, *row;
	size_t i;

	if (rows != NULL)
		return rows;
	rows = json_array();
	add_stopped(rows, show);
	json_array_foreach(json_object_get(show, "messages"), i, message)
	{
		row = json_copy(message);
		doc_put_str(row, "what", "message");
		doc_put_str(row, "message", doc_str(message, "id"));
		json_array_append_new(rows, row);
	}
	return rows;
}

json_t *
timeline_compile(const json_t *show, const json_t *waits)
{
	json_t *rows = past_rows(show), *row;
	json_t *due = json_array(), *taken = json_array();
	size_t i;

	json_array_foreach(rows, i, row)
	{
		doc_put_str(row, "at", "past");
	}
	if (strcmp(doc_str(show, "state"), "closed") != 0) {
		add_waits(due, show, waits);
		add_steps(due, show, taken);
		add_clocks(due, show, taken);
	}
	doc_sort(due, timeline_order);
	(void)json_array_extend(rows, due);
	json_decref(due);
	json_decref(taken);
	return rows;
}

int
timeline_next(const json_t *rows)
{
	json_t *row;
	size_t i;
	int first = -1;

	json_array_foreach(rows, i, row)
	{
		if (strcmp(doc_str(row, "at"), "due") != 0 ||
			doc_bool(row, "internal"))
			continue;
		if (doc_bool(row, "mine") && doc_int(row, "due"))
			return (int)i; /* what has no limit is not due */
		if (first < 0)
			first = (int)i;
	}
	return first >= 0 ? first : i > 0 ? (int)i - 1 : 0;
}

bool
timeline_is_by_hand(const json_t *row)
{
	return strcmp(doc_str(row, "at"), "due") == 0 &&
		(doc_bool(row, "by_hand") ||
			(strcmp(doc_str(row, "is"), "step") == 0 &&
				*doc_str(row, "kind") == '\0'));
}

int
timeline_by_hand(const json_t *rows)
{
	const json_t *row;
	size_t i;

	json_array_foreach(rows, i, row)
	{
		if (timeline_is_by_hand(row))
			return (int)i;
	}
	return -1;
}

const char *
timeline_sign(const json_t *show, const json_t *step, int64_t now)
{
	const json_t *clock;

	if (is_done(show, step))
		return "[x]";
	clock = clock_for(show, doc_str(step, "kind"));
	if (clock != NULL && doc_int(clock, "due") < now)
		return "[!]";
	return *doc_str(step, "message") ? "[-]" : "[ ]";
}
