/*
 * A playbook: what to say when, for one type of incident. A library: all
 * playbooks and the rules that hold for all of them, read from a list of
 * files, whole or not at all. Everything in a library belongs to it and lives
 * until library_free. The format of the files is in playbooks/README.md.
 */
#ifndef CRIER_DOMAIN_LIBRARY_PLAYBOOK_H
#define CRIER_DOMAIN_LIBRARY_PLAYBOOK_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#include "crier/figure.h"
#include "base/lang.h"
#include "crier/message.h"
#include "words/faults.h"
#include "words/library_file.h"
#include "domain/library/rules.h"

enum slot_type {
	SLOT_TEXT, /* one line */
	SLOT_LINES, /* several lines; printed as one sentence: a; b; c */
	SLOT_TIME, /* 2026-07-21 14:30; printed as the language does */
	SLOT_PHONE,
	SLOT_URL,
	SLOT_CHOICE,
	SLOT_SERVICE, /* of the register; kept in its words (service.h) */
	SLOT_TYPES
};

struct slot_choice {
	const char *word; /* what is stored */
	struct both text; /* what is printed */
};

struct slot {
	const char *id;
	struct both label, help, example;
	enum slot_type type;
	size_t max; /* bytes */
	const char *preset; /* what a message begins with, "" nothing */
	kind_set kinds; /* some template of these kinds shows it */
	kind_set required; /* shows it whatever else is given */
	kind_set must; /* and no variant may lose it */
	struct slot_choice *choices;
	size_t choice_count;
};

/* One step of the walk. A step that is no message is an act or a check. */
struct step {
	const char *id;
	bool is_message;
	enum message_kind kind; /* if is_message */
	struct both title, help;
};

/* What a text made ready before it is needed says until somebody knows more. */
struct prepared_value {
	const struct slot *slot;
	struct both
		value; /* "+60" of a time: minutes from then; or "{{auto}}" */
	bool assumed; /* states a fact that somebody has to say first */
};

struct template; /* template_parse.h */

/* Who approved a kind's text beforehand; playbook_lock.h says if it holds. */
struct preapproved {
	const char *by; /* "": nobody */
	struct validity valid;
	const char *hash[LANG_COUNT]; /* of its fixed text; "" not that one */
};

struct playbook_kind {
	bool present;
	enum message_kind kind;
	const struct tier *tier; /* NULL: rules_tier decides */
	const char *deadline; /* id of the row that this kind answers */
	bool lead; /* the lead account must be among the accounts */
	const char *const *platforms; /* and one account of each of these */
	size_t platform_count;
	const struct prepared_value *prepared;
	size_t prepared_count;
	bool counted; /* its text cannot do without figures */
	const struct template *templates[LANG_COUNT];
	struct preapproved approved;
	char fixed[LANG_COUNT][HASH_HEX]; /* of the fixed text as it is */
};

struct playbook {
	const char *id; /* its folder's name */
	const char *version;
	enum incident_class class;
	const char *topic; /* of tiers.yaml, "" none */
	const struct wait_rule *waits; /* they go before the platforms' */
	size_t wait_count;
	bool lead_first; /* the others go once the lead account is out */
	const char *const *authority; /* subjects this office may announce */
	size_t authority_count;
	struct both title, summary;
	struct step *steps;
	size_t step_count;
	struct slot *slots;
	size_t slot_count;
	struct figure_def *figures;
	size_t figure_count;
	struct playbook_kind kinds[KIND_COUNT];
	struct deadline *deadlines; /* its own, as rows */
	size_t deadline_count;
};

struct library {
	struct rules rules;
	struct playbook *playbooks; /* by id */
	size_t playbook_count;
	struct pool *pool;
};

/*
 * Reads a whole library. On any fault nothing is yielded: the faults are in
 * `faults` (the caller's, initialised), the first of them is in err, with
 * file:line:column in err->where. Files that are neither rules, playbook.yaml
 * nor templates (README.md …) are passed over.
 */
enum err_code
playbook_library_parse(struct library **out, const struct library_file *files,
	size_t count, struct faults *faults, struct err *err);
void library_free(struct library *lib); /* NULL is allowed */

/* NULL if there is none. */
const struct playbook *playbook_find(const struct library *lib, const char *id);
const struct playbook_kind *
playbook_kind(const struct playbook *p, enum message_kind kind);
const struct slot *playbook_slot(const struct playbook *p, const char *id);
const struct figure_def *
playbook_figure(const struct playbook *p, const char *id);

/*
 * Which tier a message gets and who must agree: the rules' row, its tier
 * replaced by the playbook's own for this kind unless the topic decided.
 */
struct tier_row playbook_tier(const struct library *lib,
	const struct playbook *p, enum message_kind kind, int level, int topic);

/* The figure that has this role; NULL if the playbook has none. */
const struct figure_def *
playbook_role(const struct playbook *p, enum figure_role role);

/*
 * The deadlines of an incident opened at `at`: the rules' and the playbook's
 * own. Borrowed; at most max; returns how many there are.
 */
size_t playbook_deadlines(const struct deadline **out, size_t max,
	const struct library *lib, const struct playbook *p, int level,
	int64_t at);

/*
 * The value suits its slot: type, length, choice. "" always does. Else
 * REFUSE_FIELD (length, encoding) or REFUSE_VALUE with an example of the form.
 * Times are read in `zone` (minutes east).
 */
enum err_code slot_check(
	const struct slot *slot, const char *value, int zone, struct err *err);

/* All values belong to known slots and suit them. */
enum err_code playbook_check_slots(const struct playbook *p,
	const json_t *slots, int zone, struct err *err);

/*
 * The next update that these slots promise, UTC ms; 0 if none.
 */
int64_t playbook_promise(const json_t *slots, int zone);

#endif
