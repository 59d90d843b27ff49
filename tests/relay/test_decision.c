/*
 * What the course of a delivery decides, row by row: a task, a judgment, and
 * the whole decision in words. Nothing is performed here and nothing told;
 * that the decisions are also carried out is in test_delivery_fsm.c.
 */
#include "tests/relay/fake.h"

#include "relay/delivery_fsm.h"
#include "wire/memo.h"

enum { NOW = 100000, WORDS = 500 };

/* What is particular about a task, beside its phase and step. */
enum {
	UNKNOWN = 1, /* an attempt was not answered */
	ONLINE = 2,
	HALTED = 4,
	UNAPPROVED = 8,
	LATE = 16, /* its 120 seconds are over */
	GIVEN_UP = 32, /* polls and look-ups have an end */
	DOUBTED = 64, /* the platform said no, and a look-up is out */
	REFRESHED = 128, /* twice, without success */
	PREFER = 256, /* the office prefers a duplicate */
	RIVAL = 512, /* another one of these words is unknown */
	PARTLY = 1024, /* some of its files are there */
	UNSETTLED = 2048, /* it was sent again over an unknown */
};

static const struct {
	const char *kind;
	enum phase phase;
	enum wire_step step;
	unsigned is, tries;
	const char *judgment;
	const char *want; /* see in_words */
} rows[] = {
	/* ---- arming ---- */
	{ "fake", PHASE_ARMING, STEP_CHECK, 0, 1,
		"{\"outcome\":\"accepted\",\"next\":\"prepare\",\"wait\":30}",
		"arming prepare +30 tries 1" },
	{ "fake", PHASE_ARMING, STEP_PREPARE, 0, 0,
		"{\"outcome\":\"accepted\",\"next\":\"none\"}",
		"arming prepare +0 tries 0; try" },
	{ "fake", PHASE_ARMING, STEP_CHECK, 0, 1,
		"{\"outcome\":\"retry-later\",\"next\":\"check\"}",
		"arming check +1000 tries 2" },
	{ "fake", PHASE_ARMING, STEP_CHECK, 0, 4,
		"{\"outcome\":\"retry-later\",\"detail\":\"busy\"}",
		"gap check +0 tries 4; prepared no: busy" },
	{ "fake", PHASE_ARMING, STEP_CHECK, 0, 0,
		"{\"outcome\":\"permanent\",\"detail\":\"gone\"}",
		"gap check +0 tries 0; prepared no: gone" },
	{ "fake", PHASE_CHECK, STEP_CHECK, 0, 0,
		"{\"outcome\":\"accepted\",\"detail\":\"ready\"}",
		"check check +0 tries 0; checked ok: ready; end" },
	{ "fake", PHASE_CHECK, STEP_CHECK, 0, 0,
		"{\"outcome\":\"human\",\"detail\":\"look\"}",
		"check check +0 tries 0; checked no: look; end" },
	/* ---- a token ---- */
	{ "fake", PHASE_ARMING, STEP_CHECK, 0, 1,
		"{\"outcome\":\"refresh-token\"}",
		"arming check +0 tries 1; refresh" },
	{ "fake", PHASE_FLYING, STEP_PUBLISH, 0, 0,
		"{\"outcome\":\"refresh-token\",\"detail\":\"old\"}",
		"queued publish +0 tries 0; tells refresh-token retry: old; "
		"attempt; refresh" },
	{ "fake", PHASE_FLYING, STEP_PUBLISH, REFRESHED, 0,
		"{\"outcome\":\"refresh-token\"}",
		"flying publish +0 tries 0; tells permanent failed: the token "
		"could not be renewed; end" },
	{ "blind", PHASE_ARMING, STEP_CHECK, 0, 0,
		"{\"outcome\":\"refresh-token\"}",
		"gap check +0 tries 0; prepared no: the token could not be "
		"renewed" },
	/* ---- publishing ---- */
	{ "repeat", PHASE_FLYING, STEP_PUBLISH, UNKNOWN | PREFER, 0,
		"{\"outcome\":\"accepted\",\"next\":\"readback\",\"wait\":9}",
		"follow readback +9 tries 0 online; receipt; tells accepted "
		"published: " },
	{ "fake", PHASE_FLYING, STEP_PUBLISH, 0, 0,
		"{\"outcome\":\"accepted\"}",
		"flying publish +0 tries 0 online; receipt; tells accepted "
		"published: ; end" },
	{ "fake", PHASE_FLYING, STEP_PUBLISH, 0, 0,
		"{\"outcome\":\"pending\",\"next\":\"poll\",\"wait\":70}",
		"follow poll +70 tries 0; tells pending accepted: " },
	{ "fake", PHASE_FLYING, STEP_PUBLISH, 0, 1,
		"{\"outcome\":\"not-sent\",\"next\":\"publish\"}",
		"queued publish +1000 tries 2; tells not-sent retry: ; "
		"attempt" },
	{ "fake", PHASE_FLYING, STEP_PUBLISH, 0, 0,
		"{\"outcome\":\"retry-later\",\"next\":\"publish\"}",
		"queued publish +0 tries 1; tells retry-later retry: ; "
		"attempt" },
	{ "fake", PHASE_FLYING, STEP_PUBLISH, 0, 0,
		"{\"outcome\":\"retry-later\",\"wait\":4000}",
		"queued publish +4000 tries 1; tells retry-later retry: ; "
		"attempt" },
	{ "fake", PHASE_FLYING, STEP_PUBLISH, HALTED, 0,
		"{\"outcome\":\"not-sent\"}",
		"flying publish +0 tries 0; tells not-sent halted: ; end" },
	{ "fake", PHASE_FLYING, STEP_PUBLISH, LATE, 0,
		"{\"outcome\":\"not-sent\"}",
		"flying publish +0 tries 0; tells not-sent human: ; end" },
	{ "fake", PHASE_FLYING, STEP_PUBLISH, UNAPPROVED, 0,
		"{\"outcome\":\"not-sent\"}",
		"flying publish +0 tries 0; tells not-sent human: ; end" },
	{ "fake", PHASE_FLYING, STEP_PUBLISH, 0, 0,
		"{\"outcome\":\"human\",\"detail\":\"held\"}",
		"flying publish +0 tries 0; tells human human: held; end" },
	/* ---- what nobody knows ---- */
	{ "fake", PHASE_FLYING, STEP_PUBLISH, 0, 0,
		"{\"outcome\":\"unknown\",\"next\":\"lookup\"}",
		"follow lookup +2000 tries 0 unknown; tells unknown "
		"unknown: " },
	{ "fake", PHASE_FLYING, STEP_PUBLISH, 0, 0,
		"{\"outcome\":\"unknown\",\"next\":\"publish\"}",
		"follow lookup +2000 tries 0 unknown; tells unknown "
		"unknown: " },
	{ "blind", PHASE_FLYING, STEP_PUBLISH, PREFER, 0,
		"{\"outcome\":\"unknown\",\"next\":\"publish\"}",
		"flying publish +0 tries 0 unknown; tells unknown unknown: ; "
		"end" },
	{ "repeat", PHASE_FLYING, STEP_PUBLISH, 0, 0,
		"{\"outcome\":\"unknown\",\"next\":\"publish\"}",
		"flying publish +0 tries 0 unknown; tells unknown unknown: ; "
		"end" },
	{ "repeat", PHASE_FLYING, STEP_PUBLISH, PREFER, 1,
		"{\"outcome\":\"unknown\",\"next\":\"publish\"}",
		"queued publish +1000 tries 2 unknown; unsettled; tells "
		"unknown unknown: ; attempt" },
	{ "repeat", PHASE_FLYING, STEP_PUBLISH, PREFER | UNSETTLED, 1,
		"{\"outcome\":\"content\",\"detail\":\"no\"}",
		"flying publish +0 tries 1; tells unknown unknown: no; end" },
	{ "repeat", PHASE_FLYING, STEP_PUBLISH, PREFER | UNSETTLED | LATE, 1,
		"{\"outcome\":\"retry-later\"}",
		"flying publish +0 tries 1; tells unknown unknown: ; end" },
	{ "repeat", PHASE_FLYING, STEP_PUBLISH, PREFER | UNSETTLED, 1,
		"{\"outcome\":\"not-sent\"}",
		"queued publish +1000 tries 2; tells unknown unknown: ; "
		"attempt" },
	{ "repeat", PHASE_FLYING, STEP_PUBLISH, PREFER | UNSETTLED, 1,
		"{\"outcome\":\"accepted\"}",
		"flying publish +0 tries 1 online; receipt; tells accepted "
		"published: ; end" },
	/* ---- files of which some are there ---- */
	{ "fake", PHASE_FLYING, STEP_PUBLISH, PARTLY | LATE, 0,
		"{\"outcome\":\"not-sent\"}",
		"flying publish +0 tries 0; tells unknown unknown: ; end" },
	{ "fake", PHASE_FLYING, STEP_PUBLISH, PARTLY | HALTED, 0,
		"{\"outcome\":\"not-sent\"}",
		"flying publish +0 tries 0; tells unknown unknown: ; end" },
	{ "fake", PHASE_FLYING, STEP_PUBLISH, PARTLY, 0,
		"{\"outcome\":\"permanent\",\"detail\":\"403\"}",
		"flying publish +0 tries 0; tells unknown unknown: 403; end" },
	{ "repeat", PHASE_FLYING, STEP_PUBLISH, PREFER, 0,
		"{\"outcome\":\"unknown\",\"next\":\"none\"}",
		"flying publish +0 tries 0 unknown; tells unknown unknown: ; "
		"end" },
	/* ---- a no that may hide a success ---- */
	{ "fake", PHASE_FLYING, STEP_PUBLISH, 0, 0,
		"{\"outcome\":\"content\",\"detail\":\"no\"}",
		"flying publish +0 tries 0; tells content refused: no; end" },
	{ "fake", PHASE_FLYING, STEP_PUBLISH, DOUBTED, 0,
		"{\"outcome\":\"permanent\",\"detail\":\"no\"}",
		"flying publish +0 tries 0; tells permanent failed: no; end" },
	{ "fake", PHASE_FLYING, STEP_PUBLISH, 0, 0,
		"{\"outcome\":\"content\",\"next\":\"lookup\","
		"\"detail\":\"no\"}",
		"follow lookup +2000 tries 0 unknown no content; doubt; tells "
		"unknown unknown: no (being looked up: it may be there all "
		"the same)" },
	{ "blind", PHASE_FLYING, STEP_PUBLISH, 0, 0,
		"{\"outcome\":\"content\",\"next\":\"lookup\","
		"\"detail\":\"no\"}",
		"flying publish +0 tries 0; tells content refused: no; end" },
	{ "fake", PHASE_FOLLOW, STEP_LOOKUP, UNKNOWN | DOUBTED, 0,
		"{\"outcome\":\"not-sent\",\"next\":\"publish\"}",
		"follow lookup +0 tries 0 no content; tells content refused: "
		"the platform refused it (looked up: it is not there); end" },
	{ "fake", PHASE_FOLLOW, STEP_LOOKUP, UNKNOWN | DOUBTED, 0,
		"{\"outcome\":\"unknown\",\"next\":\"none\"}",
		"follow lookup +0 tries 0 unknown no content; tells human "
		"unknown: the platform refused it (nobody could look whether "
		"it is "
		"there all the same: look yourself); end" },
	/* ---- looking it up ---- */
	{ "fake", PHASE_FOLLOW, STEP_LOOKUP, UNKNOWN | DOUBTED, 0,
		"{\"outcome\":\"accepted\",\"next\":\"readback\"}",
		"follow readback +0 tries 0 online no content; receipt; tells "
		"accepted published: " },
	{ "fake", PHASE_FOLLOW, STEP_LOOKUP, UNKNOWN, 1,
		"{\"outcome\":\"not-sent\",\"next\":\"publish\"}",
		"queued publish +1000 tries 2; tells not-sent retry: ; "
		"attempt" },
	{ "fake", PHASE_FOLLOW, STEP_LOOKUP, UNKNOWN, 0,
		"{\"outcome\":\"unknown\",\"next\":\"publish\"}",
		"follow lookup +0 tries 0 unknown; tells unknown unknown: "
		"may or may not be published; the look-up gave no answer: look "
		"yourself and settle; end" },
	{ "fake", PHASE_FOLLOW, STEP_LOOKUP, UNKNOWN, 2,
		"{\"outcome\":\"unknown\",\"next\":\"lookup\"}",
		"follow lookup +2000 tries 3 unknown" },
	{ "fake", PHASE_FOLLOW, STEP_LOOKUP, UNKNOWN | GIVEN_UP, 0,
		"{\"outcome\":\"unknown\",\"next\":\"lookup\"}",
		"follow lookup +0 tries 0 unknown; tells unknown unknown: "
		"may or may not be published; the look-up gave no answer: look "
		"yourself and settle; end" },
	{ "fake", PHASE_FOLLOW, STEP_LOOKUP, UNKNOWN, 0,
		"{\"outcome\":\"human\",\"detail\":\"two fit\"}",
		"follow lookup +0 tries 0 unknown; tells human unknown: two "
		"fit; end" },
	{ "fake", PHASE_FOLLOW, STEP_LOOKUP, UNKNOWN | RIVAL, 0,
		"{\"outcome\":\"accepted\",\"by_words\":true}",
		"follow lookup +0 tries 0 unknown; tells human unknown: a "
		"post is there that fits this delivery and another one of "
		"the same words: look yourself and settle; end" },
	{ "fake", PHASE_FOLLOW, STEP_LOOKUP, UNKNOWN | RIVAL, 0,
		"{\"outcome\":\"accepted\"}",
		"follow lookup +0 tries 0 online; receipt; tells accepted "
		"published: ; end" },
	/* ---- online stays online ---- */
	{ "fake", PHASE_FOLLOW, STEP_LOOKUP, ONLINE, 0,
		"{\"outcome\":\"not-sent\",\"next\":\"publish\"}",
		"follow lookup +0 tries 0 online; end" },
	{ "fake", PHASE_FOLLOW, STEP_LOOKUP, ONLINE, 5,
		"{\"outcome\":\"unknown\",\"next\":\"lookup\"}",
		"follow lookup +16000 tries 6 online" },
	{ "fake", PHASE_FOLLOW, STEP_LOOKUP, ONLINE, 6,
		"{\"outcome\":\"unknown\",\"next\":\"lookup\"}",
		"follow lookup +0 tries 6 online; end" },
	{ "fake", PHASE_FOLLOW, STEP_READBACK, ONLINE, 0,
		"{\"outcome\":\"accepted\",\"same\":true}",
		"follow readback +0 tries 0 online; tells accepted verified: "
		"; end" },
	{ "fake", PHASE_FOLLOW, STEP_READBACK, ONLINE, 0,
		"{\"outcome\":\"accepted\"}",
		"follow readback +0 tries 0 online; tells accepted differs: ; "
		"end" },
	{ "fake", PHASE_FOLLOW, STEP_READBACK, ONLINE, 0,
		"{\"outcome\":\"permanent\"}",
		"follow readback +0 tries 0 online; end" },
	/* ---- polling ---- */
	{ "fake", PHASE_FOLLOW, STEP_POLL, 0, 0,
		"{\"outcome\":\"unknown\",\"next\":\"poll\",\"wait\":800}",
		"follow poll +800 tries 1" },
	{ "fake", PHASE_FOLLOW, STEP_POLL, GIVEN_UP, 0,
		"{\"outcome\":\"unknown\",\"next\":\"poll\"}",
		"follow poll +0 tries 0; tells unknown accepted: accepted, "
		"but still not visible; end" },
	{ "fake", PHASE_FOLLOW, STEP_POLL, 0, 0,
		"{\"outcome\":\"content\",\"detail\":\"no\"}",
		"follow poll +0 tries 0; tells content refused: no; end" },
	/* ---- undoing ---- */
	{ "fake", PHASE_UNDOING, STEP_UNDO, 0, 0,
		"{\"outcome\":\"unknown\",\"next\":\"undo\"}",
		"undoing undo +500 tries 1" },
	{ "fake", PHASE_UNDOING, STEP_UNDO, 0, 2,
		"{\"outcome\":\"unknown\",\"next\":\"undo\",\"detail\":\"x\"}",
		"undoing undo +0 tries 2; end; log: 2026-0001/1:l: what "
		"arming left was not removed: x" },
	{ "fake", PHASE_UNDOING, STEP_CHECK, 0, 0, "{\"outcome\":\"accepted\"}",
		"undoing check +0 tries 0" },
	{ "fake", PHASE_DONE, STEP_PUBLISH, 0, 0, "{\"outcome\":\"accepted\"}",
		"done publish +0 tries 0" },
};

static const char *const phases[] = {
	[PHASE_ARMING] = "arming",
	[PHASE_READY] = "ready",
	[PHASE_GAP] = "gap",
	[PHASE_QUEUED] = "queued",
	[PHASE_ASKED] = "asked",
	[PHASE_FLYING] = "flying",
	[PHASE_FOLLOW] = "follow",
	[PHASE_UNDOING] = "undoing",
	[PHASE_CHECK] = "check",
	[PHASE_DONE] = "done",
};

/* Every field of a decision but the judgment and give_up. */
static void
in_words(struct buf *out, const struct decision *d)
{
	const char *detail = d->detail ? d->detail : "";

	buf_printf(out, "%s %s +%lld tries %u%s%s", phases[d->phase],
		wire_step_word(d->step), (long long)(d->due - NOW), d->tries,
		d->unknown ? " unknown" : "", d->online ? " online" : "");
	if (d->no != OUTCOME_ACCEPTED)
		buf_printf(out, " no %s", outcome_row(d->no)->word);
	buf_printf(out, "%s%s%s", d->doubt ? "; doubt" : "",
		d->unsettled ? "; unsettled" : "",
		d->published ? "; receipt" : "");
	if (d->tell == TELL_PREPARED || d->tell == TELL_CHECKED)
		buf_printf(out, "; %s %s: %s",
			d->tell == TELL_CHECKED ? "checked" : "prepared",
			d->ok ? "ok" : "no", detail);
	if (d->tell == TELL_OUTCOME)
		buf_printf(out, "; tells %s %s: %s",
			outcome_row(d->outcome)->word,
			delivery_row(d->state)->word, detail);
	buf_printf(out, "%s%s%s%s%s%s", d->attempt ? "; attempt" : "",
		d->end ? "; end" : "", d->ready ? "; try" : "",
		d->refresh ? "; refresh" : "", d->log ? "; log: " : "",
		d->log ? d->log : "");
}

struct bench {
	struct engine e;
	struct relay_account account;
	struct task t;
	struct wire_judgment v;
};

static void
bench_init(struct bench *b, size_t row)
{
	unsigned is = rows[row].is;
	static char delivery[] = "2026-0001/1:l"; /* no spread of its own */

	*b = (struct bench){ .e = { .lang = LANG_EN, .now = { 1, NOW } },
		.account = { .options = json_object(), .open = json_object() },
		.t = { .delivery = delivery,
			.connector = rig_find(rows[row].kind),
			.phase = rows[row].phase,
			.step = rows[row].step,
			.due = NOW,
			.tries = rows[row].tries,
			.unknown = is & UNKNOWN,
			.online = is & ONLINE,
			.halted = is & HALTED,
			.approved = !(is & UNAPPROVED),
			.deadline = is & LATE ? NOW - 1 : NOW + 50000,
			.give_up = is & GIVEN_UP ? NOW : NOW + 50000,
			.refreshed = is & REFRESHED ? 2 : 0,
			.no = is & DOUBTED ? OUTCOME_CONTENT
					   : OUTCOME_ACCEPTED } };
	b->t.account = &b->account;
	b->t.variant = json_object();
	doc_put_str(b->t.variant, "text", "words");
	if (is & PREFER)
		doc_put_str(b->account.options, "duplicates", "prefer");
	b->t.memo = json_object();
	if (is & PARTLY)
		doc_put_str(b->t.memo, MEMO_PARTLY, MEMO_YES);
	if (is & UNSETTLED)
		doc_put_str(b->t.memo, MEMO_UNSETTLED, MEMO_YES);
	if (is & RIVAL)
		doc_put_str(b->account.open, "2026-0002/1:l", "words");
	wire_judgment_init(&b->v);
	fake_judge(&b->v, NULL, rows[row].step,
		&(struct wire_response){ .body = rows[row].judgment,
			.body_len = strlen(rows[row].judgment) });
}

static void
bench_release(struct bench *b)
{
	wire_judgment_release(&b->v);
	json_decref(b->t.variant);
	json_decref(b->t.memo);
	json_decref(b->account.options);
	json_decref(b->account.open);
}

static void
decision__each_row_is_exact(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct decision d;
		struct bench b;
		struct buf got;

		bench_init(&b, i);
		buf_init(&got, 4 * WORDS);
		fsm_decide(&d, &b.e, &b.t, rows[i].step, &b.v);
		in_words(&got, &d);
		if (strcmp(got.data, rows[i].want) != 0)
			fail_msg("row %zu, %s after %s:\ngot  %s\nwant %s", i,
				wire_step_word(rows[i].step), rows[i].judgment,
				got.data, rows[i].want);
		decision_release(&d);
		buf_release(&got);
		bench_release(&b);
	}
}

/* Whatever is judged, nothing is sent again that may be there. */
static void
decision__an_unknown_is_queued_only_by_choice(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		for (int o = 0; o < OUTCOME_COUNT; o++)
			for (int next = 0; next < STEP_COUNT; next++) {
				struct decision d;
				struct bench b;

				bench_init(&b, i);
				b.v.outcome = (enum outcome)o;
				b.v.next = (enum wire_step)next;
				fsm_decide(&d, &b.e, &b.t, rows[i].step, &b.v);
				assert_false(d.phase == PHASE_QUEUED &&
					d.unknown &&
					connector_unknown(b.t.connector,
						b.account.options) !=
						STEP_PUBLISH);
				assert_false(b.t.online && !d.online);
				assert_false(
					b.t.online && d.phase == PHASE_QUEUED);
				assert_false(d.end && d.attempt);
				decision_release(&d);
				bench_release(&b);
			}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(decision__each_row_is_exact),
		cmocka_unit_test(decision__an_unknown_is_queued_only_by_choice),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
