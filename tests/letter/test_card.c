/*
 * Cards: made and read in both forms, and what strangers may do to one. The
 * spare key on paper, the fingerprint on the telephone.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "base/mem.h"
#include "crier/refusal.h"
#include "letter/base32.h"
#include "letter/card.h"
#include "letter/card_field.h"
#include "letter/print.h"
#include "letter/spare.h"

static struct sshsig_key
key_of(unsigned char first)
{
	unsigned char seed[SSHSIG_SEED] = { first };
	struct sshsig_key key;

	sshsig_key_init(&key, seed);
	return key;
}

static struct card
county(const struct sshsig_key *key, const struct sshsig_key *spare)
{
	struct card card = { .made = INT64_C(1795000000000) };
	struct sshkey pub;

	FIXED_SET(card.id, "qingshui-media");
	FIXED_SET(card.unit, "清水县融媒体中心");
	FIXED_SET(card.rank, "subordinate");
	FIXED_SET(card.phone, "0519-86001234");
	FIXED_SET(card.organ, "county-media");
	FIXED_SET(card.exchange, "ssh://crier@git.example.gov.cn/exchange");
	assert_true(card_key_set(&card.key, key->pub));
	assert_true(card_key_set(&pub, spare->pub));
	sshkey_fingerprint(card.spare, &pub);
	memset(card.seal, 7, sizeof(card.seal));
	memset(card.drill_seal, 8, sizeof(card.drill_seal));
	return card;
}

static void
same_card(const struct card *got, const struct card *want)
{
	json_t *a = card_doc(got), *b = card_doc(want);

	assert_true(json_equal(a, b));
	json_decref(a);
	json_decref(b);
}

static void
card__both_forms_say_the_same(void **state)
{
	struct sshsig_key key = key_of(1), spare = key_of(2);
	struct card card = county(&key, &spare), got;
	char compact[CARD_COMPACT], *text;

	(void)state;
	assert_int_equal(card_make(&text, &card, &key, NULL, NULL), ERR_OK);
	assert_int_equal(card_parse(&got, text, strlen(text), NULL), ERR_OK);
	same_card(&got, &card);
	assert_string_equal(got.by, "");
	free(text);
	assert_int_equal(card_make_compact(compact, &card, &key, NULL), ERR_OK);
	/* a QR code of version 14, level L, holds 667 of these */
	assert_true(strlen(compact) <= 667);
	assert_int_equal(
		card_parse(&got, compact, strlen(compact), NULL), ERR_OK);
	same_card(&got, &card);
}

static void
card__compact_text_may_be_typed(void **state)
{
	struct sshsig_key key = key_of(1), spare = key_of(2);
	struct card card = county(&key, &spare), got;
	char compact[CARD_COMPACT], typed[CARD_COMPACT * 2];
	size_t n = 0;

	(void)state;
	assert_int_equal(card_make_compact(compact, &card, &key, NULL), ERR_OK);
	for (size_t i = 0; compact[i]; i++) {
		char c = compact[i];

		typed[n++] = c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
		if (i > 10 && i % 60 == 0)
			typed[n++] = '\n';
	}
	assert_int_equal(card_parse(&got, typed, n, NULL), ERR_OK);
	same_card(&got, &card);
}

/* Every byte of either form changed: refused, or it says the same. */
static void
card__a_changed_byte_never_says_anything_else(void **state)
{
	struct sshsig_key key = key_of(1), spare = key_of(2);
	struct card card = county(&key, &spare), got;
	char compact[CARD_COMPACT], *text;
	static const unsigned char by[] = { 1, 2, 0x20, 0x80 };
	size_t refused = 0, len;

	(void)state;
	assert_int_equal(card_make(&text, &card, &key, &spare, NULL), ERR_OK);
	assert_int_equal(card_make_compact(compact, &card, &key, NULL), ERR_OK);
	len = strlen(text);
	for (size_t i = 0; i < len; i++) {
		text[i] = (char)(text[i] ^ by[i % 4]);
		if (card_parse(&got, text, len, NULL) != ERR_OK)
			refused++;
		else
			same_card(&got, &card);
		text[i] = (char)(text[i] ^ by[i % 4]);
	}
	/* line ends and the base 64 of an armour have room for no more */
	assert_true(refused + 16 > len);
	len = strlen(compact);
	for (size_t i = 0; i < len; i++) {
		char was = compact[i];

		compact[i] = was == '7' ? '8' : '7';
		assert_true(card_parse(&got, compact, len, NULL) != ERR_OK);
		compact[i] = was;
	}
	for (size_t i = 0; i < len; i++)
		assert_true(card_parse(&got, compact, i, NULL) != ERR_OK);
	free(text);
}

struct wrong_field {
	const char *name, *value;
};

static void
card__a_field_that_cannot_be_is_named(void **state)
{
	static const struct wrong_field rows[] = {
		{ "id", "Qing Shui" },
		{ "id", ".hidden" },
		{ "id", "" },
		{ "unit", "清水\u202e县" },
		{ "unit", "two\nlines" },
		{ "unit", "   " },
		{ "unit",
			"很长很长很长很长很长很长很长很长很长很长很长很长很长"
			"很长很长很长很长很长很长很长很长" },
		{ "rank", "boss" },
		{ "phone", "call me" },
		{ "phone", "12" },
		{ "spare", "SHA256:short" },
		{ "spare", "MD5:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU" },
		{ "key", "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAAAgQ==" },
		{ "key", "ssh-ed25519 AAAA" },
		{ "seal", "AAAA" },
		{ "drill_seal", "not base64" },
		{ "seal", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=" },
		{ "drill_seal",
			"AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=" },
	};
	struct sshsig_key key = key_of(1), spare = key_of(2);
	struct card card = county(&key, &spare), got;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		json_t *doc = card_doc(&card);
		struct err err = { .code = ERR_OK };

		doc_put(doc, rows[i].name, json_string(rows[i].value));
		assert_int_equal(card_read(&got, doc, &err), ERR_INVALID);
		assert_string_equal(err.id, "field");
		assert_true(arg_is(&err.arg[0], rows[i].name));
		json_decref(doc);
	}
}

static void
card__unknown_fields_and_versions_are_refused(void **state)
{
	struct sshsig_key key = key_of(1), spare = key_of(2);
	struct card card = county(&key, &spare), got;
	struct err err = { .code = ERR_OK };
	json_t *doc = card_doc(&card);

	(void)state;
	doc_put_str(doc, "role", "admin");
	assert_int_equal(card_read(&got, doc, &err), ERR_INVALID);
	assert_string_equal(err.id, "card-more");
	json_decref(doc);
	doc = card_doc(&card);
	doc_put_int(doc, "v", 2);
	assert_int_equal(card_read(&got, doc, &err), ERR_INVALID);
	assert_string_equal(err.id, "card-version");
	json_decref(doc);
}

static void
card__is_signed_by_the_key_that_it_names(void **state)
{
	struct sshsig_key key = key_of(1), spare = key_of(2), thief = key_of(3);
	struct card card = county(&key, &spare), got;
	struct err err = { .code = ERR_OK };
	char *text = NULL, compact[CARD_COMPACT];
	json_t *whole = NULL, *doc;

	(void)state;
	assert_int_equal(
		card_make(&text, &card, &thief, NULL, &err), ERR_INVALID);
	assert_string_equal(err.id, "card-signature");
	assert_int_equal(
		card_make_compact(compact, &card, &thief, &err), ERR_INVALID);
	/* the thief's telephone under the unit's name and key */
	assert_int_equal(card_make(&text, &card, &key, NULL, NULL), ERR_OK);
	assert_int_equal(doc_parse(&whole, text, strlen(text), NULL), ERR_OK);
	free(text);
	doc = doc_get(whole, "card");
	doc_put_str(doc, "phone", "13800000000");
	text = doc_format(whole);
	assert_int_equal(
		card_parse(&got, text, strlen(text), &err), ERR_INVALID);
	assert_string_equal(err.id, "card-signature");
	free(text);
	json_decref(whole);
}

static void
card__the_spare_key_vouches_for_the_next(void **state)
{
	struct sshsig_key key = key_of(1), spare = key_of(2), next = key_of(4),
			  next_spare = key_of(5), thief = key_of(6);
	struct card known = county(&key, &spare),
		    card = county(&next, &next_spare), got;
	const struct sshsig_key *by[] = { &spare, &thief, NULL };
	char *text;

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		assert_int_equal(
			card_make(&text, &card, &next, by[i], NULL), ERR_OK);
		assert_int_equal(
			card_parse(&got, text, strlen(text), NULL), ERR_OK);
		assert_int_equal(strcmp(got.by, known.spare) == 0, i == 0);
		assert_int_equal(got.by[0] == '\0', i == 2);
		free(text);
	}
}

static void
card__own_ones_and_those_of_demos_are_not_taken(void **state)
{
	struct sshsig_key key = key_of(1), spare = key_of(2);
	struct card card = county(&key, &spare);
	struct err err = { .code = ERR_OK };

	(void)state;
	assert_int_equal(card_admit(&card, "city", false, &err), ERR_OK);
	assert_int_equal(card_admit(&card, card.id, false, &err), ERR_CONFLICT);
	assert_string_equal(err.id, "card-own");
	card.demo = true;
	assert_int_equal(card_admit(&card, "city", false, &err), ERR_REFUSED);
	assert_string_equal(err.id, "card-demo");
	assert_int_equal(card_admit(&card, "city", true, &err), ERR_OK);
}

static void
spare__comes_back_from_paper(void **state)
{
	unsigned char seed[SSHSIG_SEED], got[SSHSIG_SEED];
	char text[SPARE_TEXT], line[8], slips = 0;
	struct err err = { .code = ERR_OK };

	(void)state;
	for (size_t i = 0; i < SSHSIG_SEED; i++)
		seed[i] = (unsigned char)(i * 37 + 11);
	spare_format(text, seed);
	assert_int_equal(strlen(text), SPARE_TEXT - 1);
	assert_int_equal(spare_parse(got, text, NULL), ERR_OK);
	assert_memory_equal(got, seed, SSHSIG_SEED);
	for (size_t i = 0; i < SPARE_TEXT - 1; i++) {
		char was = text[i];

		if (strchr(" \n", was) != NULL)
			continue;
		text[i] = was == 'A' ? 'B' : 'A';
		assert_int_equal(spare_parse(got, text, &err), ERR_INVALID);
		assert_string_equal(err.id, "spare-line");
		arg_first(line, sizeof(line), &err.arg[0]);
		assert_int_equal(line[0] - '0', (int)(i / SPARE_LINE) + 1);
		text[i] = was;
		slips++;
	}
	assert_int_equal(slips, 64);
}

static void
spare__lines_in_the_wrong_order_are_told(void **state)
{
	unsigned char seed[SSHSIG_SEED] = { 9 }, got[SSHSIG_SEED];
	char text[SPARE_TEXT], swapped[SPARE_TEXT + 8];

	(void)state;
	spare_format(text, seed);
	fixed_format(swapped, sizeof(swapped), "%s", text);
	memcpy(swapped + SPARE_LINE, text + 2 * SPARE_LINE, SPARE_LINE);
	memcpy(swapped + 2 * SPARE_LINE, text + SPARE_LINE, SPARE_LINE);
	assert_int_equal(spare_parse(got, swapped, NULL), ERR_INVALID);
	text[SPARE_LINE] = '\0';
	assert_int_equal(spare_parse(got, text, NULL), ERR_INVALID);
	spare_format(text, seed);
	fixed_format(swapped, sizeof(swapped), "%s7777", text);
	assert_int_equal(spare_parse(got, swapped, NULL), ERR_INVALID);
}

static void
spare__opens_what_was_sealed_to_its_public_half(void **state)
{
	struct sshsig_key spare = key_of(2);
	struct seal_key open;
	unsigned char pub[SEAL_KEY];
	char *box, *got;
	size_t len;

	(void)state;
	spare_seal_key(&open, &spare);
	assert_true(spare_seal_pub(pub, spare.pub));
	assert_memory_equal(pub, open.pub, SEAL_KEY);
	assert_int_equal(seal_close(&box, pub, "x", "text", 4, NULL), ERR_OK);
	assert_int_equal(seal_open(&got, &len, &open, "x", box, NULL), ERR_OK);
	assert_int_equal(len, 4);
	seal_wipe(got, len);
	free(box);
}

static void
print__is_read_in_both_languages(void **state)
{
	struct sshkey key;
	char digits[PRINT_DIGITS], words[PRINT_WORDS];

	(void)state;
	assert_int_equal(sshkey_parse(&key,
				 "ssh-ed25519 "
				 "AAAAC3NzaC1lZDI1NTE5AAAAIFrc75Nka+AuIAYX7OOc+"
				 "tEZkm3yLIqfHDEapE9eoGQ9"),
		SSHKEY_FINE);
	print_digits(digits, &key);
	assert_int_equal(strlen(digits), PRINT_DIGITS - 1);
	print_words(words, "4711 0815", LANG_EN);
	assert_string_equal(words, "four seven one one, zero eight one five");
	print_words(words, "4711 0815", LANG_ZH);
	assert_string_equal(words, "四七幺幺，零八幺五");
	print_words(words, digits, LANG_EN);
	print_words(words, digits, LANG_ZH);
}

static void
base32__gives_back_what_it_took(void **state)
{
	unsigned char in[40], out[40];
	char text[BASE32_ROOM(40)];
	size_t len;

	(void)state;
	for (size_t n = 0; n <= sizeof(in); n++) {
		for (size_t i = 0; i < n; i++)
			in[i] = (unsigned char)(i * 71 + n);
		base32_format(text, in, n);
		assert_true(strlen(text) < BASE32_ROOM(n));
		assert_true(base32_parse(
			out, sizeof(out), &len, text, strlen(text)));
		assert_int_equal(len, n);
		assert_memory_equal(in, out, n);
	}
	assert_false(base32_parse(out, sizeof(out), &len, "U", 1));
	assert_false(base32_parse(out, sizeof(out), &len, "01", 2));
	assert_false(base32_parse(out, 0, &len, "00", 2));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(card__both_forms_say_the_same),
		cmocka_unit_test(card__compact_text_may_be_typed),
		cmocka_unit_test(card__a_changed_byte_never_says_anything_else),
		cmocka_unit_test(card__a_field_that_cannot_be_is_named),
		cmocka_unit_test(card__unknown_fields_and_versions_are_refused),
		cmocka_unit_test(card__is_signed_by_the_key_that_it_names),
		cmocka_unit_test(card__the_spare_key_vouches_for_the_next),
		cmocka_unit_test(
			card__own_ones_and_those_of_demos_are_not_taken),
		cmocka_unit_test(spare__comes_back_from_paper),
		cmocka_unit_test(spare__lines_in_the_wrong_order_are_told),
		cmocka_unit_test(
			spare__opens_what_was_sealed_to_its_public_half),
		cmocka_unit_test(print__is_read_in_both_languages),
		cmocka_unit_test(base32__gives_back_what_it_took),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
