/*
 * Folding the life of an incident: opened, closed, a deadline missed, a text
 * made ready, a time or level that became known.
 */
#include "domain/fold.h"

#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "crier/refusal.h"

enum err_code
fold_opened(struct incident *i, const struct entry *e, struct err *err)
{
	if (i->opened)
		return fold_broken(err, e,
			ARG_BOTH("the incident is open already", "事件已开启"));
	FIXED_SET(i->id, e->incident);
	i->drill = strcmp(e->mode, "drill") == 0;
	fold_text(&i->title, doc_str(e->body, "title"));
	FOLD_WORD(i->playbook, e->body, "playbook");
	FOLD_WORD(i->commit, e->body, "commit");
	FOLD_WORD(i->rules, e->body, "rules");
	FOLD_WORD(i->level, e->body, "level");
	FOLD_WORD(i->topic, e->body, "topic");
	i->number = (int)doc_int(e->body, "number");
	i->opened = e->time;
	i->occurred = doc_int(e->body, "occurred");
	i->reported = doc_int(e->body, "reported");
	i->found = doc_int(e->body, "found");
	FIXED_SET(i->opened_by, e->by);
	clock_start(i, doc_get(e->body, "clocks"), e->time);
	return ERR_OK;
}

enum err_code
fold_closed(struct incident *i, const struct entry *e, struct err *err)
{
	(void)err;
	i->closed = e->time;
	clock_stop_all(i, e->time);
	return ERR_OK;
}

enum err_code
fold_missed(struct incident *i, const struct entry *e, struct err *err)
{
	(void)err;
	clock_miss(i, doc_str(e->body, "rule"), doc_int(e->body, "due"));
	return ERR_OK;
}

/* A text made ready: no message, so it counts in no list and no clock. */
enum err_code
fold_ready(struct incident *i, const struct entry *e, struct err *err)
{
	enum message_kind kind;
	enum lang lang = lang_parse(doc_str(e->body, "lang"));

	if (!message_kind_parse(&kind, doc_str(e->body, "kind")))
		return fold_broken(err, e,
			ARG_BOTH("unknown kind of message", "未知的稿件类型"));
	fold_doc(&i->prepared[kind][lang], doc_get(e->body, "slots"));
	return ERR_OK;
}

enum err_code
fold_step_done(struct incident *i, const struct entry *e, struct err *err)
{
	const char *step = doc_str(e->body, "step");

	if (*step == '\0')
		return fold_broken(err, e,
			ARG_BOTH("the tick has no step", "勾选未指明步骤"));
	if (i->ticks == NULL)
		i->ticks = json_array();
	json_array_append_new(i->ticks,
		json_pack("{s:s,s:s,s:I}", "step", step, "by", e->by, "time",
			(json_int_t)e->time));
	return ERR_OK;
}

/* Times that became known, and a level that was decided. */
enum err_code
fold_learned(struct incident *i, const struct entry *e, struct err *err)
{
	(void)err;
	if (doc_int(e->body, "occurred"))
		i->occurred = doc_int(e->body, "occurred");
	if (doc_int(e->body, "reported"))
		i->reported = doc_int(e->body, "reported");
	if (doc_int(e->body, "found"))
		i->found = doc_int(e->body, "found");
	if (*doc_str(e->body, "level"))
		FOLD_WORD(i->level, e->body, "level");
	if (*doc_str(e->body, "topic"))
		FOLD_WORD(i->topic, e->body, "topic");
	if (strcmp(i->topic, TOPIC_NONE) == 0)
		i->topic[0] = '\0';
	if (*doc_str(e->body, "level") || *doc_str(e->body, "topic"))
		second_drop(&i->grade);
	clock_learn(i, doc_get(e->body, "clocks"), e->time);
	return ERR_OK;
}

/* Waits for a second person; the newest proposal stands. */
enum err_code
fold_proposed(struct incident *i, const struct entry *e, struct err *err)
{
	(void)err;
	second_propose(&i->grade, e);
	return ERR_OK;
}
