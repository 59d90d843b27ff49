/*
 * Sealed credentials: only the right key and the right account open them.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/seal.h"

static void
seal__a_closed_secret_opens_again(void **state)
{
	static const char *const secret[] = { "", "x", "口令 with\nlines" };
	struct seal_key key;
	char *box, *got;
	size_t len;

	(void)state;
	seal_key_new(&key);
	for (size_t i = 0; i < 3; i++) {
		assert_int_equal(seal_close(&box, key.pub, "weibo", secret[i],
					 strlen(secret[i]), NULL),
			ERR_OK);
		assert_null(strstr(box, "with"));
		assert_int_equal(
			seal_open(&got, &len, &key, "weibo", box, NULL),
			ERR_OK);
		assert_int_equal(len, strlen(secret[i]));
		assert_string_equal(got, secret[i]);
		seal_wipe(got, len);
		free(box);
	}
}

static void
seal__another_account_or_key_does_not_open(void **state)
{
	static const char *const account[] = { "weib", "weibo2", "other" };
	struct seal_key key, other;
	char *box, *got = NULL;
	size_t len = 0;
	struct err err;

	(void)state;
	seal_key_new(&key);
	seal_key_new(&other);
	assert_int_equal(
		seal_close(&box, key.pub, "weibo", "s", 1, NULL), ERR_OK);
	for (size_t i = 0; i < 3; i++)
		assert_int_equal(
			seal_open(&got, &len, &key, account[i], box, &err),
			ERR_DENIED);
	assert_int_equal(
		seal_open(&got, &len, &other, "weibo", box, &err), ERR_DENIED);
	assert_null(got);
	free(box);
}

static void
seal__a_changed_or_cut_box_does_not_open(void **state)
{
	struct seal_key key;
	char *box, *got;
	size_t len;

	(void)state;
	seal_key_new(&key);
	assert_int_equal(
		seal_close(&box, key.pub, "weibo", "secret", 6, NULL), ERR_OK);
	for (size_t i = 0; box[i] != '\0'; i++) {
		char was = box[i];

		box[i] = was == 'A' ? 'B' : 'A';
		assert_int_not_equal(
			seal_open(&got, &len, &key, "weibo", box, NULL),
			ERR_OK);
		box[i] = '\0';
		assert_int_not_equal(
			seal_open(&got, &len, &key, "weibo", box, NULL),
			ERR_OK);
		box[i] = was;
	}
	free(box);
}

static void
seal__a_secret_over_the_bound_is_refused(void **state)
{
	struct seal_key key;
	char *big = mem_new(SEAL_MAX + 1), *box, *got;
	size_t len;

	(void)state;
	seal_key_new(&key);
	assert_int_equal(
		seal_close(&box, key.pub, "a", big, SEAL_MAX + 1, NULL),
		ERR_TOO_LARGE);
	assert_int_equal(
		seal_close(&box, key.pub, "a", big, SEAL_MAX, NULL), ERR_OK);
	assert_int_equal(seal_open(&got, &len, &key, "a", box, NULL), ERR_OK);
	assert_int_equal(len, SEAL_MAX);
	seal_wipe(got, len);
	free(box);
	free(big);
}

static void
seal__keys_survive_their_text_forms(void **state)
{
	struct seal_key key, got;
	char line[SEAL_LINE], file[SEAL_FILE], id[SEAL_ID];
	unsigned char pub[SEAL_KEY];

	(void)state;
	seal_key_new(&key);
	seal_key_format(line, key.pub);
	assert_int_equal(strlen(line), 44);
	assert_int_equal(seal_key_parse(pub, line, NULL), ERR_OK);
	assert_memory_equal(pub, key.pub, SEAL_KEY);
	seal_file_format(file, &key);
	assert_int_equal(
		seal_file_parse(&got, file, strlen(file), NULL), ERR_OK);
	assert_memory_equal(&got, &key, sizeof(key));
	assert_int_equal(seal_file_parse(&got, file, strlen(file) - 3, NULL),
		ERR_INVALID);
	assert_int_equal(seal_key_parse(pub, "AAAA", NULL), ERR_INVALID);
	seal_key_id(id, key.pub);
	assert_int_equal(strspn(id, "0123456789abcdef"), 16);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(seal__a_closed_secret_opens_again),
		cmocka_unit_test(seal__another_account_or_key_does_not_open),
		cmocka_unit_test(seal__a_changed_or_cut_box_does_not_open),
		cmocka_unit_test(seal__a_secret_over_the_bound_is_refused),
		cmocka_unit_test(seal__keys_survive_their_text_forms),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
