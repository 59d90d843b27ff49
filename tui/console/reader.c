/*
 * The terminal's grammar as two tables: what a character does in a state, and
 * what happens when nothing comes for a while. After ECMA-48 and xterm's
 * ctlseqs; the first row that fits counts.
 */
#include "tui/console/reader.h"

#include <assert.h>
#include <string.h>

#include "base/text.h"

enum {
	ESC = 27,
	BEL = 7,
	LAST = 0x10FFFF,
	NUMBER_MAX = 9999,
	MOUSE_CHARS = 3,
	PASTE_MAX = 1 << 20,
	PASTE_BEGIN = 200, /* ESC [ 200 ~ */
	/* An ESC that nothing follows is the key Esc. */
	ESCAPE_MS = 50,
	/* While the terminal is asked something, which answers so. */
	ESCAPE_ASKED_MS = 300,
	/* After it, how long its rest may still come over a slow line. */
	LATE_MS = 500,
	/* A sequence that has begun is waited for: nobody types one. */
	SEQUENCE_MS = 1000,
	/* A paste whose end never comes. */
	PASTE_MS = 3000
};

/* What a sequence's last character means, by the number before it. */
static const struct name {
	enum reader_state in;
	uint32_t final;
	int number; /* 0: none */
	int key;
} names[] = {
	{ READER_CSI, 'A', 0, K_UP },
	{ READER_CSI, 'B', 0, K_DOWN },
	{ READER_CSI, 'C', 0, K_RIGHT },
	{ READER_CSI, 'D', 0, K_LEFT },
	{ READER_CSI, 'H', 0, K_HOME },
	{ READER_CSI, 'F', 0, K_END },
	{ READER_CSI, 'Z', 0, K_BACK_TAB },
	{ READER_CSI, '~', 1, K_HOME },
	{ READER_CSI, '~', 2, K_INSERT },
	{ READER_CSI, '~', 3, K_DELETE },
	{ READER_CSI, '~', 4, K_END },
	{ READER_CSI, '~', 5, K_PAGE_UP },
	{ READER_CSI, '~', 6, K_PAGE_DOWN },
	{ READER_CSI, '~', 7, K_HOME },
	{ READER_CSI, '~', 8, K_END },
	{ READER_CSI, '~', 11, K_F1 },
	{ READER_CSI, '~', 12, K_F1 + 1 },
	{ READER_CSI, '~', 13, K_F1 + 2 },
	{ READER_CSI, '~', 14, K_F1 + 3 },
	{ READER_CSI, '~', 15, K_F1 + 4 },
	{ READER_CSI, '~', 17, K_F1 + 5 },
	{ READER_CSI, '~', 18, K_F1 + 6 },
	{ READER_CSI, '~', 19, K_F1 + 7 },
	{ READER_CSI, '~', 20, K_F1 + 8 },
	{ READER_CSI, '~', 21, K_F1 + 9 },
	{ READER_CSI, '~', 23, K_F1 + 10 },
	{ READER_CSI, '~', 24, K_F1 + 11 },
	{ READER_SS3, 'A', 0, K_UP },
	{ READER_SS3, 'B', 0, K_DOWN },
	{ READER_SS3, 'C', 0, K_RIGHT },
	{ READER_SS3, 'D', 0, K_LEFT },
	{ READER_SS3, 'H', 0, K_HOME },
	{ READER_SS3, 'F', 0, K_END },
	{ READER_SS3, 'M', 0, K_ENTER },
	{ READER_SS3, 'P', 0, K_F1 },
	{ READER_SS3, 'Q', 0, K_F1 + 1 },
	{ READER_SS3, 'R', 0, K_F1 + 2 },
	{ READER_SS3, 'S', 0, K_F1 + 3 },
	{ READER_CONSOLE, 'A', 0, K_F1 },
	{ READER_CONSOLE, 'B', 0, K_F1 + 1 },
	{ READER_CONSOLE, 'C', 0, K_F1 + 2 },
	{ READER_CONSOLE, 'D', 0, K_F1 + 3 },
	{ READER_CONSOLE, 'E', 0, K_F1 + 4 },
};

/* In pieces too: ESC [ is its beginning, an ESC alone may be a key. */
bool
reader_has_answer(const struct reader *r)
{
	size_t i = r->at + 2;

	if (!r->asked || r->cut || i > r->len || r->queue[r->at] != ESC ||
		r->queue[r->at + 1] != '[')
		return false;
	while (i < r->len &&
		((r->queue[i] >= '0' && r->queue[i] <= '9') ||
			r->queue[i] == ';' || r->queue[i] == '?'))
		i++;
	if (i < r->len && r->queue[i] == 'R')
		i++;
	return i == r->len;
}

/* What a character does, or a silence; true if it completed an input. */
typedef bool (*deed_fn)(struct reader *r, uint32_t cp, struct input *out);

static bool
reader_tell(struct reader *r, struct input *out, int key)
{
	*out = (struct input){ .kind = INPUT_KEY,
		.key = key,
		.burst = r->crowded || r->cut ||
			(r->at < r->len && !reader_has_answer(r)) };
	return true;
}

static bool
tell_char(struct reader *r, uint32_t cp, struct input *out)
{
	return reader_tell(r, out, cp == '\n' ? K_ENTER : (int)cp);
}

static bool
tell_esc(struct reader *r, uint32_t cp, struct input *out)
{
	(void)cp;
	return reader_tell(r, out, K_ESC);
}

/* A key without a name here. */
static bool
tell_other(struct reader *r, uint32_t cp, struct input *out)
{
	(void)cp;
	return reader_tell(r, out, K_OTHER);
}

static bool
tell_no_char(struct reader *r, uint32_t cp, struct input *out)
{
	(void)cp;
	return reader_tell(r, out, K_NO_CHAR);
}

/* Nothing, or one more of what is swallowed. */
static bool
skip(struct reader *r, uint32_t cp, struct input *out)
{
	(void)r;
	(void)cp;
	(void)out;
	return false;
}

/* Stands for the rule of the next state. */
static bool
reader_again(struct reader *r, uint32_t cp, struct input *out)
{
	return skip(r, cp, out);
}

static bool
open_sequence(struct reader *r, bool meta, uint32_t late)
{
	r->plain = true;
	r->meta = meta;
	r->late = late;
	r->number = r->row = r->marks = 0;
	return false;
}

static bool
open_plain(struct reader *r, uint32_t cp, struct input *out)
{
	(void)cp;
	(void)out;
	return open_sequence(r, false, 0);
}

/* Two ESC stand before it: Alt and a named key. */
static bool
open_meta(struct reader *r, uint32_t cp, struct input *out)
{
	(void)cp;
	(void)out;
	return open_sequence(r, true, 0);
}

/* Its ESC was told as a key: if nothing follows, this is one too. */
static bool
open_late(struct reader *r, uint32_t cp, struct input *out)
{
	(void)out;
	return open_sequence(r, false, cp);
}

static bool
add_digit(struct reader *r, uint32_t cp, struct input *out)
{
	(void)out;
	r->number = r->number * 10 + (int)(cp - '0');
	if (r->number > NUMBER_MAX)
		r->number = NUMBER_MAX;
	return false;
}

/* A part of a sequence that no key of ours has. */
static bool
add_mark(struct reader *r, uint32_t cp, struct input *out)
{
	(void)cp;
	(void)out;
	r->plain = false;
	r->marks += cp == ';' ? 1 : 2;
	if (cp == ';')
		r->row = r->number;
	r->number = cp == ';' ? 0 : r->number;
	return false;
}

/* Arrows with Shift (2), Ctrl (5) or both (6), as xterm tells them: 1;5C. */
static const struct {
	uint32_t final;
	int with, key;
} modified[] = {
	{ 'D', 5, K_WORD_LEFT },
	{ 'C', 5, K_WORD_RIGHT },
	{ 'A', 5, K_SENTENCE_LEFT },
	{ 'B', 5, K_SENTENCE_RIGHT },
	{ 'D', 2, K_SHIFT_LEFT },
	{ 'C', 2, K_SHIFT_RIGHT },
	{ 'A', 2, K_SHIFT_UP },
	{ 'B', 2, K_SHIFT_DOWN },
	{ 'H', 2, K_SHIFT_HOME },
	{ 'F', 2, K_SHIFT_END },
	{ 'D', 6, K_SHIFT_WORD_LEFT },
	{ 'C', 6, K_SHIFT_WORD_RIGHT },
};

static int
modified_key(const struct reader *r, enum reader_state in, uint32_t final)
{
	if (in != READER_CSI || r->meta || r->marks != 1 || r->row != 1)
		return K_OTHER;
	for (size_t i = 0; i < sizeof(modified) / sizeof(modified[0]); i++)
		if (modified[i].final == final && modified[i].with == r->number)
			return modified[i].key;
	return K_OTHER;
}

static bool
end_sequence(struct reader *r, enum reader_state in, uint32_t final,
	struct input *out)
{
	int key = modified_key(r, in, final);

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (names[i].in == in && names[i].final == final &&
			names[i].number == r->number && r->plain && !r->meta)
			key = names[i].key;
	return reader_tell(r, out, key);
}

/* Three of them only begin something longer. */
static bool
end_csi(struct reader *r, uint32_t cp, struct input *out)
{
	bool bare = r->plain && r->number == 0;

	if (r->asked && !r->plain && r->row > 0 && cp == 'R') {
		r->asked = false;
		r->last = r->before;
		*out = (struct input){ .kind = INPUT_CURSOR, .key = r->number };
		return true;
	}
	if (bare && cp == '[') {
		r->state = READER_CONSOLE;
	} else if (bare && cp == 'M') {
		r->state = READER_MOUSE;
		r->left = MOUSE_CHARS;
	} else if (r->plain && r->number == PASTE_BEGIN && cp == '~') {
		r->state = READER_PASTE;
		r->ended = 0;
		r->too_long = false;
		buf_reset(&r->paste);
	} else {
		return end_sequence(r, READER_CSI, cp, out);
	}
	return false;
}

static bool
end_ss3(struct reader *r, uint32_t cp, struct input *out)
{
	return end_sequence(r, READER_SS3, cp, out);
}

static bool
end_console(struct reader *r, uint32_t cp, struct input *out)
{
	return end_sequence(r, READER_CONSOLE, cp, out);
}

static bool
count_mouse(struct reader *r, uint32_t cp, struct input *out)
{
	if (--r->left > 0)
		return false;
	r->state = READER_GROUND;
	return tell_other(r, cp, out);
}

static bool
tell_paste(struct reader *r, uint32_t cp, struct input *out)
{
	(void)cp;
	if (r->too_long)
		buf_reset(&r->paste);
	*out = (struct input){ .kind = INPUT_PASTE,
		.too_long = r->too_long,
		.paste = r->paste.data,
		.paste_len = r->paste.len };
	return true;
}

/* A paste holds anything; the one thing that ends it is its end. */
static bool
take_pasted(struct reader *r, uint32_t cp, struct input *out)
{
	static const char end[] = "\033[201~";
	char utf8[4];

	if (cp == (uint32_t)end[r->ended]) {
		if (end[++r->ended] != '\0')
			return false;
		r->state = READER_GROUND;
		return tell_paste(r, cp, out);
	}
	r->too_long |= !buf_try_add(&r->paste, end, r->ended);
	r->ended = cp == ESC;
	if (cp != ESC)
		r->too_long |=
			!buf_try_add(&r->paste, utf8, text_encode(utf8, cp));
	return false;
}

static const struct rule {
	enum reader_state in;
	uint32_t from, to;
	enum reader_state next;
	deed_fn deed;
} rules[] = {
	{ READER_GROUND, ESC, ESC, READER_ESCAPE, skip },
	{ READER_GROUND, 0, 0, READER_GROUND, tell_other },
	{ READER_GROUND, 0x8F, 0x8F, READER_SS3, open_plain },
	{ READER_GROUND, 0x90, 0x90, READER_STRING, open_plain },
	{ READER_GROUND, 0x98, 0x98, READER_STRING, open_plain },
	{ READER_GROUND, 0x9B, 0x9B, READER_CSI, open_plain },
	{ READER_GROUND, 0x9D, 0x9D, READER_OSC, open_plain },
	{ READER_GROUND, 0x9E, 0x9F, READER_STRING, open_plain },
	{ READER_GROUND, 0x80, 0x9F, READER_GROUND, tell_other },
	{ READER_GROUND, 0xFFFD, 0xFFFD, READER_GROUND, tell_no_char },
	{ READER_GROUND, 0, LAST, READER_GROUND, tell_char },

	{ READER_ESCAPE, ESC, ESC, READER_META, skip },
	{ READER_ESCAPE, '[', '[', READER_CSI, open_plain },
	{ READER_ESCAPE, 'O', 'O', READER_SS3, open_plain },
	{ READER_ESCAPE, ']', ']', READER_OSC, open_plain },
	{ READER_ESCAPE, 'P', 'P', READER_STRING, open_plain },
	{ READER_ESCAPE, 'X', 'X', READER_STRING, open_plain },
	{ READER_ESCAPE, '^', '_', READER_STRING, open_plain },
	{ READER_ESCAPE, 0, LAST, READER_GROUND,
		tell_other }, /* Alt and a key */

	{ READER_META, ESC, ESC, READER_META, skip },
	{ READER_META, '[', '[', READER_CSI, open_meta },
	{ READER_META, 'O', 'O', READER_SS3, open_meta },
	{ READER_META, 0, LAST, READER_ESCAPE, reader_again },

	{ READER_LATE, '[', '[', READER_CSI, open_late },
	{ READER_LATE, 'O', 'O', READER_SS3, open_late },
	{ READER_LATE, ']', ']', READER_OSC, open_late },
	{ READER_LATE, 'P', 'P', READER_STRING, open_late },
	{ READER_LATE, 'X', 'X', READER_STRING, open_late },
	{ READER_LATE, '^', '_', READER_STRING, open_late },
	{ READER_LATE, 0, LAST, READER_GROUND, reader_again },

	{ READER_CSI, ESC, ESC, READER_ESCAPE, skip },
	{ READER_CSI, '0', '9', READER_CSI, add_digit },
	{ READER_CSI, 0x20, 0x3F, READER_CSI, add_mark },
	{ READER_CSI, 0x40, 0x7E, READER_GROUND, end_csi },
	{ READER_CSI, 0, LAST, READER_GROUND, tell_other },

	{ READER_SS3, ESC, ESC, READER_ESCAPE, skip },
	{ READER_SS3, 0x20, 0x3F, READER_SS3, add_mark },
	{ READER_SS3, 0x40, 0x7E, READER_GROUND, end_ss3 },
	{ READER_SS3, 0, LAST, READER_GROUND, tell_other },

	{ READER_CONSOLE, ESC, ESC, READER_ESCAPE, skip },
	{ READER_CONSOLE, 0, LAST, READER_GROUND, end_console },

	{ READER_MOUSE, ESC, ESC, READER_ESCAPE, skip },
	{ READER_MOUSE, 0, LAST, READER_MOUSE, count_mouse },

	{ READER_OSC, BEL, BEL, READER_GROUND, skip },
	{ READER_OSC, 0x9C, 0x9C, READER_GROUND, skip },
	{ READER_OSC, ESC, ESC, READER_STRING_ESCAPE, skip },
	{ READER_OSC, 0, LAST, READER_OSC, skip },

	{ READER_STRING, 0x9C, 0x9C, READER_GROUND, skip },
	{ READER_STRING, ESC, ESC, READER_STRING_ESCAPE, skip },
	{ READER_STRING, 0, LAST, READER_STRING, skip },

	{ READER_STRING_ESCAPE, '\\', '\\', READER_GROUND, skip },
	{ READER_STRING_ESCAPE, 0, LAST, READER_ESCAPE, reader_again },

	{ READER_PASTE, 0, LAST, READER_PASTE, take_pasted },
};
enum { RULES = sizeof(rules) / sizeof(rules[0]) };

/* When nothing has come for `ms`; 0: it is not waited for. */
static const struct pause {
	int ms;
	enum reader_state next;
	deed_fn deed;
} pauses[] = {
	[READER_GROUND] = { 0, READER_GROUND, skip },
	[READER_ESCAPE] = { ESCAPE_MS, READER_LATE, tell_esc },
	[READER_META] = { ESCAPE_MS, READER_LATE, tell_esc },
	[READER_LATE] = { LATE_MS, READER_GROUND, skip },
	[READER_CSI] = { SEQUENCE_MS, READER_GROUND, tell_other },
	[READER_SS3] = { SEQUENCE_MS, READER_GROUND, tell_other },
	[READER_CONSOLE] = { SEQUENCE_MS, READER_GROUND, tell_other },
	[READER_MOUSE] = { SEQUENCE_MS, READER_GROUND, tell_other },
	[READER_OSC] = { SEQUENCE_MS, READER_GROUND, skip },
	[READER_STRING] = { SEQUENCE_MS, READER_GROUND, skip },
	[READER_STRING_ESCAPE] = { SEQUENCE_MS, READER_GROUND, skip },
	[READER_PASTE] = { PASTE_MS, READER_GROUND, tell_paste },
};
_Static_assert(sizeof(pauses) / sizeof(pauses[0]) == READER_STATES, "one each");

void
reader_init(struct reader *r)
{
	*r = (struct reader){ .last = INT64_MIN / 2 };
	buf_init(&r->paste, PASTE_MAX);
}

void
reader_release(struct reader *r)
{
	buf_release(&r->paste);
}

void
reader_feed(struct reader *r, const uint32_t *chars, size_t count, int64_t now)
{
	assert(r->at == r->len && count <= READER_QUEUE);
	memcpy(r->queue, chars, count * sizeof(*chars));
	r->at = 0;
	r->len = count;
	r->fed = now;
	r->cut = false;
}

void
reader_cut(struct reader *r)
{
	r->cut = true;
}

static const struct rule *
find_rule(enum reader_state in, uint32_t cp)
{
	for (size_t i = 0; i < RULES; i++)
		if (rules[i].in == in && cp >= rules[i].from &&
			cp <= rules[i].to)
			return &rules[i];
	assert(false); /* every state has a rule for every character */
	return NULL;
}

static bool
reader_take(struct reader *r, uint32_t cp, struct input *out)
{
	const struct rule *rule = find_rule(r->state, cp);

	if (r->state == READER_GROUND || r->state == READER_LATE) {
		r->crowded = r->quiet - r->last < READER_ALONE_MS;
		r->before = r->last;
	}
	r->last = r->fed;
	r->late = 0;
	while (rule->deed == reader_again)
		rule = find_rule(rule->next, cp);
	r->state = rule->next;
	return rule->deed(r, cp, out);
}

/* How long what has begun is waited for; 0: nothing has. */
static int
pause_ms(const struct reader *r)
{
	bool letter = r->late >= 'A' && r->late <= 'Z';

	if (r->state == READER_ESCAPE && r->asked)
		return ESCAPE_ASKED_MS;
	return letter ? ESCAPE_MS : pauses[r->state].ms;
}

void
reader_ask(struct reader *r, bool asked)
{
	r->asked = asked;
}

/* Nothing came for that long. */
static bool
give_up(struct reader *r, struct input *out)
{
	const struct pause *pause = &pauses[r->state];
	uint32_t late = r->late;

	r->late = 0;
	r->state = late ? READER_GROUND : pause->next;
	if (late) /* a person typed it, soon after Esc */
		return tell_char(r, late, out);
	return pause->deed(r, 0, out);
}

bool
reader_next(struct reader *r, int64_t now, struct input *out)
{
	for (;;) {
		bool empty = r->at == r->len;
		int ms = pause_ms(r);

		if (ms > 0 && (empty ? now : r->fed) - r->last >= ms) {
			if (give_up(r, out))
				return true;
		} else if (empty) {
			r->quiet = now;
			return false;
		} else if (reader_take(r, r->queue[r->at++], out)) {
			return true;
		}
	}
}

/* After a character it is looked once whether it came alone. */
int
reader_wait(const struct reader *r, int64_t now)
{
	bool known = r->quiet - r->last >= READER_ALONE_MS;
	int64_t ms = known ? pause_ms(r) : READER_ALONE_MS;
	int64_t left = r->last + ms - now;

	if (r->at < r->len)
		return 0;
	if (ms == 0)
		return -1;
	return left < 0 ? 0 : (int)left;
}
