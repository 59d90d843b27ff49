/*
 * Random walks over the acts: whoever does whatever in whatever order, a
 * message is never fired without every sign-off it needs, each by somebody
 * who may, and never by one person where two are asked for. The oracle below
 * looks only at the entries, not at the code it checks.
 */
#include "tests/domain/scene.h"

enum { STEPS = 30000, STEPS_A_WALK = 300 };

/* xorshift: the same walk every time for the same seed. */
static uint64_t
next(uint64_t *s)
{
	*s ^= *s << 13;
	*s ^= *s >> 7;
	*s ^= *s << 17;
	return *s;
}

static const char *const people[] = { "dora", "dirk", "rita", "lena", "sign",
	"rel1", "rel2" };
static const char *const gates[] = { "wording", "policy", "legal",
	"confidentiality", "political", "authority" };

#define PICK(list, r) (list)[next(r) % (sizeof(list) / sizeof((list)[0]))]

static json_t *
text_change(uint64_t *r, const struct message *m)
{
	json_t *doc = json_object(), *slots = json_object();
	char text[40];

	(void)snprintf(
		text, sizeof(text), "云溪县第%d村", (int)(next(r) % 100));
	doc_put_str(slots, "place", text);
	doc_put_str(doc, "message", m->id);
	doc_put_int(doc, "base", m->revision);
	doc_put(doc, "slots", slots);
	return doc;
}

/* Sometimes an old digest, to see that it is refused. */
static json_t *
judged_text(uint64_t *r, const struct message *m)
{
	json_t *doc = json_object();

	doc_put_str(doc, "message", m->id);
	doc_put_str(doc, "digest",
		next(r) % 20 && m->digest[0] ? m->digest : ENTRY_NO_PREV);
	return doc;
}

static json_t *
plain(const struct message *m)
{
	return json_pack("{s:s}", "message", m->id);
}

/* Mostly what the message waits for, so that some walks get to the end. */
static unsigned
choose(uint64_t *r, const struct message *m)
{
	static const unsigned helpful[] = { [MESSAGE_DRAFT] = 1,
		[MESSAGE_REVIEW] = 3,
		[MESSAGE_APPROVED] = 10,
		[MESSAGE_ARMING] = 11,
		[MESSAGE_ARMED] = 12,
		[MESSAGE_FIRED] = 13,
		[MESSAGE_RELEASED] = 13 };

	if (next(r) % 50 == 0)
		return (unsigned)(next(r) % 14);
	if (m->state == MESSAGE_REVIEW && next(r) % 6 == 0)
		return 8;
	return helpful[m->state];
}

static void
step(struct scene *s, uint64_t *r)
{
	const char *by = PICK(people, r);
	const struct message *m;
	json_t *doc;
	struct err err;

	if (s->incident.message_count == 0 || next(r) % 200 == 0) {
		(void)scene_do(s, by, ACT_MESSAGE_NEW,
			json_pack("{s:s,s:s,s:o}", "incident", s->incident.id,
				"kind", "truth", "slots", scene_slots()),
			&err);
		return;
	}
	m = s->incident.messages[next(r) % s->incident.message_count];
	s->now += (int64_t)(next(r) % 20000);
	switch (choose(r, m)) {
	case 0:
		doc = text_change(r, m);
		(void)scene_do(s, by, ACT_MESSAGE_REVISE, doc, &err);
		break;
	case 1:
	case 2:
		(void)scene_do(s, by, ACT_MESSAGE_SUBMIT, plain(m), &err);
		break;
	case 3:
	case 4:
	case 5:
	case 6:
	case 7:
		doc = judged_text(r, m);
		doc_put_str(doc, "gate", PICK(gates, r));
		doc_put_str(doc, "verdict", next(r) % 60 ? "pass" : "return");
		doc_put_str(doc, "reason", "理由");
		(void)scene_do(s, by, ACT_REVIEW, doc, &err);
		break;
	case 8:
	case 9:
		(void)scene_do(s, by, ACT_APPROVE, judged_text(r, m), &err);
		break;
	case 10:
		(void)scene_do(s, by, ACT_RELEASE_ARM, judged_text(r, m), &err);
		break;
	case 11:
		doc = judged_text(r, m);
		doc_put(doc, "results",
			scene_results(s, m->number, "ok", true));
		(void)scene_do(s, "", ACT_RELAY_PREPARED, doc, &err);
		break;
	case 12:
		doc = judged_text(r, m);
		doc_put_str(doc, "confirm", "live-2026-0001");
		(void)scene_do(s, by, ACT_RELEASE_FIRE, doc, &err);
		break;
	default:
		(void)scene_do(s, by,
			next(r) % 2 ? ACT_RELEASE_DISARM : ACT_RELEASE_HALT,
			plain(m), &err);
		break;
	}
}

/* ---- the oracle: entries of one message before its firing ---- */

struct story {
	const char *digest, *approver, *armer;
	const json_t *stages;
	const char *gate_by[6];
	const char *authors[16];
	size_t author_count;
};

static const char *
text(const json_t *entry, const char *key)
{
	return doc_str(json_object_get(entry, "body"), key);
}

static void
forget_sign_offs(struct story *t)
{
	memset(t->gate_by, 0, sizeof(t->gate_by));
	t->approver = t->armer = "";
}

static void
tell(struct story *t, const json_t *e)
{
	const char *kind = doc_str(e, "kind"), *by = doc_str(e, "by");

	if (strcmp(kind, "message.revised") == 0) {
		forget_sign_offs(t);
		t->digest = "";
		if (t->author_count < 16)
			t->authors[t->author_count++] = by;
	} else if (strcmp(kind, "message.submitted") == 0) {
		forget_sign_offs(t);
		t->digest = text(e, "digest");
		t->stages =
			json_object_get(json_object_get(e, "body"), "stages");
	} else if (strcmp(kind, "message.passed") == 0) {
		for (size_t n = 0; n < 6; n++)
			if (strcmp(gates[n], text(e, "gate")) == 0)
				t->gate_by[n] = by;
	} else if (strcmp(kind, "message.approved") == 0) {
		t->approver = by;
	} else if (strcmp(kind, "release.armed") == 0) {
		t->armer = by;
	}
}

static const char *
passed_by(const struct story *t, const char *gate)
{
	for (size_t n = 0; n < 6; n++)
		if (strcmp(gates[n], gate) == 0)
			return t->gate_by[n];
	return NULL;
}

/* Every gate passed, and nobody found in two stages. */
static void
check_stages(const struct story *t)
{
	json_t *stage, *gate, *seen = json_object();
	size_t n, k;

	json_array_foreach(t->stages, n, stage)
	{
		json_array_foreach(json_object_get(stage, "gates"), k, gate)
		{
			const char *by = passed_by(t, json_string_value(gate));
			json_t *was;

			if (by == NULL)
				fail_msg("fired without %s",
					json_string_value(gate));
			was = json_object_get(seen, by);
			if (was && (size_t)json_integer_value(was) != n)
				fail_msg("%s passed two stages", by);
			json_object_set_new(
				seen, by, json_integer((json_int_t)n));
		}
	}
	json_decref(seen);
}

static void
check_fired(const struct story *t, const json_t *e)
{
	const char *by = doc_str(e, "by");
	bool only = true;

	assert_string_equal(text(e, "digest"), t->digest);
	assert_string_not_equal(t->approver, "");
	check_stages(t);
	for (size_t n = 0; n < t->author_count; n++) {
		assert_string_not_equal(t->authors[n], t->approver);
		only = only && strcmp(t->authors[n], t->authors[0]) == 0;
	}
	assert_string_not_equal(by, t->armer);
	if (only) {
		assert_string_not_equal(t->authors[0], by);
		assert_string_not_equal(t->authors[0], t->armer);
	}
}

static int
check_walk(const struct scene *s)
{
	int fired = 0;

	for (size_t m = 0; m < s->incident.message_count; m++) {
		const char *id = s->incident.messages[m]->id;
		struct story t = { .digest = "", .approver = "", .armer = "" };
		json_t *e;
		size_t n;

		json_array_foreach(s->entries, n, e)
		{
			if (strcmp(text(e, "message"), id) != 0)
				continue;
			if (strcmp(doc_str(e, "kind"), "release.fired") == 0) {
				check_fired(&t, e);
				fired++;
			}
			tell(&t, e);
		}
	}
	return fired;
}

static void
walk__no_order_of_acts_releases_what_is_not_signed(void **state)
{
	uint64_t r = 88172645463325252u;
	int fired = 0;

	(void)state;
	for (int n = 0; n < STEPS / STEPS_A_WALK; n++) {
		struct scene s;

		scene_open(&s, false);
		for (int k = 0; k < STEPS_A_WALK; k++)
			step(&s, &r);
		fired += check_walk(&s);
		scene_close(&s);
	}
	print_message("%d steps, %d releases\n", STEPS, fired);
	assert_true(fired >= 20);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			walk__no_order_of_acts_releases_what_is_not_signed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
