/*
 * What is new since the officer looked: the sign in rows of the board and of
 * an incident's line of time, its count, and when it goes away. The home is a
 * folder of the test's own.
 */
#include "tests/tui/rig.h"

#include <ftw.h>
#include <sys/stat.h>

#include "tui/console/stack.h"

static char home[] = "/tmp/crier-news.XXXXXX";

static int
remove_one(const char *path, const struct stat *st, int type, struct FTW *at)
{
	(void)st;
	(void)type;
	(void)at;
	return remove(path);
}

static int
begin(void **state)
{
	(void)state;
	memcpy(home + strlen(home) - 6, "XXXXXX", 6);
	return mkdtemp(home) == NULL || setenv("XDG_STATE_HOME", home, 1) != 0;
}

static int
finish(void **state)
{
	(void)state;
	(void)unsetenv("XDG_STATE_HOME");
	return nftw(home, remove_one, 8, FTW_DEPTH | FTW_PHYS);
}

/* ---- a station ---- */

struct said {
	char status[1500], list[900], show[1500];
};

/* Entry `a` is the last of 2026-0001, `b` of 2026-0002; of what waits `waits`
 * are drafts of the first; `claims` happened in it. */
static void
tell(struct rig *r, struct said *s, int a, int b, int waits, int claims)
{
	size_t n = 0;

	n += (size_t)snprintf(s->status, sizeof(s->status),
		"{\"station\":{\"seq\":%d},\"mine\":%d,\"record\":{\"behind\":"
		"0},\"relay\":{\"actual\":true,\"drill\":true},\"waits\":[",
		a > b		  ? (a > 100 ? a : 100)
			: b > 100 ? b
				  : 100,
		waits);
	for (int i = 1; i <= waits; i++)
		n += (size_t)snprintf(s->status + n, sizeof(s->status) - n,
			"%s{\"what\":\"draft\",\"message\":\"2026-0001/%d\","
			"\"incident\":\"2026-0001\",\"mode\":\"actual\","
			"\"mine\":true}",
			i > 1 ? "," : "", i);
	(void)snprintf(s->status + n, sizeof(s->status) - n, "]}");
	(void)snprintf(s->list, sizeof(s->list),
		"{\"total\":2,\"rows\":[{\"id\":\"2026-0001\",\"mode\":"
		"\"actual\",\"title\":\"One\",\"state\":\"open\",\"updated\":"
		"%d},{\"id\":\"2026-0002\",\"mode\":\"actual\",\"title\":"
		"\"Two\",\"state\":\"open\",\"updated\":%d}]}",
		a, b);
	n = (size_t)snprintf(s->show, sizeof(s->show),
		"{\"id\":\"2026-0001\",\"mode\":\"actual\",\"title\":\"One\","
		"\"state\":\"open\",\"updated\":%d,\"past\":[{\"what\":"
		"\"opened\",\"time\":1795490000000}",
		a);
	for (int i = 1; i <= claims; i++)
		n += (size_t)snprintf(s->show + n, sizeof(s->show) - n,
			",{\"what\":\"claim\",\"time\":%lld,\"claim\":"
			"\"2026-0001/c%d\",\"text\":\"hearsay %d\"}",
			1795490000000LL + i * 1000, i, i);
	(void)snprintf(s->show + n, sizeof(s->show) - n, "]}");
	rig_answer(r, "status", s->status);
	rig_answer(r, "incident.list", s->list);
	rig_answer(r, "incident.show", s->show);
}

static void
start(struct rig *r)
{
	r->remembers = true;
	rig_start(r, LANG_EN, 24, 80);
	(void)rig_screen(r);
}

/* As the program ends when the officer leaves; the line may break instead. */
static void
stop(struct rig *r, bool quits)
{
	if (quits)
		stack_leave(&r->app);
	rig_stop(r);
}

/* A session that looks at the board, and at the incident if so. */
static void
look(struct said *s, int a, int b, int waits, int claims, bool opens)
{
	struct rig r = { 0 };

	tell(&r, s, a, b, waits, claims);
	start(&r);
	if (opens) {
		app_open(&r.app, "walk", "2026-0001");
		app_pump(&r.app);
		(void)rig_screen(&r);
		rig_type(&r, "b");
		(void)rig_screen(&r);
	}
	stop(&r, true);
}

/* The sign before what the row says; ' ' if there is none. */
static char
sign_of(struct rig *r, const char *text)
{
	const char *screen = rig_screen(r), *at = strstr(screen, text);

	if (at == NULL)
		fail_msg("no \"%s\" in\n%s", text, screen);
	while (at > screen && at[-1] != '\n')
		at--;
	return at[2];
}

static void
push(struct rig *r, const char *what, const char *key, int seq)
{
	json_array_append_new(r->queue,
		json_pack("{s:s,s:s,s:i}", "changed", what, "key", key, "seq",
			seq));
	app_pump(&r->app);
}

/* ---- tests ---- */

/* Signs on the board after one has looked at 2026-0001 with its entries up to
 * 90 of 100, and at one wait. */
static void
news__the_board_marks_what_is_new(void **state)
{
	static const struct {
		int a, b, waits, claims;
		bool opened;
		char first, second, wait;
		const char *sees;
	} rows[] = {
		{ 90, 80, 1, 1, true, ' ', ' ', ' ', NULL },
		{ 101, 80, 1, 2, true, '^', ' ', ' ', "^ 1 new" },
		{ 101, 105, 1, 2, true, '^', '^', ' ', "^ 2 new" },
		{ 90, 80, 2, 1, true, ' ', ' ', '^', "^ 1 new" },
		/* what was never opened counts from the first look on */
		{ 90, 99, 1, 1, false, ' ', ' ', ' ', NULL },
		{ 101, 99, 1, 1, false, '^', ' ', ' ', "^ 1 new" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct said before, now;
		struct rig r = { 0 };

		assert_int_equal(begin(NULL), 0);
		look(&before, 90, 80, 1, 1, rows[i].opened);
		tell(&r, &now, rows[i].a, rows[i].b, rows[i].waits,
			rows[i].claims);
		start(&r);
		assert_int_equal(sign_of(&r, "  One"), rows[i].first);
		assert_int_equal(sign_of(&r, "  Two"), rows[i].second);
		assert_int_equal(sign_of(&r, "2026-0001/1"), ' ');
		if (rows[i].waits > 1)
			assert_int_equal(
				sign_of(&r, "2026-0001/2"), rows[i].wait);
		if (rows[i].sees)
			rig_sees(&r, rows[i].sees);
		else
			rig_sees_not(&r, " new ");
		stop(&r, true);
		assert_int_equal(finish(NULL), 0);
	}
}

static void
news__the_sign_goes_when_it_was_looked_at(void **state)
{
	struct said s;
	struct rig r = { 0 };

	(void)state;
	look(&s, 90, 80, 1, 1, true);
	tell(&r, &s, 101, 80, 2, 2);
	start(&r);
	assert_int_equal(sign_of(&r, "2026-0001/2"), '^');
	rig_type(&r, "?"); /* which leaves it standing */
	rig_type(&r, "/looked");
	rig_sees(&r, "new since you looked last");
	rig_type(&r, "<Esc><Esc>");
	assert_int_equal(sign_of(&r, "2026-0001/2"), '^');
	app_open(&r.app, "walk", "2026-0001");
	app_pump(&r.app);
	assert_int_equal(sign_of(&r, "hearsay 1"), ' ');
	assert_int_equal(sign_of(&r, "hearsay 2"), '^');
	rig_sees(&r, "^ 1 new");
	rig_type(&r, "b");
	assert_int_equal(sign_of(&r, "  One"), ' ');
	assert_int_equal(sign_of(&r, "2026-0001/2"), ' ');
	app_open(&r.app, "walk", "2026-0001");
	app_pump(&r.app);
	assert_int_equal(sign_of(&r, "hearsay 2"), ' ');
	stop(&r, true);
}

/* It is read again from what was kept; a line that breaks looks at nothing. */
static void
news__it_survives_the_console(void **state)
{
	struct said s;

	(void)state;
	look(&s, 90, 80, 1, 1, true);
	for (int n = 0; n < 2; n++) {
		struct rig r = { 0 };

		tell(&r, &s, 101, 80, 2, 2);
		start(&r);
		assert_int_equal(sign_of(&r, "  One"), '^');
		assert_int_equal(sign_of(&r, "2026-0001/2"), '^');
		stop(&r, n > 0);
	}
	for (int n = 0; n < 2; n++) {
		struct rig r = { 0 };

		tell(&r, &s, 101, 80, 2, 2);
		start(&r);
		assert_int_equal(sign_of(&r, "  One"), '^');
		assert_int_equal(sign_of(&r, "2026-0001/2"), ' ');
		app_open(&r.app, "walk", "2026-0001");
		app_pump(&r.app);
		assert_int_equal(sign_of(&r, "hearsay 1"), ' ');
		assert_int_equal(sign_of(&r, "hearsay 2"), '^');
		stop(&r, false);
	}
}

/* Where nothing can be kept nothing is known, so nothing is new: no folder,
 * another officer's file, a file that is none. */
static void
news__nothing_is_new_where_nothing_is_known(void **state)
{
	char path[100];
	struct said s;

	(void)state;
	(void)snprintf(path, sizeof(path), "%s/crier/looked", home);
	for (int n = 0; n < 4; n++) {
		struct rig r = { 0 };
		FILE *f;

		look(&s, 90, 80, 1, 1, true);
		tell(&r, &s, 101, 80, 2, 2);
		if (n == 0) {
			assert_int_equal(
				setenv("XDG_STATE_HOME", "/dev/null", 1), 0);
		} else {
			assert_int_equal(remove(path), 0);
			f = fopen(path, "w");
			assert_non_null(f);
			(void)fputs(n == 1	 ? " zhao\nbase 1\nwaits\n"
					: n == 2 ? "base 1\nwaits\n"
						 : "",
				f);
			assert_int_equal(fclose(f), 0);
		}
		start(&r);
		assert_int_equal(sign_of(&r, "  One"), ' ');
		assert_int_equal(sign_of(&r, "2026-0001/2"), ' ');
		rig_sees_not(&r, " new ");
		stop(&r, false);
		assert_int_equal(setenv("XDG_STATE_HOME", home, 1), 0);
	}
}

/* What one has done oneself, or seen on the message's screen, is not new; what
 * others did before it stays so. */
static void
news__ones_own_acts_are_not_new(void **state)
{
	static const struct {
		int other; /* an entry before the own one, 0: none */
		bool watched; /* it is the message on the screen */
		char want;
	} rows[] = { { 0, false, ' ' }, { 101, false, '^' }, { 0, true, ' ' },
		{ 101, true, '^' } };

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct said before, now;
		struct rig r = { 0 };

		assert_int_equal(begin(NULL), 0);
		look(&before, 90, 80, 1, 1, true);
		tell(&r, &now, 90, 80, 1, 1);
		start(&r);
		rig_answer(&r, "message.show",
			"{\"id\":\"2026-0001/1\",\"mode\":\"actual\","
			"\"state\":\"fired\"}");
		rig_answer(&r, "delivery.list", "{\"rows\":[]}");
		rig_answer(&r, "release.halt",
			"[{\"incident\":\"2026-0001\",\"seq\":102,\"kind\":"
			"\"release.halted\"}]");
		app_open(&r.app, "deliveries", "2026-0001/1");
		app_pump(&r.app);
		(void)rig_screen(&r);
		if (rows[i].other)
			push(&r, "incident", "2026-0001", rows[i].other);
		push(&r, "incident", "2026-0001", 102);
		if (rows[i].watched)
			push(&r, "message", "2026-0001/1", 102);
		else
			app_act(&r.app, app_top(&r.app), 1, "release.halt",
				NULL);
		app_pump(&r.app);
		tell(&r, &now, 102, 80, 1, 1);
		rig_type(&r, "b");
		push(&r, "incident", "2026-0002", 80);
		assert_int_equal(sign_of(&r, "  One"), rows[i].want);
		stop(&r, true);
		assert_int_equal(finish(NULL), 0);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(news__the_board_marks_what_is_new),
		cmocka_unit_test_setup_teardown(
			news__the_sign_goes_when_it_was_looked_at, begin,
			finish),
		cmocka_unit_test_setup_teardown(
			news__it_survives_the_console, begin, finish),
		cmocka_unit_test_setup_teardown(
			news__nothing_is_new_where_nothing_is_known, begin,
			finish),
		cmocka_unit_test(news__ones_own_acts_are_not_new),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
