/*
 * How fast letters are made and judged:
 *
 *   letters N   N letters of one station to two partners, the text of a notice
 *               in each; made and sealed, then read, opened and judged in their
 *               order; each must be taken
 *
 * Prints a line of name=value pairs, with what one signature and one check of
 * libsodium alone take on this machine. Nothing is written.
 */
#include <stdio.h>
#include <time.h>

#include "base/mem.h"
#include "tests/letter/rig.h"

static double
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static double
letters_make(char **out, size_t n, struct rig *city, struct rig *county)
{
	struct rig third = rig_new("third", 3);
	struct letter_addressee to[] = { { "county", county->seal.pub },
		{ "third", third.seal.pub } };
	char *text = mem_new(1801);
	json_t *body;
	double from;

	for (size_t i = 0; i < 600; i++)
		memcpy(text + i * 3, "汛", 3);
	body = rig_ask(text);
	from = now();
	for (size_t i = 0; i < n; i++) {
		struct letter_draft draft = rig_draft(city, to, 2, body);
		struct letter_chance chance = rig_chance(city);
		struct letter_sealed s;

		if (letter_seal(&s, &draft, &chance, NULL) != ERR_OK)
			exit(1);
		city->seq++;
		FIXED_SET(city->prev, s.hash);
		out[i] = s.text;
		free(s.body);
	}
	from = now() - from;
	json_decref(body);
	free(text);
	return from;
}

static double
letters_judge(size_t *taken, char *const *letters, size_t n,
	const struct rig *city, const struct rig *county)
{
	struct letter_sender sender = { .id = "city",
		.unit = "City",
		.state = PARTNER_ACTIVE,
		.may = (1U << LETTER_KINDS) - 1,
		.key = &city->pub };
	struct letter_bench b = { .own_id = "county",
		.keys = &county->seal,
		.key_count = 1,
		.sender = &sender,
		.memory = { rig_nothing_at, rig_nothing_has, NULL } };
	double from = now();

	for (size_t i = 0; i < n; i++) {
		struct letter_verdict v;
		struct letter l;

		if (letter_parse(&l, letters[i], strlen(letters[i]), NULL) !=
			ERR_OK)
			exit(1);
		(void)letter_judge(&v, &l, &b, NULL);
		*taken += v.outcome == LETTER_TAKEN;
		b.volume = letter_volume_after(&b.volume, &l, &v);
		letter_verdict_release(&v);
		letter_release(&l);
	}
	return now() - from;
}

/* One signature and one check of 300 bytes, as a head has. */
static double
bare_seconds(const struct rig *city)
{
	unsigned char said[300] = { 1 }, sig[crypto_sign_BYTES];
	double from = now();

	for (int i = 0; i < 2000; i++) {
		said[0] = (unsigned char)i;
		crypto_sign_detached(
			sig, NULL, said, sizeof(said), city->key.secret);
		if (crypto_sign_verify_detached(
			    sig, said, sizeof(said), city->key.pub) != 0)
			exit(1);
	}
	return (now() - from) / 2000;
}

int
main(int argc, char **argv)
{
	size_t n = argc == 2 ? strtoul(argv[1], NULL, 10) : 0, taken = 0;
	struct rig city = rig_new("city", 1), county = rig_new("county", 2);
	size_t bytes = 0;
	double made, judged;
	char **letters;

	if (n == 0) {
		fputs("usage: letters N\n", stderr);
		return 64;
	}
	letters = mem_array(n, sizeof(*letters));
	made = letters_make(letters, n, &city, &county);
	judged = letters_judge(&taken, letters, n, &city, &county);
	for (size_t i = 0; i < n; i++) {
		bytes += strlen(letters[i]);
		free(letters[i]);
	}
	free(letters);
	printf("letters=%zu taken=%zu bytes=%zu made_us=%.1f judged_us=%.1f "
	       "bare_us=%.1f\n",
		n, taken, bytes / n, made / (double)n * 1e6,
		judged / (double)n * 1e6, bare_seconds(&city) * 1e6);
	return 0;
}
