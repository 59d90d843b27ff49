/*
 * The figures of a report, a row each: what is counted, of how many, and the
 * entries behind it. What a ledger holds nothing about is said to be not
 * recorded, and is no zero.
 */
#include "domain/selfcheck/selfcheck_parts.h"

#include <assert.h>
#include <stddef.h>
#include <string.h>

#include "base/doc.h"
#include "crier/message.h"
#include "domain/comment/comment.h"
#include "domain/library/rules.h"

struct figure_maker {
	const struct selfcheck_view *v;
	json_t *accounts; /* selfcheck_accounts */
	json_t *faults; /* register_list */
	json_t *entries; /* of the row that is made */
	int64_t count, of; /* of < 0: of nothing */
	bool unknown; /* nothing of it is recorded */
};

typedef void figure_make_fn(struct figure_maker *f);

static void
figure_add(struct figure_maker *f, int64_t seq)
{
	f->count++;
	if (seq)
		json_array_append_new(f->entries, json_integer(seq));
}

static void
figure_gathered(struct figure_maker *f, enum gathered as)
{
	const struct seq_list *l = &f->v->s->gathered[as];

	for (size_t n = 0; n < l->count; n++)
		figure_add(f, l->seqs[n]);
}

/* ---- clocks ---- */

static bool
stops_on(const struct clock *c, enum message_kind kind)
{
	return doc_list_has(
		doc_get(c->row, "stops"), message_kind_row(kind)->word);
}

static bool
is_promise(const struct selfcheck_view *v, const struct clock *c)
{
	const char *rule = doc_str(c->row, "rule");
	const struct deadline *d =
		v->rules ? rules_deadline(v->rules, rule) : NULL;

	return d ? (d->from & FROM_PROMISE) != 0 : strcmp(rule, "P-01") == 0;
}

static bool
is_first_notice(const struct selfcheck_view *v, const struct clock *c)
{
	return stops_on(c, KIND_TRUTH) && !is_promise(v, c);
}

typedef bool clock_is_fn(const struct selfcheck_view *v, const struct clock *c);

/* Due in the period, to the public, of an actual incident; but not what ended
 * before it was due and without a release: it was not due any more. */
static bool
clock_counts(const struct selfcheck_view *v, const struct incident *i,
	const struct clock *c, clock_is_fn *is)
{
	return !i->drill && !clock_is_internal(c) && !clock_is_wait(c) &&
		!clock_is_by_hand(c) && c->due >= v->s->from &&
		c->due < selfcheck_end(v) &&
		(c->first_out || c->stopped == 0 || c->stopped > c->due) &&
		is(v, c);
}

static bool
clock_is_late(const struct clock *c)
{
	return c->missed || c->stopped == 0 || c->stopped > c->due;
}

static void
figure_clocks(struct figure_maker *f, clock_is_fn *is)
{
	const struct selfcheck *s = f->v->s;

	f->of = 0;
	for (size_t n = 0; n < s->incident_count; n++) {
		const struct selfcheck_incident *i = s->incidents[n];

		for (size_t k = 0; k < i->clock_count; k++) {
			const struct clock *c = &i->state.clocks[k];

			if (!clock_counts(f->v, &i->state, c, is))
				continue;
			f->of++;
			if (!clock_is_late(c))
				figure_add(f, i->clocks[k].stopped);
		}
	}
}

static void
make_first(struct figure_maker *f)
{
	figure_clocks(f, is_first_notice);
}

static void
make_promises(struct figure_maker *f)
{
	figure_clocks(f, is_promise);
}

static json_t *
late_doc(const struct selfcheck_incident *i, size_t k, bool promise)
{
	const struct clock *c = &i->state.clocks[k];
	json_t *row = json_object(), *entries = json_array();
	const int64_t seqs[] = { i->clocks[k].started, i->clocks[k].missed,
		i->clocks[k].stopped };

	doc_put_str(row, "is", promise ? "promise" : "first-notice");
	doc_put_str(row, "rule", doc_str(c->row, "rule"));
	doc_put(row, "title", json_incref(doc_get(c->row, "title")));
	doc_put_str(row, "incident", i->state.id);
	doc_put_int(row, "due", c->due);
	if (c->stopped)
		doc_put_int(row, "stopped", c->stopped);
	for (size_t n = 0; n < sizeof(seqs) / sizeof(seqs[0]); n++)
		if (seqs[n])
			json_array_append_new(entries, json_integer(seqs[n]));
	doc_put(row, "entries", entries);
	return row;
}

json_t *
selfcheck_late(const struct selfcheck_view *v)
{
	static clock_is_fn *const kinds[] = { is_first_notice, is_promise };
	json_t *rows = json_array();

	for (size_t n = 0; n < v->s->incident_count; n++) {
		const struct selfcheck_incident *i = v->s->incidents[n];

		for (size_t k = 0; k < i->clock_count * 2; k++)
			if (clock_counts(v, &i->state, &i->state.clocks[k / 2],
				    kinds[k % 2]) &&
				clock_is_late(&i->state.clocks[k / 2]))
				json_array_append_new(
					rows, late_doc(i, k / 2, k % 2));
	}
	return rows;
}

/* ---- the others ---- */

static void
make_findings(struct figure_maker *f, enum counted as)
{
	const struct selfcheck *s = f->v->s;
	int64_t last = 0;

	for (size_t n = 0; n < s->finding_count; n++) {
		const struct selfcheck_finding *one = &s->findings[n];

		/* a text of three is one */
		if (one->seq == last ||
			!selfcheck_counts(f->v->rules, as, one->rule))
			continue;
		last = one->seq;
		figure_add(f, one->seq);
	}
}

static void
make_contradictions(struct figure_maker *f)
{
	make_findings(f, COUNTED_CONTRADICTIONS);
}

static void
make_forced(struct figure_maker *f)
{
	make_findings(f, COUNTED_FORCED);
}

static bool
is_in_use(const json_t *account)
{
	return strcmp(doc_str(account, "state"), "closed") != 0;
}

static void
make_silent(struct figure_maker *f)
{
	json_t *row;
	size_t n;

	f->of = 0;
	json_array_foreach(f->accounts, n, row)
	{
		if (!is_in_use(row))
			continue;
		f->of++;
		if (!doc_bool(row, "silent"))
			continue;
		figure_add(f, 0);
		(void)json_array_extend(
			f->entries, doc_get(row, "silent_entries"));
	}
}

static void
make_logins(struct figure_maker *f)
{
	const struct selfcheck *s = f->v->s;

	f->of = 0;
	for (size_t n = 0; n < s->office.account_count; n++)
		f->of += account_is_open(&s->office.accounts[n]);
	for (size_t n = 0; n < s->account_count; n++) {
		const struct selfcheck_account *a = &s->accounts[n];
		const struct account *now = office_account(&s->office, a->id);

		if (a->login.time >= s->from && now && account_is_open(now))
			figure_add(f, a->login.seq);
	}
}

static void
make_unfiled(struct figure_maker *f)
{
	const struct selfcheck *s = f->v->s;

	f->of = (int64_t)s->office.account_count;
	for (size_t n = 0; n < s->office.account_count; n++)
		if (!register_card_is_filed(&s->office.accounts[n].card))
			figure_add(
				f, selfcheck_told(s, s->office.accounts[n].id));
}

static void
make_faults(struct figure_maker *f)
{
	json_t *fault;
	size_t n;

	json_array_foreach(f->faults, n, fault)
	{
		figure_add(
			f, selfcheck_told(f->v->s, doc_str(fault, "account")));
	}
}

/* What is the office's own, and no repost. */
static void
make_original(struct figure_maker *f)
{
	const struct seq_list *all = &f->v->s->gathered[GATHERED_RELEASES];
	const struct seq_list *reposts = &f->v->s->gathered[GATHERED_REPOSTS];
	size_t k = 0;

	f->of = (int64_t)all->count;
	for (size_t n = 0; n < all->count; n++) {
		if (k < reposts->count && reposts->seqs[k] == all->seqs[n])
			k++;
		else
			figure_add(f, all->seqs[n]);
	}
}

static void
make_sampled(struct figure_maker *f)
{
	json_t *draw;
	size_t n;

	f->of = 0;
	f->unknown = json_array_size(f->v->s->draws) == 0;
	json_array_foreach(f->v->s->draws, n, draw)
	{
		f->count += doc_int(draw, "count");
		f->of += doc_int(draw, "of");
		json_array_append_new(
			f->entries, json_integer(doc_int(draw, "entry")));
	}
}

/* Of the accounts that were drawn. */
static void
make_inspected(struct figure_maker *f)
{
	const struct selfcheck *s = f->v->s;

	f->of = 0;
	f->unknown = json_array_size(s->draws) == 0;
	for (size_t n = 0; n < s->account_count; n++) {
		const struct selfcheck_account *a = &s->accounts[n];

		if (!selfcheck_is_sampled(s, a->id))
			continue;
		f->of++;
		if (a->inspected.seq)
			figure_add(f, a->inspected.seq);
	}
}

/* Of those inspected in the period: found so. */
static void
make_found(struct figure_maker *f, size_t at, const char *word)
{
	const struct selfcheck *s = f->v->s;

	f->of = 0;
	for (size_t n = 0; n < s->account_count; n++) {
		const struct selfcheck_account *a = &s->accounts[n];
		const char *is = (const char *)a + at;

		f->of += a->inspected.seq != 0 && *is;
		if (a->inspected.seq && strcmp(is, word) == 0)
			figure_add(f, a->inspected.seq);
	}
	f->unknown = f->of == 0;
}

static void
make_not_in_order(struct figure_maker *f)
{
	make_found(
		f, offsetof(struct selfcheck_account, found), "not-in-order");
}

static void
make_interaction(struct figure_maker *f)
{
	make_found(f, offsetof(struct selfcheck_account, interaction), "none");
}

/* Where nobody has looked, that there is no alarm says nothing. */
static void
make_alarms(struct figure_maker *f)
{
	figure_gathered(f, GATHERED_ALARMS);
	f->unknown = f->count == 0 &&
		f->v->s->gathered[GATHERED_READINGS].count == 0;
}

/* Also those that were opened before the period. */
static void
make_impostors_open(struct figure_maker *f)
{
	const struct selfcheck *s = f->v->s;

	for (size_t n = 0; n < s->impostors.count; n++)
		if (s->office.impostors[n].closed == 0)
			figure_add(f, s->impostors.seqs[n]);
}

/* Those that are open at the end, also from before the period: questions, and
 * what nobody has sorted yet. Unknown where comments were never read. */
static void
make_questions(struct figure_maker *f)
{
	const struct office *o = &f->v->s->office;
	int64_t told = 0; /* one reading brings many */

	f->unknown = true;
	for (size_t n = 0; n < o->account_count; n++)
		if (doc_int(o->accounts[n].feed.heard, "last"))
			f->unknown = false;
	for (size_t n = 0; n < o->comment_count; n++) {
		const struct comment *c = o->comments[n];

		if (c->closed == 0 &&
			(c->sort == COMMENT_QUESTION ||
				c->sort == COMMENT_UNSORTED)) {
			figure_add(f, c->seq == told ? 0 : c->seq);
			told = c->seq;
		}
	}
}

static const struct figure_row {
	const char *key;
	struct both title;
	figure_make_fn *make; /* NULL: `as` */
	enum gathered as;
	struct both note;
} figure_rows[] = {
	{ "incidents", BOTH("incidents opened", "新建事件"), NULL,
		GATHERED_INCIDENTS, BOTH("", "") },
	{ "releases", BOTH("messages released", "发布稿件"), NULL,
		GATHERED_RELEASES, BOTH("", "") },
	{ "verified", BOTH("deliveries verified", "已复核的分发"), NULL,
		GATHERED_VERIFIED, BOTH("", "") },
	{ "first", BOTH("deadlines of first notices kept", "首发通报按时"),
		make_first, 0,
		BOTH("deadlines that were due in the period",
			"以期内到期的时限计") },
	{ "promises", BOTH("promised updates kept", "承诺的下次发布按时"),
		make_promises, 0,
		BOTH("promises that were due in the period",
			"以期内到期的承诺计") },
	{ "corrections", BOTH("corrections", "更正"), NULL,
		GATHERED_CORRECTIONS, BOTH("", "") },
	{ "withdrawals", BOTH("withdrawals", "撤回"), NULL,
		GATHERED_WITHDRAWALS, BOTH("", "") },
	{ "contradictions",
		BOTH("texts that contradicted, found at submission",
			"送审时发现的相互矛盾"),
		make_contradictions, 0,
		BOTH("by the rules that rules/selfcheck.yaml counts",
			"按自查规则所列条目计") },
	{ "drills", BOTH("drills", "演练"), NULL, GATHERED_DRILLS,
		BOTH("", "") },
	{ "silent",
		BOTH("accounts without an update for too long",
			"长期不更新账号"),
		make_silent, 0,
		BOTH("only posts through this station are known",
			"仅计经本台的更新") },
	{ "questions", BOTH("unanswered questions", "未答复留言"),
		make_questions, 0,
		BOTH("open at the end, of accounts whose comments can be read; "
		     "with those that nobody has sorted",
			"期末未办结；仅限可读取留言的账号，含未分类的") },
	{ "sampled", BOTH("accounts drawn for inspection", "抽取自查账号"),
		make_sampled, 0, BOTH("of those in use", "在用账号中") },
	{ "inspected",
		BOTH("accounts of the sample inspected", "抽中账号已逐个检查"),
		make_inspected, 0, BOTH("", "") },
	{ "not-in-order",
		BOTH("accounts found not in order", "检查不符合要求的账号"),
		make_not_in_order, 0,
		BOTH("of those inspected", "已检查账号中") },
	{ "interaction",
		BOTH("accounts where nobody answers", "互动无效的账号"),
		make_interaction, 0,
		BOTH("of those where a question was tried", "已试问的账号中") },
	{ "logins",
		BOTH("accounts with a login proven in the period",
			"期内测试登录的账号"),
		make_logins, 0, BOTH("", "") },
	{ "rounds", BOTH("rounds over the accounts", "巡查账号"), NULL,
		GATHERED_ROUNDS, BOTH("", "") },
	{ "alarms", BOTH("alarms: something there is not ours", "账号内容异常"),
		make_alarms, 0,
		BOTH("of platforms whose posts can be read",
			"仅限可读取内容的平台") },
	{ "filings", BOTH("filings", "备案"), NULL, GATHERED_FILINGS,
		BOTH("", "") },
	{ "unfiled",
		BOTH("accounts whose filing is not known", "未见备案的账号"),
		make_unfiled, 0, BOTH("", "") },
	{ "faults", BOTH("faults in the register", "登记中不符合要求之处"),
		make_faults, 0, BOTH("listed below", "见下表") },
	{ "suspensions", BOTH("rules suspended", "规则豁免"), NULL,
		GATHERED_SUSPENSIONS, BOTH("", "") },
	{ "reasons", BOTH("findings explained with a reason", "说明理由"), NULL,
		GATHERED_REASONS, BOTH("", "") },
	{ "rumors", BOTH("claims found false", "核查为谣言"), NULL,
		GATHERED_RUMORS, BOTH("", "") },
	{ "impostors", BOTH("impostors registered", "登记假冒账号"), NULL,
		GATHERED_IMPOSTORS, BOTH("", "") },
	{ "impostor-letters",
		BOTH("letters about impostors sent", "就假冒账号发函"), NULL,
		GATHERED_IMPOSTOR_LETTERS, BOTH("", "") },
	{ "impostors-warned",
		BOTH("warnings of impostors begun", "起草假冒账号提醒"), NULL,
		GATHERED_IMPOSTORS_WARNED, BOTH("", "") },
	{ "impostors-closed", BOTH("impostors' cases closed", "办结假冒账号"),
		NULL, GATHERED_IMPOSTORS_CLOSED, BOTH("", "") },
	{ "impostors-open",
		BOTH("impostors' cases open at the end", "期末未办结假冒账号"),
		make_impostors_open, 0, BOTH("", "") },
	{ "original", BOTH("the office's own messages", "原创稿件"),
		make_original, 0, BOTH("all that is no repost", "转载以外") },
	{ "reposts", BOTH("reposts", "转载"), NULL, GATHERED_REPOSTS,
		BOTH("", "") },
	{ "forced",
		BOTH("calls to share or like, found at submission",
			"送审时发现的求分享、求点赞"),
		make_forced, 0, BOTH("", "") },
	{ "leaks",
		BOTH("leaks stopped before they were kept",
			"拦下未予保存的涉密或个人信息"),
		NULL, GATHERED_LEAKS, BOTH("", "") },
	{ "denials", BOTH("acts denied", "越权被拒"), NULL, GATHERED_DENIALS,
		BOTH("", "") },
	{ "steps",
		BOTH("steps of the clock by more than a minute",
			"时钟跳变超过一分钟"),
		NULL, GATHERED_STEPS, BOTH("", "") },
};

static json_t *
figure_doc_of(struct figure_maker *f, const struct figure_row *row)
{
	json_t *doc = json_object();

	f->entries = json_array();
	f->count = 0;
	f->of = -1;
	f->unknown = false;
	if (row->make)
		row->make(f);
	else
		figure_gathered(f, row->as);
	doc_put_str(doc, "key", row->key);
	doc_put(doc, "title", doc_both(&row->title));
	doc_put_bool(doc, "known", !f->unknown);
	if (!f->unknown)
		doc_put_int(doc, "count", f->count);
	if (f->of >= 0)
		doc_put_int(doc, "of", f->of);
	if (row->note.in[LANG_EN][0])
		doc_put(doc, "note", doc_both(&row->note));
	doc_put(doc, "entries", f->entries);
	return doc;
}

json_t *
selfcheck_figures(const struct selfcheck_view *v)
{
	const struct register_view r = selfcheck_register(v);
	struct figure_maker f = { .v = v,
		.accounts = selfcheck_accounts(v),
		.faults = register_list(&r) };
	json_t *rows = json_array();

	for (size_t n = 0; n < sizeof(figure_rows) / sizeof(figure_rows[0]);
		n++)
		json_array_append_new(rows, figure_doc_of(&f, &figure_rows[n]));
	json_decref(f.accounts);
	json_decref(f.faults);
	return rows;
}
