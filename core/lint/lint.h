/*
 * What a tired person misses in a text, as a table of rules. Pure: a case in,
 * findings out; linear in the text, whatever the lists hold. The rows of the
 * table are data (playbooks/rules/lint.yaml and the lists beside it); what a
 * row does is a word list, a pattern, or one function of lint_check.h.
 */
#ifndef CRIER_LINT_LINT_H
#define CRIER_LINT_LINT_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "crier/arg.h"
#include "crier/figure.h"
#include "base/lang.h"
#include "crier/message.h"

enum severity {
	SEVERITY_WARN, /* shown and counted, stops nothing */
	SEVERITY_REASON, /* goes on with a written reason and a second person */
	SEVERITY_BLOCK, /* cannot be submitted */
	SEVERITY_COUNT
};

/* What a text is: rules say which of these they read. */
enum lint_part {
	PART_TITLE, /* of the master */
	PART_TEXT, /* the master's, nothing cut */
	PART_VARIANT, /* fitted to one account; the field is the account */
	PART_SLOT, /* a value as typed; the field is the slot */
	PART_OTHER, /* reasons, comments, claims, names of files and people */
	PART_OUTSIDE, /* what another organ has published: lint_outside */
	PART_COUNT
};

/* One text of a case; borrowed. */
struct lint_field {
	enum lint_part part;
	const char *name; /* "title", "text", an account, a slot … */
	const char *text; /* UTF-8, as the person wrote it */
	size_t len;
	bool no_links; /* of a variant: read aloud, an address is no use */
};

/* A figure of this message or of an earlier bulletin; borrowed. */
struct lint_figure {
	const char *name; /* "dead" */
	int64_t value; /* -1: being verified */
	int64_t as_of; /* UTC ms */
	const char *source;
	const char *reason; /* why it changed, "" if nothing was said */
	bool verified;
};

/* A message that was released in this incident before; borrowed. */
struct lint_bulletin {
	const char *id; /* 2026-0123/3 */
	enum message_kind kind;
	int number; /* in the public series, 0 none */
	int64_t released; /* UTC ms of fire */
	const char *title, *text;
	const json_t *slots; /* object of texts */
	const struct lint_figure *figures;
	size_t figure_count;
};

/* A fact or wording that the incident has agreed on (口径). */
struct lint_line {
	const char *topic; /* "time", "place", "level", or a free word */
	const char *text;
};

/* Who published the n-th text of PART_OUTSIDE. */
struct lint_outside {
	const char *organ;
	int64_t at; /* UTC ms of its publication */
};

/*
 * From which number of casualties on an incident has a level; the row's file
 * has the citation.
 */
struct lint_threshold {
	int level; /* LEVEL_I … */
	unsigned classes; /* bits */
	enum figure_role role;
	int64_t least;
};

/* The claim that a rebuttal answers; text NULL if there is none. */
struct lint_claim {
	const char *text;
	const char *accused; /* the unit that it accuses, "" if none */
	const char *checker; /* who checked it */
	size_t evidence; /* items with a digest */
};

struct lint_rules; /* lint_rules.h: the table and the lists */
struct lint_rule;
struct lint_row;

enum lint_mode { MODE_ANY, MODE_ACTUAL, MODE_DRILL };

/*
 * Everything a rule may look at. Zeros are "not known" and a rule that needs
 * what is not known finds nothing, so the same rules serve a whole message, a
 * reason of one line and a file without a station.
 */
struct lint_case {
	const struct lint_rules *rules;
	const struct lint_field *fields;
	size_t field_count;
	enum message_kind kind; /* KIND_COUNT: unknown */
	enum lang lang;
	enum lint_mode mode; /* MODE_ANY: unknown */
	bool demo; /* of a demo station: texts are marked as in a drill */
	bool in_incident; /* the next four are known */
	int level; /* LEVEL_NONE … LEVEL_IV */
	unsigned class_bit; /* 1 << enum incident_class; 0 unknown */
	const char *playbook;
	int64_t occurred; /* UTC ms, 0 unknown */
	int64_t now; /* UTC ms, 0 unknown: rules about time find nothing */
	int zone; /* minutes east */
	const char *region; /* for rows of one province; "" none */
	const json_t *slots; /* object of texts, may be NULL */
	const struct lint_figure *figures; /* of this message */
	size_t figure_count;
	bool passed_on; /* another unit's text as it is: its figures are not ours */
	const struct figure_def *figure_defs; /* of the playbook */
	size_t figure_def_count;
	const struct lint_threshold *thresholds; /* in force, I first */
	size_t threshold_count;
	int64_t promise_max; /* ms from now to a next update, 0: any */
	const struct lint_bulletin *earlier; /* oldest first */
	size_t earlier_count;
	const struct lint_line *lines;
	size_t line_count;
	const struct lint_outside *outside;
	size_t outside_count;
	const char *const
		*hosts; /* of the office's own accounts and services */
	size_t host_count;
	const char *const *concurred; /* ids of organs that have agreed */
	size_t concurred_count;
	const char *const
		*may; /* subjects that are this office's to announce */
	size_t may_count;
	struct lint_claim claim;
};

/*
 * One finding of a rule. It never holds the matched text, so that it may be
 * logged; `detail` is in the rule's words ("3", "dead", an organ's name out of
 * a list), never a copy of what a leak rule found.
 */
struct finding {
	const struct lint_rule *rule;
	const struct lint_row *row; /* of a list, whose source and words go
				       before the rule's own; or NULL */
	size_t field; /* index into the case's fields; SIZE_MAX: the whole */
	size_t start, end; /* bytes of the original text, end exclusive */
	char detail[LANG_COUNT][96]; /* fills {} in the rule's text; "" none */
	const struct figure_def *figure; /* that a number is not; or NULL */
	int64_t said; /* the number that the text has for it */
};

struct findings {
	struct finding *rows; /* by field, then place; owned */
	size_t count;
	size_t left_off; /* found beyond FINDINGS_MAX; blocks come first */
	enum severity worst; /* of all; WARN if there are none */
};
enum { FINDINGS_MAX = 500 };

void findings_init(struct findings *f);
void findings_release(struct findings *f);

/* Runs every row that is in force at the case's time. */
void lint_run(struct findings *out, const struct lint_case *c);

/* What is wrong and how to correct it, in a language; never empty. */
void
finding_what(char *out, size_t size, const struct finding *f, enum lang lang);
void
finding_mend(char *out, size_t size, const struct finding *f, enum lang lang);
/* The same two as arguments of a refusal. */
struct arg finding_arg(const struct finding *f);
struct arg finding_arg_mend(const struct finding *f);
const char *finding_citation(const struct finding *f);

/*
 * The finding is about a subject that another organ announces; `row->say` names
 * the subject.
 */
bool finding_is_anothers(const struct finding *f);

/* Is a line to take of this topic about where it is? */
bool lint_topic_is_place(const char *topic);

/* The finding is a contradiction to what another organ has published. */
bool finding_is_outside(const struct finding *f);

#endif
