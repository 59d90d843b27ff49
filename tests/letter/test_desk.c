/*
 * The desk: letters of many senders in any order, again and again; what one
 * sender may send.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>

#include "crier/refusal.h"
#include "letter/desk.h"
#include "tests/letter/rig.h"

struct office_desk {
	struct rig city, peer, own;
	struct desk *desk;
	size_t came[LETTER_OUTCOMES];
};

static enum letter_outcome
take_one(struct office_desk *o, const char *text, size_t len)
{
	struct letter l;
	struct letter_verdict v;
	enum letter_outcome outcome;

	assert_int_equal(letter_parse(&l, text, len, NULL), ERR_OK);
	{
		const struct rig *from =
			strcmp(l.from, "city") == 0 ? &o->city : &o->peer;
		struct letter_sender sender = { .id = from->id,
			.unit = "",
			.state = PARTNER_ACTIVE,
			.may = (1U << LETTER_KINDS) - 1,
			.key = &from->pub };
		struct desk_view view = { o->desk, from->id, l.drill };
		struct letter_bench b = { .own_id = "county",
			.keys = &o->own.seal,
			.key_count = 1,
			.drill = l.drill,
			.sender = &sender,
			.volume = desk_volume(o->desk, l.from, l.drill),
			.memory = desk_memory(&view) };

		(void)letter_judge(&v, &l, &b, NULL);
	}
	outcome = v.outcome;
	o->came[outcome]++;
	if (outcome == LETTER_FORKED)
		desk_fork(o->desk, l.from, l.drill);
	if (v.moves)
		desk_add(o->desk,
			&(struct desk_letter){ l.from, l.drill, l.vol, l.seq,
				l.hash, RIG_TIME, (int64_t)len, false });
	letter_verdict_release(&v);
	letter_release(&l);
	return outcome;
}

/* All lines, again as long as one of those that wait can be taken. */
static void
take_lines(struct office_desk *o, char *const *lines, size_t count)
{
	size_t taken;

	do {
		taken = o->came[LETTER_TAKEN];
		for (size_t i = 0; i < count; i++)
			(void)take_one(o, lines[i], strlen(lines[i]));
	} while (o->came[LETTER_TAKEN] > taken);
}

static struct office_desk
office_desk(void)
{
	return (struct office_desk){ .city = rig_new("city", 1),
		.peer = rig_new("peer", 4),
		.own = rig_new("county", 2),
		.desk = desk_new() };
}

/* Two senders and a drill's volume, in an order that is none. */
static void
desk__takes_each_letter_once_whatever_their_order(void **state)
{
	enum { EACH = 10, ALL = EACH * 3 };
	struct office_desk o = office_desk();
	struct rig drill = o.city;
	char *lines[ALL], *shuffled[ALL];
	size_t known;

	(void)state;
	for (size_t i = 0; i < EACH; i++) {
		struct letter_sealed s[3] = { rig_send(&o.city, &o.own,
						      rig_ask("x")),
			rig_send(&o.peer, &o.own, rig_halt()),
			rig_send_mode(&drill, &o.own, rig_ask("y"), true) };

		for (size_t k = 0; k < 3; k++) {
			lines[i * 3 + k] = s[k].text;
			free(s[k].body);
		}
	}
	for (size_t i = 0; i < ALL; i++)
		shuffled[i] = lines[(ALL - i) * 7 % ALL];
	take_lines(&o, shuffled, ALL);
	assert_int_equal(o.came[LETTER_TAKEN], ALL);
	assert_int_equal(desk_count(o.desk), ALL);
	known = o.came[LETTER_KNOWN];
	take_lines(&o, lines, ALL);
	assert_int_equal(o.came[LETTER_TAKEN], ALL);
	assert_int_equal(o.came[LETTER_KNOWN], known + ALL);
	for (size_t i = 0; i < ALL; i++)
		free(lines[i]);
	desk_free(o.desk);
}

static void
desk__a_fork_ends_a_volume_until_the_key_is_confirmed(void **state)
{
	struct office_desk o = office_desk();
	struct letter_sealed s[2];

	(void)state;
	(void)rig_twins(&o.city, &o.own, s);
	take_lines(&o, &s[0].text, 1);
	take_lines(&o, &s[1].text, 1);
	assert_int_equal(o.came[LETTER_FORKED], 1);
	assert_true(desk_volume(o.desk, "city", false).ended);
	assert_false(desk_volume(o.desk, "city", true).ended);
	desk_anew(o.desk, "city");
	assert_false(desk_volume(o.desk, "city", false).ended);
	assert_true(desk_volume(o.desk, "city", false).anew);
	letter_sealed_release(&s[0]);
	letter_sealed_release(&s[1]);
	desk_free(o.desk);
}

static enum err_code
admits(const struct desk *d, const char *from, int64_t at, int64_t bytes,
	struct err *err)
{
	return desk_admits(d,
		&(struct desk_letter){ .from = from, .at = at, .bytes = bytes },
		err);
}

/* Letters of one second: what the desk itself is asked, without any key. */
static void
desk__of_one_sender_so_much_is_taken(void **state)
{
	struct desk *d = desk_new();
	struct desk_letter one = {
		.from = "city", .vol = 1, .hash = RIG_HASH, .bytes = 1000
	};
	const int64_t hour = INT64_C(3600000);
	struct err err = { .code = ERR_OK };

	(void)state;
	for (int i = 0; i < DESK_HOUR; i++) {
		one.seq = i + 1;
		one.at = RIG_TIME + i;
		assert_int_equal(admits(d, "city", one.at, 1000, NULL), ERR_OK);
		desk_add(d, &one);
	}
	assert_int_equal(
		admits(d, "city", RIG_TIME + 1000, 1000, &err), ERR_BUSY);
	assert_string_equal(err.id, "letter-many");
	assert_int_equal(
		admits(d, "peer", RIG_TIME + 1000, 1000, NULL), ERR_OK);
	/* the first of them is an hour old: one more */
	assert_int_equal(
		admits(d, "city", RIG_TIME + hour, 1000, NULL), ERR_OK);
	one.seq++;
	one.at = RIG_TIME + hour * 2;
	one.bytes = DESK_DAY - 600 * 1000 - 1;
	desk_add(d, &one);
	assert_int_equal(admits(d, "city", one.at, 1, NULL), ERR_OK);
	assert_int_equal(admits(d, "city", one.at, 2, &err), ERR_BUSY);
	assert_string_equal(err.id, "letter-much");
	assert_int_equal(
		admits(d, "city", one.at + hour * 24, 1000, NULL), ERR_OK);
	desk_free(d);
}

/* 100,000 letters lie there; each is found, and no sender sees another's. */
static void
desk__finds_each_of_many(void **state)
{
	enum { MANY = 100000 };
	struct desk *d = desk_new();
	struct desk_view view = { d, "city", false },
			 other = { d, "peer", false };
	struct letter_memory m = desk_memory(&view), n = desk_memory(&other);
	char hash[HASH_HEX], got[HASH_HEX];

	(void)state;
	for (int i = 0; i < MANY; i++) {
		struct desk_letter one = {
			.from = "city", .vol = 1, .seq = i + 1, .hash = hash
		};

		fixed_format(hash, sizeof(hash), "%064d", i);
		desk_add(d, &one);
	}
	assert_int_equal(desk_count(d), MANY);
	for (int i = 0; i < MANY; i += 997) {
		fixed_format(hash, sizeof(hash), "%064d", i);
		assert_true(m.at(m.ctx, got, 1, i + 1));
		assert_string_equal(got, hash);
		assert_true(m.has(m.ctx, hash));
		assert_false(n.at(n.ctx, got, 1, i + 1));
		assert_false(n.has(n.ctx, hash));
	}
	assert_int_equal(desk_volume(d, "city", false).seq, MANY);
	desk_free(d);
}

/* A waiting halt that comes again is not obeyed again. */
static void
desk__knows_a_halt_that_was_obeyed_before_its_place(void **state)
{
	struct desk *d = desk_new();
	char one[HASH_HEX], two[HASH_HEX];
	const struct desk_letter halt = {
		.from = "city", .hash = one, .at = RIG_TIME, .bytes = 1000
	};

	(void)state;
	fixed_format(one, sizeof(one), "%064d", 1);
	fixed_format(two, sizeof(two), "%064d", 2);
	assert_false(desk_halted(d, one));
	desk_halt(d, &halt);
	assert_true(desk_halted(d, one));
	assert_false(desk_halted(d, two));
	/* it took no place: the volume stands where it stood */
	assert_int_equal(desk_volume(d, "city", false).vol, 0);
	assert_int_equal(desk_count(d), 0);
	desk_free(d);
}

/* So many letters of one hour, and the refusal of the next one's word. */
static const char *
fill(struct desk *d, struct desk_letter *one, int count, struct err *err)
{
	static int number;
	char hash[HASH_HEX];

	one->hash = hash;
	for (int i = 0; i < count; i++) {
		fixed_format(hash, sizeof(hash), "%064d", number++);
		assert_int_equal(desk_admits(d, one, NULL), ERR_OK);
		if (one->halt)
			desk_halt(d, one);
		else
			desk_add(d, one);
		one->seq++;
		one->at++;
	}
	*err = (struct err){ .code = ERR_OK };
	(void)desk_admits(d, one, err);
	one->hash = "";
	return err->id;
}

/* Each is an entry, however far ahead of its volume it stands. */
static void
desk__halts_that_wait_are_counted_too(void **state)
{
	struct desk *d = desk_new();
	struct desk_letter halt = {
		.from = "city", .at = RIG_TIME, .bytes = 1000, .halt = true
	};
	struct err err;

	(void)state;
	assert_string_equal(
		fill(d, &halt, DESK_HOUR + DESK_HALTS, &err), "letter-many");
	desk_free(d);
}

/* Whatever it was made to answer, it can stop what it ordered. */
static void
desk__halts_have_a_reserve_that_no_other_letter_uses_up(void **state)
{
	struct desk *d = desk_new();
	struct desk_letter one = { .from = "city",
		.vol = 1,
		.seq = 1,
		.at = RIG_TIME,
		.bytes = 1000 };
	struct desk_letter halt = one;
	struct err err;

	(void)state;
	assert_string_equal(fill(d, &one, DESK_HOUR, &err), "letter-many");
	halt.halt = true;
	halt.at = one.at;
	assert_string_equal(fill(d, &halt, DESK_HALTS, &err), "letter-many");
	/* nor do halts use up what is for the rest */
	halt.from = one.from = "peer";
	(void)fill(d, &halt, DESK_HALTS, &err);
	one.at = halt.at;
	(void)fill(d, &one, DESK_HOUR, &err);
	/* the day's bytes are for the rest, and a reserve for halts */
	halt.from = one.from = "town";
	halt.at = one.at = RIG_TIME;
	one.bytes = DESK_DAY;
	halt.bytes = DESK_HALTS_DAY;
	one.hash = "";
	desk_add(d, &one);
	one.bytes = 1;
	assert_int_equal(desk_admits(d, &one, &err), ERR_BUSY);
	assert_string_equal(err.id, "letter-much");
	assert_int_equal(desk_admits(d, &halt, NULL), ERR_OK);
	halt.bytes++;
	assert_int_equal(desk_admits(d, &halt, &err), ERR_BUSY);
	desk_free(d);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			desk__takes_each_letter_once_whatever_their_order),
		cmocka_unit_test(
			desk__a_fork_ends_a_volume_until_the_key_is_confirmed),
		cmocka_unit_test(desk__of_one_sender_so_much_is_taken),
		cmocka_unit_test(desk__finds_each_of_many),
		cmocka_unit_test(
			desk__knows_a_halt_that_was_obeyed_before_its_place),
		cmocka_unit_test(desk__halts_that_wait_are_counted_too),
		cmocka_unit_test(
			desk__halts_have_a_reserve_that_no_other_letter_uses_up),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
