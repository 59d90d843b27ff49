/*
 * A reader of the common part of regular expressions that keeps, for each
 * part, how long its matches are, all of them if they are few, and the
 * cheapest set of literals of which one stands in each match. What it does
 * not know (back references, named classes …) ends it without an answer.
 */
#include "lint/anchors.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"

enum { WORDS_MAX = 64, ROWS_MAX = 400, DEPTH_MAX = 20, REPEAT_MAX = 4 };

struct words {
	char rows[WORDS_MAX][ANCHOR_BYTES];
	size_t count; /* 0: not known, or too many */
};

/* What is known of a part of the pattern. */
struct part {
	size_t min, max; /* bytes of a match; ANCHOR_FAR */
	struct words all; /* everything it can match */
	struct anchors best;
	double cost; /* of `best`: how much of a text is tried */
};

struct reading {
	const char *at;
	int depth;
	bool lost; /* something is not understood */
};

static const double NO_COST = 1e9;

static void read_choice(struct part *out, struct reading *r);

/* ---- sizes and words ---- */

static size_t
plus(size_t a, size_t b)
{
	return a == ANCHOR_FAR || b == ANCHOR_FAR ? ANCHOR_FAR : a + b;
}

static size_t
times(size_t a, size_t n)
{
	if (a == 0 || n == 0)
		return 0;
	return a == ANCHOR_FAR || n == ANCHOR_FAR ? ANCHOR_FAR : a * n;
}

/* False, and none left, where it becomes too many. */
static bool
add_word(struct words *w, const char *word)
{
	for (size_t i = 0; i < w->count; i++)
		if (strcmp(w->rows[i], word) == 0)
			return true;
	if (w->count == WORDS_MAX || strlen(word) >= ANCHOR_BYTES) {
		w->count = 0;
		return false;
	}
	memcpy(w->rows[w->count++], word, strlen(word) + 1);
	return true;
}

static bool
add_words(struct words *w, const struct words *more)
{
	for (size_t i = 0; i < more->count; i++)
		if (!add_word(w, more->rows[i]))
			return false;
	return more->count > 0;
}

/* Each of `w` followed by each of `more`; false leaves `w` as it was. */
static bool
multiply(struct words *w, const struct words *more)
{
	bool ok = true;
	struct words *out;

	if (!w->count || !more->count || w->count * more->count > WORDS_MAX)
		return false;
	out = mem_new(sizeof(*out));
	for (size_t i = 0; ok && i < w->count; i++) {
		for (size_t k = 0; ok && k < more->count; k++) {
			char word[ANCHOR_BYTES * 2];
			size_t n = strlen(w->rows[i]);

			memcpy(word, w->rows[i], n);
			memcpy(word + n, more->rows[k],
				strlen(more->rows[k]) + 1);
			ok = add_word(out, word);
		}
	}
	if (ok)
		*w = *out;
	free(out);
	return ok;
}

/* ---- what a set of literals costs ---- */

/* How often a text of ours has this character, roughly. */
static double
frequency(unsigned char first)
{
	if (first >= '0' && first <= '9')
		return 0.005;
	return first < 0x80 ? 0.01 : 0.002;
}

/* A second character after a first is rarer than it would be alone. */
static double
rarity(const char *word)
{
	double p = frequency((unsigned char)*word);

	for (const char *c = word + 1; *c; c++)
		if (((unsigned char)*c & 0xC0) != 0x80)
			p *= 0.1;
	return p;
}

static double
row_cost(const struct anchor *a)
{
	if (a->high == ANCHOR_FAR)
		return 0.5 + rarity(a->word);
	return rarity(a->word) * (4.0 + (double)(a->high - a->low));
}

static void
add_row(struct anchors *out, const char *word, size_t low, size_t high)
{
	struct anchor *row;

	if ((out->count & (out->count - 1)) == 0)
		out->rows = mem_grow(out->rows,
			(out->count ? out->count * 2 : 1) * sizeof(*out->rows));
	row = &out->rows[out->count++];
	*row = (struct anchor){ .low = low, .high = high };
	memcpy(row->word, word, strlen(word) + 1);
}

void
anchors_release(struct anchors *a)
{
	free(a->rows);
	*a = (struct anchors){ 0 };
}

/* The cheaper of what the part has and `rows`, which is taken over. */
static void
offer(struct part *p, struct anchors *rows)
{
	double cost = 0;

	for (size_t i = 0; i < rows->count; i++)
		cost += row_cost(&rows->rows[i]);
	if (!rows->count || cost >= p->cost) {
		anchors_release(rows);
		return;
	}
	anchors_release(&p->best);
	p->best = *rows;
	p->cost = cost;
}

static void
offer_words(struct part *p, const struct words *w, size_t low, size_t high)
{
	struct anchors rows = { 0 };

	for (size_t i = 0; i < w->count; i++) {
		if (!*w->rows[i]) {
			anchors_release(&rows);
			return;
		}
		add_row(&rows, w->rows[i], low, high);
	}
	offer(p, &rows);
}

static void
offer_shifted(
	struct part *p, const struct anchors *from, size_t low, size_t high)
{
	struct anchors rows = { 0 };

	for (size_t i = 0; i < from->count; i++)
		add_row(&rows, from->rows[i].word, plus(from->rows[i].low, low),
			plus(from->rows[i].high, high));
	offer(p, &rows);
}

/* ---- single characters ---- */

static const char digits[] = "0123456789";

/* Something of `min` to `max` bytes of which no more is known. */
static void
be_unknown(struct part *out, size_t min, size_t max)
{
	out->min = min;
	out->max = max;
	out->all.count = 0;
}

static void
be_nothing(struct part *out)
{
	out->min = out->max = 0;
	out->all.count = 0;
	add_word(&out->all, "");
}

static void
measure(struct part *out)
{
	out->min = ANCHOR_FAR;
	out->max = 0;
	for (size_t i = 0; i < out->all.count; i++) {
		size_t n = strlen(out->all.rows[i]);

		out->min = n < out->min ? n : out->min;
		out->max = n > out->max ? n : out->max;
	}
	offer_words(out, &out->all, 0, 0);
}

/* One character of the pattern as a word; moves behind it. */
static uint32_t
take_character(struct reading *r, char word[5])
{
	uint32_t cp = 0;
	size_t n = text_decode(&cp, r->at, strlen(r->at));

	memcpy(word, r->at, n);
	word[n] = '\0';
	r->at += n;
	return cp;
}

static void
skip_braces(struct reading *r)
{
	if (*r->at != '{')
		return;
	r->at += strcspn(r->at, "}");
	r->at += *r->at == '}';
}

/* Behind a backslash outside of a class. */
static void
read_escape(struct part *out, struct reading *r)
{
	char c = *r->at;
	char word[5] = { c };

	if (c == '\0' || (c >= '1' && c <= '9') ||
		strchr("xocgGkKQERXuU0", c)) {
		r->lost = true;
		return;
	}
	r->at++;
	if (c == 'd') {
		for (const char *d = digits; *d; d++)
			add_word(&out->all, (char[]){ *d, '\0' });
		measure(out);
	} else if (strchr("bBAzZ", c)) {
		be_nothing(out);
	} else if (strchr("sSwWDhHvVN", c)) {
		be_unknown(out, 1, 4);
	} else if (c == 'p' || c == 'P') {
		skip_braces(r);
		be_unknown(out, 1, 4);
	} else if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) {
		r->lost = true;
	} else {
		add_word(&out->all, word);
		measure(out);
	}
}

/* A range is written out where it is short; false where it is not. */
static bool
add_range(struct words *w, uint32_t from, uint32_t to)
{
	if (to < from || to - from >= WORDS_MAX)
		return false;
	for (uint32_t cp = from; cp <= to; cp++) {
		char word[5] = { 0 };

		text_encode(word, cp);
		if (!add_word(w, word))
			return false;
	}
	return true;
}

/* An escape in a class; false where it is more than a character or \d. */
static bool
class_escape(struct words *w, struct reading *r)
{
	char c = r->at[1];
	bool letter;

	r->at += 1 + (c != '\0');
	if (c == 'd')
		return add_range(w, '0', '9');
	if (c == 'p' || c == 'P')
		skip_braces(r);
	letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
		(c >= '0' && c <= '9');
	return !letter && c && add_word(w, (char[]){ c, '\0' });
}

/* Behind the opening bracket. */
static void
read_class(struct part *out, struct reading *r)
{
	bool few = *r->at != '^';
	const char *first = r->at + !few;

	r->at = first;
	while (*r->at && (*r->at != ']' || r->at == first)) {
		char word[5];
		uint32_t from, to;

		if (*r->at == '\\') {
			few = class_escape(&out->all, r) && few;
			continue;
		}
		if (r->at[0] == '[' && r->at[1] == ':') {
			r->lost = true;
			return;
		}
		from = take_character(r, word);
		to = from;
		if (r->at[0] == '-' && r->at[1] && r->at[1] != ']') {
			r->at++;
			if (*r->at == '\\') {
				r->lost = true;
				return;
			}
			to = take_character(r, word);
		}
		few = few && add_range(&out->all, from, to);
	}
	r->lost = r->lost || !*r->at;
	r->at += *r->at == ']';
	if (few)
		measure(out);
	else
		be_unknown(out, 1, 4);
}

/* ---- groups, repeats, sequences, choices ---- */

/* Behind the opening parenthesis. */
static void
read_group(struct part *out, struct reading *r)
{
	static const char *const looks[] = { "?=", "?!", "?<=", "?<!" };
	bool look = false;

	for (size_t i = 0; i < sizeof(looks) / sizeof(looks[0]); i++) {
		size_t n = strlen(looks[i]);

		if (strncmp(r->at, looks[i], n) == 0) {
			look = true;
			r->at += n;
			break;
		}
	}
	if (!look && strncmp(r->at, "?:", 2) == 0)
		r->at += 2;
	if (*r->at == '?' || *r->at == '*') {
		r->lost = true;
		return;
	}
	read_choice(out, r);
	r->lost = r->lost || *r->at != ')';
	r->at += *r->at == ')';
	if (look) {
		anchors_release(&out->best);
		out->cost = NO_COST;
		be_nothing(out);
	}
}

static void
read_atom(struct part *out, struct reading *r)
{
	char word[5];
	char c = *r->at;

	if (c == '(' || c == '[' || c == '\\' || c == '.' || c == '^' ||
		c == '$')
		r->at++;
	if (c == '(')
		read_group(out, r);
	else if (c == '[')
		read_class(out, r);
	else if (c == '\\')
		read_escape(out, r);
	else if (c == '.')
		be_unknown(out, 1, 4);
	else if (c == '^' || c == '$')
		be_nothing(out);
	else if (strchr("*+?", c)) {
		r->lost = true;
	} else {
		take_character(r, word);
		add_word(&out->all, word);
		measure(out);
	}
}

static size_t
take_number(struct reading *r)
{
	size_t n = 0;

	while (*r->at >= '0' && *r->at <= '9' && n < 10000)
		n = n * 10 + (size_t)(*r->at++ - '0');
	return n;
}

/* {2} {2,} {2,4} * + ?; false where none stands. */
static bool
take_repeat(size_t *least, size_t *most, struct reading *r)
{
	char c = *r->at;
	bool braces = c == '{' && r->at[1] >= '0' && r->at[1] <= '9';

	if (!braces && (!c || !strchr("*+?", c)))
		return false;
	r->at++;
	*least = c == '+';
	*most = c == '?' ? 1 : ANCHOR_FAR;
	if (braces) {
		*least = *most = take_number(r);
		if (*r->at == ',') {
			r->at++;
			*most = *r->at == '}' ? ANCHOR_FAR : take_number(r);
		}
		r->lost = r->lost || *r->at != '}';
		r->at += *r->at == '}';
	}
	if (*r->at == '?' || *r->at == '+')
		r->at++;
	return true;
}

static void
repeat(struct part *p, size_t least, size_t most)
{
	struct words once = p->all;
	bool all = once.count > 0;

	if (least == 0) {
		anchors_release(&p->best);
		p->cost = NO_COST;
		all = all && most == 1 && add_word(&p->all, "");
	} else {
		for (size_t i = 1; all && i < least && i < REPEAT_MAX; i++)
			all = multiply(&p->all, &once);
		if (all)
			offer_words(p, &p->all, 0, 0);
		all = all && least == most && least <= REPEAT_MAX;
	}
	p->min = times(p->min, least);
	p->max = times(p->max, most);
	if (!all)
		p->all.count = 0;
}

/* What has been read of a sequence. */
struct sequence {
	struct part *out;
	struct words run; /* literals that follow each other */
	size_t low, high; /* where the run begins */
	bool whole; /* the run is everything so far */
};

static void
append(struct sequence *s, const struct part *p)
{
	struct part *out = s->out;
	bool joined = p->all.count && multiply(&s->run, &p->all);

	offer_shifted(out, &p->best, out->min, out->max);
	if (!joined) {
		s->whole = false;
		s->run = p->all;
		s->low = out->min;
		s->high = out->max;
		if (!s->run.count) { /* begins behind it */
			add_word(&s->run, "");
			s->low = plus(out->min, p->min);
			s->high = plus(out->max, p->max);
		}
	}
	offer_words(out, &s->run, s->low, s->high);
	out->min = plus(out->min, p->min);
	out->max = plus(out->max, p->max);
}

static void
read_sequence(struct part *out, struct reading *r)
{
	struct sequence *s = mem_new(sizeof(*s));
	struct part *p = mem_new(sizeof(*p));

	s->out = out;
	s->whole = true;
	add_word(&s->run, "");
	while (!r->lost && *r->at && *r->at != '|' && *r->at != ')') {
		size_t least = 1, most = 1;

		*p = (struct part){ .cost = NO_COST };
		read_atom(p, r);
		if (!r->lost && take_repeat(&least, &most, r))
			repeat(p, least, most);
		if (!r->lost)
			append(s, p);
		anchors_release(&p->best);
	}
	if (s->whole)
		out->all = s->run;
	free(p);
	free(s);
}

static void
join(struct part *out, struct part *branch)
{
	bool first = out->min == ANCHOR_FAR;
	bool all =
		(first || out->all.count) && add_words(&out->all, &branch->all);
	bool anchored = (first || out->best.count) && branch->best.count;

	out->cost = first ? branch->cost : out->cost + branch->cost;
	for (size_t i = 0; anchored && i < branch->best.count; i++)
		add_row(&out->best, branch->best.rows[i].word,
			branch->best.rows[i].low, branch->best.rows[i].high);
	if (!anchored || out->best.count > ROWS_MAX) {
		anchors_release(&out->best);
		out->cost = NO_COST;
	}
	if (!all)
		out->all.count = 0;
	out->min = branch->min < out->min ? branch->min : out->min;
	out->max = branch->max > out->max ? branch->max : out->max;
}

static void
read_choice(struct part *out, struct reading *r)
{
	struct part *branch = mem_new(sizeof(*branch));

	*out = (struct part){ .min = ANCHOR_FAR, .cost = NO_COST };
	if (++r->depth > DEPTH_MAX)
		r->lost = true;
	for (bool more = true; more && !r->lost;) {
		*branch = (struct part){ .cost = NO_COST };
		read_sequence(branch, r);
		if (!r->lost)
			join(out, branch);
		anchors_release(&branch->best);
		more = *r->at == '|';
		r->at += more;
	}
	r->depth--;
	free(branch);
}

void
anchors_find(struct anchors *out, const char *pattern)
{
	struct reading r = { .at = pattern };
	struct part *whole = mem_new(sizeof(*whole));

	read_choice(whole, &r);
	*out = whole->best;
	if (r.lost || *r.at)
		anchors_release(out);
	free(whole);
}
