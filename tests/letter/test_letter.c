/*
 * Letters: sealed, read, opened; what is no letter; what a carrier and a sender
 * may do to one.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/base64.h"
#include "base/mem.h"
#include "crier/refusal.h"
#include "letter/body.h"
#include "tests/letter/rig.h"

static struct rig city, county, third;

static int
begin(void **state)
{
	(void)state;
	city = rig_new("city", 1);
	county = rig_new("county", 2);
	third = rig_new("third", 3);
	return 0;
}

static void
letter__is_read_by_whom_it_is_for(void **state)
{
	struct letter_sealed s = rig_send(&city, &county, rig_ask("一\n二"));
	struct letter l;
	char *body;
	size_t len;

	(void)state;
	assert_int_equal(
		letter_parse(&l, s.text, strlen(s.text), NULL), ERR_OK);
	assert_string_equal(l.hash, s.hash);
	assert_true(letter_is_signed(&l, &city.pub));
	assert_false(letter_is_signed(&l, &county.pub));
	assert_true(letter_is_to(&l, "county"));
	assert_false(letter_is_to(&l, "city"));
	assert_true(letter_is_intact(&l));
	/* by the addressee, the sender, and the sender's spare key */
	assert_int_equal(
		letter_open(&body, &len, &l, "county", &county.seal, 1, NULL),
		ERR_OK);
	assert_string_equal(body, s.body);
	assert_int_equal(len, strlen(s.body));
	free(body);
	assert_int_equal(
		letter_open(&body, &len, &l, "city", &city.seal, 1, NULL),
		ERR_OK);
	free(body);
	assert_int_equal(letter_open(&body, &len, &l, LETTER_SPARE,
				 &city.spare_seal, 1, NULL),
		ERR_OK);
	free(body);
	letter_release(&l);
	letter_sealed_release(&s);
}

static void
letter__an_older_sealing_key_still_opens(void **state)
{
	struct letter_sealed s = rig_send(&city, &county, rig_ask("x"));
	struct seal_key keys[2] = { third.seal, county.seal };
	struct letter l;
	struct err err = { .code = ERR_OK };
	char *body;
	size_t len;

	(void)state;
	assert_int_equal(
		letter_parse(&l, s.text, strlen(s.text), NULL), ERR_OK);
	assert_int_equal(
		letter_open(&body, &len, &l, "county", keys, 2, NULL), ERR_OK);
	free(body);
	assert_int_equal(letter_open(&body, &len, &l, "county", keys, 1, &err),
		ERR_DENIED);
	assert_string_equal(err.id, "letter-closed");
	assert_int_equal(letter_open(&body, &len, &l, "third", keys, 2, &err),
		ERR_DENIED);
	letter_release(&l);
	letter_sealed_release(&s);
}

static void
letter__says_little_by_its_length(void **state)
{
	static const size_t texts[] = { 1, 300, 700, 3000, 12000, 60000,
		160000 };
	static const size_t rooms[] = { 1024, 1024, 1024, 4096, 16384, 65536,
		262144 };
	struct letter l;
	char *text;

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		struct letter_sealed s;

		text = mem_new(texts[i] + 1);
		memset(text, 'x', texts[i]);
		s = rig_send(&city, &county, rig_ask(text));
		assert_int_equal(
			letter_parse(&l, s.text, strlen(s.text), NULL), ERR_OK);
		assert_int_equal(strlen(doc_str(l.doc, "box")),
			BASE64_ROOM(rooms[i] + BOX_NONCE + BOX_TAG) - 1);
		letter_release(&l);
		letter_sealed_release(&s);
		free(text);
	}
}

static void
letter__too_long_is_not_sealed(void **state)
{
	char *text = mem_new(BOX_BODY + 1);
	struct letter_addressee to = { "county", county.seal.pub };
	struct letter_chance chance = rig_chance(&city);
	struct letter_sealed s;
	struct err err = { .code = ERR_OK };
	json_t *body;
	struct letter_draft draft;

	(void)state;
	memset(text, 'x', BOX_BODY);
	body = rig_ask(text);
	draft = rig_draft(&city, &to, 1, body);
	assert_int_equal(letter_seal(&s, &draft, &chance, &err), ERR_TOO_LARGE);
	assert_string_equal(err.id, "letter-long");
	json_decref(body);
	free(text);
}

static void
letter__to_nobody_twice_or_itself_is_not_sealed(void **state)
{
	const struct letter_addressee rows[][2] = {
		{ { "county", county.seal.pub },
			{ "county", county.seal.pub } },
		{ { "county", county.seal.pub }, { "city", city.seal.pub } },
		{ { "county", county.seal.pub }, { "No Id", third.seal.pub } },
		{ { "county", county.seal.pub }, { "+spare", third.seal.pub } },
	};
	json_t *body = rig_ask("x");
	struct letter_chance chance = rig_chance(&city);
	struct letter_sealed s;
	struct err err = { .code = ERR_OK };

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct letter_draft draft = rig_draft(&city, rows[i], 2, body);

		assert_int_equal(
			letter_seal(&s, &draft, &chance, &err), ERR_INVALID);
		assert_string_equal(err.id, "letter-to");
		draft.to_count = 0;
		assert_int_equal(
			letter_seal(&s, &draft, &chance, &err), ERR_INVALID);
	}
	json_decref(body);
}

/* A point of small order: everybody could open what is sealed to it. */
static void
letter__a_weak_key_is_not_sealed_to(void **state)
{
	unsigned char zero[SEAL_KEY] = { 0 };
	struct letter_addressee to = { "county", zero };
	json_t *body = rig_ask("x");
	struct letter_draft draft = rig_draft(&city, &to, 1, body);
	struct letter_chance chance = rig_chance(&city);
	struct letter_sealed s;

	(void)state;
	assert_int_equal(letter_seal(&s, &draft, &chance, NULL), ERR_INVALID);
	json_decref(body);
}

/* Every byte of a letter changed: dirt, or not signed, or not intact. */
static void
letter__a_changed_byte_is_seen(void **state)
{
	struct letter_sealed s = rig_send(&city, &county, rig_ask("x"));
	static const unsigned char by[] = { 1, 0x20, 0x80 };
	size_t len = strlen(s.text) - 1, sound = 0;
	struct letter l;

	(void)state;
	for (size_t i = 0; i < len; i++) {
		s.text[i] = (char)(s.text[i] ^ by[i % 3]);
		if (letter_parse(&l, s.text, len, NULL) == ERR_OK) {
			sound += letter_is_signed(&l, &city.pub) &&
				letter_is_intact(&l);
			letter_release(&l);
		}
		s.text[i] = (char)(s.text[i] ^ by[i % 3]);
	}
	/* the armour's last sign has bits that say nothing */
	assert_true(sound <= 1);
	for (size_t i = 0; i < len; i += 7)
		assert_true(letter_parse(&l, s.text, i, NULL) == ERR_INVALID);
	letter_sealed_release(&s);
}

struct dirt {
	const char *path; /* "head.vol" */
	const char *value; /* JSON; NULL: taken away */
	const char *what; /* is named */
};

static void
letter__dirt_is_told_by_its_field(void **state)
{
	static const struct dirt rows[] = {
		{ "head.v", "2", "v" },
		{ "head.v", NULL, "v" },
		{ "head.vol", "0", "vol" },
		{ "head.vol", "-1", "vol" },
		{ "head.vol", "\"1\"", "vol" },
		{ "head.vol", "9007199254740992", "vol" },
		{ "head.seq", "1.5", "seq" },
		{ "head.seq", "true", "seq" },
		{ "head.seq", "2", "prev" },
		{ "head.prev", "\"\"", "prev" },
		{ "head.prev", "\"AAAA\"", "prev" },
		{ "head.from", "\"../city\"", "from" },
		{ "head.from", "\"CITY\"", "from" },
		{ "head.from", "\"county\"", "to" },
		{ "head.to", "[]", "to" },
		{ "head.to", "[\"county\",\"county\"]", "to" },
		{ "head.to", "[\"z\",\"county\"]", "to" },
		{ "head.to", "\"county\"", "to" },
		{ "head.to", "[\"county\",\"other\"]", "keys" },
		{ "head.time", "0", "time" },
		{ "head.body", "\"x\"", "body" },
		{ "head.box", NULL, "box" },
		{ "head.ledger", "[7]", "ledger" },
		{ "head.ledger", "[7,\"x\"]", "ledger" },
		{ "head.seen", "{}", "seen" },
		{ "head.seen", "{\"county\":[1,2]}", "seen" },
		{ "head.seen", "{\"No\":[1,2,\"" RIG_HASH "\"]}", "seen" },
		{ "head.more", "1", "head" },
		{ "head", "[]", "head" },
		{ "sig", "\"\"", "sig" },
		{ "sig", "1", "sig" },
		{ "keys.county", NULL, "keys" },
		{ "keys.more", "\"x\"", "keys" },
		{ "keys", NULL, "box" },
		{ "keys", "[]", "keys" },
		{ "box", NULL, "box" },
		{ "box", "7", "box" },
		{ "more", "7", "letter" },
	};
	struct letter_sealed s;

	begin(state);
	s = rig_send(&city, &county, rig_ask("x"));
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const char *dot = strchr(rows[i].path, '.');
		const char *name = dot ? dot + 1 : rows[i].path;
		json_t *doc = json_loads(s.text, 0, NULL), *in = doc;
		struct err err = { .code = ERR_OK };
		struct letter l;
		char *text;

		if (dot != NULL)
			in = json_object_get(doc,
				strncmp(rows[i].path, "head", 4) ? "keys"
								 : "head");
		if (rows[i].value == NULL)
			json_object_del(in, name);
		else
			json_object_set_new(in, name,
				json_loads(
					rows[i].value, JSON_DECODE_ANY, NULL));
		text = json_dumps(doc, JSON_SORT_KEYS | JSON_COMPACT);
		assert_int_equal(letter_parse(&l, text, strlen(text), &err),
			ERR_INVALID);
		assert_string_equal(err.id, "letter-form");
		if (!arg_is(&err.arg[0], rows[i].what))
			fail_msg("%s = %s", rows[i].path, rows[i].value);
		free(text);
		json_decref(doc);
	}
	letter_sealed_release(&s);
}

static void
letter__has_one_text(void **state)
{
	struct letter_sealed s = rig_send(&city, &county, rig_ask("x"));
	json_t *doc = json_loads(s.text, 0, NULL);
	char *blanks = json_dumps(doc, JSON_SORT_KEYS);
	char *escaped = mem_printf(
		"{\"box\":\"\\u00%02x%s", (unsigned)s.text[8], s.text + 9);
	struct letter l;

	(void)state;
	assert_int_equal(
		letter_parse(&l, blanks, strlen(blanks), NULL), ERR_INVALID);
	assert_int_equal(
		letter_parse(&l, escaped, strlen(escaped), NULL), ERR_INVALID);
	free(blanks);
	free(escaped);
	json_decref(doc);
	letter_sealed_release(&s);
}

static void
letter__a_stub_keeps_name_and_signature(void **state)
{
	struct letter_sealed s = rig_send(&city, &county, rig_ask("x"));
	struct letter l, stub;
	char *text;

	(void)state;
	assert_int_equal(
		letter_parse(&l, s.text, strlen(s.text), NULL), ERR_OK);
	text = letter_stub(&l);
	assert_true(strlen(text) < strlen(s.text) / 2);
	assert_int_equal(letter_parse(&stub, text, strlen(text), NULL), ERR_OK);
	assert_string_equal(stub.hash, l.hash);
	assert_true(letter_is_signed(&stub, &city.pub));
	assert_false(stub.whole);
	assert_false(letter_is_intact(&stub));
	letter_release(&l);
	letter_release(&stub);
	free(text);
	letter_sealed_release(&s);
}

static void
letter__mode_is_the_namespace_s(void **state)
{
	struct letter_sealed s =
		rig_send_mode(&city, &county, rig_ask("x"), true);
	struct letter l;

	(void)state;
	assert_int_equal(
		letter_parse(&l, s.text, strlen(s.text), NULL), ERR_OK);
	assert_true(l.drill);
	assert_true(letter_is_signed(&l, &city.pub));
	l.drill = false;
	assert_false(letter_is_signed(&l, &city.pub));
	letter_release(&l);
	letter_sealed_release(&s);
}

static void
letter__the_same_chance_is_the_same_letter(void **state)
{
	struct rig a = rig_new("city", 1), b = rig_new("city", 1);
	struct letter_sealed x = rig_send(&a, &county, rig_ask("x"));
	struct letter_sealed y = rig_send(&b, &county, rig_ask("x"));
	struct letter_sealed z = rig_send(&b, &county, rig_ask("x"));

	(void)state;
	assert_string_equal(x.text, y.text);
	assert_string_not_equal(y.body, z.body);
	letter_sealed_release(&x);
	letter_sealed_release(&y);
	letter_sealed_release(&z);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(letter__is_read_by_whom_it_is_for),
		cmocka_unit_test(letter__an_older_sealing_key_still_opens),
		cmocka_unit_test(letter__says_little_by_its_length),
		cmocka_unit_test(letter__too_long_is_not_sealed),
		cmocka_unit_test(
			letter__to_nobody_twice_or_itself_is_not_sealed),
		cmocka_unit_test(letter__a_weak_key_is_not_sealed_to),
		cmocka_unit_test(letter__a_changed_byte_is_seen),
		cmocka_unit_test(letter__dirt_is_told_by_its_field),
		cmocka_unit_test(letter__has_one_text),
		cmocka_unit_test(letter__a_stub_keeps_name_and_signature),
		cmocka_unit_test(letter__mode_is_the_namespace_s),
		cmocka_unit_test(letter__the_same_chance_is_the_same_letter),
	};

	return cmocka_run_group_tests(tests, begin, NULL);
}
