/*
 * Parses the common part of regular expressions. For each part it computes how
 * long its matches are, all of them if they are few, and the cheapest set of
 * literals so that every match holds one of them. At a construct that it does
 * not know (back references, named classes …) it gives up: the pattern has no
 * literals then.
 */
#include "lint/literals.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"

enum { WORDS_MAX = 64, ROWS_MAX = 400, DEPTH_MAX = 20, REPEAT_MAX = 4 };

struct word_set {
	char rows[WORDS_MAX][LITERAL_BYTES];
	size_t count; /* 0: not known, or too many */
};

/* What is known of a part of the pattern. */
struct regex_part {
	size_t min, max; /* bytes of a match; LITERAL_FAR */
	struct word_set all; /* everything it can match */
	struct literals best;
	double cost; /* of `best`: how much of a text is tried */
};

struct regex_reader {
	const char *at;
	int depth;
	bool lost; /* something is not understood */
};

static const double NO_COST = 1e9;

static void regex_read_choice(struct regex_part *out, struct regex_reader *r);

/* ---- sizes and words ---- */

static size_t
bytes_plus(size_t a, size_t b)
{
	return a == LITERAL_FAR || b == LITERAL_FAR ? LITERAL_FAR : a + b;
}

static size_t
bytes_times(size_t a, size_t n)
{
	if (a == 0 || n == 0)
		return 0;
	return a == LITERAL_FAR || n == LITERAL_FAR ? LITERAL_FAR : a * n;
}

/* False, and the set becomes empty, if there are too many. */
static bool
word_set_add(struct word_set *w, const char *word)
{
	for (size_t i = 0; i < w->count; i++)
		if (strcmp(w->rows[i], word) == 0)
			return true;
	if (w->count == WORDS_MAX || strlen(word) >= LITERAL_BYTES) {
		w->count = 0;
		return false;
	}
	memcpy(w->rows[w->count++], word, strlen(word) + 1);
	return true;
}

static bool
word_set_add_all(struct word_set *w, const struct word_set *more)
{
	for (size_t i = 0; i < more->count; i++)
		if (!word_set_add(w, more->rows[i]))
			return false;
	return more->count > 0;
}

/* Each of `w` followed by each of `more`; false leaves `w` as it was. */
static bool
word_set_multiply(struct word_set *w, const struct word_set *more)
{
	bool ok = true;
	struct word_set *out;

	if (!w->count || !more->count || w->count * more->count > WORDS_MAX)
		return false;
	out = mem_new(sizeof(*out));
	for (size_t i = 0; ok && i < w->count; i++) {
		for (size_t k = 0; ok && k < more->count; k++) {
			char word[LITERAL_BYTES * 2];
			size_t n = strlen(w->rows[i]);

			memcpy(word, w->rows[i], n);
			memcpy(word + n, more->rows[k],
				strlen(more->rows[k]) + 1);
			ok = word_set_add(out, word);
		}
	}
	if (ok)
		*w = *out;
	free(out);
	return ok;
}

/* ---- what a set of literals costs ---- */

/* Roughly how often this character occurs in our texts. */
static double
char_frequency(unsigned char first)
{
	if (first >= '0' && first <= '9')
		return 0.005;
	return first < 0x80 ? 0.01 : 0.002;
}

/*
 * Each further character makes a word rarer, but less than if characters were
 * independent.
 */
static double
word_rarity(const char *word)
{
	double p = char_frequency((unsigned char)*word);

	for (const char *c = word + 1; *c; c++)
		if (((unsigned char)*c & 0xC0) != 0x80)
			p *= 0.1;
	return p;
}

static double
literal_cost(const struct literal *a)
{
	if (a->high == LITERAL_FAR)
		return 0.5 + word_rarity(a->word);
	return word_rarity(a->word) * (4.0 + (double)(a->high - a->low));
}

static void
literals_add(struct literals *out, const char *word, size_t low, size_t high)
{
	struct literal *row;

	row = MEM_ADD(out->rows, out->count);
	*row = (struct literal){ .low = low, .high = high };
	memcpy(row->word, word, strlen(word) + 1);
}

void
literals_release(struct literals *a)
{
	free(a->rows);
	*a = (struct literals){ 0 };
}

/*
 * Keeps `rows` if they are cheaper than what the part has; they are taken over.
 */
static void
part_offer(struct regex_part *p, struct literals *rows)
{
	double cost = 0;

	for (size_t i = 0; i < rows->count; i++)
		cost += literal_cost(&rows->rows[i]);
	if (!rows->count || cost >= p->cost) {
		literals_release(rows);
		return;
	}
	literals_release(&p->best);
	p->best = *rows;
	p->cost = cost;
}

static void
part_offer_words(
	struct regex_part *p, const struct word_set *w, size_t low, size_t high)
{
	struct literals rows = { 0 };

	for (size_t i = 0; i < w->count; i++) {
		if (!*w->rows[i]) {
			literals_release(&rows);
			return;
		}
		literals_add(&rows, w->rows[i], low, high);
	}
	part_offer(p, &rows);
}

static void
part_offer_shifted(struct regex_part *p, const struct literals *from,
	size_t low, size_t high)
{
	struct literals rows = { 0 };

	for (size_t i = 0; i < from->count; i++)
		literals_add(&rows, from->rows[i].word,
			bytes_plus(from->rows[i].low, low),
			bytes_plus(from->rows[i].high, high));
	part_offer(p, &rows);
}

/* ---- single characters ---- */

static const char digits[] = "0123456789";

/* Something of `min` to `max` bytes about which nothing else is known. */
static void
part_be_unknown(struct regex_part *out, size_t min, size_t max)
{
	out->min = min;
	out->max = max;
	out->all.count = 0;
}

static void
part_be_nothing(struct regex_part *out)
{
	out->min = out->max = 0;
	out->all.count = 0;
	word_set_add(&out->all, "");
}

static void
part_measure(struct regex_part *out)
{
	out->min = LITERAL_FAR;
	out->max = 0;
	for (size_t i = 0; i < out->all.count; i++) {
		size_t n = strlen(out->all.rows[i]);

		out->min = n < out->min ? n : out->min;
		out->max = n > out->max ? n : out->max;
	}
	part_offer_words(out, &out->all, 0, 0);
}

/* One character of the pattern as a word; moves behind it. */
static uint32_t
regex_take_char(struct regex_reader *r, char word[5])
{
	uint32_t cp = 0;
	size_t n = text_decode(&cp, r->at, strlen(r->at));

	memcpy(word, r->at, n);
	word[n] = '\0';
	r->at += n;
	return cp;
}

static void
regex_skip_braces(struct regex_reader *r)
{
	if (*r->at != '{')
		return;
	r->at += strcspn(r->at, "}");
	r->at += *r->at == '}';
}

/* Behind a backslash outside of a class. */
static void
regex_read_escape(struct regex_part *out, struct regex_reader *r)
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
			word_set_add(&out->all, (char[]){ *d, '\0' });
		part_measure(out);
	} else if (strchr("bBAzZ", c)) {
		part_be_nothing(out);
	} else if (strchr("sSwWDhHvVN", c)) {
		part_be_unknown(out, 1, 4);
	} else if (c == 'p' || c == 'P') {
		regex_skip_braces(r);
		part_be_unknown(out, 1, 4);
	} else if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) {
		r->lost = true;
	} else {
		word_set_add(&out->all, word);
		part_measure(out);
	}
}

/* Adds all characters of a short range; false if it is too long. */
static bool
word_set_add_range(struct word_set *w, uint32_t from, uint32_t to)
{
	if (to < from || to - from >= WORDS_MAX)
		return false;
	for (uint32_t cp = from; cp <= to; cp++) {
		char word[5] = { 0 };

		text_encode(word, cp);
		if (!word_set_add(w, word))
			return false;
	}
	return true;
}

/* An escape in a class; false where it is more than a character or \d. */
static bool
regex_class_escape(struct word_set *w, struct regex_reader *r)
{
	char c = r->at[1];
	bool letter;

	r->at += 1 + (c != '\0');
	if (c == 'd')
		return word_set_add_range(w, '0', '9');
	if (c == 'p' || c == 'P')
		regex_skip_braces(r);
	letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
		(c >= '0' && c <= '9');
	return !letter && c && word_set_add(w, (char[]){ c, '\0' });
}

static bool
regex_class_range(struct word_set *w, struct regex_reader *r, bool few)
{
	char word[5];
	uint32_t from = regex_take_char(r, word), to = from;

	if (r->at[0] == '-' && r->at[1] && r->at[1] != ']') {
		r->lost = *++r->at == '\\';
		to = r->lost ? from : regex_take_char(r, word);
	}
	return few && word_set_add_range(w, from, to);
}

/* Behind the opening bracket. */
static void
regex_read_class(struct regex_part *out, struct regex_reader *r)
{
	bool few = *r->at != '^';
	const char *first = r->at + !few;

	r->at = first;
	while (!r->lost && *r->at && (*r->at != ']' || r->at == first)) {
		if (*r->at == '\\')
			few = regex_class_escape(&out->all, r) && few;
		else if (r->at[0] == '[' && r->at[1] == ':')
			r->lost = true;
		else
			few = regex_class_range(&out->all, r, few);
	}
	r->lost = r->lost || !*r->at;
	r->at += *r->at == ']';
	if (few)
		part_measure(out);
	else
		part_be_unknown(out, 1, 4);
}

/* ---- groups, repeats, sequences, choices ---- */

/* Behind the opening parenthesis. */
static void
regex_read_group(struct regex_part *out, struct regex_reader *r)
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
	regex_read_choice(out, r);
	r->lost = r->lost || *r->at != ')';
	r->at += *r->at == ')';
	if (look) {
		literals_release(&out->best);
		out->cost = NO_COST;
		part_be_nothing(out);
	}
}

static void
regex_read_atom(struct regex_part *out, struct regex_reader *r)
{
	char word[5];
	char c = *r->at;

	if (c == '(' || c == '[' || c == '\\' || c == '.' || c == '^' ||
		c == '$')
		r->at++;
	if (c == '(')
		regex_read_group(out, r);
	else if (c == '[')
		regex_read_class(out, r);
	else if (c == '\\')
		regex_read_escape(out, r);
	else if (c == '.')
		part_be_unknown(out, 1, 4);
	else if (c == '^' || c == '$')
		part_be_nothing(out);
	else if (strchr("*+?", c)) {
		r->lost = true;
	} else {
		regex_take_char(r, word);
		word_set_add(&out->all, word);
		part_measure(out);
	}
}

static size_t
regex_take_number(struct regex_reader *r)
{
	size_t n = 0;

	while (*r->at >= '0' && *r->at <= '9' && n < 10000)
		n = n * 10 + (size_t)(*r->at++ - '0');
	return n;
}

/* {2} {2,} {2,4} * + ?; false where none stands. */
static bool
regex_take_repeat(size_t *least, size_t *most, struct regex_reader *r)
{
	char c = *r->at;
	bool braces = c == '{' && r->at[1] >= '0' && r->at[1] <= '9';

	if (!braces && (!c || !strchr("*+?", c)))
		return false;
	r->at++;
	*least = c == '+';
	*most = c == '?' ? 1 : LITERAL_FAR;
	if (braces) {
		*least = *most = regex_take_number(r);
		if (*r->at == ',') {
			r->at++;
			*most = *r->at == '}' ? LITERAL_FAR
					      : regex_take_number(r);
		}
		r->lost = r->lost || *r->at != '}';
		r->at += *r->at == '}';
	}
	if (*r->at == '?' || *r->at == '+')
		r->at++;
	return true;
}

static void
part_repeat(struct regex_part *p, size_t least, size_t most)
{
	struct word_set once = p->all;
	bool all = once.count > 0;

	if (least == 0) {
		literals_release(&p->best);
		p->cost = NO_COST;
		all = all && most == 1 && word_set_add(&p->all, "");
	} else {
		for (size_t i = 1; all && i < least && i < REPEAT_MAX; i++)
			all = word_set_multiply(&p->all, &once);
		if (all)
			part_offer_words(p, &p->all, 0, 0);
		all = all && least == most && least <= REPEAT_MAX;
	}
	p->min = bytes_times(p->min, least);
	p->max = bytes_times(p->max, most);
	if (!all)
		p->all.count = 0;
}

/* What has been read of a sequence. */
struct regex_sequence {
	struct regex_part *out;
	struct word_set run; /* literals that follow each other */
	size_t low, high; /* where the run begins */
	bool whole; /* the run is everything so far */
};

static void
sequence_append(struct regex_sequence *s, const struct regex_part *p)
{
	struct regex_part *out = s->out;
	bool joined = p->all.count && word_set_multiply(&s->run, &p->all);

	part_offer_shifted(out, &p->best, out->min, out->max);
	if (!joined) {
		s->whole = false;
		s->run = p->all;
		s->low = out->min;
		s->high = out->max;
		if (!s->run.count) { /* begins behind it */
			word_set_add(&s->run, "");
			s->low = bytes_plus(out->min, p->min);
			s->high = bytes_plus(out->max, p->max);
		}
	}
	part_offer_words(out, &s->run, s->low, s->high);
	out->min = bytes_plus(out->min, p->min);
	out->max = bytes_plus(out->max, p->max);
}

static void
regex_read_sequence(struct regex_part *out, struct regex_reader *r)
{
	struct regex_sequence *s = mem_new(sizeof(*s));
	struct regex_part *p = mem_new(sizeof(*p));

	s->out = out;
	s->whole = true;
	word_set_add(&s->run, "");
	while (!r->lost && *r->at && *r->at != '|' && *r->at != ')') {
		size_t least = 1, most = 1;

		*p = (struct regex_part){ .cost = NO_COST };
		regex_read_atom(p, r);
		if (!r->lost && regex_take_repeat(&least, &most, r))
			part_repeat(p, least, most);
		if (!r->lost)
			sequence_append(s, p);
		literals_release(&p->best);
	}
	if (s->whole)
		out->all = s->run;
	free(p);
	free(s);
}

static void
part_join(struct regex_part *out, struct regex_part *branch)
{
	bool first = out->min == LITERAL_FAR;
	bool all = (first || out->all.count) &&
		word_set_add_all(&out->all, &branch->all);
	bool has_literals = (first || out->best.count) && branch->best.count;

	out->cost = first ? branch->cost : out->cost + branch->cost;
	for (size_t i = 0; has_literals && i < branch->best.count; i++)
		literals_add(&out->best, branch->best.rows[i].word,
			branch->best.rows[i].low, branch->best.rows[i].high);
	if (!has_literals || out->best.count > ROWS_MAX) {
		literals_release(&out->best);
		out->cost = NO_COST;
	}
	if (!all)
		out->all.count = 0;
	out->min = branch->min < out->min ? branch->min : out->min;
	out->max = branch->max > out->max ? branch->max : out->max;
}

static void
regex_read_choice(struct regex_part *out, struct regex_reader *r)
{
	struct regex_part *branch = mem_new(sizeof(*branch));

	*out = (struct regex_part){ .min = LITERAL_FAR, .cost = NO_COST };
	if (++r->depth > DEPTH_MAX)
		r->lost = true;
	for (bool more = true; more && !r->lost;) {
		*branch = (struct regex_part){ .cost = NO_COST };
		regex_read_sequence(branch, r);
		if (!r->lost)
			part_join(out, branch);
		literals_release(&branch->best);
		more = *r->at == '|';
		r->at += more;
	}
	r->depth--;
	free(branch);
}

void
literals_find(struct literals *out, const char *pattern)
{
	struct regex_reader r = { .at = pattern };
	struct regex_part *whole = mem_new(sizeof(*whole));

	regex_read_choice(whole, &r);
	*out = whole->best;
	if (r.lost || *r.at)
		literals_release(out);
	free(whole);
}
