/*
 * Copying objects out of a pack that somebody else wrote: only what gives the
 * very bytes that were read.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "record/git.h"
#include "record/pack.h"

enum { LEN = 200, STREAM = 400 };

struct copying {
	struct pack pack;
	char old[LEN + 1], now[LEN + 1]; /* the same but for ten bytes */
	struct pack_base base;
	git_oid id;
	unsigned char stream[STREAM];
	struct packed_object object;
};

static void
deflate_into(struct copying *c, const void *data, size_t len)
{
	uLongf room = STREAM;

	assert_int_equal(compress(c->stream, &room, data, (uLong)len), Z_OK);
	c->object.len = len;
	c->object.deflated = c->stream;
	c->object.deflated_len = room;
}

/* The base is in the pack, the object is not. */
static int
copying_enter(void **state)
{
	static struct copying c;

	memset(&c, 0, sizeof(c));
	git_ready();
	pack_init(&c.pack);
	for (size_t i = 0; i < LEN; i++)
		c.old[i] = c.now[i] = (char)('a' + i * i % 23);
	memcpy(c.now + 100, "0123456789", 10);
	pack_add(&c.base.id, &c.pack, GIT_OBJECT_TREE, c.old, LEN, NULL);
	c.base.data = c.old;
	c.base.len = LEN;
	assert_int_equal(git_odb_hash(&c.id, c.now, LEN, GIT_OBJECT_TREE), 0);
	c.object.type = GIT_OBJECT_TREE;
	*state = &c;
	return 0;
}

static int
copying_leave(void **state)
{
	struct copying *c = *state;

	pack_release(&c->pack);
	return 0;
}

static bool
copy(struct copying *c)
{
	return pack_copy_proven(&c->pack, &c->id, &c->object, c->now, LEN,
		c->object.delta ? &c->base : NULL);
}

/* Nothing of it is left in the pack. */
static void
is_refused(struct copying *c)
{
	size_t len = c->pack.out.len;

	assert_false(copy(c));
	assert_int_equal(c->pack.out.len, len);
	assert_int_equal(c->pack.count, 1);
}

static void
copy__whole_it_must_give_the_very_bytes(void **state)
{
	struct copying *c = *state;

	deflate_into(c, c->old, LEN);
	is_refused(c);
	deflate_into(c, c->now, LEN - 1);
	is_refused(c);
	deflate_into(c, c->now, LEN);
	c->object.len = LEN - 1;
	is_refused(c);
	c->object.len = LEN + 1;
	is_refused(c);
	c->object.len = LEN;
	assert_true(copy(c));
	assert_int_equal(c->pack.count, 2);
	assert_false(copy(c));
}

/* What lies behind would go to whoever clones from us. */
static void
copy__nothing_lies_behind_it_or_is_missing(void **state)
{
	struct copying *c = *state;

	deflate_into(c, c->now, LEN);
	c->object.deflated_len++;
	is_refused(c);
	c->object.deflated_len -= 2;
	is_refused(c);
	c->object.deflated_len = (size_t)1 << 40;
	is_refused(c);
}

/* Front, ten new bytes, back: and what is wrong with each of the others. */
static void
copy__a_delta_must_make_the_very_bytes(void **state)
{
	static const unsigned char good[] = { 0xC8, 1, 0xC8, 1, 0x90, 100, 10,
		'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 0x91, 110,
		90 };
	static const struct {
		size_t at;
		unsigned char byte;
	} bad[] = {
		{ 0, 0xC9 }, /* of another base */
		{ 2, 0xC9 }, /* makes another length */
		{ 4, 0 }, /* a byte that git keeps for later */
		{ 5, 99 }, /* copies too little */
		{ 6, 127 }, /* more than there is */
		{ 7, 'x' }, /* other bytes */
		{ 17, 0xFF }, /* a copy that is cut off */
		{ 18, 111 }, /* behind the end of the base */
		{ 19, 91 }, { 19, 89 }, /* ends early */
	};
	struct copying *c = *state;
	unsigned char delta[sizeof(good)];

	c->object.delta = true;
	c->object.type = GIT_OBJECT_INVALID;
	c->object.base = c->base.id;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		memcpy(delta, good, sizeof(good));
		delta[bad[i].at] = bad[i].byte;
		deflate_into(c, delta, sizeof(delta));
		is_refused(c);
	}
	deflate_into(c, good, sizeof(good));
	c->object.base = c->id;
	is_refused(c);
	c->object.base = c->base.id;
	assert_true(copy(c));
	assert_int_equal(c->pack.count, 2);
}

#define T(f) cmocka_unit_test_setup_teardown(f, copying_enter, copying_leave)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(copy__whole_it_must_give_the_very_bytes),
		T(copy__nothing_lies_behind_it_or_is_missing),
		T(copy__a_delta_must_make_the_very_bytes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
