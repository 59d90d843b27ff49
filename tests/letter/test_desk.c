/*
 * The desk and packs: letters of many senders in any order, again and again,
 * with dirt between them; what one sender may send.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>

#include "base/buf.h"
#include "base/mem.h"
#include "crier/refusal.h"
#include "letter/desk.h"
#include "letter/pack.h"
#include "tests/letter/rig.h"

struct office_desk {
	struct rig city, peer, own;
	struct desk *desk;
	size_t came[LETTER_OUTCOMES];
};

static void
take_pack(struct office_desk *o, const char *text, size_t len)
{
	struct letter_pack p;

	assert_int_equal(letter_pack_read(&p, text, len, NULL), ERR_OK);
	for (size_t i = 0; i < p.count; i++) {
		const struct letter *l = &p.lines[i].letter;
		struct rig *from =
			strcmp(l->from, "city") == 0 ? &o->city : &o->peer;
		struct letter_sender sender = { .id = from->id,
			.unit = "",
			.state = PARTNER_ACTIVE,
			.may = (1U << LETTER_KINDS) - 1,
			.key = &from->pub };
		struct desk_view view = { o->desk, from->id, l->drill };
		struct letter_bench b = { .own_id = "county",
			.keys = &o->own.seal,
			.key_count = 1,
			.drill = l->drill,
			.sender = &sender,
			.volume = desk_volume(o->desk, l->from, l->drill),
			.memory = desk_memory(&view) };
		struct letter_verdict v;

		(void)letter_judge(&v, l, &b, NULL);
		o->came[v.outcome]++;
		if (v.outcome == LETTER_FORKED)
			desk_fork(o->desk, l->from, l->drill);
		if (v.moves)
			desk_add(o->desk,
				&(struct desk_letter){ l->from, l->drill,
					l->vol, l->seq, l->hash, RIG_TIME,
					(int64_t)p.lines[i].len });
		letter_verdict_release(&v);
	}
	letter_pack_release(&p);
}

static struct office_desk
office_desk(void)
{
	return (struct office_desk){ .city = rig_new("city", 1),
		.peer = rig_new("peer", 4),
		.own = rig_new("county", 2),
		.desk = desk_new() };
}

/* Two senders and a drill in one file, shuffled, doubled, with dirt. */
static void
pack__is_judged_in_order_whatever_its_lines(void **state)
{
	enum { EACH = 40, ALL = EACH * 3 };
	struct office_desk o = office_desk();
	struct rig drill = o.city;
	char *lines[ALL];
	struct buf text;

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
	buf_init(&text, 16 * 1024 * 1024);
	for (size_t i = 0; i < ALL * 2; i++) {
		buf_puts(&text, lines[i * 77 % ALL]);
		if (i % 10 == 0)
			buf_puts(&text, "{\"head\":1}\r\n\n");
	}
	take_pack(&o, text.data, text.len);
	assert_int_equal(o.came[LETTER_TAKEN], ALL);
	assert_int_equal(o.came[LETTER_KNOWN], ALL);
	assert_int_equal(desk_count(o.desk), ALL);
	take_pack(&o, text.data, text.len);
	assert_int_equal(o.came[LETTER_TAKEN], ALL);
	assert_int_equal(o.came[LETTER_KNOWN], ALL * 3);
	for (size_t i = 0; i < ALL; i++)
		free(lines[i]);
	buf_release(&text);
	desk_free(o.desk);
}

static void
pack__dirt_is_counted_and_the_first_is_told(void **state)
{
	struct office_desk o = office_desk();
	struct letter_sealed s = rig_send(&o.city, &o.own, rig_ask("x"));
	char *text = mem_printf("\r\nnot a letter\r\n%s{}\n", s.text);
	struct err err = { .code = ERR_OK };
	struct letter_pack p;

	(void)state;
	assert_int_equal(
		letter_pack_read(&p, text, strlen(text), NULL), ERR_OK);
	assert_int_equal(p.count, 1);
	assert_int_equal(p.dirt, 2);
	assert_string_equal(p.first.id, "letter-form");
	letter_pack_release(&p);
	assert_int_equal(letter_pack_read(&p, "x\n", 2, &err), ERR_INVALID);
	assert_string_equal(err.id, "pack-none");
	assert_int_equal(letter_pack_read(&p, "", 0, &err), ERR_INVALID);
	assert_int_equal(
		letter_pack_read(&p, text, (size_t)PACK_BYTES + 1, &err),
		ERR_TOO_LARGE);
	free(text);
	letter_sealed_release(&s);
	desk_free(o.desk);
}

static void
desk__a_fork_ends_a_volume_until_the_key_is_confirmed(void **state)
{
	struct office_desk o = office_desk();
	struct rig twin = o.city;
	struct letter_sealed s[2];

	(void)state;
	twin.chance = 99;
	s[0] = rig_send(&o.city, &o.own, rig_ask("one"));
	s[1] = rig_send(&twin, &o.own, rig_ask("another"));
	take_pack(&o, s[0].text, strlen(s[0].text));
	take_pack(&o, s[1].text, strlen(s[1].text));
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
		assert_int_equal(
			desk_admits(d, "city", one.at, 1000, NULL), ERR_OK);
		desk_add(d, &one);
	}
	assert_int_equal(
		desk_admits(d, "city", RIG_TIME + 1000, 1000, &err), ERR_BUSY);
	assert_string_equal(err.id, "letter-many");
	assert_int_equal(
		desk_admits(d, "peer", RIG_TIME + 1000, 1000, NULL), ERR_OK);
	/* the first of them is an hour old: one more */
	assert_int_equal(
		desk_admits(d, "city", RIG_TIME + hour, 1000, NULL), ERR_OK);
	one.seq++;
	one.at = RIG_TIME + hour * 2;
	one.bytes = DESK_DAY - 600 * 1000 - 1;
	desk_add(d, &one);
	assert_int_equal(desk_admits(d, "city", one.at, 1, NULL), ERR_OK);
	assert_int_equal(desk_admits(d, "city", one.at, 2, &err), ERR_BUSY);
	assert_string_equal(err.id, "letter-much");
	assert_int_equal(
		desk_admits(d, "city", one.at + hour * 24, 1000, NULL), ERR_OK);
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

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(pack__is_judged_in_order_whatever_its_lines),
		cmocka_unit_test(pack__dirt_is_counted_and_the_first_is_told),
		cmocka_unit_test(
			desk__a_fork_ends_a_volume_until_the_key_is_confirmed),
		cmocka_unit_test(desk__of_one_sender_so_much_is_taken),
		cmocka_unit_test(desk__finds_each_of_many),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
