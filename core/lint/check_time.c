/*
 * Times of a message: L-17 as-of and occurrence, L-19 the promise of the next
 * update. Slots are read by the names that playbooks/README.md gives them.
 */
#include "lint/lint_check.h"

#include <string.h>

#include "base/doc.h"
#include "base/instant.h"
#include "crier/level.h"

static bool
slot_time(int64_t *ms, const struct lint_case *c, const json_t *slots,
	const char *name)
{
	const char *text = doc_str(slots, name);

	return *text && instant_parse(ms, text, c->zone);
}

/* Reports at the slot if the case has its text, otherwise for the whole. */
static void
add_at_slot(struct lint_scan *s, const char *name)
{
	for (size_t i = 0; i < s->c->field_count; i++) {
		const struct lint_field *f = &s->c->fields[i];
		const char *dot = strrchr(f->name, '.');

		if (f->part == PART_SLOT &&
			strcmp(dot ? dot + 1 : f->name, name) == 0) {
			scan_add_original(s, i, 0, f->len);
			return;
		}
	}
	scan_add_whole(s, name);
}

static bool
goes_on(const struct lint_case *c)
{
	return c->kind == KIND_UPDATE || c->kind == KIND_CLOSING;
}

/* The newest earlier bulletin with a time in this slot. */
static bool
told_time(int64_t *ms, const struct lint_case *c, const char *name)
{
	for (size_t i = c->earlier_count; i > 0; i--)
		if (slot_time(ms, c, c->earlier[i - 1].slots, name))
			return true;
	return false;
}

/* L-17 */
void
check_times(struct lint_scan *s)
{
	const struct lint_case *c = s->c;
	int64_t as_of, time, before;

	if (slot_time(&as_of, c, c->slots, "as_of")) {
		if (c->now && as_of > c->now)
			add_at_slot(s, "as_of");
		else if (goes_on(c) && told_time(&before, c, "as_of") &&
			as_of <= before)
			add_at_slot(s, "as_of");
	}
	/* a rumor or a misfire may have happened at several moments */
	if (c->kind != KIND_CORRECTION && !(c->class_bit >> CLASS_META & 1) &&
		slot_time(&time, c, c->slots, "time") &&
		((c->now && time > c->now) ||
			(told_time(&before, c, "time") && time != before)))
		add_at_slot(s, "time");
}

/*
 * L-19: a first notice or an update promises the next one, at an instant to
 * come. What is about texts only (a misfire, a rumor) need not promise.
 */
void
check_promise(struct lint_scan *s)
{
	const struct lint_case *c = s->c;
	bool must = c->in_incident &&
		(c->kind == KIND_TRUTH || c->kind == KIND_UPDATE) &&
		!(c->class_bit >> CLASS_META & 1);
	const char *text = doc_str(c->slots, "next_update");
	int64_t due = 0;

	if (*text == '\0') {
		if (must)
			scan_add_whole(s, "next_update");
	} else if (!slot_time(&due, c, c->slots, "next_update") ||
		(c->now && due <= c->now)) {
		add_at_slot(s, "next_update");
	}
}

/* The other half of L-19: later than the playbook states for this level. */
void
check_promise_far(struct lint_scan *s)
{
	const struct lint_case *c = s->c;
	int64_t due = 0;

	if (c->now && c->promise_max &&
		slot_time(&due, c, c->slots, "next_update") &&
		due > c->now + c->promise_max)
		add_at_slot(s, "next_update");
}
