/*
 * Rows of rules/forms.yaml: the forms that an office hands in for an account
 * (备案表), line by line. What a line can hold is code; which lines a form
 * has, in which order and under which labels, is the row's.
 */
#ifndef CRIER_DOMAIN_LIBRARY_FORM_RULE_H
#define CRIER_DOMAIN_LIBRARY_FORM_RULE_H

#include "domain/library/register_rule.h"

/* What a line is filled with: FORM_FIELD(id, word). */
#define FORM_FIELDS                                                            \
	FORM_FIELD(ID, "account")                                              \
	FORM_FIELD(NAME, "name")                                               \
	FORM_FIELD(OWNER, "owner")                                             \
	FORM_FIELD(PLATFORM, "platform")                                       \
	FORM_FIELD(TYPE, "type")                                               \
	FORM_FIELD(WHO, "who")                                                 \
	FORM_FIELD(CERTIFIED, "certified")                                     \
	FORM_FIELD(SUPERVISOR, "supervisor")                                   \
	FORM_FIELD(OPERATOR, "operator")                                       \
	FORM_FIELD(CONTRACT_ENDS, "contract_ends")                             \
	FORM_FIELD(LEADER, "leader")                                           \
	FORM_FIELD(EDITOR, "editor")                                           \
	FORM_FIELD(ADMINS, "admins")                                           \
	FORM_FIELD(PHONE, "phone")                                             \
	FORM_FIELD(AREA, "area")                                               \
	FORM_FIELD(REACH, "reach")                                             \
	FORM_FIELD(AUTO_REPLIES, "auto_replies")                               \
	FORM_FIELD(FILING_LEVEL, "filing_level")                               \
	FORM_FIELD(FILING_TO, "filing_to")                                     \
	FORM_FIELD(FILING_NUMBER, "filing_number")                             \
	FORM_FIELD(FILING_ON, "filing_on")                                     \
	FORM_FIELD(STATE, "state")                                             \
	FORM_FIELD(LEAD, "lead")                                               \
	FORM_FIELD(REGISTERED, "registered")                                   \
	FORM_FIELD(WAS_NAME, "was_name")                                       \
	FORM_FIELD(WAS_OWNER, "was_owner")                                     \
	FORM_FIELD(CHANGED, "changed")                                         \
	FORM_FIELD(CHANGED_WHY, "changed_why")                                 \
	FORM_FIELD(CLOSED, "closed") /* or suspended */                        \
	FORM_FIELD(CLOSED_WHY, "closed_why")                                   \
	FORM_FIELD(ANNOUNCEMENT, "announcement")                               \
	FORM_FIELD(BLANK, "blank") /* to be written by hand: signature, seal */

enum form_field {
#define FORM_FIELD(id, word) FORM_##id,
	FORM_FIELDS
#undef FORM_FIELD
		FORM_FIELD_COUNT
};

const char *form_field_word(int i);

struct form_line {
	enum form_field field;
	struct both label;
};

struct form_rule {
	struct register_scope scope; /* its id is the form: "open" */
	struct both title;
	bool list; /* one row an account, not one page */
	const struct form_line *lines;
	size_t line_count;
	const char *citation;
};

/* The form in force of this id; NULL if there is none. */
const struct form_rule *
rules_form(const struct rules *r, const char *id, int64_t now);

#endif
