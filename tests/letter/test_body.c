/*
 * Bodies: each kind has a row that is taken, and each field of the table
 * refuses what it must.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/mem.h"
#include "crier/refusal.h"
#include "letter/body.h"
#include "letter/box.h"
#include "tests/letter/rig.h"

#define H "\"" RIG_HASH "\""
#define T "1795000000000"

/* All that a kind may hold, less kind and salt. */
static const char *const whole[LETTER_KINDS] = {
	[LETTER_OPEN] =
		"\"title\":\"洪水\",\"level\":\"ii\",\"topic\":\"水位\","
		"\"playbook\":\"flood\",\"happened\":" T
		",\"lines\":[{\"id\":\"a\",\"language\":\"zh\","
		"\"text\":\"x\"}]",
	[LETTER_JOIN] =
		"\"joint\":" H ",\"playbook\":\"flood\",\"reason\":\"x\","
		"\"declined\":true",
	[LETTER_LEAVE] = "\"joint\":" H ",\"reason\":\"x\"",
	[LETTER_LEAD] = "\"joint\":" H ",\"leader\":\"city\",\"re\":" H
			",\"reason\":\"x\"",
	[LETTER_CLOSE] = "\"joint\":" H ",\"reason\":\"x\"",
	[LETTER_LINES] =
		"\"joint\":" H ",\"number\":0,\"lines\":[{\"id\":\"a\","
		"\"language\":\"zh\",\"text\":\"x\"}]",
	[LETTER_BULLETIN] = "\"joint\":" H ",\"number\":3,\"language\":\"zh\","
			    "\"title\":\"t\",\"text\":\"x\",\"digest\":" H
			    ",\"at\":" T ",\"address\":\"https://a.cn/1\"",
	[LETTER_CLAIM] = "\"joint\":" H ",\"number\":3,\"text\":\"x\","
			 "\"verdict\":\"false\",\"reason\":\"r\",\"at\":" T,
	[LETTER_CONCUR_ASK] = "\"message\":\"2026-0123/3\",\"title\":\"t\","
			      "\"text\":\"x\",\"digest\":" H
			      ",\"organ\":\"water\",\"deadline\":" T
			      ",\"by\":\"王丽\",\"phone\":\"110\"",
	[LETTER_CONCUR_ANSWER] =
		"\"re\":" H ",\"digest\":" H ",\"agreed\":false,\"by\":\"李\","
		"\"post\":\"p\",\"at\":" T ",\"reason\":\"x\"",
	[LETTER_ORDER] =
		"\"joint\":" H ",\"digest\":" H
		",\"message\":\"bulletin\",\"masters\":[{\"language\":\"zh\","
		"\"title\":\"t\",\"short\":\"s\",\"paragraphs\":[{\"text\":"
		"\"x\",\"mark\":\"lead\",\"must\":true}],\"figures\":[{"
		"\"name\":\"转移\",\"value\":\"3\",\"source\":\"s\",\"as_"
		"of\":" T "}],\"pictures\":[{\"digest\":" H
		",\"bytes\":9,\"alt\":\"a\"}]}],\"approvals\":[{\"gate\":"
		"\"final\",\"by\":\"b\",\"at\":" T ",\"digest\":" H
		",\"signature\":\"s\"}],\"name\":\"issuer\",\"signers\":["
		"\"water\"],\"from\":" T ",\"until\":" T
		",\"fire\":\"signal\",\"at\":" T ",\"answer_by\":" T
		",\"corrects\":" H ",\"withdraws\":" H
		",\"passed\":{\"head\":\"h\",\"sig\":\"s\",\"body\":\"b\"}",
	[LETTER_CALL] = "\"joint\":" H ",\"order\":" H ",\"digest\":" H,
	[LETTER_FIRE] =
		"\"joint\":" H ",\"order\":" H ",\"digest\":" H
		",\"ready\":[{\"from\":\"county\",\"ready\":" H "}],\"at\":" T,
	[LETTER_HALT] =
		"\"joint\":" H ",\"order\":" H ",\"by\":\"b\",\"reason\":\"r\"",
	[LETTER_ANSWER] = "\"joint\":" H ",\"order\":" H
			  ",\"state\":\"ready\",\"by\":\"b\",\"reason\":\"r\","
			  "\"accounts\":5,\"gaps\":0,\"clock\":\"sure\","
			  "\"error\":20,\"at\":" T,
	[LETTER_RECEIPT] = "\"joint\":" H ",\"order\":" H
			   ",\"accounts\":[{\"account\":\"weibo\","
			   "\"name\":\"n\",\"kind\":\"weibo\",\"state\":"
			   "\"verified\",\"address\":\"https://w.cn/1\","
			   "\"sent\":" T ",\"seen\":" T "}]",
	[LETTER_BOARD] = "\"joint\":" H ",\"order\":" H
			 ",\"units\":[{\"from\":\"county\",\"state\":\"out\","
			 "\"out\":5,\"of\":5}],\"at\":" T,
	[LETTER_CARD] = "", /* made below */
};

static json_t *
sound(enum letter_kind kind)
{
	char *text = mem_printf("{\"kind\":\"%s\",\"salt\":"
				"\"00112233445566778899aabbccddeeff\"%s%s}",
		letter_kind_row(kind)->word, *whole[kind] ? "," : "",
		whole[kind]);
	json_t *doc = json_loads(text, 0, NULL);

	free(text);
	if (kind == LETTER_CARD) {
		struct rig r = rig_new("city", 1);
		struct card card = { .made = RIG_TIME };
		char *made;

		FIXED_SET(card.id, "city");
		FIXED_SET(card.unit, "市应急局");
		FIXED_SET(card.phone, "0519-110");
		card.key = r.pub;
		memcpy(card.seal, r.seal.pub, SEAL_KEY);
		memcpy(card.drill_seal, r.seal.pub, SEAL_KEY);
		sshkey_fingerprint(card.spare, &r.pub);
		assert_int_equal(
			card_make(&made, &card, &r.key, NULL, NULL), ERR_OK);
		doc_put(doc, "card", json_loads(made, 0, NULL));
		free(made);
	}
	return doc;
}

static void
body__each_kind_is_taken_with_all_that_it_may_hold(void **state)
{
	enum letter_kind got;

	(void)state;
	for (int kind = 0; kind < (int)LETTER_KINDS; kind++) {
		json_t *doc = sound((enum letter_kind)kind), *again = NULL;
		struct err err = { .code = ERR_OK };
		char *text;

		assert_non_null(doc);
		if (body_check(&got, doc, &err) != ERR_OK)
			fail_msg("%s: %s", letter_kind_row(kind)->word,
				err.what);
		assert_int_equal(got, kind);
		text = doc_format(doc);
		assert_int_equal(
			body_parse(&again, &got, text, strlen(text), NULL),
			ERR_OK);
		assert_true(json_equal(doc, again));
		free(text);
		json_decref(doc);
		json_decref(again);
	}
}

static const char *const never[] = { "null", "{}", "[]", "\"\"", "-1", "1.5",
	"[[]]", "[{}]", "[\"No Id\"]", "{\"x\":1}" };

/* How often a value that no field takes was taken; goes into lists and parts. */
static size_t
spoil(json_t *body, json_t *in)
{
	const char *key;
	json_t *value;
	void *next;
	size_t taken = 0;
	enum letter_kind kind;

	json_object_foreach_safe(in, next, key, value)
	{
		json_t *was = json_deep_copy(value);
		char name[64];

		FIXED_SET(name, key);
		for (size_t i = 0; i < sizeof(never) / sizeof(never[0]); i++) {
			json_object_set_new(in, name,
				json_loads(never[i], JSON_DECODE_ANY, NULL));
			taken += body_check(&kind, body, NULL) == ERR_OK;
		}
		json_object_set_new(in, name, was);
		if (json_is_array(was) &&
			json_is_object(json_array_get(was, 0)))
			taken += spoil(body, json_array_get(was, 0));
		if (json_is_object(was))
			taken += spoil(body, was);
	}
	json_object_set_new(in, "more", json_true());
	taken += body_check(&kind, body, NULL) == ERR_OK;
	json_object_del(in, "more");
	return taken;
}

static void
body__no_field_takes_what_is_none(void **state)
{
	enum letter_kind got;

	(void)state;
	for (int kind = 0; kind < (int)LETTER_KINDS; kind++) {
		json_t *doc = sound((enum letter_kind)kind);

		assert_int_equal(spoil(doc, doc), 0);
		assert_int_equal(body_check(&got, doc, NULL), ERR_OK);
		json_decref(doc);
	}
}

struct long_field {
	enum letter_kind kind;
	const char *name;
	size_t most;
};

static void
body__bounds_are_kept_to_the_byte(void **state)
{
	static const struct long_field rows[] = {
		{ LETTER_OPEN, "title", 300 },
		{ LETTER_LEAVE, "reason", 2000 },
		{ LETTER_CONCUR_ASK, "text", 163840 },
		{ LETTER_CONCUR_ANSWER, "by", 200 },
		{ LETTER_BULLETIN, "text", 131072 },
		{ LETTER_HALT, "reason", 2000 },
	};
	enum letter_kind kind;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		json_t *doc = sound(rows[i].kind);
		char *text = mem_new(rows[i].most + 2);
		struct err err = { .code = ERR_OK };

		memset(text, 'x', rows[i].most);
		doc_put_str(doc, rows[i].name, text);
		assert_int_equal(body_check(&kind, doc, NULL), ERR_OK);
		text[rows[i].most] = 'x';
		doc_put_str(doc, rows[i].name, text);
		assert_int_equal(body_check(&kind, doc, &err), ERR_INVALID);
		assert_string_equal(err.id, "letter-body");
		assert_true(arg_is(&err.arg[0], rows[i].name));
		free(text);
		json_decref(doc);
	}
}

static void
body__a_fault_deep_inside_is_named_by_its_way(void **state)
{
	json_t *doc = sound(LETTER_ORDER), *in;
	struct err err = { .code = ERR_OK };
	enum letter_kind kind;
	char what[400], remedy[300];

	(void)state;
	in = json_array_get(json_object_get(doc, "masters"), 0);
	in = json_array_get(json_object_get(in, "paragraphs"), 0);
	json_object_set_new(in, "text", json_integer(7));
	assert_int_equal(body_check(&kind, doc, &err), ERR_INVALID);
	assert_true(arg_is(&err.arg[0], "masters.0.paragraphs.0.text"));
	refusal_format(
		what, sizeof(what), remedy, sizeof(remedy), &err, LANG_ZH);
	assert_non_null(strstr(what, "不是文字"));
	json_object_set_new(in, "text", json_string("x"));
	json_object_del(in, "must");
	json_object_set_new(in, "musst", json_true());
	assert_int_equal(body_check(&kind, doc, &err), ERR_INVALID);
	assert_true(arg_is(&err.arg[0], "masters.0.paragraphs.0.musst"));
	json_decref(doc);
}

/* Of all that a body may hold no hash, salt or key is left, and all prose is. */
static void
body__what_people_said_is_without_random_digits(void **state)
{
	(void)state;
	for (int kind = 0; kind < (int)LETTER_KINDS; kind++) {
		json_t *doc = sound((enum letter_kind)kind), *said;
		char *text, *before = doc_format(doc);

		said = body_said(doc);
		text = doc_format(said);
		assert_null(strstr(text, RIG_HASH));
		assert_null(strstr(text, "00112233445566778899aabbccddeeff"));
		assert_null(strstr(text, "ssh-ed25519"));
		assert_null(strstr(text, "SHA256:"));
		assert_int_equal(strstr(before, "王丽") != NULL,
			strstr(text, "王丽") != NULL);
		assert_int_equal(strstr(before, "洪水") != NULL,
			strstr(text, "洪水") != NULL);
		assert_int_equal(strstr(before, "市应急局") != NULL,
			strstr(text, "市应急局") != NULL);
		free(text);
		text = doc_format(doc);
		assert_string_equal(text, before);
		free(text);
		free(before);
		json_decref(doc);
		json_decref(said);
	}
}

static void
body__other_kinds_and_forms_are_refused(void **state)
{
	static const char *const rows[][2] = {
		{ "", "letter-text" },
		{ "[]", "letter-text" },
		{ "{}", "letter-kind" },
		{ "{\"kind\":\"praise\"}", "letter-kind" },
		{ "{\"kind\":\"halt\"}", "letter-body" },
		{ "{\"kind\":\"halt\",\"kind\":\"halt\"}", "letter-text" },
		{ "{ \"kind\":\"halt\"}", "letter-text" },
		{ "{\"kind\":\"halt\",\"by\":\"\\u0007\"}", "letter-text" },
		{ "{\"kind\":\"halt\"} x", "letter-text" },
	};
	enum letter_kind kind;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct err err = { .code = ERR_OK };
		json_t *doc = NULL;

		assert_int_equal(body_parse(&doc, &kind, rows[i][0],
					 strlen(rows[i][0]), &err),
			ERR_INVALID);
		assert_string_equal(err.id, rows[i][1]);
		assert_null(doc);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			body__each_kind_is_taken_with_all_that_it_may_hold),
		cmocka_unit_test(body__no_field_takes_what_is_none),
		cmocka_unit_test(body__bounds_are_kept_to_the_byte),
		cmocka_unit_test(body__a_fault_deep_inside_is_named_by_its_way),
		cmocka_unit_test(
			body__what_people_said_is_without_random_digits),
		cmocka_unit_test(body__other_kinds_and_forms_are_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
