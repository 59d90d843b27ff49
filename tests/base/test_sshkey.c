/*
 * Keys and signatures that ssh-keygen makes, also with a security key in
 * software (tests/agent/sk_provider.c), and damaged ones.
 */
#include "tests/agent/scratch.h"

#include <sodium.h>

#include "base/hash.h"
#include "base/sshkey.h"
#include "base/sshsig.h"
#include "base/sshwire.h"

static const char text[] = "what the officer approves\n";

static const struct {
	const char *make; /* options of ssh-keygen */
	enum sshkey_fault want;
	enum sshkey_kind kind;
} made[] = {
	{ "-t ed25519", SSHKEY_FINE, SSHKEY_ED25519 },
	{ "-t rsa -b 3072", SSHKEY_FINE, SSHKEY_RSA },
	{ "-t ecdsa-sk", SSHKEY_FINE, SSHKEY_SK_ECDSA },
	{ "-t ed25519-sk", SSHKEY_FINE, SSHKEY_SK_ED25519 },
	{ "-t ed25519-sk -O application=ssh:duty", SSHKEY_FINE,
		SSHKEY_SK_ED25519 },
	{ "-t ecdsa", SSHKEY_OTHER_KIND, SSHKEY_ED25519 },
	{ "-t rsa -b 2048", SSHKEY_SHORT, SSHKEY_RSA },
};

enum { MADE = sizeof(made) / sizeof(made[0]) };

static void
make_key(size_t i)
{
	char line[200];

	(void)snprintf(line, sizeof(line),
		"rm -f k k.pub; ssh-keygen -q %s -N '' -C 'wang li' -f k",
		made[i].make);
	assert_int_equal(scratch_shell(line), 0);
}

static void
sshkey__takes_the_kinds_that_sign_and_names_why_not(void **state)
{
	char line[4096], out[SSHKEY_LINE], print[SSHKEY_FINGERPRINT], said[256];
	struct sshkey key;

	(void)state;
	for (size_t i = 0; i < MADE; i++) {
		make_key(i);
		scratch_load(line, sizeof(line), "k.pub");
		assert_int_equal(sshkey_parse(&key, line), made[i].want);
		if (made[i].want != SSHKEY_FINE)
			continue;
		assert_int_equal(key.kind, made[i].kind);
		sshkey_format(out, &key);
		assert_int_equal(strncmp(line, out, strlen(out)), 0);
		assert_int_equal(line[strlen(out)], ' ');
		sshkey_fingerprint(print, &key);
		assert_int_equal(
			scratch_shell("ssh-keygen -lf k.pub >said"), 0);
		scratch_load(said, sizeof(said), "said");
		assert_non_null(strstr(said, print));
	}
}

static void
sshkey__what_is_no_key_is_refused(void **state)
{
	static const struct {
		const char *line;
		enum sshkey_fault want;
	} row[] = {
		{ "", SSHKEY_NOT_A_KEY },
		{ "ssh-ed25519", SSHKEY_NOT_A_KEY },
		{ "ssh-ed25519 ", SSHKEY_NOT_A_KEY },
		{ "ssh-ed25519 AAAA", SSHKEY_NOT_A_KEY },
		{ "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIA==",
			SSHKEY_NOT_A_KEY },
		/* the neutral point: every signature fits it */
		{ "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAEAAAAAAAAAAAAAAAAAAAAA"
		  "AAAAAAAAAAAAAAAAAAAA",
			SSHKEY_NOT_A_KEY },
		{ "-----BEGIN OPENSSH PRIVATE KEY-----", SSHKEY_PRIVATE },
		/* the type before the key is another than the one inside */
		{ "ssh-rsa AAAAC3NzaC1lZDI1NTE5AAAAIMA3wGqBCKPrFpaTBFyGuJGXMK7x"
		  "ZJfZyUd0oU4XAbCd",
			SSHKEY_NOT_A_KEY },
	};
	struct sshkey key;

	(void)state;
	for (size_t i = 0; i < sizeof(row) / sizeof(row[0]); i++)
		assert_int_equal(sshkey_parse(&key, row[i].line), row[i].want);
}

/* Whose numbers were not judged fits nothing either: to the eight points of
 * small order a signature of the neutral point and nought would. */
static void
sshkey__points_of_small_order_verify_nothing(void **state)
{
	static const char *const points[] = {
		"00000000000000000000000000000000000000000000000000000000000000"
		"00",
		"01000000000000000000000000000000000000000000000000000000000000"
		"00",
		"ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
		"7f",
		"26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc"
		"05",
		"c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03"
		"7a",
		"00000000000000000000000000000000000000000000000000000000000000"
		"80",
		"26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc"
		"85",
		"c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03"
		"fa",
	};
	struct ssh_blob pub, sig;
	unsigned char point[32];
	char line[SSHKEY_LINE];
	struct sshkey key, again;

	(void)state;
	for (size_t n = 0; n < sizeof(points) / sizeof(points[0]); n++) {
		unsigned char raw[64] = { 1 };

		assert_int_equal(sodium_hex2bin(point, sizeof(point), points[n],
					 64, NULL, NULL, NULL),
			0);
		pub.len = sig.len = 0;
		ssh_put_text(&pub, "ssh-ed25519");
		ssh_put_str(&pub, point, sizeof(point));
		assert_int_equal(
			sshkey_take(&key, pub.data, pub.len), SSHKEY_FINE);
		sshkey_format(line, &key);
		assert_int_equal(sshkey_read(&again, line), SSHKEY_FINE);
		assert_int_equal(sshkey_parse(&again, line), SSHKEY_NOT_A_KEY);
		for (int same = 0; same < 2; same++) {
			if (same)
				memcpy(raw, point, sizeof(point));
			sig.len = 0;
			ssh_put_text(&sig, "ssh-ed25519");
			ssh_put_str(&sig, raw, sizeof(raw));
			assert_false(sshkey_verify(&key, sig.data, sig.len,
				text, sizeof(text), NULL));
		}
	}
}

static void
sign_text(void)
{
	scratch_save("text", text, 0644);
	assert_int_equal(
		scratch_shell("rm -f text.sig; ssh-keygen -q -Y sign -f k -n "
			      "crier text 2>/dev/null"),
		0);
}

static void
sshkey__a_signature_fits_its_text_only(void **state)
{
	struct sshkey key, mine;
	struct sshkey_touch touch;
	char sig[4096], line[4096];
	size_t n;

	(void)state;
	for (size_t i = 0; i < MADE; i++) {
		make_key(i);
		sign_text();
		n = scratch_load(sig, sizeof(sig), "text.sig");
		if (made[i].want != SSHKEY_FINE) {
			assert_false(sshsig_check(&key, &touch, sig, n, "crier",
				text, sizeof(text) - 1));
			continue;
		}
		scratch_load(line, sizeof(line), "k.pub");
		assert_int_equal(sshkey_parse(&mine, line), SSHKEY_FINE);
		assert_true(sshsig_check(
			&key, &touch, sig, n, "crier", text, sizeof(text) - 1));
		assert_true(sshkey_same(&key, &mine));
		assert_int_equal(touch.touched, sshkey_is_token(&key));
		assert_false(touch.verified);
		assert_false(sshsig_check(
			&key, NULL, sig, n, "crier", text, sizeof(text) - 2));
		assert_false(sshsig_check(
			&key, NULL, sig, n, "git", text, sizeof(text) - 1));
	}
}

static void
sshkey__a_key_that_nobody_touched_says_so(void **state)
{
	struct sshkey key;
	struct sshkey_touch touch;
	char sig[4096];
	size_t n;

	(void)state;
	assert_int_equal(
		scratch_shell("rm -f k k.pub; ssh-keygen -q -t ecdsa-sk -O "
			      "no-touch-required -N '' -f k"),
		0);
	scratch_save("text", text, 0644);
	assert_int_equal(
		scratch_shell("rm -f text.sig; SK_NOBODY=1 ssh-keygen -q -Y "
			      "sign -f k -n crier text 2>/dev/null"),
		0);
	n = scratch_load(sig, sizeof(sig), "text.sig");
	assert_true(sshsig_check(
		&key, &touch, sig, n, "crier", text, sizeof(text) - 1));
	assert_false(touch.touched);
	assert_int_equal(touch.counter, 7);
}

/* Any one byte changed, any length cut: never a signature, never a crash. */
static void
sshkey__damaged_signatures_fit_nothing(void **state)
{
	struct sshkey key;
	char sig[4096];
	size_t n;

	(void)state;
	for (size_t i = 0; i < MADE; i++) {
		if (made[i].want != SSHKEY_FINE)
			continue;
		make_key(i);
		sign_text();
		n = scratch_load(sig, sizeof(sig), "text.sig");
		for (size_t at = 0; at + 1 < n; at++) {
			char was = sig[at];

			sig[at] = was == 'A' ? 'B' : 'A';
			assert_false(sshsig_check(&key, NULL, sig, n, "crier",
				text, sizeof(text) - 1));
			assert_false(sshsig_check(&key, NULL, sig, at, "crier",
				text, sizeof(text) - 1));
			sig[at] = was;
		}
	}
}

/* Of nothing, as sha256sum and base64 have it. */
#define PRINT_NONE "SHA256:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU"
#define PRINT_OTHER "SHA256:A7DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU"

static void
sshkey__pins_fit_the_whole_print_only(void **state)
{
	static const struct {
		const char *pins;
		bool fits;
	} rows[] = {
		{ PRINT_NONE, true },
		{ PRINT_OTHER "," PRINT_NONE, true },
		{ PRINT_NONE "," PRINT_OTHER, true },
		{ PRINT_OTHER, false },
		{ "SHA256:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuF", false },
		{ "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU", false },
		{ "SHA256:", false },
		{ "", false },
	};
	unsigned char raw[HASH_RAW];
	char print[SSHKEY_FINGERPRINT];

	(void)state;
	hash_raw(raw, "", 0);
	sshkey_print(print, raw);
	assert_string_equal(print, PRINT_NONE);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		assert_int_equal(
			sshkey_is_pinned(rows[i].pins, raw), rows[i].fits);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			sshkey__takes_the_kinds_that_sign_and_names_why_not),
		cmocka_unit_test(sshkey__what_is_no_key_is_refused),
		cmocka_unit_test(sshkey__points_of_small_order_verify_nothing),
		cmocka_unit_test(sshkey__a_signature_fits_its_text_only),
		cmocka_unit_test(sshkey__a_key_that_nobody_touched_says_so),
		cmocka_unit_test(sshkey__damaged_signatures_fit_nothing),
		cmocka_unit_test(sshkey__pins_fit_the_whole_print_only),
	};

	return cmocka_run_group_tests(tests, scratch_enter, scratch_leave);
}
