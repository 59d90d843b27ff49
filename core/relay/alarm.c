/*
 * The words of an alarm are written here, in this table: the station names the
 * order's number of reminders and nothing else, so that neither an order's
 * content nor anything that nobody approved can leave by this way. Only accounts
 * that are for alarms alone are told, which a public kind cannot be.
 */
#include "relay/alarm.h"

#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "base/mem.h"
#include "domain/text/text_mark.h"
#include "relay/report.h"

enum { TIMES_MAX = 99, KEY = 33, SLUG = 64 };

static const struct both title =
	BOTH("A joint order waits to be read", "有联合发布令待阅");
static const struct both before = BOTH(
	"Crier: an order for a joint release has come, and no officer has "
	"read it. Log in to the station now. Reminder ",
	"【Crier】收到一份联合发布令，尚无人阅。请值班人员立即登录发布台"
	"处理。第 ");
static const struct both after = BOTH(".", " 次提醒。");

static const char *
alarm_banner(const struct engine *e)
{
	bool drill = e->drill, demo = e->ops.demo;
	enum text_mark mark = drill && demo ? TEXT_DEMO_DRILL
		: drill			    ? TEXT_DRILL
		: demo			    ? TEXT_DEMO
					    : TEXT_REAL;

	return text_mark_banner(mark, e->lang);
}

/* A robot that hears by keywords is shown them all. */
static json_t *
alarm_words(const struct engine *e, const json_t *options, int64_t times)
{
	const char *banner = alarm_banner(e);
	const char *keywords = doc_str(options, "keywords");
	json_t *doc = json_object();
	char *head = mem_printf("%s%s", banner, title.in[e->lang]);
	char *text = mem_printf("%s%s%lld%s%s%s", banner, before.in[e->lang],
		(long long)times, after.in[e->lang], *keywords ? "\n" : "",
		keywords);

	doc_put_str(doc, "title", head);
	doc_put_str(doc, "text", text);
	doc_put_str(doc, "summary", head);
	doc_put_str(doc, "lang", lang_word(e->lang));
	doc_put_str(doc, "kind", "alarm");
	free(head);
	free(text);
	return doc;
}

static bool
alarm_is_allowed(const struct engine *e, const struct task *t)
{
	if (t->connector == NULL)
		return false;
	return e->drill ||
		(connector_alarms(t->account->options) &&
			(t->connector->can & CAN_ALARM));
}

/* The same on every attempt of this reminder, another for the next one. */
static void
alarm_name(struct task *t, const char *order, int64_t times)
{
	char hash[HASH_HEX], slug[SLUG];
	char *seed = mem_printf(
		"alarm %s %lld %s", order, (long long)times, t->account->id);

	hash_hex(hash, seed, strlen(seed));
	hash[KEY - 1] = '\0';
	fixed_format(slug, sizeof(slug), "crier-alarm-%.16s", hash);
	free(t->delivery);
	free(t->key);
	free(t->slug);
	t->delivery = mem_printf("alarm:%s", t->account->id);
	t->key = mem_strdup(hash);
	t->slug = mem_strdup(slug);
	free(seed);
}

void
alarm_begin(struct engine *e, const json_t *doc)
{
	const json_t *account = doc_get(doc, "account");
	int64_t times = doc_int(doc, "times");
	struct task *t = task_new(e, NULL, account_get(e, account), account);

	t->phase = PHASE_ALARM;
	t->step = STEP_PUBLISH;
	t->attempt = 1;
	t->alarm = json_object();
	times = times < 1 ? 1 : times > TIMES_MAX ? TIMES_MAX : times;
	doc_put_str(t->alarm, "order", doc_str(doc, "order"));
	doc_put_int(t->alarm, "times", times);
	alarm_name(t, doc_str(doc, "order"), times);
	if (!alarm_is_allowed(e, t)) {
		report_alarmed(e, t, OUTCOME_NOT_SENT,
			relay_note(NOTE_NO_ALARM, e->lang));
		task_end(e, t);
		return;
	}
	json_decref(t->variant);
	t->variant = alarm_words(e, t->account->options, times);
}

void
alarm_stamp(const struct engine *e, struct task *t)
{
	if (t->phase != PHASE_ALARM)
		return;
	t->built_at = e->now.utc;
	t->generation = t->account->generation;
}
