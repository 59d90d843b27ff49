/*
 * Judging letters that came: in order, again, out of order, from strangers,
 * forked, for others, changed by who carried them, by a rank that may not ask.
 */
#include "tests/letter/bench.h"

static void
judge__letters_are_taken_in_their_order(void **state)
{
	struct letter_sealed s[5];
	struct desk d;

	(void)state;
	desk_begin(&d);
	desk_letters(&d, s, 5);
	for (size_t i = 0; i < 5; i++) {
		assert_int_equal(desk_take(&d, &s[i]), LETTER_TAKEN);
		assert_int_equal(d.v.kind, LETTER_CONCUR_ASK);
		assert_string_equal(d.v.text, s[i].body);
		assert_int_equal(d.volume.seq, (int64_t)i + 1);
	}
	desk_end(&d, s, 5);
}

static void
judge__replayed_letters_are_passed_over(void **state)
{
	struct letter_sealed s[3];
	struct rig fresh = rig_new("city", 9);
	struct desk d;

	(void)state;
	desk_begin(&d);
	desk_letters(&d, s, 3);
	for (size_t i = 0; i < 3; i++)
		assert_int_equal(desk_take(&d, &s[i]), LETTER_TAKEN);
	for (size_t i = 0; i < 6; i++)
		assert_int_equal(desk_take(&d, &s[i % 3]), LETTER_KNOWN);
	/* proven by the key of then, if that is another now */
	d.sender.key = &fresh.pub;
	assert_int_equal(desk_take(&d, &s[1]), LETTER_KNOWN);
	assert_int_equal(d.volume.seq, 3);
	assert_int_equal(d.count, 3);
	desk_end(&d, s, 3);
}

static void
judge__what_is_not_yet_next_waits(void **state)
{
	static const size_t order[] = { 3, 1, 2, 0, 3, 1, 2, 3 };
	static const enum letter_outcome want[] = { LETTER_WAITS, LETTER_WAITS,
		LETTER_WAITS, LETTER_TAKEN, LETTER_WAITS, LETTER_TAKEN,
		LETTER_TAKEN, LETTER_TAKEN };
	struct letter_sealed s[4];
	struct desk d;

	(void)state;
	desk_begin(&d);
	desk_letters(&d, s, 4);
	for (size_t i = 0; i < sizeof(order) / sizeof(order[0]); i++) {
		assert_int_equal(desk_take(&d, &s[order[i]]), want[i]);
		assert_true((d.v.body != NULL) == (want[i] == LETTER_TAKEN));
	}
	desk_end(&d, s, 4);
}

/* One taken out of the middle stops those behind it, all the same. */
static void
judge__a_dropped_letter_is_waited_for(void **state)
{
	struct letter_sealed s[4];
	struct desk d;

	(void)state;
	desk_begin(&d);
	desk_letters(&d, s, 4);
	assert_int_equal(desk_take(&d, &s[0]), LETTER_TAKEN);
	assert_int_equal(desk_take(&d, &s[2]), LETTER_WAITS);
	assert_int_equal(desk_take(&d, &s[3]), LETTER_WAITS);
	assert_int_equal(d.volume.seq, 1);
	desk_end(&d, s, 4);
}

static void
judge__a_halt_is_not_waited_with(void **state)
{
	struct letter_sealed s[3];
	struct desk d;

	(void)state;
	desk_begin(&d);
	desk_letters(&d, s, 2);
	s[2] = rig_send(&d.city, &d.county, rig_halt());
	assert_int_equal(desk_take(&d, &s[2]), LETTER_HALTS);
	assert_int_equal(d.v.kind, LETTER_HALT);
	assert_non_null(d.v.body);
	assert_false(d.v.moves);
	/* it is taken again at its place */
	assert_int_equal(desk_take(&d, &s[0]), LETTER_TAKEN);
	assert_int_equal(desk_take(&d, &s[1]), LETTER_TAKEN);
	assert_int_equal(desk_take(&d, &s[2]), LETTER_TAKEN);
	desk_end(&d, s, 3);
}

/* A rank that may not halt does not do it by being early. */
static void
judge__a_waiting_halt_is_judged_too(void **state)
{
	struct letter_sealed s[2];
	struct desk d;

	(void)state;
	desk_begin(&d);
	desk_letters(&d, s, 1);
	s[1] = rig_send(&d.city, &d.county, rig_halt());
	d.sender.may &= ~(1U << LETTER_HALT);
	assert_int_equal(desk_take(&d, &s[1]), LETTER_WAITS);
	assert_null(d.v.body);
	desk_end(&d, s, 2);
}

static void
refused_at(struct desk *d, const struct letter_sealed *s, const char *word,
	enum letter_step step)
{
	assert_int_equal(desk_take(d, s), LETTER_REFUSED);
	assert_string_equal(d->err.id, word);
	assert_int_equal(d->v.step, step);
}

static void
judge__strangers_are_not_heard(void **state)
{
	struct letter_sealed s[1];
	struct desk d;

	(void)state;
	desk_begin(&d);
	desk_letters(&d, s, 1);
	d.sender.state = PARTNER_PROPOSED;
	refused_at(&d, s, "letter-unconfirmed", STEP_PARTNER);
	d.sender.state = PARTNER_STOPPED;
	refused_at(&d, s, "letter-stopped", STEP_PARTNER);
	d.sender.state = PARTNER_ACTIVE;
	d.sender.id = "other";
	refused_at(&d, s, "letter-stranger", STEP_PARTNER);
	d.sender.id = NULL;
	refused_at(&d, s, "letter-stranger", STEP_PARTNER);
	assert_int_equal(d.volume.seq, 0);
	desk_end(&d, s, 1);
}

static void
judge__another_key_is_not_the_sender_s(void **state)
{
	struct letter_sealed s[2];
	struct rig thief = rig_new("city", 9);
	struct desk d;

	(void)state;
	desk_begin(&d);
	s[0] = rig_send(&thief, &d.county, rig_ask("x"));
	refused_at(&d, &s[0], "letter-signature", STEP_SIGNATURE);
	assert_int_equal(d.volume.seq, 0);
	/* dirt stops nobody */
	s[1] = rig_send(&d.city, &d.county, rig_ask("x"));
	assert_int_equal(desk_take(&d, &s[1]), LETTER_TAKEN);
	desk_end(&d, s, 2);
}

static void
judge__a_drill_s_letter_is_none_of_the_others(void **state)
{
	struct letter_sealed s[2];
	struct desk d;

	(void)state;
	desk_begin(&d);
	s[0] = rig_send_mode(&d.city, &d.county, rig_ask("x"), true);
	refused_at(&d, &s[0], "letter-mode", STEP_VOLUME);
	d.drill = true;
	assert_int_equal(desk_take(&d, &s[0]), LETTER_TAKEN);
	s[1] = rig_send(&d.city, &d.county, rig_ask("x"));
	refused_at(&d, &s[1], "letter-mode", STEP_VOLUME);
	desk_end(&d, s, 2);
}

static void
judge__two_letters_in_one_place_are_proof(void **state)
{
	struct letter_sealed s[5];
	struct desk d;

	(void)state;
	desk_begin(&d);
	desk_letters(&d, s, 2);
	(void)rig_twins(&d.city, &d.county, &s[2]);
	s[4] = rig_send(&d.city, &d.county, rig_ask("later"));
	for (size_t i = 0; i < 3; i++)
		assert_int_equal(desk_take(&d, &s[i]), LETTER_TAKEN);
	assert_int_equal(desk_take(&d, &s[3]), LETTER_FORKED);
	assert_string_equal(d.err.id, "letter-fork");
	assert_true(d.volume.ended);
	assert_int_equal(d.volume.seq, 3);
	/* the volume ends at what was taken; nobody chooses a side */
	refused_at(&d, &s[4], "letter-ended", STEP_VOLUME);
	desk_end(&d, s, 5);
}

/* The thief's next letter shows the fork before its other head came. */
static void
judge__a_letter_after_another_one_is_refused(void **state)
{
	struct letter_sealed s[4];
	struct rig twin;
	struct desk d;

	(void)state;
	desk_begin(&d);
	desk_letters(&d, s, 1);
	twin = rig_twins(&d.city, &d.county, &s[1]);
	s[3] = rig_send(&twin, &d.county, rig_ask("behind it"));
	assert_int_equal(desk_take(&d, &s[0]), LETTER_TAKEN);
	assert_int_equal(desk_take(&d, &s[1]), LETTER_TAKEN);
	refused_at(&d, &s[3], "letter-chain", STEP_CHAIN);
	assert_int_equal(d.volume.seq, 2);
	assert_int_equal(desk_take(&d, &s[2]), LETTER_FORKED);
	desk_end(&d, s, 4);
}

static void
judge__a_new_volume_follows_the_last_letter(void **state)
{
	struct letter_sealed s[5];
	struct desk d;

	(void)state;
	desk_begin(&d);
	desk_letters(&d, s, 3);
	d.city.vol = 2;
	d.city.seq = 0;
	s[3] = rig_send(&d.city, &d.county, rig_ask("January"));
	s[4] = rig_send(&d.city, &d.county, rig_ask("February"));
	assert_int_equal(desk_take(&d, &s[0]), LETTER_TAKEN);
	assert_int_equal(desk_take(&d, &s[1]), LETTER_TAKEN);
	/* the last of the old one has not come yet */
	assert_int_equal(desk_take(&d, &s[3]), LETTER_WAITS);
	assert_int_equal(desk_take(&d, &s[2]), LETTER_TAKEN);
	assert_int_equal(desk_take(&d, &s[4]), LETTER_WAITS);
	assert_int_equal(desk_take(&d, &s[3]), LETTER_TAKEN);
	assert_false(d.v.lost);
	assert_int_equal(d.volume.vol, 2);
	assert_int_equal(desk_take(&d, &s[4]), LETTER_TAKEN);
	assert_int_equal(desk_take(&d, &s[2]), LETTER_KNOWN);
	desk_end(&d, s, 5);
}

static void
judge__a_sender_who_lost_letters_is_told(void **state)
{
	struct letter_sealed s[4];
	struct desk d;

	(void)state;
	desk_begin(&d);
	desk_letters(&d, s, 3);
	for (size_t i = 0; i < 3; i++)
		assert_int_equal(desk_take(&d, &s[i]), LETTER_TAKEN);
	d.city.vol = 2;
	d.city.seq = 0;
	FIXED_SET(d.city.prev, s[1].hash);
	s[3] = rig_send(&d.city, &d.county, rig_ask("after the loss"));
	assert_int_equal(desk_take(&d, &s[3]), LETTER_TAKEN);
	assert_true(d.v.lost);
	desk_end(&d, s, 4);
}

static void
judge__after_a_fork_a_confirmed_key_begins_anew(void **state)
{
	struct letter_sealed s[3];
	struct rig renewed = rig_new("city", 77);
	struct desk d;

	(void)state;
	desk_begin(&d);
	(void)rig_twins(&d.city, &d.county, s);
	assert_int_equal(desk_take(&d, &s[0]), LETTER_TAKEN);
	assert_int_equal(desk_take(&d, &s[1]), LETTER_FORKED);
	renewed.vol = 2;
	FIXED_SET(renewed.prev, s[1].hash);
	s[2] = rig_send(&renewed, &d.county, rig_ask("mine"));
	d.sender.key = &renewed.pub;
	refused_at(&d, &s[2], "letter-ended", STEP_VOLUME);
	d.volume.ended = false;
	d.volume.anew = true;
	assert_int_equal(desk_take(&d, &s[2]), LETTER_TAKEN);
	assert_true(d.v.lost);
	assert_false(d.volume.anew);
	desk_end(&d, s, 3);
}

static void
judge__others_letters_only_carry_the_chain_on(void **state)
{
	struct letter_sealed s[3];
	struct letter stub;
	struct desk d;
	char *text;

	(void)state;
	desk_begin(&d);
	s[0] = rig_send(&d.city, &d.third, rig_ask("x"));
	s[1] = rig_send(&d.city, &d.third, rig_ask("y"));
	s[2] = rig_send(&d.city, &d.county, rig_ask("z"));
	assert_int_equal(desk_take(&d, &s[0]), LETTER_PASSED);
	assert_null(d.v.body);
	/* its head is enough */
	assert_int_equal(
		letter_parse(&stub, s[1].text, strlen(s[1].text), NULL),
		ERR_OK);
	text = letter_stub(&stub);
	assert_int_equal(desk_take_with(&d, text, NULL), LETTER_PASSED);
	assert_int_equal(desk_take(&d, &s[2]), LETTER_TAKEN);
	free(text);
	letter_release(&stub);
	desk_end(&d, s, 3);
}

/* Who carries a letter can spoil it, but not silence its sender. */
static void
judge__a_spoilt_box_is_asked_for_again(void **state)
{
	struct letter_sealed s[2];
	struct letter l;
	struct desk d;
	json_t *doc;
	char *text;

	(void)state;
	desk_begin(&d);
	desk_letters(&d, s, 2);
	assert_int_equal(
		letter_parse(&l, s[0].text, strlen(s[0].text), NULL), ERR_OK);
	text = letter_stub(&l);
	assert_int_equal(desk_take_with(&d, text, NULL), LETTER_REFUSED);
	assert_string_equal(d.err.id, "letter-partial");
	assert_int_equal(d.volume.seq, 0);
	free(text);
	doc = json_deep_copy(l.doc);
	doc_put_str(doc, "box", doc_str(l.doc, "box") + 4);
	text = doc_format(doc);
	assert_int_equal(desk_take_with(&d, text, NULL), LETTER_REFUSED);
	assert_string_equal(d.err.id, "letter-changed");
	assert_int_equal(d.v.step, STEP_BOX);
	assert_int_equal(d.volume.seq, 0);
	free(text);
	json_decref(doc);
	letter_release(&l);
	assert_int_equal(desk_take(&d, &s[0]), LETTER_TAKEN);
	assert_int_equal(desk_take(&d, &s[1]), LETTER_TAKEN);
	desk_end(&d, s, 2);
}

/* A letter whose sender does wrong in it is refused; those behind it are not. */
static void
judge__what_a_sender_does_wrong_stops_nobody(void **state)
{
	struct letter_sealed s[3];
	struct desk d;
	const struct letter_addressee to = { "county", NULL };
	struct letter_addressee wrong = to;
	json_t *body = rig_ask("x");
	struct letter_chance chance;
	struct letter_draft draft;

	(void)state;
	desk_begin(&d);
	/* sealed to somebody else under our name */
	wrong.seal = d.third.seal.pub;
	draft = rig_draft(&d.city, &wrong, 1, body);
	chance = rig_chance(&d.city);
	assert_int_equal(letter_seal(&s[0], &draft, &chance, NULL), ERR_OK);
	d.city.seq++;
	FIXED_SET(d.city.prev, s[0].hash);
	refused_at(&d, &s[0], "letter-closed", STEP_OPENS);
	assert_true(d.v.moves);
	/* of a kind that it may not send */
	s[1] = rig_send(&d.city, &d.county, rig_halt());
	d.sender.may = 1U << LETTER_CONCUR_ASK;
	refused_at(&d, &s[1], "letter-rank", STEP_RANK);
	assert_true(d.v.moves);
	s[2] = rig_send(&d.city, &d.county, rig_ask("x"));
	assert_int_equal(desk_take(&d, &s[2]), LETTER_TAKEN);
	json_decref(body);
	desk_end(&d, s, 3);
}

static void
judge__a_rank_is_told_in_both_languages(void **state)
{
	struct letter_sealed s[1];
	struct desk d;
	char what[400], remedy[300], *want;

	(void)state;
	desk_begin(&d);
	s[0] = rig_send(&d.city, &d.county, rig_halt());
	d.sender.may = 0;
	d.sender.rank = RANK_PEER;
	refused_at(&d, &s[0], "letter-rank", STEP_RANK);
	refusal_format(
		what, sizeof(what), remedy, sizeof(remedy), &d.err, LANG_ZH);
	want = mem_printf("city 无权向本台发送此类函（%s）：其级别为同级",
		letter_kind_row(LETTER_HALT)->title.in[LANG_ZH]);
	assert_string_equal(what, want);
	free(want);
	desk_end(&d, s, 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(judge__letters_are_taken_in_their_order),
		cmocka_unit_test(judge__replayed_letters_are_passed_over),
		cmocka_unit_test(judge__what_is_not_yet_next_waits),
		cmocka_unit_test(judge__a_dropped_letter_is_waited_for),
		cmocka_unit_test(judge__a_halt_is_not_waited_with),
		cmocka_unit_test(judge__a_waiting_halt_is_judged_too),
		cmocka_unit_test(judge__strangers_are_not_heard),
		cmocka_unit_test(judge__another_key_is_not_the_sender_s),
		cmocka_unit_test(judge__a_drill_s_letter_is_none_of_the_others),
		cmocka_unit_test(judge__two_letters_in_one_place_are_proof),
		cmocka_unit_test(judge__a_letter_after_another_one_is_refused),
		cmocka_unit_test(judge__a_new_volume_follows_the_last_letter),
		cmocka_unit_test(judge__a_sender_who_lost_letters_is_told),
		cmocka_unit_test(
			judge__after_a_fork_a_confirmed_key_begins_anew),
		cmocka_unit_test(judge__others_letters_only_carry_the_chain_on),
		cmocka_unit_test(judge__a_spoilt_box_is_asked_for_again),
		cmocka_unit_test(judge__what_a_sender_does_wrong_stops_nobody),
		cmocka_unit_test(judge__a_rank_is_told_in_both_languages),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
