/*
 * The reasons for which an account is well or ill, and their order.
 */
#include "domain/register/health.h"

#include <assert.h>
#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "base/instant.h"

enum { WORDS = 600 };

static const struct both stolen = BOTH(
	"Look who posted it; if nobody of yours did: crier account suspend, "
	"then the playbook account-stolen.",
	"查明由谁发布；非本单位所发的，先暂停账号（crier account "
	"suspend），再按预案 account-stolen "
	"处置。");
static const struct both looked =
	BOTH("Look through them, then: crier account acknowledge.",
		"浏览核对后登记：crier account acknowledge。");

static const char *const grade_words[] = { [HEALTH_ILL] = "ill",
	[HEALTH_WARNED] = "warned",
	[HEALTH_UNKNOWN] = "unknown",
	[HEALTH_NOTED] = "noted",
	[HEALTH_WELL] = "well" };
static_assert(sizeof(grade_words) / sizeof(grade_words[0]) == HEALTH_GRADES,
	"a word each");

static const char *
health_grade_word(enum health_grade grade)
{
	assert((unsigned)grade < HEALTH_GRADES);
	return grade_words[grade];
}

enum health_grade
health_grade_of(const json_t *doc)
{
	const char *word = doc_str(doc, "grade");
	int grade = 0;

	while (grade < HEALTH_WELL && strcmp(word, grade_words[grade]) != 0)
		grade++;
	return (enum health_grade)grade;
}

int
health_order(const json_t *a, const json_t *b)
{
	enum health_grade x = health_grade_of(a), y = health_grade_of(b);

	if (x != y)
		return x < y ? -1 : 1;
	if (doc_bool(a, "lead") != doc_bool(b, "lead"))
		return doc_bool(a, "lead") ? -1 : 1;
	return strcmp(doc_str(a, "account"), doc_str(b, "account"));
}

/* ---- reasons ---- */

struct health_finder {
	const struct register_view *v;
	const struct account *a;
	const struct health_seen *seen;
	json_t *by[HEALTH_GRADES]; /* arrays of reasons */
};

static void
add_reason(struct health_finder *f, enum health_grade grade,
	const struct both *what, const struct both *todo)
{
	json_t *row = json_object();

	if (grade == HEALTH_WELL) {
		json_decref(row);
		return;
	}
	doc_put_str(row, "grade", health_grade_word(grade));
	doc_put(row, "what", doc_both(what));
	if (todo != NULL)
		doc_put(row, "todo", doc_both(todo));
	json_array_append_new(f->by[grade], row);
}

#define REASON(f, grade, todo, en_form, zh_form, ...)                          \
	do {                                                                   \
		char en_[WORDS], zh_[WORDS];                                   \
		const struct both what_ = BOTH(en_, zh_);                      \
                                                                               \
		fixed_cut_format(en_, sizeof(en_), en_form, __VA_ARGS__);      \
		fixed_cut_format(zh_, sizeof(zh_), zh_form, __VA_ARGS__);      \
		add_reason(f, grade, &what_, todo);                            \
	} while (0)

/* The row for this check that holds for the account; NULL none. */
static const struct health_rule *
health_rule_for(const struct health_finder *f, enum health_check check)
{
	const struct rules *r = f->v->rules;

	for (size_t i = 0; r && i < r->health_count; i++)
		if (r->healths[i].check == check &&
			health_rule_holds(
				r, &r->healths[i], f->a->platform, f->v->now))
			return &r->healths[i];
	return NULL;
}

static enum health_grade
grade_of_days(const struct health_rule *rule, int days)
{
	if (rule->ill && days >= rule->ill)
		return HEALTH_ILL;
	if (rule->warn && days >= rule->warn)
		return HEALTH_WARNED;
	return rule->note && days >= rule->note ? HEALTH_NOTED : HEALTH_WELL;
}

static int
days_since(const struct health_finder *f, int64_t then)
{
	return (int)((f->v->now - then) / INSTANT_DAY);
}

static void
add_unknown(struct health_finder *f, const char *en, const char *zh)
{
	const struct both what = BOTH(en, zh);

	add_reason(f, HEALTH_UNKNOWN, &what, NULL);
}

static void
look_at_posts(struct health_finder *f)
{
	const struct health_rule *rule = health_rule_for(f, HEALTH_SILENT);
	int days;

	if (rule == NULL || !f->a->active)
		return;
	if (f->seen->posted == 0) {
		add_unknown(f, "no verified post through this station is known",
			"本台未见经核实的更新");
		return;
	}
	days = days_since(f, f->seen->posted);
	REASON(f, grade_of_days(rule, days), &rule->todo,
		"no verified post for %d days", "已%d天没有经核实的更新", days);
}

static void
look_at_login(struct health_finder *f)
{
	const struct health_rule *rule = health_rule_for(f, HEALTH_LOGIN);
	const struct account *a = f->a;
	int days;

	if (a->identity.waits)
		REASON(f, HEALTH_ILL, NULL,
			"the credential opens another account (%s)",
			"凭据登录的是另一个账号（%s）",
			doc_str(a->identity.what, "who"));
	if (rule == NULL || !a->active)
		return;
	if (a->checked == 0 || (a->ok && a->unproven)) {
		add_unknown(f, "nothing shows that anybody can log in",
			"未见可以登录的证明");
		return;
	}
	if (!a->ok) {
		REASON(f, HEALTH_ILL, &rule->todo, "the last check failed: %s",
			"最近一次检查未通过：%s", a->detail);
		return;
	}
	days = days_since(f, a->checked);
	REASON(f, grade_of_days(rule, days), &rule->todo,
		"the last login was %d days ago", "上次登录在%d天前", days);
}

static void
look_at_credential_age(struct health_finder *f)
{
	const struct health_rule *age =
		health_rule_for(f, HEALTH_CREDENTIAL_AGE);
	const struct account *a = f->a;
	int days;

	if (age == NULL || !a->credential || !a->active)
		return;
	if (a->sealed_time == 0) {
		add_unknown(f, "how old its credential is is not known",
			"凭据使用时间不明");
		return;
	}
	days = days_since(f, a->sealed_time);
	REASON(f, grade_of_days(age, days), &age->todo,
		"its credential is %d days old", "凭据已使用%d天", days);
}

/* The fewer days are left, the worse. */
static enum health_grade
grade_of_left(const struct health_rule *rule, int days)
{
	if (days < 0 || (rule->ill && days <= rule->ill))
		return HEALTH_ILL;
	if (rule->warn && days <= rule->warn)
		return HEALTH_WARNED;
	return rule->note && days <= rule->note ? HEALTH_NOTED : HEALTH_WELL;
}

static void
look_at_end(struct health_finder *f)
{
	const struct health_rule *rule =
		health_rule_for(f, HEALTH_CREDENTIAL_ENDS);
	int64_t left = f->a->ends - f->v->now;
	int days = (int)(left / INSTANT_DAY);

	if (rule == NULL || !f->a->active || f->a->ends == 0)
		return;
	if (left <= 0)
		REASON(f, HEALTH_ILL, &rule->todo,
			"its credential ended %d days ago", "凭据已过期%d天",
			-days);
	else
		REASON(f, grade_of_left(rule, days), &rule->todo,
			"its credential ends in %d days", "凭据%d天后到期",
			days);
}

static void
look_at_quotas(struct health_finder *f)
{
	char en[WORDS], zh[WORDS];
	const struct both what = BOTH(en, zh);
	json_t *row;
	size_t i;

	json_array_foreach(doc_borrow(f->seen->quotas), i, row)
	{
		const json_t *title = doc_get(row, "title");

		if (strcmp(doc_str(row, "per"), "minute") == 0 ||
			doc_int(row, "left") > 0)
			continue;
		fixed_cut_format(en, sizeof(en),
			"nothing left of its quota: %s", doc_str(title, "en"));
		fixed_cut_format(
			zh, sizeof(zh), "额度已用完：%s", doc_str(title, "zh"));
		add_reason(f, HEALTH_WARNED, &what, NULL);
	}
}

/* A library from before these rows asks nothing: that is not well. */
static void
look_at_library(struct health_finder *f)
{
	const struct rules *r = f->v->rules;

	if (f->a->active && (r == NULL || r->health_count == 0))
		add_unknown(f,
			"the library in force has no rows for health "
			"(rules/register.yaml)",
			"现行预案库没有账号状况的规定（rules/register.yaml）");
}

/* What rounds have seen on it. */
static void
look_at_feed(struct health_finder *f)
{
	const struct account_feed *feed = &f->a->feed;
	int alarms = (int)feed_open_count(feed);

	if (alarms > 0)
		REASON(f, HEALTH_ILL, &stolen,
			"on it stands what nobody has explained (%d): %s",
			"有%d项账号内容异常尚未核对：%s", alarms,
			doc_str(json_array_get(
					feed_open(feed), (size_t)alarms - 1),
				"words"));
	if (feed->tried != 0 && feed->why[0] && f->a->active)
		REASON(f, HEALTH_NOTED, NULL,
			"what stands on it was not read: %s",
			"未读取已发内容：%s", feed->why);
	if (feed->others > 0)
		REASON(f, HEALTH_NOTED, &looked,
			"%d posts by other tools since somebody looked",
			"上次核对后其他工具发布了%d条", (int)feed->others);
}

/* What the register finds, as hard as its row says. */
static void
look_at_register(struct health_finder *f)
{
	json_t *faults = register_faults(f->v, f->a), *fault, *row;
	size_t i;

	json_array_foreach(faults, i, fault)
	{
		const char *at = doc_str(fault, "at");
		bool open = doc_get(fault, "reason") == NULL;
		enum health_grade grade = HEALTH_NOTED;

		if (strcmp(doc_str(fault, "check"), "unknown") == 0)
			grade = HEALTH_UNKNOWN;
		else if (open && strcmp(at, "refused") == 0)
			grade = HEALTH_ILL;
		else if (open)
			grade = HEALTH_WARNED;
		row = json_object();
		doc_put_str(row, "grade", health_grade_word(grade));
		doc_put_str(row, "rule", doc_str(fault, "rule"));
		doc_put(row, "what", json_incref(doc_get(fault, "what")));
		doc_put(row, "todo", json_incref(doc_get(fault, "todo")));
		json_array_append_new(f->by[grade], row);
	}
	json_decref(faults);
}

json_t *
health_doc(const struct register_view *v, const struct account *a,
	const struct health_seen *seen)
{
	static void (*const looks[])(struct health_finder *) = { look_at_feed,
		look_at_login, look_at_posts, look_at_end,
		look_at_credential_age, look_at_library, look_at_quotas,
		look_at_register };
	struct health_finder f = { .v = v, .a = a, .seen = seen };
	json_t *doc = json_object(), *reasons = json_array();
	enum health_grade worst = HEALTH_WELL;

	for (int g = 0; g < HEALTH_GRADES; g++)
		f.by[g] = json_array();
	for (size_t i = 0; i < sizeof(looks) / sizeof(looks[0]); i++)
		looks[i](&f);
	for (int g = HEALTH_GRADES - 1; g >= 0; g--)
		if (json_array_size(f.by[g]) > 0)
			worst = (enum health_grade)g;
	for (int g = 0; g < HEALTH_GRADES; g++) {
		(void)json_array_extend(reasons, f.by[g]);
		json_decref(f.by[g]);
	}
	doc_put_str(doc, "account", a->id);
	doc_put_str(doc, "name", a->name);
	doc_put_str(doc, "owner", a->owner);
	doc_put_str(doc, "platform", a->platform);
	if (a->lead)
		doc_put_bool(doc, "lead", true);
	doc_put_str(doc, "state", account_state(a));
	doc_put_str(doc, "grade", health_grade_word(worst));
	if (seen->posted)
		doc_put_int(doc, "posted", seen->posted);
	if (a->checked && a->ok && !a->unproven)
		doc_put_int(doc, "login", a->checked);
	if (a->feed.read)
		doc_put_int(doc, "read", a->feed.read);
	doc_put(doc, "reasons", reasons);
	return doc;
}
