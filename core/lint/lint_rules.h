/*
 * The table of rules, the lists they use and the contact list, as read from
 * rules/ of a library (playbooks/README.md says how these files look). Built
 * once, read for long: every word of every list stands in one automaton, so
 * that a text is walked once however long the lists are.
 */
#ifndef CRIER_LINT_LINT_RULES_H
#define CRIER_LINT_LINT_RULES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "words/faults.h"
#include "base/instant.h"
#include "words/library_file.h"
#include "base/pool.h"
#include "base/lang.h"
#include "crier/message.h"
#include "crier/role.h"
#include "lint/lint.h"
#include "lint/pattern.h"

enum { LINT_WORD_MAX = 200 }; /* bytes of a word of a list */

struct lint_scan; /* lint_scan.h */
typedef void lint_check(struct lint_scan *s);

/* The list of common words that a word of a `whole` list may not cut. */
#define COMMON_WORDS "common-words"

/* One row of a list: words or a pattern that share a source. */
struct lint_row {
	const struct lint_list *list;
	const char *id; /* "": no other row can replace it */
	const char **words; /* as written */
	size_t word_count;
	struct pattern *pattern; /* or NULL */
	struct both say; /* fills {} instead of the word; "" none */
	const char *note; /* a word for the check that reads the list, or "" */
	const char *citation;
	const char *region; /* "": everywhere */
	struct validity valid;
};

struct lint_list {
	const char *name; /* of the file: rules/lists/NAME.yaml */
	struct both title;
	bool bring; /* shipped as a sample: an office must bring its own */
	bool whole; /* its Chinese words are found as words, not as letters of
		       two others: COMMON_WORDS tells where one would be cut */
	struct lint_row *rows;
	size_t row_count;
};

/* One row of rules/lint.yaml. */
struct lint_rule {
	const char *id; /* "L-20" */
	enum severity severity;
	enum gate gate; /* who is shown what it found */
	unsigned parts; /* bits of enum lint_part that it reads */
	unsigned kinds, levels, classes; /* bits; all where none is named */
	bool some_kinds, some_levels; /* named: the case must know its own */
	enum lint_mode mode;
	bool suspendable; /* two persons may suspend it for one message */
	/* exactly one of the three */
	const struct lint_list *words;
	struct pattern *pattern;
	lint_check *check;
	/* what goes with them */
	const struct lint_list *list; /* that a check reads */
	const struct lint_list *except; /* a find inside one of these is none */
	long limit; /* a number that a check reads */
	const char *citation;
	const char *region;
	struct validity valid;
	struct both what, mend; /* {} stands for the detail */
};

/* A telephone number that may be printed. */
struct lint_contact {
	const char *number; /* digits only */
	struct both title;
	role_set roles; /* whose duty desk it is */
};

/*
 * Reads rules/lint.yaml, rules/lists/ and rules/contacts.yaml out of the
 * files. Never NULL; whole only if no fault was added. A library without a
 * lint.yaml (from before there was one) has no rules but those of leak.h.
 * The memory is the pool's but for the patterns: lint_rules_release.
 */
struct lint_rules *lint_rules_parse(struct pool *pool,
	const struct library_file *files, size_t count, struct faults *faults);
void lint_rules_release(struct lint_rules *r); /* NULL is allowed */

size_t lint_rules_count(const struct lint_rules *r);
const struct lint_rule *lint_rules_at(const struct lint_rules *r, size_t i);
/* The first row of that id, whatever its region; NULL if there is none. */
const struct lint_rule *
lint_rules_named(const struct lint_rules *r, const char *id);
/* NULL if there is none. */
const struct lint_list *
lint_list_named(const struct lint_rules *r, const char *name);
/* In the order of their names; NULL after the last. */
const struct lint_list *lint_list_at(const struct lint_rules *r, size_t i);

size_t lint_contact_count(const struct lint_rules *r);
const struct lint_contact *
lint_contact_at(const struct lint_rules *r, size_t i);
/* The number is in the contact list; blanks and hyphens do not matter. */
bool lint_is_contact(const struct lint_rules *r, const char *number);

/*
 * In force at an instant (0: not known) and in a province ("": none): its
 * days include it, its region is that one or none, and no row of the same id
 * belongs to that province.
 */
bool lint_rule_holds(const struct lint_rules *r, const struct lint_rule *rule,
	int64_t now, const char *region);
bool
lint_row_holds(const struct lint_row *row, int64_t now, const char *region);

/* "block", "reason", "warn"; and what a person reads. */
const struct word_row *severity_row(enum severity s);

#endif
