/*
 * The self-check of a month and the figures of a year (自查), counted from the
 * entries of the ledger and from nothing else: the entries are folded one by
 * one up to the end of the period, and what is counted keeps the numbers of the
 * entries it was counted from. Nobody types any of it.
 */
#ifndef CRIER_DOMAIN_SELFCHECK_SELFCHECK_H
#define CRIER_DOMAIN_SELFCHECK_SELFCHECK_H

#include <jansson.h>
#include <stdint.h>

#include "base/err.h"
#include "domain/incident/incident.h"
#include "domain/library/rules.h"
#include "domain/office/office.h"

enum { PERIOD = 8 }; /* "2026-11" and its NUL */

/* What entries are gathered as. */
enum gathered {
	GATHERED_RELEASES, /* actual ones */
	GATHERED_CORRECTIONS,
	GATHERED_WITHDRAWALS,
	GATHERED_REPOSTS,
	GATHERED_VERIFIED, /* deliveries: the entry that told of each */
	GATHERED_INCIDENTS,
	GATHERED_DRILLS,
	GATHERED_FILINGS,
	GATHERED_SUSPENSIONS,
	GATHERED_REASONS, /* given for findings */
	GATHERED_RUMORS, /* claims found false */
	GATHERED_LEAKS, /* stopped before they were kept */
	GATHERED_DENIALS,
	GATHERED_STEPS, /* of the machine's clock, by more than a minute */
	GATHERED_ROUNDS, /* over the accounts, that ended */
	GATHERED_READINGS, /* of what stands on some of them */
	GATHERED_ALARMS, /* that found something which is not ours */
	GATHERED_IMPOSTORS, /* cases opened */
	GATHERED_IMPOSTOR_LETTERS, /* to platforms and authorities */
	GATHERED_IMPOSTORS_WARNED, /* of which the public was warned */
	GATHERED_IMPOSTORS_CLOSED,
	GATHERED_COUNT
};

struct seq_list {
	int64_t *seqs;
	size_t count;
};

struct selfcheck_clock {
	int64_t started, stopped, missed; /* entries; 0 none */
};

struct selfcheck_incident {
	struct incident state;
	struct selfcheck_clock *clocks; /* beside state.clocks */
	size_t clock_count;
};

/* A post, a login: when and by which entry; 0 never. */
struct selfcheck_mark {
	int64_t time, seq;
};

struct selfcheck_account {
	char id[ACCOUNT_ID];
	struct selfcheck_mark added, posted, login;
	struct selfcheck_mark inspected; /* in the period */
	char found[WORD_ID], interaction[WORD_ID];
	char inspected_by[OFFICER_ID];
	char what[601]; /* that was seen */
	struct selfcheck_mark told; /* what its register row says, last */
	/* the longest time without a verified post that reaches into the
	 * period: from and to; to.seq 0: it lasts */
	struct selfcheck_mark gap_from, gap_to;
};

struct selfcheck_finding { /* of a lint rule, in a submitted text */
	char rule[41];
	int64_t seq;
};

struct selfcheck {
	int64_t from, to; /* UTC ms; an entry at `to` is outside */
	struct office office;
	struct selfcheck_incident **incidents;
	size_t incident_count;
	struct selfcheck_account *accounts;
	size_t account_count;
	struct seq_list gathered[GATHERED_COUNT];
	struct seq_list
		impostors; /* the entry that opened each of the office */
	struct selfcheck_finding *findings;
	size_t finding_count;
	json_t *draws; /* bodies of report.drawn, with entry, time, by, right */
	int64_t entries, first, last; /* of the period */
};

/*
 * "2026-11" or "2026", in the zone. False if it is neither. A year is told by
 * its length: strlen(period) == 4.
 */
bool selfcheck_period(int64_t *from, int64_t *to, const char *period, int zone);

void selfcheck_init(struct selfcheck *s, int64_t from, int64_t to);
void selfcheck_release(struct selfcheck *s);

/* The callback for every entry in order (ledger_each). */
enum err_code selfcheck_line(void *selfcheck, int64_t seq, const char *line,
	size_t len, struct err *err);
enum err_code
selfcheck_apply(struct selfcheck *s, const struct entry *e, struct err *err);

struct selfcheck_view {
	const struct selfcheck *s;
	const struct rules *rules; /* NULL: no library is there */
	const char *period;
	int64_t now; /* when it is printed */
	enum lang lang;
};

/*
 * The report: a sheet (domain/sheet/sheet.h) with, beside its parts, what they
 * are made of: `sample` (as report.drawn says, with `right`), 
 * `period`, `from`, `to`, `figures` [{key, title, count?, of?,
 * known, note, entries: [seq]}], `late` [{rule, incident, due, entries}],
 * `accounts` [{account, …}], `register` (register_list), `veto` [{rule, title,
 * is, note, citation, entries}]. New reference.
 */
json_t *selfcheck_doc(const struct selfcheck_view *v);

#endif
