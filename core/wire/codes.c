/*
 * Codes are compared as numbers; a text is taken for one only if it is digits
 * from end to end, so that "0x" or "" never counts as 0.
 */
#include "wire/codes.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "base/text.h"
#include "wire/edges.h"

static bool
code_number(int64_t *out, const json_t *value)
{
	const char *s = json_string_value(value);
	size_t sign = s != NULL && *s == '-';
	size_t digits = s ? strspn(s + sign, "0123456789") : 0;

	if (json_is_integer(value)) {
		*out = json_integer_value(value);
		return true;
	}
	if (digits == 0 || digits > 15 || s[sign + digits] != '\0')
		return false;
	*out = strtoll(s, NULL, 10);
	return true;
}

static void
code_say(struct code *c, const char *words)
{
	char all[CODES_WORDS];

	fixed_cut_format(all, sizeof(all), "%" PRId64 "%s%s", c->number,
		*words ? " " : "", words);
	text_printable(c->words, sizeof(c->words), all, strlen(all));
}

void
code_read(struct code *out, const struct wire_response *answer,
	const char *number, const char *words)
{
	json_t *typed = answer_json(answer);
	struct edges e;

	*out = (struct code){ .typed = typed != NULL, .doc = typed };
	edges_find(&e, answer->body, answer->body_len);
	if (typed == NULL && !answer->truncated &&
		doc_parse(&out->doc, e.start, e.len, NULL) != ERR_OK)
		out->doc = NULL;
	out->known = code_number(&out->number, doc_get(out->doc, number));
	if (out->known)
		code_say(out, doc_str(out->doc, words));
}

void
code_release(struct code *c)
{
	json_decref(c->doc);
	*c = (struct code){ 0 };
}

static bool
code_fits(const struct code_row *row, const struct code *c)
{
	return (row->code == c->number ||
		       (row->code < c->number && c->number <= row->to)) &&
		(row->words == NULL || strcasestr(c->words, row->words));
}

static const struct code_row *
code_row_of(const struct code_row *rows, const struct code *c)
{
	while (rows->code != 0 && !code_fits(rows, c))
		rows++;
	return rows;
}

bool
code_has_row(const struct code_row *rows, const struct code *c)
{
	return code_row_of(rows, c)->code != 0;
}

void
code_settle(struct wire_judgment *out, const struct wire_job *job,
	enum wire_step step, const struct wire_response *answer,
	const struct code *c, const struct code_row *rows)
{
	int64_t wait;

	rows = code_row_of(rows, c);
	answer_settle(
		out, job, step, answer, rows->outcome, rows->reason, c->words);
	wait = (int64_t)rows->wait_s * 1000;
	if (out->next != STEP_NONE && out->wait_ms < wait)
		out->wait_ms = wait;
}
