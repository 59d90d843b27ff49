/*
 * Folding the ledger for the self-check: the office and the incidents as they
 * are everywhere, and beside them which entry each number comes from.
 */
#include "domain/selfcheck/selfcheck.h"

#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "base/instant.h"
#include "base/mem.h"
#include "crier/entry_kind.h"
#include "domain/fold.h"
#include "domain/message/message.h"
#include "domain/selfcheck/draw.h"

enum { CLOCK_STEP_MS = 60000, YEAR_LEN = 4, MONTH_LEN = 7 };

bool
selfcheck_period(int64_t *from, int64_t *to, const char *period, int zone)
{
	size_t len = strlen(period);
	char text[INSTANT_TEXT];
	long year, month;

	if ((len != YEAR_LEN && len != MONTH_LEN) ||
		strspn(period, "0123456789-") != len)
		return false;
	year = strtol(period, NULL, 10);
	month = len == MONTH_LEN ? strtol(period + YEAR_LEN + 1, NULL, 10) : 12;
	fixed_cut_format(text, sizeof(text), "%s%s-01T00:00", period,
		len == YEAR_LEN ? "-01" : "");
	if (!instant_parse(from, text, zone))
		return false;
	year += month == 12;
	month = month == 12 ? 1 : month + 1;
	fixed_cut_format(
		text, sizeof(text), "%04ld-%02ld-01T00:00", year, month);
	return instant_parse(to, text, zone);
}

void
selfcheck_init(struct selfcheck *s, int64_t from, int64_t to)
{
	memset(s, 0, sizeof(*s));
	s->from = from;
	s->to = to;
	s->draws = json_array();
	office_init(&s->office);
}

static void
selfcheck_incident_free(struct selfcheck_incident *i)
{
	incident_release(&i->state);
	free(i->clocks);
	free(i);
}

void
selfcheck_release(struct selfcheck *s)
{
	for (size_t n = 0; n < s->incident_count; n++)
		selfcheck_incident_free(s->incidents[n]);
	free(s->incidents);
	for (int k = 0; k < GATHERED_COUNT; k++)
		free(s->gathered[k].seqs);
	free(s->impostors.seqs);
	free(s->accounts);
	free(s->findings);
	json_decref(s->draws);
	office_release(&s->office);
	memset(s, 0, sizeof(*s));
}

/* ---- what is counted ---- */

static bool
is_in_period(const struct selfcheck *s, const struct entry *e)
{
	return e->time >= s->from && e->time < s->to;
}

static void
gather(struct selfcheck *s, enum gathered as, const struct entry *e)
{
	struct seq_list *l = &s->gathered[as];

	*MEM_ADD(l->seqs, l->count) = e->seq;
}

/* As which of the gathered an entry counts; -1 none. */
typedef int gather_fn(const struct entry *e, const struct message *m);

static int
gather_filing(const struct entry *e, const struct message *m)
{
	(void)m;
	return doc_get(e->body, "filing_on") ||
			*doc_str(e->body, "filing_number")
		? GATHERED_FILINGS
		: -1;
}

static int
gather_opened(const struct entry *e, const struct message *m)
{
	(void)m;
	return strcmp(e->mode, "drill") == 0 ? GATHERED_DRILLS
					     : GATHERED_INCIDENTS;
}

static int
gather_verdict(const struct entry *e, const struct message *m)
{
	(void)m;
	return strcmp(doc_str(e->body, "verdict"), "false") == 0
		? GATHERED_RUMORS
		: -1;
}

static int
gather_step(const struct entry *e, const struct message *m)
{
	(void)m;
	return llabs(doc_int(e->body, "step_ms")) > CLOCK_STEP_MS
		? GATHERED_STEPS
		: -1;
}

/* Of what a round found: was the list of any account read? */
static int
gather_read(const struct entry *e, const struct message *m)
{
	json_t *row;
	size_t n;

	(void)m;
	json_array_foreach(doc_get(e->body, "results"), n, row)
	{
		if (doc_bool(row, "read"))
			return GATHERED_READINGS;
	}
	return -1;
}

/* What a release is beside being one. */
static int
gather_kind(const struct entry *e, const struct message *m)
{
	static const struct {
		enum message_kind kind;
		enum gathered as;
	} rows[] = { { KIND_CORRECTION, GATHERED_CORRECTIONS },
		{ KIND_WITHDRAWAL, GATHERED_WITHDRAWALS },
		{ KIND_REPOST, GATHERED_REPOSTS } };

	(void)e;
	for (size_t n = 0; m && n < sizeof(rows) / sizeof(rows[0]); n++)
		if (rows[n].kind == m->kind)
			return (int)rows[n].as;
	return -1;
}

static const struct {
	enum entry_kind kind;
	bool drills; /* those of drills count too */
	int as;
	gather_fn *which; /* in place of `as` */
} gather_rows[] = {
	{ ENTRY_RELEASE_FIRED, false, GATHERED_RELEASES, NULL },
	{ ENTRY_RELEASE_FIRED, false, 0, gather_kind },
	{ ENTRY_INCIDENT_OPENED, true, 0, gather_opened },
	{ ENTRY_ACCOUNT_ADDED, true, 0, gather_filing },
	{ ENTRY_ACCOUNT_CHANGED, true, 0, gather_filing },
	{ ENTRY_RULE_SUSPENDED, false, GATHERED_SUSPENSIONS, NULL },
	{ ENTRY_MESSAGE_EXPLAINED, false, GATHERED_REASONS, NULL },
	{ ENTRY_CLAIM_VERDICT, false, 0, gather_verdict },
	{ ENTRY_STATION_BLOCKED, true, GATHERED_LEAKS, NULL },
	{ ENTRY_STATION_DENIED, true, GATHERED_DENIALS, NULL },
	{ ENTRY_STATION_CLOCK, true, 0, gather_step },
	{ ENTRY_ROUND_ENDED, true, GATHERED_ROUNDS, NULL },
	{ ENTRY_ACCOUNTS_SWEPT, true, 0, gather_read },
	{ ENTRY_ACCOUNT_ALARM, true, GATHERED_ALARMS, NULL },
	{ ENTRY_IMPOSTOR_OPENED, true, GATHERED_IMPOSTORS, NULL },
	{ ENTRY_IMPOSTOR_LETTER, true, GATHERED_IMPOSTOR_LETTERS, NULL },
	{ ENTRY_IMPOSTOR_WARNED, true, GATHERED_IMPOSTORS_WARNED, NULL },
	{ ENTRY_IMPOSTOR_CLOSED, true, GATHERED_IMPOSTORS_CLOSED, NULL },
};

static void
gather_entry(struct selfcheck *s, enum entry_kind kind, const struct entry *e,
	const struct message *m)
{
	bool drill = strcmp(e->mode, "drill") == 0;

	for (size_t n = 0; n < sizeof(gather_rows) / sizeof(gather_rows[0]);
		n++) {
		int as = gather_rows[n].as;

		if (gather_rows[n].kind != kind ||
			(drill && !gather_rows[n].drills))
			continue;
		if (gather_rows[n].which)
			as = gather_rows[n].which(e, m);
		if (as >= 0)
			gather(s, (enum gathered)as, e);
	}
}

/* ---- accounts ---- */

static struct selfcheck_account *
selfcheck_account_of(struct selfcheck *s, const char *id)
{
	struct selfcheck_account *a;

	for (size_t n = 0; n < s->account_count; n++)
		if (strcmp(s->accounts[n].id, id) == 0)
			return &s->accounts[n];
	a = MEM_ADD(s->accounts, s->account_count);
	fixed_cut(a->id, sizeof(a->id), id);
	return a;
}

/* The time before this post ends; it counts where it reaches into the period
 * and is the longest of them. */
static void
selfcheck_posted(
	struct selfcheck *s, struct selfcheck_account *a, const struct entry *e)
{
	struct selfcheck_mark now = { e->time, e->seq };
	struct selfcheck_mark from = a->posted.seq ? a->posted : a->added;

	if (is_in_period(s, e) &&
		now.time - from.time > a->gap_to.time - a->gap_from.time) {
		a->gap_from = from;
		a->gap_to = now;
	}
	a->posted = now;
}

/* By the entry that the office has just heard: it is a login where it says that
 * it was one, and something showed it. */
static void
mark_login(struct selfcheck *s, const json_t *row, const struct entry *e)
{
	const char *id = doc_str(row, "account");
	const struct account *a = office_account(&s->office, id);

	if (a != NULL && doc_bool(row, "ok") && a->ok && !a->unproven &&
		a->checked == e->time)
		selfcheck_account_of(s, id)->login =
			(struct selfcheck_mark){ e->time, e->seq };
}

static void
mark_swept(struct selfcheck *s, const struct entry *e)
{
	json_t *row;
	size_t n;

	json_array_foreach(doc_get(e->body, "results"), n, row)
	{
		mark_login(s, row, e);
	}
}

static void
account_entry(struct selfcheck *s, enum entry_kind kind, const struct entry *e)
{
	struct selfcheck_mark now = { e->time, e->seq };
	const char *id = doc_str(e->body, "account");

	if (kind == ENTRY_ACCOUNT_ADDED)
		selfcheck_account_of(s, id)->added = now;
	if (kind == ENTRY_ACCOUNT_ADDED || kind == ENTRY_ACCOUNT_CHANGED)
		selfcheck_account_of(s, id)->told = now;
	if (kind == ENTRY_ACCOUNT_CHECKED)
		mark_login(s, e->body, e);
	if (kind == ENTRY_ACCOUNTS_SWEPT)
		mark_swept(s, e);
}

static void
mark_inspected(struct selfcheck *s, const struct entry *e)
{
	struct selfcheck_account *a =
		selfcheck_account_of(s, doc_str(e->body, "account"));

	a->inspected = (struct selfcheck_mark){ e->time, e->seq };
	FIXED_SET(a->inspected_by, e->by);
	FOLD_WORD(a->found, e->body, "found");
	FOLD_WORD(a->what, e->body, "what");
	if (*doc_str(e->body, "interaction"))
		FOLD_WORD(a->interaction, e->body, "interaction");
}

/* With whether the office and the entry before it give the same. */
static void
mark_draw(struct selfcheck *s, const struct entry *e)
{
	json_t *row = json_copy(e->body);

	doc_put_int(row, "entry", e->seq);
	doc_put_int(row, "time", e->time);
	doc_put_str(row, "by", e->by);
	doc_put_bool(row, "right", draw_is_right(e->body, &s->office, e->prev));
	json_array_append_new(s->draws, row);
}

/* ---- incidents ---- */

static struct selfcheck_incident *
selfcheck_incident_of(struct selfcheck *s, const char *id)
{
	/* the last ones are those that entries are about */
	for (size_t n = s->incident_count; n > 0; n--)
		if (strcmp(s->incidents[n - 1]->state.id, id) == 0)
			return s->incidents[n - 1];
	return NULL;
}

/* Which entry started and which ended each clock. */
static void
mark_clocks(struct selfcheck_incident *i, const struct entry *e)
{
	while (i->clock_count < i->state.clock_count)
		MEM_ADD(i->clocks, i->clock_count)->started = e->seq;
	for (size_t n = 0; n < i->clock_count; n++) {
		if (i->state.clocks[n].stopped && !i->clocks[n].stopped)
			i->clocks[n].stopped = e->seq;
		if (i->state.clocks[n].missed && !i->clocks[n].missed)
			i->clocks[n].missed = e->seq;
	}
}

static void
mark_findings(struct selfcheck *s, const struct entry *e)
{
	json_t *row;
	size_t n;

	json_array_foreach(doc_get(e->body, "found"), n, row)
	{
		struct selfcheck_finding *f =
			MEM_ADD(s->findings, s->finding_count);

		fixed_cut(f->rule, sizeof(f->rule), doc_str(row, "rule"));
		f->seq = e->seq;
	}
}

/* Which deliveries of a message are verified; the caller frees it. */
static bool *
verified_before(const struct message *m)
{
	bool *was = mem_array(m ? m->delivery_count + 1 : 1, sizeof(*was));

	for (size_t n = 0; m && n < m->delivery_count; n++)
		was[n] = m->deliveries[n].state == DELIVERY_VERIFIED;
	return was;
}

static void
mark_verified(struct selfcheck *s, const struct entry *e,
	const struct message *m, const bool *was)
{
	for (size_t n = 0; m && n < m->delivery_count; n++) {
		const struct delivery *d = &m->deliveries[n];

		if (was[n] || d->state != DELIVERY_VERIFIED)
			continue;
		selfcheck_posted(s, selfcheck_account_of(s, d->account), e);
		if (is_in_period(s, e))
			gather(s, GATHERED_VERIFIED, e);
	}
}

static bool
is_of_deliveries(enum entry_kind kind)
{
	return kind == ENTRY_DELIVERY_OUTCOME ||
		kind == ENTRY_DELIVERY_PROVED || kind == ENTRY_DELIVERY_SETTLED;
}

static enum err_code
apply_to(struct selfcheck *s, struct selfcheck_incident *i,
	enum entry_kind kind, const struct entry *e, struct err *err)
{
	const struct message *m =
		incident_message(&i->state, subject_message(e->body));
	bool counts = strcmp(e->mode, "actual") == 0 && is_of_deliveries(kind);
	bool *was = counts ? verified_before(m) : NULL;
	enum err_code rc = incident_apply(&i->state, e, err);

	if (rc == ERR_OK)
		mark_clocks(i, e);
	if (rc == ERR_OK && counts)
		mark_verified(s, e, m, was);
	free(was);
	return rc;
}

/* What was over before the period has nothing to count any more. */
static void
drop_over(struct selfcheck *s)
{
	size_t kept = 0;

	for (size_t n = 0; n < s->incident_count; n++) {
		if (s->incidents[n]->state.closed)
			selfcheck_incident_free(s->incidents[n]);
		else
			s->incidents[kept++] = s->incidents[n];
	}
	s->incident_count = kept;
}

static enum err_code
apply_incident(struct selfcheck *s, enum entry_kind kind, const struct entry *e,
	struct err *err)
{
	struct selfcheck_incident *i = selfcheck_incident_of(s, e->incident);

	if (i == NULL && kind != ENTRY_INCIDENT_OPENED)
		return ERR_OK; /* of one that was dropped */
	if (i == NULL) {
		i = mem_new(sizeof(*i));
		incident_init(&i->state);
		*MEM_ADD(s->incidents, s->incident_count) = i;
	}
	return apply_to(s, i, kind, e, err);
}

enum err_code
selfcheck_apply(struct selfcheck *s, const struct entry *e, struct err *err)
{
	const struct selfcheck_incident *i;
	enum entry_kind kind = ENTRY_KINDS;
	bool known = entry_kind_parse(&kind, e->kind);
	enum err_code rc;

	if (e->time >= s->to)
		return ERR_OK;
	if (is_in_period(s, e) && s->entries++ == 0) {
		s->first = e->seq;
		drop_over(s);
	}
	if (is_in_period(s, e))
		s->last = e->seq;
	rc = office_apply(&s->office, e, err);
	if (rc == ERR_OK && e->incident[0])
		rc = apply_incident(s, kind, e, err);
	if (rc != ERR_OK || !known)
		return rc;
	account_entry(s, kind, e);
	if (kind == ENTRY_IMPOSTOR_OPENED)
		*MEM_ADD(s->impostors.seqs, s->impostors.count) = e->seq;
	if (!is_in_period(s, e))
		return ERR_OK;
	i = e->incident[0] ? selfcheck_incident_of(s, e->incident) : NULL;
	if (kind == ENTRY_ACCOUNT_INSPECTED)
		mark_inspected(s, e);
	if (kind == ENTRY_REPORT_DRAWN)
		mark_draw(s, e);
	gather_entry(s, kind, e,
		i ? incident_message(&i->state, subject_message(e->body))
		  : NULL);
	if (kind == ENTRY_MESSAGE_SUBMITTED && strcmp(e->mode, "actual") == 0)
		mark_findings(s, e);
	return ERR_OK;
}

enum err_code
selfcheck_line(void *selfcheck, int64_t seq, const char *line, size_t len,
	struct err *err)
{
	struct entry e;
	enum err_code rc = entry_parse(&e, line, len, err);

	(void)seq;
	if (rc != ERR_OK)
		return rc;
	rc = selfcheck_apply(selfcheck, &e, err);
	entry_release(&e);
	return rc;
}
