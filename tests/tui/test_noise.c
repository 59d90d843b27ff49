/*
 * A bad line, a terminal that talks and a clipboard against the console of
 * somebody who may arm, fire and halt, on armed releases in mode actual:
 * through charset, reader, app and grid. What a person's key does is counted
 * apart from what noise does. `make check` plays some hundred thousand bytes;
 * CRIER_NOISE=10000000 CRIER_NOISE_SEED=7 plays more and others.
 */
#include "tests/tui/sample.h"

#include "tests/tui/noise.h"
#include "tui/console/charset.h"
#include "tui/console/dialog.h"
#include "tui/console/reader.h"
#include "tui/console/view.h"

enum { BYTES = 300000, AGAIN = 40, LOOK = 16 };

struct night {
	struct rig r;
	struct reader reader;
	struct charset charset;
	struct noise noise;
	int64_t now; /* ms of the reader's clock */
	uint64_t bytes, keys, pastes, hands, asked_again;
	size_t by_noise; /* acts on a release */
	size_t by_hand;
	bool any_key; /* the hand presses those that act too */
};

static uint64_t
number(const char *name, uint64_t otherwise)
{
	const char *value = getenv(name);

	return value && *value ? strtoull(value, NULL, 10) : otherwise;
}

/* Acts that change a release or what may be released. */
static size_t
count_acts(struct night *n)
{
	static const char *const subjects[] = { "release.", "delivery.",
		"review.", "message.withdraw", "message.correct",
		"incident.close" };
	size_t count = 0, i;
	json_t *act;

	json_array_foreach(n->r.acts, i, act)
	{
		for (size_t k = 0; k < 6; k++)
			if (strncmp(doc_str(act, "act"), subjects[k],
				    strlen(subjects[k])) == 0)
				count++;
	}
	json_array_clear(n->r.acts);
	return count;
}

/* Again where it would hurt. */
static void
go_back(struct night *n)
{
	static const char *const views[] = { "release", "deliveries", "walk",
		"review", "board" };
	unsigned view = noise_dice(&n->noise, 5);

	n->r.app.quit = false;
	if (n->r.app.dialog)
		dialog_close(&n->r.app);
	app_open(&n->r.app, views[view],
		view == 2	    ? "2026-0001"
			: view == 4 ? ""
				    : "2026-0001/1");
	app_pump(&n->r.app);
}

static void
drain_reader(struct night *n)
{
	struct input in;

	while (reader_next(&n->reader, n->now, &in)) {
		n->keys += in.kind == INPUT_KEY;
		n->pastes += in.kind == INPUT_PASTE;
		n->asked_again += in.burst && app_wants_alone(&n->r.app, &in);
		app_input(&n->r.app, &in);
		app_pump(&n->r.app);
		n->r.app.quit = false;
	}
}

static void
let_pass(struct night *n, int ms)
{
	int64_t end = n->now + ms;
	int wait;

	while ((wait = reader_wait(&n->reader, n->now)) >= 0 &&
		n->now + wait <= end) {
		n->now += wait;
		drain_reader(n);
	}
	n->now = end;
	drain_reader(n);
	rig_wait(&n->r, ms);
}

/* What acted, to be looked at. */
static void
night_tell(const struct night *n, const char *piece, size_t len)
{
	print_message("# acted in %s, at byte %llu:",
		app_top(&n->r.app)->ops->name, (unsigned long long)n->bytes);
	for (size_t i = 0; i < len; i++)
		print_message(" %02x", (unsigned char)piece[i]);
	print_message("; of");
	for (size_t i = 0; i < n->noise.len; i++)
		print_message(" %02x", (unsigned char)n->noise.bytes[i]);
	print_message("; pause %d\n", n->noise.pause);
}

static void
send_piece(struct night *n)
{
	uint32_t chars[NOISE_BYTES + CHARSET_PART];
	size_t len, count, acts;
	int pause;
	const char *piece = noise_next(&n->noise, &len, &pause);

	count = charset_decode(&n->charset, chars, piece, len);
	n->bytes += len;
	drain_reader(n);
	reader_feed(&n->reader, chars, count, n->now);
	if (n->charset.part_len > 0)
		reader_cut(&n->reader);
	drain_reader(n);
	let_pass(n, pause);
	acts = count_acts(n);
	if (n->noise.person) {
		n->hands++;
		n->by_hand += acts;
	} else if (acts > 0) {
		n->by_noise += acts;
		if (!n->any_key) /* else one is sent again by L */
			night_tell(n, piece, len);
	}
}

static void
night_begin(struct night *n, enum lang lang, const char *locale, uint64_t seed)
{
	*n = (struct night){ .noise = { .seed = seed * 2 + 1 } };
	sample_answers(&n->r);
	rig_answer(&n->r, "message.show", sample_actual);
	rig_answer(&n->r, "release.fire", "[]");
	rig_answer(&n->r, "release.halt", "[]");
	rig_answer(&n->r, "release.disarm", "[]");
	rig_start(&n->r, lang, 24, 80);
	reader_init(&n->reader);
	charset_init(&n->charset, locale);
	n->now = 1000;
}

static void
night_end(struct night *n)
{
	reader_release(&n->reader);
	charset_release(&n->charset);
	rig_stop(&n->r);
}

static void
play_night(struct night *n, uint64_t bytes)
{
	for (uint64_t turn = 0; n->bytes < bytes; turn++) {
		if (turn % AGAIN == 0)
			go_back(n);
		send_piece(n);
		if (turn % LOOK == 0)
			(void)rig_screen(&n->r);
	}
}

static void
noise__changes_no_release(void **state)
{
	static const struct {
		enum lang lang;
		const char *locale;
	} rows[] = { { LANG_EN, "en_US.UTF-8" }, { LANG_ZH, "zh_CN.GBK" } };
	uint64_t seed = number("CRIER_NOISE_SEED", 1);
	uint64_t bytes = number("CRIER_NOISE", BYTES) / 2;

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		struct night n;

		night_begin(&n, rows[i].lang, rows[i].locale, seed);
		play_night(&n, bytes);
		print_message("# seed %llu, %s: %llu bytes, %llu keys (%llu by "
			      "hand), %llu pastes; asked again %llu; acts on a "
			      "release: by noise %zu, by hand %zu\n",
			(unsigned long long)seed, n.charset.name,
			(unsigned long long)n.bytes, (unsigned long long)n.keys,
			(unsigned long long)n.hands,
			(unsigned long long)n.pastes,
			(unsigned long long)n.asked_again, n.by_noise,
			n.by_hand);
		assert_int_equal(n.by_noise, 0);
		assert_int_equal(n.by_hand, 0);
		assert_true(n.asked_again > 100); /* it came to the brink */
		assert_true(n.pastes > 100);
		night_end(&n);
	}
}

/* The same with the hand's every key, H and Enter too: it may halt. */
static void
noise__and_any_key_fire_nothing(void **state)
{
	struct night n;
	uint64_t bytes = number("CRIER_NOISE", BYTES) / 4;
	int halts = 0;

	(void)state;
	night_begin(&n, LANG_EN, "en_US.UTF-8", number("CRIER_NOISE_SEED", 1));
	n.any_key = true;
	for (uint64_t turn = 0; n.bytes < bytes; turn++) {
		static const int keys[] = { K_ENTER, K_ESC, K_TAB, K_UP, K_DOWN,
			K_CTRL('S'), K_CTRL('T'), 'f', 'H', 'd', 'a', ':' };

		if (turn % AGAIN == 0)
			go_back(&n);
		send_piece(&n);
		rig_key(&n.r,
			noise_dice(&n.noise, 2)
				? keys[noise_dice(&n.noise, 12)]
				: ' ' + (int)noise_dice(&n.noise, 95));
		n.r.app.quit = false;
		assert_int_equal(rig_acts(&n.r, "release.fire"), 0);
		halts += rig_acts(&n.r, "release.halt") > 0;
		json_array_clear(n.r.acts);
		if (turn % LOOK == 0)
			(void)rig_screen(&n.r);
	}
	assert_true(halts > 0); /* halting is easy */
	night_end(&n);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(noise__changes_no_release),
		cmocka_unit_test(noise__and_any_key_fire_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
