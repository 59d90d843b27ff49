/*
 * Judging the opening and closing of incidents. Opening fixes the mode, the
 * library's commit and the clocks for ever.
 */
#include "domain/judge.h"

#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "base/instant.h"
#include "crier/refusal.h"
#include "domain/message/message_prepared.h"
#include "domain/incident/reclassify.h"
#include "domain/review/review_stages.h"
#include "domain/clock/clock_rows.h"
#include "domain/office/office_none.h"

static void
put_times(json_t *body, const json_t *act)
{
	static const char *const names[] = { "occurred", "reported", "found" };

	for (size_t n = 0; n < 3; n++)
		if (doc_int(act, names[n]))
			doc_put_int(body, names[n], doc_int(act, names[n]));
}

/* The level is one, and no time lies ahead. */
static enum err_code
incident_check_known(const struct world *w, const json_t *act, struct err *err)
{
	const char *level = doc_str(act, "level");

	if (*level && level_parse(level) == LEVEL_NONE)
		return refuse(err, REFUSE_FIELD, "level",
			WITH(arg_field("level"),
				ARG_BOTH("is not I, II, III or IV",
					"只能是 I、II、III、IV")));
	for (size_t n = 0; n < 3; n++) {
		static const char *const names[] = { "occurred", "reported",
			"found" };

		if (doc_int(act, names[n]) > w->now + 60000)
			return refuse(err, REFUSE_FIELD, names[n],
				WITH(arg_field(names[n]),
					ARG_BOTH("lies in the future",
						"在将来")));
	}
	return ERR_OK;
}

static enum err_code
check_mode(const struct world *w, const json_t *act, struct err *err)
{
	const char *mode = doc_str(act, "mode");

	if (strcmp(mode, "actual") != 0 && strcmp(mode, "drill") != 0)
		return refuse(err, REFUSE_FIELD, "mode",
			WITH(arg_field("mode"),
				ARG_BOTH("is neither actual nor drill",
					"只能是 actual 或 drill")));
	return incident_check_known(w, act, err);
}

/* The time that was learned, else the one known before. */
static int64_t
learned(const json_t *act, const char *name, int64_t known)
{
	return doc_int(act, name) ? doc_int(act, name) : known;
}

static json_t *
grade_body(const json_t *act)
{
	static const char *const names[] = { "level", "topic", "reason" };
	json_t *body = json_object();

	for (size_t n = 0; n < 3; n++)
		if (*doc_str(act, names[n]))
			doc_put_str(body, names[n], doc_str(act, names[n]));
	return body;
}

enum err_code
judge_incident_learn(struct judged *out, const struct world *w,
	const json_t *act, struct err *err)
{
	const struct incident *i = w->incident;
	const struct playbook *p = world_playbook(w);
	struct grade grade;
	bool propose = false, times_too;
	struct clocks times = { .opened = i->opened,
		.occurred = learned(act, "occurred", i->occurred),
		.reported = learned(act, "reported", i->reported),
		.found = learned(act, "found", i->found) };
	json_t *body;

	if (p == NULL)
		return refuse(err, REFUSE_PLAYBOOK, "",
			WITH(arg_word(i->playbook),
				ARG_BOTH("the library of its incident cannot "
					 "be read",
					"无法读取该事件所用的预案库")));
	if (incident_check_known(w, act, err) != ERR_OK)
		return err->code;
	times_too = doc_int(act, "occurred") || doc_int(act, "reported") ||
		doc_int(act, "found");
	if (*doc_str(act, "level") == '\0' && *doc_str(act, "topic") == '\0' &&
		!times_too)
		return refuse(err, REFUSE_FIELD, "occurred",
			WITH(arg_field("occurred"),
				ARG_BOTH("or another time, the level or the "
					 "topic is needed",
					"至少补记一项时间、级别或敏感类型")));
	grade_of(&grade, i, act);
	if (grade_is_new(&grade, i) &&
		regrade_check(&propose, w, &grade, act, err) != ERR_OK)
		return err->code;
	for (size_t n = 0; n < i->message_count; n++)
		if (i->messages[n]->state >= MESSAGE_FIRED)
			times.done |= 1u << i->messages[n]->kind;
	if (propose)
		judged_add(out, "incident.proposed", grade_body(act));
	if (propose && !times_too)
		return ERR_OK;
	body = propose ? json_object() : grade_body(act);
	if (!propose && grade_is_new(&grade, i) && i->grade.waits)
		second_put(body, &i->grade);
	put_times(body, act);
	doc_put(body, "clocks",
		clock_rows_known(w->library, p,
			level_parse(propose ? i->level : grade.level), &times));
	judged_add(out, "incident.learned", body);
	if (!propose)
		reclassify_void(out, w, &grade);
	return ERR_OK;
}

enum err_code
judge_incident_open(struct judged *out, const struct world *w,
	const json_t *act, struct err *err)
{
	const char *playbook = doc_str(act, "playbook"), *topic;
	bool drill = strcmp(doc_str(act, "mode"), "drill") == 0;
	int year = instant_year(w->now, w->office->zone);
	int number = office_next_number(w->office, year, drill);
	const struct playbook *p;
	struct clocks times = { .opened = w->now,
		.occurred = doc_int(act, "occurred"),
		.reported = doc_int(act, "reported"),
		.found = doc_int(act, "found") };
	json_t *body;

	if (check_mode(w, act, err) != ERR_OK)
		return err->code;
	p = w->library ? playbook_find(w->library, playbook) : NULL;
	if (p == NULL)
		return library_no_playbook(
			err, "playbook", w->library, playbook);
	fixed_format(out->incident, sizeof(out->incident), "%s%04d-%04d",
		drill ? "D" : "", year % 10000, number % 1000000);
	out->drill = drill;
	topic = *doc_str(act, "topic") ? doc_str(act, "topic") : p->topic;
	if (*topic && !rules_topic(&w->library->rules, topic))
		return rules_no_topic(err, &w->library->rules);
	body = json_object();
	doc_put_str(body, "playbook", playbook);
	doc_put_str(body, "title", doc_str(act, "title"));
	doc_put_str(body, "level", doc_str(act, "level"));
	if (*topic)
		doc_put_str(body, "topic", topic);
	doc_put_str(body, "commit", w->office->library);
	doc_put_str(body, "rules", w->library->rules.digest);
	doc_put_int(body, "number", number);
	put_times(body, act);
	doc_put(body, "clocks",
		clock_rows_known(w->library, p,
			level_parse(doc_str(act, "level")), &times));
	judged_add(out, "incident.opened", body);
	prepared_at_opening(out, w, body);
	return ERR_OK;
}

static const struct message *
unfinished(const struct incident *i)
{
	for (size_t n = 0; n < i->message_count; n++)
		if ((i->messages[n]->state >= MESSAGE_ARMING &&
			    i->messages[n]->state <= MESSAGE_FIRED) ||
			message_owes_signature(i->messages[n]))
			return i->messages[n];
	return NULL;
}

static bool
has_closing(const struct incident *i)
{
	for (size_t n = 0; n < i->message_count; n++)
		if (i->messages[n]->kind == KIND_CLOSING &&
			i->messages[n]->state == MESSAGE_RELEASED)
			return true;
	return false;
}

enum err_code
judge_incident_close(struct judged *out, const struct world *w,
	const json_t *act, struct err *err)
{
	const struct incident *i = w->incident;
	const struct message *m = unfinished(i);
	json_t *body = NULL;

	if (m != NULL)
		return refuse(err, REFUSE_INCIDENT_OPEN_WORK, "",
			WITH(arg_id(i->id), arg_id(m->id),
				arg_state(m->state)));
	if (!has_closing(i) && *doc_str(act, "reason") == '\0')
		return refuse(err, REFUSE_NO_CLOSING, "", WITH(arg_id(i->id)));
	body = json_object();
	doc_put_str(body, "reason", doc_str(act, "reason"));
	judged_add(out, "incident.closed", body);
	return ERR_OK;
}

void
judge_overdue(
	struct judged *out, const struct incident *i, const struct clock *c)
{
	json_t *body = json_object();

	FIXED_SET(out->incident, i->id);
	out->drill = i->drill;
	doc_put_str(body, "rule", doc_str(c->row, "rule"));
	doc_put_int(body, "due", c->due);
	doc_put(body, "title", json_incref(json_object_get(c->row, "title")));
	if (clock_is_wait(c))
		doc_put(body, "then",
			json_incref(doc_get(doc_get(c->row, "wait"), "then")));
	judged_add(out, "incident.missed", body);
}
