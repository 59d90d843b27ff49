/*
 * One row for each standing with its words, and the count of the accounts that
 * stands behind them.
 */
#include "domain/message/message_standing.h"

#include <string.h>

#include "base/buf.h"
#include "base/doc.h"
#include "base/fixed.h"
#include "base/instant.h"
#include "domain/message/message.h"
#include "domain/message/message_follow.h"
#include "domain/release/delivery.h"

enum standing {
	STANDING_DRAFT,
	STANDING_RETURNED, /* by a reviewer, not submitted again */
	STANDING_REVIEW,
	STANDING_APPROVED,
	STANDING_APPOINTED, /* approved, and one has said when */
	STANDING_SET, /* and another as well: it goes out by itself */
	STANDING_MISSED, /* it did not, and waits for a person */
	STANDING_LOST, /* it was armed on a machine that is lost */
	STANDING_ARMING,
	STANDING_ARMED,
	STANDING_SENDING, /* the relay has something of it yet */
	STANDING_OPEN, /* people have: by hand, or unknown */
	STANDING_ENDED, /* nothing is open; what is out says the count */
	STANDING_HALTED,
	STANDING_CORRECTING, /* its correction was fired, and is nowhere yet */
	STANDING_CORRECTED,
	STANDING_WITHDRAWING,
	STANDING_WITHDRAWN,
	STANDING_COUNT
};

enum {
	WORDS_MAX = 1200,
	NAMED_MAX = 3,
	REASON_MAX = 2001, /* longer only in a ledger that is not ours */
};

struct count {
	int of[DELIVERY_STATES];
	int total, online, moving, unknown, failed, by_hand;
	int hands; /* of those prepared: which a person is to post */
};

/* In the words: {F} the follower, {f} its number alone, {B} who returned or
 * halted it and why, {T} the
 * appointed time, {M} why it was missed, {N} the accounts in full, {n} the same in brief. */
static const struct {
	const char *word;
	struct both brief, full;
} words[] = {
	[STANDING_DRAFT] = { "draft", BOTH("draft", "草稿"),
		BOTH("draft", "草稿") },
	[STANDING_RETURNED] = { "returned", BOTH("RETURNED", "退回重改"),
		BOTH("RETURNED by {B}", "退回重改：{B}") },
	[STANDING_REVIEW] = { "review", BOTH("in review", "审核中"),
		BOTH("in review", "审核中") },
	[STANDING_APPROVED] = { "approved", BOTH("approved", "已签发"),
		BOTH("approved, nothing sent", "已签发，尚未发出") },
	[STANDING_APPOINTED] = { "appointed",
		BOTH("approved, to be set", "待确认定时"),
		BOTH("approved; a second releaser has to set its time{T}",
			"已签发；待另一发布员确认定时{T}") },
	[STANDING_SET] = { "set", BOTH("set", "定时待发"),
		BOTH("set, goes out by itself{T}", "已定时，到时自动发布{T}") },
	[STANDING_MISSED] = { "missed", BOTH("MISSED ITS TIME", "未按时发出"),
		BOTH("MISSED ITS TIME, nothing sent: {M}",
			"未按时发出，没有发出任何内容：{M}") },
	[STANDING_LOST] = { "lost",
		BOTH("TAKEN BACK: OUT?", "已撤下，发否不明"),
		BOTH("TAKEN BACK: {M}", "已撤下：{M}") },
	[STANDING_ARMING] = { "arming", BOTH("being armed", "转待发中"),
		BOTH("being armed, nothing sent", "转待发中，尚未发出") },
	[STANDING_ARMED] = { "armed", BOTH("armed", "待发"),
		BOTH("armed, nothing sent", "待发，尚未发出") },
	[STANDING_SENDING] = { "sending", BOTH("going out {n}", "正在发出 {n}"),
		BOTH("going out: {N}", "正在发出：{N}") },
	[STANDING_OPEN] = { "open", BOTH("{n}", "{n}"), BOTH("{N}", "{N}") },
	[STANDING_ENDED] = { "ended", BOTH("{n}", "{n}"), BOTH("{N}", "{N}") },
	[STANDING_HALTED] = { "halted", BOTH("HALTED {n}", "已停发 {n}"),
		BOTH("HALTED by {B}; {N}", "已停发（{B}）；{N}") },
	[STANDING_CORRECTING] = { "correcting",
		BOTH("correction {f} out", "更正中 {f}"),
		BOTH("being corrected by {F}, which is not out yet; {N}",
			"正在更正，{F} 尚未上线；{N}") },
	[STANDING_CORRECTED] = { "corrected",
		BOTH("CORRECTED by {f}", "已更正 {f}"),
		BOTH("CORRECTED by {F}; {N}", "已由 {F} 更正；{N}") },
	[STANDING_WITHDRAWING] = { "withdrawing",
		BOTH("withdrawing {f}", "撤回中 {f}"),
		BOTH("being withdrawn by {F}, which is not out yet; {N}",
			"正在撤回，{F} 尚未上线；{N}") },
	[STANDING_WITHDRAWN] = { "withdrawn",
		BOTH("WITHDRAWN by {f}", "已撤回 {f}"),
		BOTH("WITHDRAWN by {F}; {N}", "已由 {F} 撤回；{N}") },
};
_Static_assert(
	sizeof(words) / sizeof(words[0]) == STANDING_COUNT, "a row each");

static void
count_accounts(struct count *c, const struct message *m)
{
	memset(c, 0, sizeof(*c));
	c->total = (int)m->delivery_count;
	for (size_t n = 0; n < m->delivery_count; n++) {
		enum delivery_state s = m->deliveries[n].state;

		c->of[s]++;
		c->online += delivery_row(s)->truth == TRUTH_YES;
		c->hands += s == DELIVERY_PREPARED &&
			delivery_by_hand(&m->deliveries[n]);
	}
	c->by_hand = c->of[DELIVERY_HUMAN];
	c->unknown = c->of[DELIVERY_UNKNOWN];
	c->moving = c->of[DELIVERY_DUE] + c->of[DELIVERY_SENDING] +
		c->of[DELIVERY_ACCEPTED] + c->of[DELIVERY_RETRY];
	c->failed = c->of[DELIVERY_GAP] + c->of[DELIVERY_REFUSED] +
		c->of[DELIVERY_FAILED];
}

static bool
is_online(const struct message *m)
{
	struct count c;

	count_accounts(&c, m);
	return c.online > 0;
}

static bool
message_is_returned(const struct message *m)
{
	return m->state == MESSAGE_DRAFT && m->returned.by[0];
}

static enum standing
standing_before(const struct message *m)
{
	static const enum standing of[] = { [MESSAGE_DRAFT] = STANDING_DRAFT,
		[MESSAGE_REVIEW] = STANDING_REVIEW,
		[MESSAGE_APPROVED] = STANDING_APPROVED,
		[MESSAGE_SET] = STANDING_SET,
		[MESSAGE_ARMING] = STANDING_ARMING,
		[MESSAGE_ARMED] = STANDING_ARMED };

	if (m->state >= MESSAGE_APPROVED && m->missed != NULL)
		return strcmp(doc_str(m->missed, "rule"), "rebuilt") == 0
			? STANDING_LOST
			: STANDING_MISSED;
	if (m->state >= MESSAGE_APPROVED && (m->at != 0 || m->signal))
		return m->set.by[0] ? STANDING_SET : STANDING_APPOINTED;
	return message_is_returned(m) ? STANDING_RETURNED : of[m->state];
}

static enum standing
message_standing(const struct incident *i, const struct message *m)
{
	const struct message *by;
	struct count c;

	if (m->state < MESSAGE_FIRED)
		return standing_before(m);
	by = message_follower(i, m);
	if (by && by->kind == KIND_WITHDRAWAL)
		return is_online(by) ? STANDING_WITHDRAWN
				     : STANDING_WITHDRAWING;
	if (by)
		return is_online(by) ? STANDING_CORRECTED : STANDING_CORRECTING;
	if (message_is_halted(m))
		return STANDING_HALTED;
	count_accounts(&c, m);
	if (c.moving > 0)
		return STANDING_SENDING;
	return m->open_count > 0 ? STANDING_OPEN : STANDING_ENDED;
}

/* ---- the words --------------------------------------------------------- */

static const char *
standing_name(const struct office *o, const char *officer)
{
	const struct officer *f = o ? office_officer(o, officer) : NULL;

	return f && *f->name ? f->name : officer;
}

/* "12 published" and the like, after what stands there already. */
static void
add_number(struct buf *b, enum lang lang, int n, const struct both *what)
{
	if (n == 0)
		return;
	buf_puts(b, lang == LANG_ZH ? "，" : ", ");
	buf_printf(b, "%d %s", n, what->in[lang]);
}

/* Up to three accounts of the states, in brackets: "(site, weixin …)". */
static void
add_named(struct buf *b, const struct message *m, unsigned states)
{
	int told = 0;

	for (size_t n = 0; n < m->delivery_count; n++) {
		if ((states & (1u << m->deliveries[n].state)) == 0)
			continue;
		if (told == NAMED_MAX) {
			buf_puts(b, " ...");
			break;
		}
		buf_printf(b, "%s%s", told++ ? ", " : " (",
			m->deliveries[n].account);
	}
	if (told)
		buf_puts(b, ")");
}

#define D(x) (1u << DELIVERY_##x)

/* What is not out, each with its number. */
static void
add_rest(struct buf *b, enum lang lang, const struct message *m,
	const struct count *c)
{
	static const struct {
		unsigned states;
		struct both what;
		bool named;
	} rows[] = {
		{ D(DUE) | D(SENDING) | D(ACCEPTED) | D(RETRY),
			BOTH("on the way", "在途"), false },
		{ D(HUMAN), BOTH("manual", "等人工"), false },
		{ D(UNKNOWN), BOTH("UNKNOWN", "结果不明"), true },
		{ D(GAP) | D(REFUSED) | D(FAILED), BOTH("FAILED", "未发出"),
			true },
		{ D(HALTED), BOTH("halted", "停发"), false },
		{ D(CANCELLED), BOTH("cancelled", "取消"), false },
		{ D(SKIPPED), BOTH("skipped", "略过"), false },
	};

	for (size_t r = 0; r < sizeof(rows) / sizeof(rows[0]); r++) {
		int n = 0;

		for (int s = 0; s < DELIVERY_STATES; s++)
			if (rows[r].states & (1u << s))
				n += c->of[s];
		add_number(b, lang, n, &rows[r].what);
		if (n && rows[r].named)
			add_named(b, m, rows[r].states);
	}
}

/* Of those that are out, what was read back: a part of them, and no others. */
static void
add_read_back(struct buf *b, enum lang lang, const struct count *c)
{
	static const struct both verified = BOTH("verified", "已复核"),
				 differs = BOTH("DIFFER", "与签发的不同");
	int good = c->of[DELIVERY_VERIFIED], other = c->of[DELIVERY_DIFFERS];

	if (good == 0 && other == 0)
		return;
	buf_puts(b, lang == LANG_ZH ? "（其中" : " (");
	if (good)
		buf_printf(b, lang == LANG_ZH ? " %d %s" : "%d %s", good,
			verified.in[lang]);
	if (other)
		buf_printf(b, lang == LANG_ZH ? "%s %d %s" : "%s%d %s",
			good == 0		  ? ""
				: lang == LANG_ZH ? "，"
						  : ", ",
			other, differs.in[lang]);
	buf_puts(b, lang == LANG_ZH ? "）" : ")");
}

/* "5 of 7 published (5 verified), 2 by hand"; a drill publishes nothing. */
static void
add_accounts(struct buf *b, enum lang lang, bool drill, const struct message *m,
	const struct count *c)
{
	static const struct both out[] = { BOTH("published", "已上线"),
		BOTH("would have been published", "会上线") },
				 nothing = BOTH("; nothing was sent",
					 "；没有发出任何内容");

	if (drill)
		buf_puts(b, lang == LANG_ZH ? "演练：" : "drill: ");
	buf_printf(b, lang == LANG_ZH ? "%d/%d %s" : "%d of %d %s", c->online,
		c->total, out[drill].in[lang]);
	if (!drill)
		add_read_back(b, lang, c);
	add_rest(b, lang, m, c);
	if (drill)
		buf_puts(b, nothing.in[lang]);
}

/* The same for a column: what most needs a person comes after the count. */
static void
add_accounts_brief(
	struct buf *b, enum lang lang, bool drill, const struct count *c)
{
	static const struct both of_drill = BOTH("drill", "演练"),
				 sent_none = BOTH("sent 0", "未外发"),
				 verified = BOTH("verified", "已复核"),
				 out = BOTH("out", "上线"),
				 unknown = BOTH("UNKNOWN", "不明"),
				 failed = BOTH("FAILED", "未发出"),
				 manual = BOTH("manual", "人工");
	bool all = c->online == c->total && c->of[DELIVERY_DIFFERS] == 0;
	bool read = all && c->of[DELIVERY_VERIFIED] == c->total;

	if (drill)
		buf_printf(b, "%s ", of_drill.in[lang]);
	buf_printf(b, "%d/%d", c->online, c->total);
	if (c->unknown)
		buf_printf(b, " %d %s", c->unknown, unknown.in[lang]);
	else if (c->failed)
		buf_printf(b, " %d %s", c->failed, failed.in[lang]);
	else if (c->by_hand)
		buf_printf(b, " %d %s", c->by_hand, manual.in[lang]);
	else
		buf_printf(b, " %s",
			(drill		       ? &sent_none
					: read ? &verified
					       : &out)
				->in[lang]);
}

/* Who returned it, at which gate and why; or who halted it. */
static void
add_by(struct buf *b, enum lang lang, const struct message *m,
	const struct office *o)
{
	const struct returned *r = &m->returned;
	char reason[REASON_MAX];

	if (m->state >= MESSAGE_FIRED) {
		buf_puts(b, standing_name(o, m->halted.by));
		return;
	}
	fixed_cut(reason, sizeof(reason), r->reason);
	buf_printf(b, lang == LANG_ZH ? "%s，%s：%s" : "%s (%s): %s",
		standing_name(o, r->by), gate_row(r->gate)->title.in[lang],
		reason);
}

struct said {
	const struct incident *i;
	const struct message *m;
	const struct message *by; /* follower, or NULL */
	const struct office *o;
	struct count c;
};

/* The appointed time. Rows do not know the office's zone and leave it out. */
static void
add_when(struct buf *b, const struct said *s, enum lang lang)
{
	char at[INSTANT_TEXT];

	if (s->o == NULL || s->m->at == 0)
		return;
	instant_format_plain(at, s->m->at, s->o->zone);
	buf_printf(b, lang == LANG_ZH ? "：%s" : ": %s", at);
}

static void
add_place(struct buf *b, const struct said *s, enum lang lang, char place)
{
	const char *follower = s->by ? s->by->id : "";
	const char *slash = strchr(follower, '/');

	if (place == 'F')
		buf_puts(b, follower);
	else if (place == 'f')
		buf_puts(b, slash ? slash : follower);
	else if (place == 'T')
		add_when(b, s, lang);
	else if (place == 'M')
		buf_puts(b,
			doc_str(doc_get(s->m->missed, "why"), lang_word(lang)));
	else if (place == 'B')
		add_by(b, lang, s->m, s->o);
	else if (place == 'N')
		add_accounts(b, lang, s->i->drill, s->m, &s->c);
	else
		add_accounts_brief(b, lang, s->i->drill, &s->c);
}

/* The text with its places, each "{X}", filled in. */
static void
add_said(struct buf *b, const struct said *s, enum lang lang, const char *text)
{
	for (const char *p = text; *p; p++) {
		if (*p == '{') {
			add_place(b, s, lang, p[1]);
			p += 2;
		} else {
			buf_putc(b, *p);
		}
	}
}

static json_t *
said_doc(const struct said *s, const struct both *text)
{
	json_t *doc = json_object();
	struct buf b;

	buf_init(&b, WORDS_MAX * 4);
	for (int lang = 0; lang < LANG_COUNT; lang++) {
		buf_reset(&b);
		add_said(&b, s, (enum lang)lang, text->in[lang]);
		doc_put_str(doc, lang_word((enum lang)lang), b.data);
	}
	buf_release(&b);
	return doc;
}

/* ---- the document ------------------------------------------------------ */

static void
put_count(json_t *doc, const char *key, int n)
{
	if (n)
		doc_put_int(doc, key, n);
}

static void
put_named(
	json_t *doc, const char *key, const struct message *m, unsigned states)
{
	json_t *list = json_array();

	for (size_t n = 0; n < m->delivery_count; n++)
		if (states & (1u << m->deliveries[n].state))
			json_array_append_new(
				list, json_string(m->deliveries[n].account));
	if (json_array_size(list) > 0)
		doc_put(doc, key, json_incref(list));
	json_decref(list);
}

static void
put_counts(json_t *doc, const struct message *m, const struct count *c)
{
	doc_put_int(doc, "total", c->total);
	doc_put_int(doc, "online", c->online);
	put_count(doc, "verified", c->of[DELIVERY_VERIFIED]);
	put_count(doc, "differs", c->of[DELIVERY_DIFFERS]);
	put_count(doc, "by_hand", c->by_hand);
	put_count(doc, "moving", c->moving);
	put_count(doc, "unknown", c->unknown);
	put_count(doc, "failed", c->failed);
	put_count(doc, "halted", c->of[DELIVERY_HALTED]);
	put_count(doc, "cancelled", c->of[DELIVERY_CANCELLED]);
	put_count(doc, "skipped", c->of[DELIVERY_SKIPPED]);
	put_named(doc, "unknown_at", m, D(UNKNOWN));
	put_named(doc, "failed_at", m, D(GAP) | D(REFUSED) | D(FAILED));
}

static void
add_stop(json_t *list, const struct message *m, const struct delivery *d,
	const struct office *o)
{
	char id[DELIVERY_ID];
	json_t *row;
	size_t n;

	fixed_format(id, sizeof(id), "%s:%s", m->id, d->account);
	json_array_foreach(d->taken, n, row)
	{
		const char *by = doc_str(row, "by");
		const struct officer *f = office_officer(o, by);
		json_t *doc = json_object();

		doc_put_str(doc, "delivery", id);
		doc_put_str(doc, "account", d->account);
		doc_put_str(doc, "officer", by);
		doc_put_str(doc, "name", standing_name(o, by));
		doc_put_str(doc, "phone", f ? f->phone : "");
		doc_put_int(doc, "time", doc_int(row, "time"));
		json_array_append_new(list, doc);
	}
}

/* Whoever has in hand what is not to go out any more. */
static void
put_stop(json_t *doc, const struct said *s)
{
	json_t *list = json_array();

	for (size_t n = 0; n < s->m->delivery_count; n++) {
		const struct delivery *d = &s->m->deliveries[n];

		if (d->taken &&
			(d->state == DELIVERY_UNKNOWN ||
				d->state == DELIVERY_HUMAN))
			add_stop(list, s->m, d, s->o);
	}
	if (json_array_size(list) > 0)
		doc_put(doc, "stop", json_incref(list));
	json_decref(list);
}

bool
message_is_halted(const struct message *m)
{
	return m->state >= MESSAGE_FIRED && m->halted.seq > m->fired.seq;
}

json_t *
message_standing_doc(const struct incident *i, const struct message *m,
	const struct office *o)
{
	enum standing is = message_standing(i, m);
	struct said s = { .i = i, .m = m, .o = o };
	json_t *doc = json_object();

	s.by = is >= STANDING_CORRECTING ? message_follower(i, m) : NULL;
	count_accounts(&s.c, m);
	doc_put_str(doc, "is", words[is].word);
	doc_put(doc, "short", said_doc(&s, &words[is].brief));
	doc_put(doc, "long", said_doc(&s, &words[is].full));
	if (is == STANDING_RETURNED)
		doc_put_str(doc, "reason", m->returned.reason);
	if (s.by)
		doc_put_str(doc, "follower", s.by->id);
	put_count(doc, "prepared", s.c.of[DELIVERY_PREPARED]);
	put_count(doc, "hands", s.c.hands);
	if (m->state < MESSAGE_FIRED)
		return doc;
	put_counts(doc, m, &s.c);
	if (o && is >= STANDING_HALTED)
		put_stop(doc, &s);
	return doc;
}
