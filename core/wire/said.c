/*
 * Reading a receiver's 2xx. Whatever is not plainly a yes is none: a person
 * who asks the receiver loses a minute, a text that never left is lost.
 */
#include "wire/said.h"

#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "base/text.h"
#include "wire/answer.h"
#include "wire/edges.h"

enum { VALUE_MAX = 64 };

/* The body without what the site puts before it. */
static const char *
said_body_start(const struct wire_response *a)
{
	struct edges e;

	edges_find(&e, a->body, a->body_len);
	return e.start;
}

static bool
said_has_body(const struct wire_response *a)
{
	return a->truncated || said_body_start(a) < a->body + a->body_len;
}

static bool
said_is_type(const struct wire_response *a, const char *type)
{
	size_t len = strlen(type);

	return strncasecmp(a->type, type, len) == 0 &&
		strchr("; \t", a->type[len]) != NULL;
}

/* Text that a person would read; markup is a page, whatever it is called. */
static bool
said_is_plain(const struct wire_response *a)
{
	return !a->truncated &&
		(*a->type == '\0' || said_is_type(a, "text/plain")) &&
		*said_body_start(a) != '<' && strlen(a->body) == a->body_len &&
		text_is_valid(a->body, a->body_len);
}

/*
 * A value as the rules write it, whose words are shorter than the bound; false
 * where it says nothing at all.
 */
static bool
said_value_text(char out[VALUE_MAX], const json_t *value)
{
	out[0] = '\0';
	if (json_is_string(value))
		fixed_cut(out, VALUE_MAX, json_string_value(value));
	else if (json_is_integer(value))
		fixed_format(out, VALUE_MAX, "%lld",
			(long long)json_integer_value(value));
	else if (json_is_real(value))
		fixed_format(out, VALUE_MAX, "%g", json_real_value(value));
	else if (json_is_boolean(value))
		fixed_set(
			out, VALUE_MAX, json_is_true(value) ? "true" : "false");
	else if (json_object_size(value) + json_array_size(value) > 0)
		fixed_set(out, VALUE_MAX, "(a list)");
	return out[0] != '\0';
}

static bool
said_is_among(const json_t *words, const char *value)
{
	for (size_t i = 0; i < json_array_size(words); i++) {
		const char *word = json_string_value(json_array_get(words, i));

		if (word != NULL && strcasecmp(word, value) == 0)
			return true;
	}
	return false;
}

/* Only a number above 0 is a code of refusal; -1 is often "try again". */
static enum said
said_by_field(const json_t *rule, const json_t *value, bool top)
{
	const json_t *yes = doc_get(rule, "yes"), *no = doc_get(rule, "no");
	char text[VALUE_MAX];

	if (!said_value_text(text, value))
		return SAID_YES;
	if (yes != NULL ? said_is_among(yes, text) : !said_is_among(no, text))
		return SAID_YES;
	if (top && doc_bool(rule, "final") && json_integer_value(value) > 0)
		return SAID_REFUSED;
	return SAID_NO;
}

static enum said
said_by_name(
	const char *name, const json_t *value, const json_t *answers, bool top)
{
	enum said said;

	for (size_t i = 0; i < json_array_size(answers); i++) {
		const json_t *rule = json_array_get(answers, i);

		if (strcasecmp(doc_str(rule, "field"), name) != 0)
			continue;
		said = said_by_field(rule, value, top);
		if (said != SAID_YES)
			return said;
	}
	return SAID_YES;
}

/* doc_parse bounds the depth. A refusal at the top is the plainest no. */
static enum said
said_by_tree(const json_t *doc, const json_t *answers, bool top)
{
	enum said said = SAID_YES, one;
	const char *name;
	json_t *value;
	size_t i;

	json_object_foreach(doc_borrow(doc), name, value)
	{
		one = said_by_name(name, value, answers, top);
		if (one == SAID_YES)
			one = said_by_tree(value, answers, false);
		if (one > said)
			said = one;
	}
	json_array_foreach(doc, i, value)
	{
		one = said_by_tree(value, answers, false);
		if (one > said)
			said = one;
	}
	return said;
}

static enum said
json_said(const struct wire_response *a, const json_t *answers)
{
	json_t *doc = NULL;
	struct edges e;
	enum said said;

	edges_find(&e, a->body, a->body_len);
	if (a->truncated || json_array_size(answers) == 0 ||
		doc_parse(&doc, e.start, e.len, NULL) != ERR_OK)
		return SAID_NOTHING;
	said = said_by_tree(doc, answers, true);
	json_decref(doc);
	return said;
}

/* The type where it matters, and how the body begins. */
static void
put_words(char words[SAID_WORDS], const struct wire_response *a, bool json)
{
	const char *type = json ? "" : a->type, *start = said_body_start(a);
	char typed[80];
	size_t len;

	text_printable(typed, sizeof(typed), type, strlen(type));
	fixed_format(words, SAID_WORDS, "%s%s", typed, *typed ? " " : "");
	len = strlen(words);
	text_printable(words + len, SAID_WORDS - len, start, strlen(start));
}

enum said
said_by(char words[SAID_WORDS], const struct wire_response *answer,
	const json_t *answers)
{
	bool json = strcasestr(answer->type, "json") != NULL ||
		(said_has_body(answer) &&
			strchr("{[", *said_body_start(answer)) != NULL);
	enum said said = SAID_NOTHING;

	words[0] = '\0';
	if (!said_has_body(answer))
		return SAID_YES;
	if (json)
		said = json_said(answer, answers);
	else if (said_is_plain(answer))
		said = SAID_YES;
	if (said != SAID_YES)
		put_words(words, answer, json);
	return said;
}
