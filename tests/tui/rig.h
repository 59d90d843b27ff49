/*
 * A app without a terminal and without a station (rig_station.h has the
 * answers): time stands still until the test moves it. Keys are written as
 * text, special ones as <Enter>, <Up>, <^S>.
 */
#ifndef CRIER_TESTS_TUI_RIG_H
#define CRIER_TESTS_TUI_RIG_H

#include "tests/tui/rig_acts.h"
#include "tests/tui/rig_station.h"

/* The catalogue of the build tree, three folders up from this test. */
static inline void
rig_catalogue(void)
{
	char path[4200];
	ssize_t n = readlink("/proc/self/exe", path, 4096);
	char *slash;

	assert_true(n > 0);
	path[n] = '\0';
	for (int up = 0; up < 3; up++) {
		slash = strrchr(path, '/');
		assert_non_null(slash);
		*slash = '\0';
	}
	(void)snprintf(path + strlen(path), 20, "/share/locale");
	(void)bindtextdomain("crier", path);
}

/* Answers must be set before; the board is open afterwards. */
static inline void
rig_start(struct rig *r, enum lang lang, int rows, int cols)
{
	i18n_init(lang_word(lang));
	rig_catalogue();
	rig_default(r, "officer.list", "{}"); /* every board asks for it */
	r->b.ops = &rig_ops;
	r->now = RIG_NOW;
	r->queue = json_array();
	r->acts = json_array();
	r->asked = json_array();
	r->hello = rig_json("{\"station\":\"柳河县\",\"zone\":\"+08:00\","
			    "\"officer\":{\"id\":\"wang\","
			    "\"name\":\"王芳\",\"roles\":[\"drafter\","
			    "\"reviewer\",\"releaser\"]}}");
	doc_put_bool(r->hello, "demo", r->demo);
	grid_init(&r->grid, rows, cols);
	app_init(&r->app, &r->b, all_views, lang, rig_now, r);
	r->app.remembers = r->remembers;
	r->app.copy = rig_copy;
	r->app.copy_arg = r;
	r->app.chance = rig_chance;
	r->app.chance_arg = r;
	app_pump(&r->app);
}

static inline void
rig_stop(struct rig *r)
{
	app_release(&r->app);
	grid_release(&r->grid);
	json_decref(r->queue);
	json_decref(r->acts);
	json_decref(r->asked);
	json_decref(r->hello);
	free(r->copied);
	memset(r, 0, sizeof(*r));
}

static inline void
rig_key(struct rig *r, int key)
{
	struct input in = { .kind = INPUT_KEY, .key = key };

	app_input(&r->app, &in);
	app_pump(&r->app);
}

static inline void
rig_paste(struct rig *r, const char *text)
{
	struct input in = {
		.kind = INPUT_PASTE, .paste = text, .paste_len = strlen(text)
	};

	app_input(&r->app, &in);
	app_pump(&r->app);
}

/* A paste through a terminal that does not mark it, or noise of the line. */
static inline void
rig_burst(struct rig *r, const char *text)
{
	struct input in = { .kind = INPUT_KEY, .burst = true };
	uint32_t cp;
	size_t len = strlen(text), n;

	for (size_t i = 0; i < len; i += n) {
		n = text_decode(&cp, text + i, len - i);
		in.key = cp == '\n' ? K_ENTER : (int)cp;
		app_input(&r->app, &in);
	}
	app_pump(&r->app);
}

/* "abc<Enter><^S>": 100 ms between keys, as a person types. */
static inline void
rig_type(struct rig *r, const char *keys)
{
	static const struct {
		const char *name;
		int key;
	} names[] = { { "<Enter>", K_ENTER }, { "<Esc>", K_ESC },
		{ "<Tab>", K_TAB }, { "<S-Tab>", K_BACK_TAB }, { "<Up>", K_UP },
		{ "<Down>", K_DOWN }, { "<Left>", K_LEFT },
		{ "<Right>", K_RIGHT }, { "<Home>", K_HOME },
		{ "<End>", K_END }, { "<PgUp>", K_PAGE_UP },
		{ "<PgDn>", K_PAGE_DOWN }, { "<Del>", K_DELETE },
		{ "<BkSp>", K_BACKSPACE }, { "<F1>", K_F1 },
		{ "<F2>", K_F1 + 1 }, { "<F3>", K_F1 + 2 },
		{ "<F4>", K_F1 + 3 }, { "<F5>", K_F1 + 4 },
		{ "<F6>", K_F1 + 5 }, { "<F7>", K_F1 + 6 },
		{ "<F8>", K_F1 + 7 }, { "<F9>", K_F1 + 8 } };
	uint32_t cp;
	size_t len = strlen(keys), n;

	for (size_t i = 0; i < len; i += n) {
		int key = 0;

		n = text_decode(&cp, keys + i, len - i);
		if (cp == '<' && i + 3 < len && keys[i + 1] == '^') {
			key = K_CTRL(keys[i + 2]);
			n = 4;
		}
		for (size_t k = 0; cp == '<' && key == 0 &&
			k < sizeof(names) / sizeof(names[0]);
			k++) {
			if (strncmp(keys + i, names[k].name,
				    strlen(names[k].name)) == 0) {
				key = names[k].key;
				n = strlen(names[k].name);
			}
		}
		r->now += 100;
		rig_key(r, key ? key : (int)cp);
	}
}

/* Time goes by; what is due happens. */
static inline void
rig_wait(struct rig *r, int64_t ms)
{
	int64_t end = r->now + ms, due;

	for (;;) {
		due = app_due(&r->app);
		if (due == 0 || due > end)
			break;
		if (due > r->now)
			r->now = due;
		app_tick(&r->app);
		app_pump(&r->app);
	}
	r->now = end;
}

static inline void
rig_push(struct rig *r, const char *what, const char *key)
{
	json_array_append_new(r->queue,
		json_pack("{s:s,s:s,s:i}", "changed", what, "key", key, "seq",
			1));
	app_pump(&r->app);
}

/* The screen as text; borrowed until the next call. */
static inline const char *
rig_screen(struct rig *r)
{
	static char *text;

	free(text);
	app_draw(&r->app, &r->grid);
	text = grid_format(&r->grid);
	return text;
}

/* Row by row; `want` ends with NULL. */
static inline void
rig_expect(struct rig *r, const char *const *want)
{
	const char *screen = rig_screen(r), *got = screen;
	size_t len;

	for (int row = 0; *want; want++, row++) {
		len = strcspn(got, "\n");
		if (len == strlen(*want) && strncmp(got, *want, len) == 0) {
			got += len + 1;
			continue;
		}
		(void)fprintf(stderr, "%s", screen); /* all that there is */
		fail_msg("row %d is\n%.*s\nnot\n%s", row, (int)len, got, *want);
	}
	assert_string_equal(got, "");
}

static inline void
rig_sees(struct rig *r, const char *want)
{
	const char *got = rig_screen(r);

	if (strstr(got, want) == NULL)
		fail_msg("\"%s\" is not on the screen:\n%s", want, got);
}

static inline void
rig_sees_not(struct rig *r, const char * not )
{
	const char *got = rig_screen(r);

	if (strstr(got, not ) != NULL)
		fail_msg("\"%s\" is on the screen:\n%s", not, got);
}

#endif
