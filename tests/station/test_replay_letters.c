/*
 * The letters of a joint incident in its replay: which belong to it, which
 * crossed, and what a third can check of each, from entries alone.
 */
#include "station/replay_letters.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "base/mem.h"
#include "base/sshkey.h"
#include "tests/letter/rig.h"

#define OURS "2026-0001"

/* The county's ledger, and the city that writes to it. */
struct told {
	struct rig city, county, stranger;
	struct replay_letters *r;
	int64_t seq;
	char joint[HASH_HEX];
};

static json_t *
told_entry(struct told *t, const char *kind, const char *incident, json_t *body)
{
	json_t *e = json_object();

	t->seq++;
	doc_put_int(e, "seq", t->seq);
	doc_put_int(e, "time", RIG_TIME + t->seq);
	doc_put_str(e, "by", "zhao");
	doc_put(e, "incident", json_string(incident));
	doc_put_str(e, "kind", kind);
	doc_put(e, "body", body);
	return e;
}

static void
told_add(struct told *t, const char *kind, const char *incident, json_t *body)
{
	json_t *e = told_entry(t, kind, incident, body);

	if (replay_letters_reads(kind))
		replay_letters_add(t->r, e);
	json_decref(e);
}

static json_t *
key_body(const char *field, const struct rig *of)
{
	char line[SSHKEY_LINE];
	json_t *body = json_object();

	sshkey_format(line, &of->pub);
	doc_put_str(body, field, line);
	return body;
}

static void
told_init(struct told *t)
{
	json_t *body;

	*t = (struct told){ .city = rig_new("city", 1),
		.county = rig_new("county", 2),
		.stranger = rig_new("city", 3),
		.r = replay_letters_new(OURS) };
	told_add(t, "station.init", "", key_body("signing_key", &t->county));
	body = json_object();
	doc_put_str(body, "id", "county");
	told_add(t, "station.card", "", body);
	body = key_body("key", &t->city);
	doc_put_str(body, "partner", "city");
	doc_put_str(body, "name", "云溪市");
	told_add(t, "partner.proposed", "", body);
}

static void
told_release(struct told *t)
{
	replay_letters_free(t->r);
}

/* As the ledger keeps a letter. */
static json_t *
letter_body(const struct letter_sealed *s, const char *partner)
{
	json_t *whole = json_loads(s->text, 0, NULL), *body = json_object();
	char *head = doc_format(doc_get(whole, "head"));

	doc_put_str(body, "partner", partner);
	doc_put_str(body, "letter", s->hash);
	doc_put_int(body, "vol", doc_int(doc_get(whole, "head"), "vol"));
	doc_put_int(body, "seq", doc_int(doc_get(whole, "head"), "seq"));
	doc_put_bool(body, "drill", false);
	doc_put_str(body, "outcome", "taken");
	doc_put_str(body, "head", head);
	doc_put_str(body, "sig", doc_str(whole, "sig"));
	doc_put_str(body, "text", s->body);
	free(head);
	json_decref(whole);
	return body;
}

/* What the county has of a letter of the city's; `says` is taken over. */
static json_t *
told_taken(struct told *t, json_t *says, char name[HASH_HEX])
{
	struct letter_sealed s = rig_send(&t->city, &t->county, says);
	json_t *body = letter_body(&s, "city");

	fixed_cut(name, HASH_HEX, s.hash);
	letter_sealed_release(&s);
	return body;
}

static void
told_sent(
	struct told *t, const char *incident, json_t *says, char name[HASH_HEX])
{
	struct letter_sealed s = rig_send(&t->county, &t->city, says);

	fixed_cut(name, HASH_HEX, s.hash);
	told_add(t, "letter.sent", incident, letter_body(&s, "city"));
	letter_sealed_release(&s);
}

static json_t *
says_open(void)
{
	return json_pack("{s:s,s:s,s:s}", "kind", "open", "title", "清水河洪水",
		"level", "ii");
}

/* Invited, and joined by an entry of our incident. */
static void
told_joined(struct told *t)
{
	json_t *body;

	told_add(t, "letter.taken", "", told_taken(t, says_open(), t->joint));
	body = json_object();
	doc_put_str(body, "partner", "city");
	doc_put_str(body, "joint", t->joint);
	told_add(t, "joint.joined", OURS, body);
}

static json_t *
says_halt(const char *joint)
{
	json_t *says = rig_halt();

	doc_put_str(says, "joint", joint);
	return says;
}

/* What next() gives until there is no more, as "kind proof" a line. */
static char *
told_steps(struct told *t)
{
	char *all = mem_strdup("");
	const json_t *e;

	replay_letters_weigh(t->r);
	while ((e = replay_letters_next(t->r, 0)) != NULL) {
		json_t *doc =
			replay_letters_doc(t->r, doc_int(e, "seq"), 480, true);
		char *more = mem_printf("%s%s %s\n", all, doc_str(doc, "kind"),
			doc_str(doc, "proof"));

		free(all);
		all = more;
		json_decref(doc);
	}
	return all;
}

static void
replay__has_the_letters_of_its_incident_and_no_others(void **state)
{
	char name[HASH_HEX];
	struct told t;
	char *steps;

	(void)state;
	told_init(&t);
	told_joined(&t);
	/* another joint incident of the same city, which we have not joined */
	told_add(&t, "letter.taken", "", told_taken(&t, says_open(), name));
	told_add(&t, "letter.taken", "", told_taken(&t, says_halt(name), name));
	told_add(&t, "letter.taken", "",
		told_taken(&t, says_halt(t.joint), name));
	told_add(&t, "letter.taken", "", told_taken(&t, rig_ask("x"), name));
	steps = told_steps(&t);
	assert_string_equal(steps, "open sound\nhalt sound\n");
	free(steps);
	told_release(&t);
}

/* The same letter with other words in it. */
static json_t *
reworded(json_t *body)
{
	json_t *says = json_loads(doc_str(body, "text"), 0, NULL);
	char *text;

	doc_put_str(says, "reason", "改过的话");
	text = doc_format(says);
	doc_put_str(body, "text", text);
	free(text);
	json_decref(says);
	return body;
}

static void
replay__says_of_a_letter_what_is_not_as_it_was_signed(void **state)
{
	char name[HASH_HEX];
	struct letter_sealed s;
	struct told t;
	json_t *body, *end = json_object();
	char *steps;

	(void)state;
	told_init(&t);
	told_joined(&t);
	body = told_taken(&t, says_halt(t.joint), name);
	told_add(&t, "letter.taken", "", json_deep_copy(body));
	told_add(&t, "letter.taken", "", reworded(body));
	/* by somebody who calls himself the city */
	s = rig_send(&t.stranger, &t.county, says_halt(t.joint));
	told_add(&t, "letter.taken", "", letter_body(&s, "city"));
	letter_sealed_release(&s);
	/* what leaked in a halt was masked by this station, as it says */
	body = reworded(told_taken(&t, says_halt(t.joint), name));
	doc_put_bool(body, "masked", true);
	told_add(&t, "letter.taken", "", body);
	steps = told_steps(&t);
	assert_string_equal(steps,
		"open sound\nhalt sound\nhalt altered\nhalt unsigned\n"
		"halt masked\n");
	free(steps);
	replay_letters_put(end, t.r);
	assert_int_equal(doc_int(end, "letters"), 5);
	assert_int_equal(doc_int(end, "proven"), 3);
	json_decref(end);
	told_release(&t);
}

/* The city's next letter, which tells how far it has ours. */
static void
told_seen(struct told *t, int64_t seq, const char *hash)
{
	struct letter_addressee one = { t->county.id, t->county.seal.pub };
	json_t *says = says_halt(t->joint);
	json_t *seen = json_pack(
		"{s:[I,I,s]}", "county", (json_int_t)1, (json_int_t)seq, hash);
	struct letter_draft draft = rig_draft(&t->city, &one, 1, says);
	struct letter_chance chance = rig_chance(&t->city);
	struct letter_sealed s;

	draft.seen = seen;
	assert_int_equal(letter_seal(&s, &draft, &chance, NULL), ERR_OK);
	t->city.seq++;
	FIXED_SET(t->city.prev, s.hash);
	told_add(t, "letter.taken", "", letter_body(&s, "city"));
	letter_sealed_release(&s);
	json_decref(seen);
	json_decref(says);
}

static void
replay__says_which_letters_crossed_and_who_has_ours(void **state)
{
	char first[HASH_HEX], second[HASH_HEX];
	struct told t;
	json_t *doc;
	const json_t *e;

	(void)state;
	told_init(&t);
	told_joined(&t);
	told_sent(&t, "",
		json_pack("{s:s,s:s}", "kind", "join", "joint", t.joint),
		first);
	told_sent(&t, "",
		json_pack("{s:s,s:s,s:s}", "kind", "leave", "joint", t.joint,
			"reason", "险情解除"),
		second);
	told_seen(&t, 1, first); /* written before it had the second */
	told_seen(&t, 2, second);
	replay_letters_weigh(t.r);
	assert_non_null(replay_letters_next(t.r, 0));
	e = replay_letters_next(t.r, 0);
	doc = replay_letters_doc(t.r, doc_int(e, "seq"), 480, false);
	assert_null(doc_get(doc, "says"));
	assert_string_equal(doc_str(doc, "proof"), "sound");
	assert_int_equal(json_array_size(doc_get(doc, "acknowledged")), 1);
	json_decref(doc);
	(void)replay_letters_next(t.r, 0);
	e = replay_letters_next(t.r, 0);
	doc = replay_letters_doc(t.r, doc_int(e, "seq"), 480, false);
	assert_int_equal(json_array_size(doc_get(doc, "crossed")), 1);
	assert_memory_equal(
		json_string_value(json_array_get(doc_get(doc, "crossed"), 0)),
		second, 8);
	json_decref(doc);
	e = replay_letters_next(t.r, 0);
	doc = replay_letters_doc(t.r, doc_int(e, "seq"), 480, false);
	assert_int_equal(json_array_size(doc_get(doc, "crossed")), 0);
	json_decref(doc);
	assert_null(replay_letters_next(t.r, 0));
	told_release(&t);
}

/* What the incident's own entries have is no step of its own. */
static void
replay__tells_a_letter_of_the_incident_once(void **state)
{
	char name[HASH_HEX];
	struct told t;
	json_t *doc;

	(void)state;
	told_init(&t);
	told_joined(&t);
	told_sent(&t, OURS,
		json_pack("{s:s,s:s}", "kind", "join", "joint", t.joint), name);
	replay_letters_weigh(t.r);
	assert_non_null(replay_letters_next(t.r, t.seq - 1));
	assert_null(replay_letters_next(t.r, t.seq - 1));
	assert_null(replay_letters_doc(t.r, t.seq, 480, false));
	assert_null(replay_letters_next(t.r, t.seq));
	doc = replay_letters_doc(t.r, t.seq, 480, false);
	assert_string_equal(doc_str(doc, "way"), "sent");
	json_decref(doc);
	doc = replay_letters_joint(t.r);
	assert_string_equal(doc_str(doc, "state"), "joined");
	json_decref(doc);
	told_release(&t);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			replay__has_the_letters_of_its_incident_and_no_others),
		cmocka_unit_test(
			replay__says_of_a_letter_what_is_not_as_it_was_signed),
		cmocka_unit_test(
			replay__says_which_letters_crossed_and_who_has_ours),
		cmocka_unit_test(replay__tells_a_letter_of_the_incident_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
