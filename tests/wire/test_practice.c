/*
 * The practice platform, driven the way the relay drives a platform: each
 * manner must end in what it promises, with at most one post.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "base/doc.h"
#include "wire/practice.h"

enum { STEPS_MAX = 40, KEYS = 300 };

struct run {
	const struct connector *c;
	struct wire_job job;
	json_t *options, *secret, *variant, *memo;
	char key[32];
	int publishes; /* requests that could post */
	int64_t took_ms;
	enum outcome outcome; /* of the last step but READBACK */
	bool no; /* the last publish was refused */
	bool same;
};

static void
run_init(struct run *r, const char *manner, int key)
{
	*r = (struct run){ .c = connector_find("practice"),
		.options = json_object(),
		.secret = json_object(),
		.variant = json_object(),
		.memo = json_object() };
	(void)snprintf(r->key, sizeof(r->key), "key-%d", key);
	doc_put_str(r->options, "practice", manner);
	doc_put_str(r->variant, "text", "演练：请勿外出。\n<a> & \"b\"");
	doc_put_str(r->variant, "lang", "zh");
	r->job = (struct wire_job){ .delivery = "D2026-0001/1:a",
		.key = r->key,
		.slug = "s",
		.now = 1795487400000,
		.mode = "drill",
		.options = r->options,
		.secret = r->secret,
		.variant = r->variant,
		.memo = r->memo };
}

static void
run_release(struct run *r)
{
	json_decref(r->options);
	json_decref(r->secret);
	json_decref(r->variant);
	json_decref(r->memo);
}

static enum wire_step
one_step(struct run *r, enum wire_step step)
{
	struct practice_reply reply;
	struct wire_request request;
	struct wire_judgment v;
	enum wire_step next;

	r->job.attempt += step == STEP_PUBLISH;
	r->publishes += step == STEP_PUBLISH;
	wire_request_init(&request);
	assert_int_equal(r->c->build(&request, &r->job, step, NULL), ERR_OK);
	assert_int_equal(request.transport, WIRE_PRACTICE);
	practice_reply_init(&reply);
	practice_answer(&reply, &r->job, step);
	wire_judgment_init(&v);
	r->c->judge(&v, &r->job, step, &reply.answer);
	r->took_ms += reply.delay_ms + v.wait_ms;
	if (step == STEP_READBACK)
		r->same = v.same;
	else
		r->outcome = v.outcome;
	json_object_update(r->memo, v.memo);
	next = v.next;
	/* as the relay does: a no that a look did not find wrong stands */
	if (step == STEP_PUBLISH)
		r->no = v.outcome == OUTCOME_CONTENT;
	if (step == STEP_LOOKUP && r->no && v.outcome == OUTCOME_NOT_SENT) {
		r->outcome = OUTCOME_CONTENT;
		next = STEP_NONE;
	}
	wire_judgment_release(&v);
	practice_reply_release(&reply);
	wire_request_release(&request);
	return next;
}

static void
drive(struct run *r, enum wire_step step)
{
	int n = 0;

	for (; step != STEP_NONE && n < STEPS_MAX; n++)
		step = one_step(r, step);
	assert_true(n < STEPS_MAX);
}

static const struct {
	const char *manner;
	enum outcome outcome;
	int least, most; /* publishing requests */
	int64_t least_ms, most_ms;
} manners[] = {
	{ "ok", OUTCOME_ACCEPTED, 1, 1, 0, 1000 },
	{ "", OUTCOME_ACCEPTED, 1, 1, 0, 1000 },
	{ "slow", OUTCOME_ACCEPTED, 1, 1, 3000, 7000 },
	{ "limited", OUTCOME_ACCEPTED, 2, 2, 5000, 7000 },
	{ "lost", OUTCOME_ACCEPTED, 1, 2, 6000, 16000 },
	{ "refused", OUTCOME_CONTENT, 1, 1, 5000, 7000 },
	{ "mixed", OUTCOME_COUNT, 1, 2, 0, 16000 },
};

static void
practice__every_manner_ends_as_it_promises(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(manners) / sizeof(manners[0]); i++) {
		for (int key = 0; key < KEYS; key++) {
			struct run r;

			run_init(&r, manners[i].manner, key);
			drive(&r, connector_first(r.c, false));
			assert_int_equal(r.outcome, OUTCOME_ACCEPTED);
			r.took_ms = 0;
			drive(&r, connector_first(r.c, true));
			if (manners[i].outcome != OUTCOME_COUNT)
				assert_int_equal(r.outcome, manners[i].outcome);
			assert_int_equal(r.same, r.outcome == OUTCOME_ACCEPTED);
			assert_in_range(
				r.publishes, manners[i].least, manners[i].most);
			assert_in_range(r.took_ms, manners[i].least_ms,
				manners[i].most_ms);
			run_release(&r);
		}
	}
}

static void
practice__a_lost_post_may_be_there_or_not(void **state)
{
	int there = 0;

	(void)state;
	for (int key = 0; key < KEYS; key++) {
		struct run r;

		run_init(&r, "lost", key);
		drive(&r, STEP_PUBLISH);
		there += r.publishes == 1;
		run_release(&r);
	}
	assert_in_range(there, KEYS / 3, KEYS * 2 / 3);
}

static void
practice__a_mixed_register_shows_everything(void **state)
{
	int refused = 0, again = 0;

	(void)state;
	for (int key = 0; key < KEYS; key++) {
		struct run r;

		run_init(&r, "mixed", key);
		drive(&r, STEP_PUBLISH);
		refused += r.outcome == OUTCOME_CONTENT;
		again += r.publishes == 2;
		run_release(&r);
	}
	assert_in_range(refused, 1, KEYS / 10);
	assert_in_range(again, KEYS / 20, KEYS / 4);
}

static void
practice__the_same_job_gets_the_same_answer(void **state)
{
	struct practice_reply a, b;
	struct run r;

	(void)state;
	run_init(&r, "mixed", 7);
	r.job.attempt = 1;
	practice_reply_init(&a);
	practice_reply_init(&b);
	practice_answer(&a, &r.job, STEP_PUBLISH);
	practice_answer(&b, &r.job, STEP_PUBLISH);
	assert_int_equal(a.delay_ms, b.delay_ms);
	assert_int_equal(a.answer.status, b.answer.status);
	assert_string_equal(a.answer.body, b.answer.body);
	practice_reply_release(&a);
	practice_reply_release(&b);
	run_release(&r);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(practice__every_manner_ends_as_it_promises),
		cmocka_unit_test(practice__a_lost_post_may_be_there_or_not),
		cmocka_unit_test(practice__a_mixed_register_shows_everything),
		cmocka_unit_test(practice__the_same_job_gets_the_same_answer),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
