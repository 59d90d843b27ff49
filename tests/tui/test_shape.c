/*
 * What holds of every screen in both languages at four sizes: the frame is
 * whole, the cursor is on the focus, a larger screen lacks nothing that 80x24
 * shows, a move along a list changes its marker alone. And of every key of
 * every screen: what the station says is possible stands in the bar and is not
 * refused, what it says is not stands nowhere and says why and who could.
 * Whether the station says what is so for every role and state, the tests of
 * the domain see (tests/domain/foresee.h, test_possible.c).
 */
#include "tests/tui/sample_joint.h"
#include "tests/tui/sample_office.h"
#include "tests/tui/sample_shape.h"

#include "tui/console/possible.h"

enum { SMALL, NORMAL, MIDDLE, LARGE, SIZES };

static const struct {
	int rows, cols;
} sizes[SIZES] = { { 20, 40 }, { 24, 80 }, { 40, 120 }, { 50, 200 } };

static const char approved[] =
	"{\"id\":\"D2026-0001/1\",\"incident\":\"D2026-0001\",\"mode\":"
	"\"drill\",\"kind\":\"truth\",\"state\":\"approved\",\"revision\":2,"
	"\"title\":\"柳河县暴雨洪涝情况通报\",\"digest\":\"" SAMPLE_DIGEST "\","
	"\"authors\":[\"li\"],\"variants\":[{\"account\":\"site\",\"name\":"
	"\"县政府网站\",\"kind\":\"site\",\"count\":12,\"limit\":100,\"text\":"
	"\"城关镇出现暴雨\"},{\"account\":\"weibo\",\"name\":\"柳河发布\","
	"\"kind\":\"weibo\",\"count\":9,\"limit\":140,\"text\":\"暴雨\"}]}";

static const char fired[] =
	"{\"id\":\"D2026-0001/1\",\"incident\":\"D2026-0001\",\"mode\":"
	"\"drill\",\"kind\":\"truth\",\"state\":\"released\",\"revision\":2,"
	"\"title\":\"柳河县暴雨洪涝情况通报\",\"digest\":\"" SAMPLE_DIGEST "\","
	"\"authors\":[\"li\"],\"variants\":[{\"account\":\"site\"},{"
	"\"account\":\"weibo\"}],\"standing\":{\"is\":\"out\",\"moving\":1,"
	"\"by_hand\":1,\"long\":{\"en\":\"out\",\"zh\":\"已上线\"}},\"fired\":{"
	"\"by\":\"li\",\"time\":1795499940000}}";

static const struct screen {
	const char *view, *id, *message, *deliveries;
} screens[] = {
	{ "board", "", NULL, NULL },
	{ "open", "", NULL, NULL },
	{ "walk", "D2026-0001", NULL, NULL },
	{ "compose", "D2026-0001/2", sample_draft_message, NULL },
	{ "review", "D2026-0001/1", sample_review, NULL },
	{ "release", "D2026-0001/1", approved, "{\"rows\":[]}" },
	{ "release", "D2026-0001/1", sample_armed, sample_prepared },
	{ "release", "2026-0001/1", sample_actual, sample_prepared },
	{ "deliveries", "D2026-0001/1", fired, sample_deliveries },
	{ "claims", "D2026-0001", NULL, NULL },
	{ "ledger", "", NULL, NULL },
	{ "lines", "D2026-0001", NULL, NULL },
	{ "partners", "", NULL, NULL },
	{ "accounts", "", NULL, NULL },
	{ "figures", "D2026-0001", NULL, NULL },
	{ "replay", "D2026-0001", NULL, NULL },
	{ "proposals", "", NULL, NULL },
	{ "act", "account.change", NULL, NULL },
	{ "joint", "", NULL, NULL },
	{ "order", "9fe2b1c4", NULL, NULL },
	{ "order", "77aa0b31", NULL, NULL },
	{ "letters", "", NULL, NULL },
	{ "mirrors", "", NULL, NULL },
	{ "reports", "2026-11", NULL, NULL },
	{ "help", "walk", NULL, NULL },
	{ "commands", "", NULL, NULL },
};
enum { SCREENS = sizeof(screens) / sizeof(screens[0]) };

/* Which come as parts. */
static void
replay_steps(struct rig *r)
{
	struct reply reply = { .ok = true, .part = true };

	for (int n = 0; n < 3; n++) {
		json_t *step = rig_json(
			"{\"kind\":\"message.created\",\"time\":1795490000000,"
			"\"summary\":\"begun\",\"screen\":{\"mode\":\"drill\","
			"\"title\":\"柳河县暴雨洪涝\",\"messages\":[{\"id\":"
			"\"D2026-0001/1\",\"title\":\"通报\",\"state\":"
			"\"draft\"}],\"clocks\":[{\"id\":\"c\",\"title\":"
			"\"first\",\"due\":1795500000000}]}}");

		reply.doc = step;
		app_top(&r->app)->ops->reply(app_top(&r->app), &reply);
		json_decref(step);
	}
}

static void
show(struct rig *r, const struct screen *s, int size, enum lang lang,
	const char *possible)
{
	memset(r, 0, sizeof(*r));
	sample_answers(r);
	rig_answer(r, "ledger.list", ledger);
	rig_answer(r, "claim.list", claims);
	rig_answer(r, "lines.list", lines);
	rig_answer(r, "outside.list", "{\"rows\":[]}");
	sample_joint_answers(r);
	sample_office_answers(r);
	rig_answer(r, "partner.list", partners);
	rig_answer(r, "partner.card", "{}");
	rig_answer(r, "account.health", health);
	rig_answer(r, "account.round", round_found);
	rig_answer(r, "incident.figures", figures);
	rig_answer(r, "office.proposed", proposed);
	rig_answer(r, "account.list", accounts);
	if (strcmp(s->id, "77aa0b31") == 0)
		rig_answer(r, "joint.order", sample_their_order);
	if (possible)
		rig_answer(r, "acts.possible", possible);
	if (s->message)
		rig_answer(r, "message.show", s->message);
	if (s->deliveries)
		rig_answer(r, "delivery.list", s->deliveries);
	rig_start(r, lang, sizes[size].rows, sizes[size].cols);
	if (strcmp(s->view, "board") != 0)
		app_open(&r->app, s->view, s->id);
	app_pump(&r->app);
	if (strcmp(s->view, "replay") == 0)
		replay_steps(r);
	rig_wait(r, 300); /* the cursor has rested */
	app_pump(&r->app);
	(void)rig_screen(r);
}

/* The row as text, blanks at its end dropped; the caller frees. */
static char *
row_of(const struct rig *r, int row)
{
	char *all = grid_format(&r->grid), *at = all, *out;

	for (int n = 0; n < row; n++)
		at += strcspn(at, "\n") + 1;
	out = mem_printf("%.*s", (int)strcspn(at, "\n"), at);
	free(all);
	return out;
}

/* ---- the frame and the cursor ---- */

static bool
is_of_rule(const struct cell *c)
{
	static const wchar_t signs[] = { ' ', 0x2500, 0x2550 }; /*  ─═ */

	for (size_t n = 0; n < 3; n++)
		if (c->ch[0] == signs[n])
			return true;
	return false;
}

/* All but the word in it. */
static void
check_rule(const struct rig *r, int row, const char *what)
{
	int of_rule = 0;

	for (int col = 0; col < r->grid.cols; col++)
		of_rule += is_of_rule(grid_at(&r->grid, row, col));
	if (of_rule < r->grid.cols / 4)
		fail_msg("%s at %dx%d: row %d is no frame", what, r->grid.cols,
			r->grid.rows, row);
}

/* Above the message line, wherever that begins. */
static int
lower_rule(const struct rig *r)
{
	for (int row = r->grid.rows - 2; row > 2; row--) {
		const struct cell *c = grid_at(&r->grid, row, 0);

		if (c->ch[0] == 0x2500 || c->ch[0] == 0x2550)
			return row;
	}
	return 0;
}

static void
check_frame(const struct rig *r, const char *what)
{
	int lower = lower_rule(r), at = r->grid.cursor_row;
	char *bar = row_of(r, r->grid.rows - 1);

	check_rule(r, 0, what);
	if (lower < r->grid.rows - 5)
		fail_msg("%s at %dx%d has no lower rule", what, r->grid.cols,
			r->grid.rows);
	check_rule(r, lower, what);
	if (*bar == '\0')
		fail_msg("%s at %dx%d has no keys", what, r->grid.cols,
			r->grid.rows);
	if (at < 2 || at >= lower)
		fail_msg("%s at %dx%d: the cursor is in row %d", what,
			r->grid.cols, r->grid.rows, at);
	for (int row = 2; row < lower && !app_is_typing(&r->app); row++)
		if (grid_at(&r->grid, row, 0)->ch[0] == '>' && row != at)
			fail_msg("%s: %d is marked, the cursor in %d", what,
				row, at);
	free(bar);
}

static void
shape__every_frame_is_whole_and_the_cursor_on_the_focus(void **state)
{
	struct rig r;

	(void)state;
	for (int n = 0; n < SCREENS; n++)
		for (int size = 0; size < SIZES; size++)
			for (int lang = 0; lang < LANG_COUNT; lang++) {
				show(&r, &screens[n], size, (enum lang)lang,
					NULL);
				check_frame(&r, screens[n].view);
				rig_stop(&r);
			}
}

/* ---- what is shown ---- */

/* Words that only say where one is in what does not fit, or are of a rule. */
static bool
is_of_place(const char *word)
{
	static const char *const parts[] = { "…", "─", "═", "│", "¦", "PgDn",
		"-", "/", "↓" };

	for (size_t n = 0; n < sizeof(parts) / sizeof(parts[0]); n++)
		if (strstr(word, parts[n]) != NULL)
			return true;
	return false;
}

/* The text without blanks and line breaks: where it wraps is not its matter. */
static char *
squeezed(const char *text)
{
	char *out = mem_strdup(text), *to = out;

	for (; *text; text++)
		if (*text != ' ' && *text != '\n')
			*to++ = *text;
	*to = '\0';
	return out;
}

static void
check_words(const char *small, const char *large, const char *what, int size)
{
	char *all = squeezed(large), word[200];
	size_t n;

	for (; *small; small += n + strspn(small + n, " \n")) {
		n = strcspn(small, " \n");
		if (n == 0 || n >= sizeof(word))
			continue;
		(void)snprintf(word, sizeof(word), "%.*s", (int)n, small);
		if (is_of_place(word) || strstr(all, word) != NULL)
			continue;
		fail_msg("%s at %dx%d lacks %s, which 80x24 shows:\n%s", what,
			sizes[size].cols, sizes[size].rows, word, large);
	}
	free(all);
}

/* How much has no room is another number where more has. */
static void
drop_counts(char *text)
{
	static const char *const notes[] = { " more row", "下面还有" };
	char *at;

	for (size_t i = 0; i < 2; i++) {
		at = strstr(text, notes[i]);
		while (at != NULL && at > text && at[-1] >= '0' &&
			at[-1] <= '9')
			at--;
		for (; at != NULL && *at != '\n' && *at != '\0'; at++)
			*at = ' ';
	}
}

/* Up to the lower rule. */
static char *
body_of(const struct rig *r)
{
	char *all = grid_format(&r->grid), *at = all;

	for (int row = 0; row < lower_rule(r); row++)
		at += strcspn(at, "\n") + 1;
	*at = '\0';
	drop_counts(all);
	return all;
}

static void
shape__a_larger_screen_lacks_nothing_of_a_smaller_one(void **state)
{
	struct rig r;
	char *small, *large;

	(void)state;
	for (int n = 0; n < SCREENS; n++)
		for (int lang = 0; lang < LANG_COUNT; lang++) {
			show(&r, &screens[n], NORMAL, (enum lang)lang, NULL);
			small = body_of(&r);
			rig_stop(&r);
			for (int size = MIDDLE; size < SIZES; size++) {
				show(&r, &screens[n], size, (enum lang)lang,
					NULL);
				large = body_of(&r);
				check_words(
					small, large, screens[n].view, size);
				free(large);
				rig_stop(&r);
			}
			free(small);
		}
}

/* ---- a move ---- */

static bool
is_same_cell(const struct cell *a, const struct cell *b)
{
	return wcscmp(a->ch, b->ch) == 0 && a->width == b->width &&
		a->style == b->style;
}

static int
changed_cells(const struct rig *r, const struct cell *was)
{
	int rows = lower_rule(r), count = 0;

	for (int n = 0; n < rows * r->grid.cols; n++)
		count += !is_same_cell(&r->grid.cells[n], &was[n]);
	return count;
}

/* Two cells where the marker goes; what is beside follows when one rests. */
static void
shape__a_move_changes_the_marker_alone(void **state)
{
	static const char *const lists[] = { "board", "open", "walk", "release",
		"deliveries", "claims", "ledger", "lines", "partners",
		"accounts", "joint", "letters", "mirrors", "reports" };
	struct rig r;
	struct cell *was;
	size_t size;

	(void)state;
	for (int n = 0; n < SCREENS; n++) {
		bool list = false;

		for (size_t k = 0; k < sizeof(lists) / sizeof(lists[0]); k++)
			list |= strcmp(lists[k], screens[n].view) == 0;
		if (!list)
			continue;
		show(&r, &screens[n], LARGE, LANG_ZH, NULL);
		rig_type(&r, "<Home>");
		rig_wait(&r, 300);
		(void)rig_screen(&r);
		size = sizeof(*was) * (size_t)(r.grid.rows * r.grid.cols);
		was = mem_new(size);
		memcpy(was, r.grid.cells, size);
		rig_type(&r, "<Down>");
		(void)rig_screen(&r);
		if (changed_cells(&r, was) != 2)
			fail_msg("a move in %s changes %d cells",
				screens[n].view, changed_cells(&r, was));
		free(was);
		rig_stop(&r);
	}
}

/* ---- keys ---- */

/* What the station would say of every act of a key. */
static char *
say_all(bool may)
{
	json_t *acts = json_object();
	const struct key_row *rows;
	size_t count;
	char *text, *list;

	rows = keys_table(&count);
	for (size_t n = 0; n < count; n++) {
		const char *at = rows[n].act ? rows[n].act : "";
		char word[60];
		size_t len;

		for (; *at; at += len + strspn(at + len, " ")) {
			len = strcspn(at, " ");
			(void)snprintf(
				word, sizeof(word), "%.*s", (int)len, at);
			doc_put(acts, word,
				may ? json_pack("{s:b}", "may", 1)
				    : rig_json("{\"may\":false,\"refusal\":{"
					       "\"what\":\"not so\",\"where\":"
					       "\"\",\"remedy\":\"\"},\"who\":"
					       "[{\"name\":\"Xu\",\"phone\":"
					       "\"0000\"}]}"));
		}
	}
	list = doc_format(acts);
	text = mem_printf("{\"acts\":%s}", list);
	free(list);
	json_decref(acts);
	return text;
}

static void
check_bar(const struct rig *r, const struct key_row *row, bool may)
{
	char name[KEY_NAME], want[100];
	char *bar = row_of(r, r->grid.rows - 1);
	const struct view *v = app_top(&r->app);
	bool of = row->flags & KEY_MESSAGE, in;
	bool lacks = v->ops->lacks && v->ops->lacks(v, row->request);

	if (strncmp(bar, " Not now:", 9) == 0) { /* which has a row below it */
		free(bar);
		bar = row_of(r, r->grid.rows - 2);
	}
	key_format(name, row->key);
	(void)snprintf(want, sizeof(want), " %s %s", name,
		_(request_row(row->request)->name));
	in = strstr(bar, want) != NULL;
	if (in !=
		((may || row->act == NULL) && !lacks &&
			(!of || strchr(v->ops->subject(v), '/'))))
		fail_msg("%s: \"%s\" is %s the bar:\n%s", v->ops->name, want,
			in ? "in" : "not in", bar);
	free(bar);
}

static void
shape__the_bar_holds_what_is_possible_and_nothing_else(void **state)
{
	const struct key_row *rows;
	size_t count;
	struct rig r;

	(void)state;
	rows = keys_table(&count);
	for (int may = 0; may < 2; may++) {
		char *possible = say_all(may);

		for (int n = 0; n < SCREENS; n++) {
			show(&r, &screens[n], LARGE, LANG_EN, possible);
			for (size_t k = 0; k < count; k++)
				if (rows[k].context ==
						app_top(&r.app)->ops->context &&
					(rows[k].flags & KEY_BAR))
					check_bar(&r, &rows[k], may);
			rig_stop(&r);
		}
		free(possible);
	}
}

/* Pressed, it is not refused; and where it may not, it says so and does not
 * reach the station. */
static void
press_key(const struct screen *s, const struct key_row *row, bool may,
	const char *possible)
{
	struct input in = { .kind = INPUT_KEY, .key = row->key };
	struct view *top;
	struct rig r;
	char *before;
	size_t acts, asked;

	show(&r, s, NORMAL, LANG_EN, possible);
	before = mem_strdup(rig_screen(&r));
	top = app_top(&r.app);
	acts = json_array_size(r.acts);
	asked = json_array_size(r.asked);
	app_input(&r.app, &in);
	app_pump(&r.app);
	if (may && strstr(r.app.say, "not so") != NULL)
		fail_msg("%s: %c is refused: %s", s->view, row->key, r.app.say);
	if (!may && row->act && !(row->flags & KEY_GOES) &&
		row->request != REQ_HALT &&
		(strstr(r.app.say, "not so  Who can: Xu 0000") == NULL ||
			json_array_size(r.acts) != acts))
		fail_msg("%s: %c is not refused: %s", s->view, row->key,
			r.app.say);
	if (*r.app.say == '\0' && r.app.dialog == NULL &&
		app_top(&r.app) == top && json_array_size(r.acts) == acts &&
		json_array_size(r.asked) == asked &&
		strcmp(before, rig_screen(&r)) == 0)
		fail_msg("%s: %d (%s) is silent", s->view, row->key,
			request_row(row->request)->word);
	free(before);
	rig_stop(&r);
}

static void
shape__no_key_is_silent_and_those_that_cannot_say_why(void **state)
{
	const struct key_row *rows;
	size_t count;
	struct rig r;
	enum context context;

	(void)state;
	rows = keys_table(&count);
	for (int may = 0; may < 2; may++) {
		char *possible = say_all(may);

		for (int n = 0; n < SCREENS; n++) {
			show(&r, &screens[n], NORMAL, LANG_EN, possible);
			context = app_top(&r.app)->ops->context;
			rig_stop(&r);
			for (size_t k = 0; k < count; k++)
				if (rows[k].context == context)
					press_key(&screens[n], &rows[k], may,
						possible);
		}
		free(possible);
	}
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			shape__every_frame_is_whole_and_the_cursor_on_the_focus),
		cmocka_unit_test(
			shape__a_larger_screen_lacks_nothing_of_a_smaller_one),
		cmocka_unit_test(shape__a_move_changes_the_marker_alone),
		cmocka_unit_test(
			shape__the_bar_holds_what_is_possible_and_nothing_else),
		cmocka_unit_test(
			shape__no_key_is_silent_and_those_that_cannot_say_why),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
