/*
 * What a bad line, a terminal and a clipboard send, from a seed: answers that
 * come late and in pieces, pastes with and without marks, bytes of nothing,
 * and the named keys of a hand. Each piece is one write; the pause after it is
 * in milliseconds. None of it is a lone letter or control key: nothing could
 * tell that from a person. A sequence is split once in its first three
 * bytes and anywhere after them.
 */
#ifndef CRIER_TESTS_TUI_NOISE_H
#define CRIER_TESTS_TUI_NOISE_H

#include <assert.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

enum { NOISE_BYTES = 400, NOISE_CUTS = 6 };

struct noise {
	uint64_t seed;
	char bytes[NOISE_BYTES]; /* what is under way */
	size_t len, at;
	size_t cut[NOISE_CUTS]; /* where it is split, then len */
	int pause; /* after each piece but the last */
	bool person; /* it is a key of a hand */
};

static inline unsigned
noise_dice(struct noise *n, unsigned sides)
{
	n->seed ^= n->seed << 13;
	n->seed ^= n->seed >> 7;
	n->seed ^= n->seed << 17;
	return (unsigned)((n->seed >> 11) % sides);
}

static inline void
noise_add(struct noise *n, const char *bytes, size_t len)
{
	assert(n->len + len <= NOISE_BYTES);
	memcpy(n->bytes + n->len, bytes, len);
	n->len += len;
}

static inline void
noise_puts(struct noise *n, const char *text)
{
	noise_add(n, text, strlen(text));
}

static inline void
noise_words(struct noise *n)
{
	static const char *const words[] = { "The road is closed", "Help us",
		"HALT", "d\r", "H\rH\r", "f\ra\r", "请沿河群众立即转移。",
		"ddddd", "2026-0001 1 4731\r", ":halt\r", ":disarm\r",
		"W\r\r\r\r", "x\rno\r", "p\r", "\t\023\024", "rgb:1e1e/1e1e",
		"E\r\x18\r", "aHdfCWETSpsrx", "0;1;2;H", "q\rq\r" };

	for (unsigned i = 1 + noise_dice(n, 3); i > 0; i--)
		noise_puts(n,
			words[noise_dice(n, sizeof(words) / sizeof(words[0]))]);
}

/* Without what could end an answer. */
static inline void
noise_inside(struct noise *n)
{
	static const char signs[] = "Hdfa;0123?pWxs/rq :[]OPLECH";

	for (unsigned i = 2 + noise_dice(n, 40); i > 0; i--)
		noise_add(n, &signs[noise_dice(n, sizeof(signs) - 1)], 1);
}

static inline void
noise_cut(struct noise *n)
{
	static const int pauses[] = { 0, 5, 19, 30, 80, 300, 400 };
	size_t at = 1 + noise_dice(n, 3);

	n->pause = pauses[noise_dice(n, 7)];
	for (int i = 0; i < NOISE_CUTS; i++) {
		n->cut[i] = at < n->len ? at : n->len;
		at = (at < 3 ? 3 : at) + 1 + noise_dice(n, 30);
	}
	n->cut[NOISE_CUTS - 1] = n->len;
}

static inline void
noise_answer(struct noise *n)
{
	static const char *const begins[] = { "\033]", "\033]", "\033P",
		"\033_", "\033^", "\033X" };
	unsigned kind = noise_dice(n, 6);

	noise_puts(n, begins[kind]);
	noise_inside(n);
	noise_puts(n, kind == 0 ? "\007" : "\033\\");
	noise_cut(n);
}

static inline void
noise_sequence(struct noise *n)
{
	static const char finals[] = "HFABCDRcntuhlm~MZ";
	char text[40];

	(void)snprintf(text, sizeof(text), "\033[%s%u;%u%c",
		noise_dice(n, 3) ? "" : "?", noise_dice(n, 300),
		noise_dice(n, 9), finals[noise_dice(n, sizeof(finals) - 1)]);
	noise_puts(n, text);
	noise_cut(n);
}

static inline void
noise_marked_paste(struct noise *n)
{
	noise_puts(n, "\033[200~");
	noise_words(n);
	noise_puts(n, "\033[201~");
	noise_cut(n);
}

/* Two at least, in one write. */
static inline void
noise_bytes(struct noise *n)
{
	static const char grammar[] = "\033[]OPHd\r0;~M\\\007xf";
	bool any = noise_dice(n, 2);

	for (unsigned i = 2 + noise_dice(n, 60); i > 0; i--) {
		char c = grammar[noise_dice(n, sizeof(grammar) - 1)];

		if (any)
			c = (char)noise_dice(n, 256);

		noise_add(n, &c, 1);
	}
}

/* Keys that a hand presses to get about, and that change nothing. */
static inline void
noise_hand(struct noise *n)
{
	static const char *const keys[] = { "\033[A", "\033[B", "\033OA",
		"\033[5~", "\033[6~", "\033[H", "\033OF", "\033", "\t", "v",
		"e", "y", "l", "c", "b", "j", "k", "\033OP", "?", "L" };

	n->person = true;
	noise_puts(n, keys[noise_dice(n, sizeof(keys) / sizeof(keys[0]))]);
}

static inline void
noise_begin(struct noise *n)
{
	static void (*const kinds[])(struct noise * n) = { noise_answer,
		noise_answer, noise_sequence, noise_sequence,
		noise_marked_paste, noise_words, noise_words, noise_bytes,
		noise_bytes, noise_hand, noise_hand };

	n->len = n->at = 0;
	n->person = false;
	for (int i = 0; i < NOISE_CUTS; i++)
		n->cut[i] = NOISE_BYTES; /* whole */
	kinds[noise_dice(n, sizeof(kinds) / sizeof(kinds[0]))](n);
}

/* The next piece, borrowed until the next call, and the pause after it. */
static inline const char *
noise_next(struct noise *n, size_t *len, int *pause)
{
	const char *piece;
	size_t end;

	if (n->at == n->len)
		noise_begin(n);
	end = n->len;
	for (int i = NOISE_CUTS - 1; i >= 0; i--)
		if (n->cut[i] > n->at && n->cut[i] < end)
			end = n->cut[i];
	piece = n->bytes + n->at;
	*len = end - n->at;
	n->at = end;
	*pause = n->at < n->len ? n->pause : 30 + (int)noise_dice(n, 1200);
	return piece;
}

#endif
