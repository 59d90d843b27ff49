/*
 * Signatures and key files against OpenSSH itself: what we write ssh-keygen
 * reads, and the other way round.
 */
#include "tests/agent/scratch.h"

#include "base/signers.h"
#include "base/sshsig.h"

static const unsigned char seed_a[SSHSIG_SEED] =
	"crier test seed, number one ...";
static const unsigned char seed_b[SSHSIG_SEED] =
	"crier test seed, number two ...";

static const char text[] = "tree 4b825dc642cb6eb9a060e54bf8d69288fbee4904\n";

static void
sshsig__ssh_keygen_accepts_our_signature(void **state)
{
	struct sshsig_key key;
	char pub[SSHSIG_LINE], allow[SSHSIG_LINE], sig[SSHSIG_TEXT];

	(void)state;
	sshsig_key_init(&key, seed_a);
	sshsig_key_format(pub, &key, "our station");
	assert_true(sshsig_allow(allow, "station", pub));
	sshsig_sign(sig, &key, "git", text, sizeof(text) - 1);
	scratch_save("allowed", allow, 0644);
	scratch_save("text.sig", sig, 0644);
	scratch_save("text", text, 0644);
	scratch_save("other", "tree 5b825dc642cb6eb9a060e54bf8d69288fbee4904\n",
		0644);
	assert_int_equal(
		scratch_shell(
			"ssh-keygen -q -Y verify -f allowed -I station -n git "
			"-s text.sig <text >/dev/null"),
		0);
	assert_int_not_equal(
		scratch_shell(
			"ssh-keygen -q -Y verify -f allowed -I station -n git "
			"-s text.sig <other >/dev/null 2>&1"),
		0);
}

static void
sshsig__ssh_keygen_reads_our_key_file_and_signs_the_same(void **state)
{
	struct sshsig_key key;
	char file[SSHSIG_FILE], sig[SSHSIG_TEXT], theirs[SSHSIG_TEXT];
	char pub[SSHSIG_LINE], read[256];

	(void)state;
	sshsig_key_init(&key, seed_a);
	sshsig_file_format(file, &key);
	scratch_save("key", file, 0600);
	scratch_save("text", text, 0644);
	assert_int_equal(scratch_shell("ssh-keygen -y -f key >key.pub"), 0);
	scratch_load(read, sizeof(read), "key.pub");
	sshsig_key_format(pub, &key, "crier");
	read[strcspn(read, "\n")] = '\0';
	assert_string_equal(read, pub);
	assert_int_equal(
		scratch_shell("ssh-keygen -q -Y sign -f key -n git <text "
			      ">text.sig 2>/dev/null"),
		0);
	scratch_load(theirs, sizeof(theirs), "text.sig");
	sshsig_sign(sig, &key, "git", text, sizeof(text) - 1);
	assert_string_equal(theirs, sig);
}

static void
sshsig__a_key_of_ssh_keygen_is_read(void **state)
{
	struct sshsig_key key;
	char file[1024], pub[256], line[SSHSIG_LINE];
	struct err err;
	size_t n;

	(void)state;
	assert_int_equal(
		scratch_shell(
			"ssh-keygen -q -t ed25519 -N '' -C mine -f theirs"),
		0);
	n = scratch_load(file, sizeof(file), "theirs");
	assert_int_equal(sshsig_file_parse(&key, file, n, &err), ERR_OK);
	scratch_load(pub, sizeof(pub), "theirs.pub");
	pub[strcspn(pub, "\n")] = '\0';
	sshsig_key_format(line, &key, "mine");
	assert_string_equal(line, pub);
	assert_int_equal(
		scratch_shell("ssh-keygen -q -t ed25519 -N secret -f locked"),
		0);
	n = scratch_load(file, sizeof(file), "locked");
	assert_int_equal(sshsig_file_parse(&key, file, n, &err), ERR_INVALID);
}

static void
sshsig__a_key_file_cut_short_is_refused(void **state)
{
	struct sshsig_key key, got;
	char file[SSHSIG_FILE];
	size_t len;
	int good = 0;

	(void)state;
	sshsig_key_init(&key, seed_a);
	sshsig_file_format(file, &key);
	len = strlen(file);
	assert_int_equal(sshsig_file_parse(&got, file, len, NULL), ERR_OK);
	assert_memory_equal(&got, &key, sizeof(key));
	for (size_t i = 0; i < len; i++) {
		if (sshsig_file_parse(&got, file, i, NULL) == ERR_OK)
			good++;
	}
	/* only the last line end may be missing */
	assert_int_equal(good, 1);
}

/* Longer than a line may be that is read into an array. */
#define BYTES_64                                                               \
	"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
#define BYTES_256 BYTES_64 BYTES_64 BYTES_64 BYTES_64
#define LONG " " BYTES_256 BYTES_256 BYTES_256 BYTES_256

static void
sshsig__verify_judges_by_the_allowed_signers(void **state)
{
	static const struct {
		const char *line; /* %s is the key */
		enum err_code want;
	} row[] = {
		{ "station %s\n", ERR_OK },
		{ "station namespaces=\"git\" %s x y\n", ERR_OK },
		{ "# no\n\nstation,other namespaces=\"file,git\" %s", ERR_OK },
		{ "station namespaces=\"g*\" %s\r\n", ERR_OK },
		{ "station namespaces=\"file\" %s\n", ERR_DENIED },
		{ "#station %s\n", ERR_DENIED },
		{ "station valid-after=\"20240101\" %s\n", ERR_OK },
		{ "station valid-before=\"20240101\" %s\n", ERR_DENIED },
		{ "station valid-after=\"20300101000000Z\" %s\n", ERR_DENIED },
		{ "station valid-after=\"tomorrow\" %s\n", ERR_DENIED },
		{ "station namespaces=\"git\",valid-before=\"20300101\" %s\n",
			ERR_OK },
		{ "station cert-authority %s\n", ERR_DENIED },
		{ "station namespaces=\"git %s\n", ERR_DENIED },
		{ "%s\n", ERR_DENIED }, { "station %.40s\n", ERR_DENIED },
		{ "station %s" LONG "\n", ERR_OK },
		{ BYTES_256 " %s\n", ERR_DENIED }, /* no name is so long */
	};
	const long long at = 1764000000000; /* November 2025 */
	struct sshsig_key key;
	char pub[SSHSIG_LINE], sig[SSHSIG_TEXT], list[2048], who[SSHSIG_NAME];
	struct err err;

	(void)state;
	sshsig_key_init(&key, seed_a);
	sshsig_key_format(pub, &key, "");
	sshsig_sign(sig, &key, "git", text, sizeof(text) - 1);
	assert_false(signers_find(who, "station AAAA\n", "AAAA", "git", at));
	for (size_t i = 0; i < sizeof(row) / sizeof(row[0]); i++) {
		enum err_code got;

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
		(void)snprintf(list, sizeof(list), row[i].line, pub);
#pragma GCC diagnostic pop
		got = sshsig_verify(who, sig, strlen(sig), "git", text,
			sizeof(text) - 1, list, at, &err);
		if (got != row[i].want)
			print_error("row %zu: %s\n", i, row[i].line);
		assert_int_equal(got, row[i].want);
		if (got == ERR_OK)
			assert_string_equal(who, "station");
	}
}

static void
sshsig__a_signature_fits_its_bytes_key_and_namespace_only(void **state)
{
	struct sshsig_key a, b;
	char line[SSHSIG_LINE], list[256], sig[SSHSIG_TEXT], who[SSHSIG_NAME];
	size_t len;

	(void)state;
	sshsig_key_init(&a, seed_a);
	sshsig_key_init(&b, seed_b);
	sshsig_key_format(line, &a, "");
	(void)snprintf(list, sizeof(list), "station %s\n", line);
	sshsig_sign(sig, &b, "git", text, 10);
	len = strlen(sig);
	assert_int_equal(
		sshsig_verify(who, sig, len, "git", text, 10, list, 0, NULL),
		ERR_DENIED);
	sshsig_sign(sig, &a, "git", text, 10);
	assert_int_equal(
		sshsig_verify(who, sig, len, "git", text, 10, list, 0, NULL),
		ERR_OK);
	assert_int_equal(
		sshsig_verify(who, sig, len, "git", text, 11, list, 0, NULL),
		ERR_INVALID);
	assert_int_equal(
		sshsig_verify(who, sig, len, "file", text, 10, list, 0, NULL),
		ERR_INVALID);
	for (size_t i = 0; i < len - 1; i++) {
		char was = sig[i];

		sig[i] = was == 'A' ? 'B' : 'A';
		assert_int_not_equal(sshsig_verify(who, sig, len, "git", text,
					     10, list, 0, NULL),
			ERR_OK);
		assert_int_not_equal(sshsig_verify(who, sig, i, "git", text, 10,
					     list, 0, NULL),
			ERR_OK);
		sig[i] = was;
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sshsig__ssh_keygen_accepts_our_signature),
		cmocka_unit_test(
			sshsig__ssh_keygen_reads_our_key_file_and_signs_the_same),
		cmocka_unit_test(sshsig__a_key_of_ssh_keygen_is_read),
		cmocka_unit_test(sshsig__a_key_file_cut_short_is_refused),
		cmocka_unit_test(sshsig__verify_judges_by_the_allowed_signers),
		cmocka_unit_test(
			sshsig__a_signature_fits_its_bytes_key_and_namespace_only),
	};

	return cmocka_run_group_tests(tests, scratch_enter, scratch_leave);
}
