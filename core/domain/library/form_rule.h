/*
 * Rows of rules/forms.yaml: the forms that an office hands in for an account
 * (备案表) and the letters that it writes about an impostor, line by line. What a line can hold is code; which lines a form
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
	FORM_FIELD(CASE, "case") /* from here on: of an impostor */            \
	FORM_FIELD(IMPOSTOR, "impostor") /* what it calls itself */            \
	FORM_FIELD(WHERE, "where")                                             \
	FORM_FIELD(URL, "url")                                                 \
	FORM_FIELD(SEEN, "seen")                                               \
	FORM_FIELD(WHAT, "what")                                               \
	FORM_FIELD(IMITATES, "imitates") /* which account of ours */           \
	FORM_FIELD(EARLIER, "earlier") /* letters about it */                  \
	FORM_FIELD(HANDLER, "handler")                                         \
	FORM_FIELD(UNIT, "unit") /* from here on: of either */                 \
	FORM_FIELD(TODAY, "today")                                             \
	FORM_FIELD(BLANK, "blank") /* to be written by hand: signature, seal */

enum form_field {
#define FORM_FIELD(id, word) FORM_##id,
	FORM_FIELDS
#undef FORM_FIELD
		FORM_FIELD_COUNT
};

const char *form_field_word(int i);

/* What a form is about: its fields are the register's, or the case's. */
enum form_of { FORM_OF_ACCOUNT, FORM_OF_IMPOSTOR, FORM_OFS };

/*
 * The next piece of a letter's text: *len bytes at the returned place as they
 * are, then the field in braces, *field < 0 where none follows. *at moves
 * behind both. NULL at the end, and *field FORM_FIELD_COUNT for braces around
 * what is no field.
 */
const char *form_text_next(const char **at, size_t *len, int *field);

/* How long a letter's text may be, and how many fields may stand in it. */
enum { FORM_TEXT = 3000, FORM_PLACES = 20 };

struct form_line {
	enum form_field field;
	struct both label;
};

struct form_rule {
	struct register_scope scope; /* its id is the form: "open" */
	struct both title;
	enum form_of of;
	bool list; /* one row an account, not one page */
	struct both text; /* what stands above the lines, "" nothing */
	const struct form_line *lines;
	size_t line_count;
	const char *citation;
};

/* The form in force of this id; NULL if there is none. */
const struct form_rule *
rules_form(const struct rules *r, const char *id, int64_t now);

#endif
