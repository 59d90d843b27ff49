/*
 * The update that keeps a promise although nothing is new: the facts as they
 * were told last, as of now, with the next promise at the same distance. It
 * is a draft like any other and is reviewed and approved like any text.
 */
#include "domain/judge.h"

#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "base/instant.h"
#include "crier/refusal.h"
#include "domain/figure/figure.h"

enum { TOLD_MAX = 200, MINUTE = 60000, HOUR = 60 * MINUTE };

static bool
is_series(const struct message *m)
{
	return m->kind == KIND_TRUTH || m->kind == KIND_UPDATE;
}

/* The words of every slot that an update shows, the newest of each. */
static void
lay_slots(json_t *slots, const struct playbook *p, const struct message *m)
{
	static const char *const anew[] = { "news", "promised", "as_of",
		"next_update" };
	const char *key;
	json_t *v;

	json_object_foreach(m->slots, key, v)
	{
		const struct slot *s = playbook_slot(p, key);
		bool skip = s == NULL || !(s->kinds >> KIND_UPDATE & 1);

		for (size_t n = 0; n < sizeof(anew) / sizeof(anew[0]); n++)
			skip = skip || strcmp(anew[n], key) == 0;
		if (!skip)
			json_object_set(slots, key, v);
	}
}

static void
keep_put_time(json_t *slots, const struct playbook *p, const char *name,
	int64_t ms, int zone, bool seconds)
{
	char text[INSTANT_TEXT];

	if (playbook_slot(p, name) == NULL)
		return;
	instant_format_plain(text, ms, zone);
	if (!seconds)
		text[16] = '\0';
	doc_put_str(slots, name, text);
}

/* The update's own interval at this level; 0 if the playbook has none. */
static int64_t
interval(const struct playbook *p, int level)
{
	for (size_t n = 0; n < p->deadline_count; n++)
		if (p->deadlines[n].kinds == 1u << KIND_UPDATE &&
			(p->deadlines[n].levels >> level & 1))
			return (int64_t)p->deadlines[n].minutes * MINUTE;
	return 0;
}

/* As long as the last promise was, and no longer than the playbook says. */
static int64_t
next_promise(const struct world *w, const struct playbook *p,
	const struct message *last)
{
	int64_t most = interval(p, level_parse(w->incident->level));
	int64_t promised = playbook_promise(last->slots, w->office->zone);
	int64_t span = promised ? promised - last->fired.time : 0;

	if (span < MINUTE)
		span = most ? most : 2 * HOUR;
	if (most && span > most)
		span = most;
	return (w->now + span) / MINUTE * MINUTE;
}

static json_t *
same_figures(const struct world *w)
{
	json_t *told = figures_published(w->incident, NULL),
	       *list = json_array();
	json_t *row;
	size_t n;

	json_array_foreach(told, n, row)
	{
		json_t *copy = json_copy(row);

		(void)json_object_del(copy, "message");
		(void)json_object_del(copy, "number");
		(void)json_object_del(copy, "reason");
		doc_put_int(copy, "as_of", w->now);
		json_array_append_new(list, copy);
	}
	json_decref(told);
	return list;
}

static void
put_news(json_t *slots, const struct playbook *p, enum lang lang, int number)
{
	char text[120];

	if (playbook_slot(p, "news") == NULL)
		return;
	if (number == 0)
		FIXED_SET(text, lang == LANG_ZH ? "无新增情况" : "no change");
	else
		fixed_format(text, sizeof(text),
			lang == LANG_ZH ? "无新增情况，与第%d号通报相同"
					: "no change since No. %d",
			number);
	doc_put_str(slots, "news", text);
}

enum err_code
judge_message_keep(struct judged *out, const struct world *w, const json_t *act,
	struct err *err)
{
	const struct message *told[TOLD_MAX], *last = NULL;
	const struct playbook *p = world_playbook(w);
	size_t count = incident_published(told, TOLD_MAX, w->incident, NULL);
	int64_t next = doc_int(act, "next_update");
	const char *lang = doc_str(act, "lang");
	json_t *new, *slots = json_object();
	enum err_code rc;

	for (size_t n = 0; p && n < count; n++) {
		if (!is_series(told[n]))
			continue;
		last = told[n];
		lay_slots(slots, p, last);
	}
	if (last == NULL) {
		json_decref(slots);
		return refuse(err, REFUSE_NOTHING_OUT, "incident",
			WITH(arg_id(w->incident->id)));
	}
	if (*lang == '\0')
		lang = last->lang;
	keep_put_time(slots, p, "as_of", w->now, w->office->zone, true);
	keep_put_time(slots, p, "next_update",
		next ? next : next_promise(w, p, last), w->office->zone, false);
	put_news(slots, p, lang_parse(lang), last->issue);
	new = json_object();
	doc_put_str(new, "incident", w->incident->id);
	doc_put_str(new, "kind", message_kind_row(KIND_UPDATE)->word);
	doc_put_str(new, "lang", lang);
	doc_put(new, "slots", slots);
	doc_put(new, "figures", same_figures(w));
	rc = judge_message_new(out, w, new, err);
	json_decref(new);
	return rc;
}
