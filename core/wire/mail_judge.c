/*
 * net/mail says of each recipient what became of it, by the server's own code,
 * and where a server refused before it was asked about any, at which command.
 * What was reached stays reached: memo and detail carry places, never people.
 */
#include "wire/mail_judge.h"

#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "wire/answer.h"
#include "wire/letter.h"
#include "wire/mail_places.h"
#include "wire/memo.h"

/* What became of a place of the list, beside the codes of SMTP (4xx, 5xx). */
enum { PLACE_LEFT, PLACE_UNSURE, PLACE_OTHER, PLACE_TAKEN = 250 };

struct tally {
	const struct recipients *list;
	int code[RECIPIENTS_MAX];
	size_t taken, unsure, later; /* later: may be tried again */
	size_t before; /* reached by attempts before this one */
	int want; /* what places_format is to write */
};

/* ---- codes of commands ---- */

struct stage_row {
	const char *stage;
	int from, to;
	enum outcome outcome;
	enum reason reason;
};

/* The first that fits; what none fits is unknown. */
static const struct stage_row stage_rows[] = {
	{ "greet", 400, 499, OUTCOME_RETRY_LATER, REASON_BUSY },
	{ "greet", 500, 599, OUTCOME_PERMANENT, REASON_ORIGIN },
	{ "login", 400, 499, OUTCOME_RETRY_LATER, REASON_BUSY },
	{ "login", 500, 599, OUTCOME_PERMANENT, REASON_CREDENTIAL },
	{ "from", 400, 499, OUTCOME_RETRY_LATER, REASON_BUSY },
	{ "from", 530, 535, OUTCOME_PERMANENT, REASON_CREDENTIAL },
	{ "from", 552, 552, OUTCOME_CONTENT, REASON_CONTENT },
	{ "from", 500, 599, OUTCOME_PERMANENT, REASON_FORBIDDEN },
	{ "letter", 400, 499, OUTCOME_RETRY_LATER, REASON_BUSY },
	{ "letter", 500, 599, OUTCOME_CONTENT, REASON_CONTENT },
	{ NULL, 0, 0, OUTCOME_UNKNOWN, REASON_STRANGE },
};

static bool
mail_judge_stage(struct wire_judgment *out, const struct wire_job *job,
	enum wire_step step, const struct wire_response *a, const json_t *doc)
{
	const struct stage_row *row = stage_rows;
	const char *stage = doc_str(doc, "stage");
	int64_t code = doc_int(doc, "code");
	char words[200];

	if (*stage == '\0')
		return false;
	while (row->stage != NULL &&
		(strcmp(row->stage, stage) != 0 || code < row->from ||
			code > row->to))
		row++;
	fixed_cut_format(words, sizeof(words), "%s %d %s", stage, (int)code,
		doc_str(doc, "words"));
	answer_settle(out, job, step, a, row->outcome, row->reason, words);
	return true;
}

/* ---- recipients ---- */

static void
tally_add(struct tally *t, size_t place, json_int_t code)
{
	bool known = code == PLACE_LEFT || code == PLACE_UNSURE ||
		code == PLACE_TAKEN || (code >= 400 && code <= 599);

	t->code[place] = known ? (int)code : PLACE_OTHER;
	t->taken += code == PLACE_TAKEN;
	t->later += code == PLACE_LEFT || (code >= 400 && code <= 499);
	t->unsure += code == PLACE_UNSURE || !known;
}

/* False if it does not speak of as many as were written to. */
static bool
tally_fill(struct tally *t, const bool *marked, const json_t *codes)
{
	size_t n = 0;

	for (size_t i = 0; i < t->list->count; i++) {
		if (!marked[i]) {
			t->code[i] = PLACE_TAKEN;
			t->before++;
			continue;
		}
		if (!json_is_integer(json_array_get(codes, n)))
			return false;
		tally_add(t, i, json_integer_value(json_array_get(codes, n)));
		n++;
	}
	return n == json_array_size(codes);
}

static bool
tally_is(const void *ctx, size_t place)
{
	const struct tally *t = ctx;

	return t->want == t->code[place];
}

static bool
tally_is_left(const void *ctx, size_t place)
{
	const struct tally *t = ctx;

	return t->code[place] != PLACE_TAKEN;
}

/* "118/120; 550: 4 17; ?: 51-100" */
static void
tally_say(struct buf *out, struct tally *t)
{
	bool room = buf_try_printf(
		out, "%zu/%zu", t->taken + t->before, t->list->count);
	size_t i, seen;

	for (i = 0; room && i < t->list->count; i++) {
		t->want = t->code[i];
		for (seen = 0; t->code[seen] != t->want; seen++)
			;
		if (seen < i || t->want == PLACE_TAKEN)
			continue;
		room = t->want >= 400
			? buf_try_printf(out, "; %d: ", t->want)
			: buf_try_puts(out,
				  t->want == PLACE_LEFT ? "; –: " : "; ?: ");
		places_format(out, t->list->count, tally_is, t);
	}
}

static void
tally_remember(struct wire_judgment *out, const struct tally *t)
{
	struct buf left;

	buf_init(&left, 8 * RECIPIENTS_MAX);
	places_format(&left, t->list->count, tally_is_left, t);
	answer_memo(out, MEMO_LIST, t->list->digest);
	answer_memo(out, MEMO_LEFT, left.data);
	doc_put_int(out->memo, MEMO_REACHED, (int64_t)(t->taken + t->before));
	buf_release(&left);
}

/* ---- a letter ---- */

static void
mail_judge_tally(struct wire_judgment *out, const struct wire_job *job,
	const struct wire_response *a, const json_t *doc, struct tally *t)
{
	size_t all = t->list->count, reached = t->taken + t->before;
	struct buf words;

	buf_init(&words, 300);
	tally_say(&words, t);
	if (t->unsure > 0)
		answer_settle(out, job, STEP_PUBLISH, a, OUTCOME_UNKNOWN,
			REASON_NO_ANSWER, words.data);
	else if (reached > 0)
		answer_settle(out, job, STEP_PUBLISH, a, OUTCOME_ACCEPTED,
			reached < all ? REASON_SOME : REASON_PUBLISHED,
			words.data);
	else if (mail_judge_stage(out, job, STEP_PUBLISH, a, doc))
		;
	else
		answer_settle(out, job, STEP_PUBLISH, a,
			t->later > 0 ? OUTCOME_RETRY_LATER : OUTCOME_PERMANENT,
			REASON_NOBODY, words.data);
	buf_release(&words);
	if (out->outcome == OUTCOME_ACCEPTED)
		letter_id(out->id, job);
	if (t->unsure > 0 || reached > 0)
		tally_remember(out, t);
}

static void
mail_judge_letter(struct wire_judgment *out, const struct wire_job *job,
	const struct wire_response *a, const json_t *doc)
{
	const json_t *codes = doc_get(doc, "codes");
	bool marked[RECIPIENTS_MAX] = { false };
	struct recipients list = { 0 };
	struct tally t = { .list = &list };

	if (recipients_parse(&list, doc_str(job->secret, "recipients"), NULL) ==
			ERR_OK &&
		mail_left(marked, &list, job, NULL) == ERR_OK &&
		tally_fill(&t, marked, codes))
		mail_judge_tally(out, job, a, doc, &t);
	else
		answer_strange(out, job, STEP_PUBLISH, a);
	recipients_release(&list);
}

void
mail_judge(struct wire_judgment *out, const struct wire_job *job,
	enum wire_step step, const struct wire_response *a)
{
	static const struct status_row rows[] = { STATUS_ROWS };
	json_t *doc;

	if (!answer_status(out, job, step, a, rows)) {
		doc = answer_json(a);
		if (!json_is_object(doc))
			answer_strange(out, job, step, a);
		else if (step == STEP_PUBLISH)
			mail_judge_letter(out, job, a, doc);
		else if (!mail_judge_stage(out, job, step, a, doc))
			answer_settle(out, job, step, a, OUTCOME_ACCEPTED,
				REASON_READY, "");
		json_decref(doc);
	}
}
