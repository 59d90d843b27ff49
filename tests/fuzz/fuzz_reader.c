/*
 * The terminal's grammar on any bytes. The first byte says what they are: as
 * they come, the inside of an answer of the terminal, or of a paste; the next
 * four seed the pauses between them. Answers give nothing, a paste gives one
 * text, a letter that is told as a lone key had silence around it, and after
 * a while nothing is left under way.
 */
#include <assert.h>
#include <stdint.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "tui/console/reader.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { HEAD = 5, ALL = 4096 };

struct play {
	struct reader r;
	int64_t now;
	uint32_t seed;
	int64_t fed, fed_before; /* when the last two pieces came */
	size_t piece; /* characters of the last one */
	int keys, pastes;
	struct buf pasted;
};

/* A letter that is told as a lone one came as one. */
static void
check_key(const struct play *p, const struct input *in)
{
	/* the keypad has a sequence of its own for Enter */
	bool letter = in->key < K_UP && in->key != K_ESC && in->key != K_ENTER;

	assert(in->key >= 0);
	if (!letter || in->burst)
		return;
	assert(p->piece == 1);
	assert(p->fed - p->fed_before >= READER_ALONE_MS);
}

static void
feed(struct play *p, const uint32_t *chars, size_t count)
{
	if (count == 0)
		return;
	reader_feed(&p->r, chars, count, p->now);
	p->fed_before = p->fed;
	p->fed = p->now;
	p->piece = count;
}

static void
drain(struct play *p)
{
	struct input in;

	while (reader_next(&p->r, p->now, &in)) {
		if (in.kind == INPUT_KEY) {
			check_key(p, &in);
			p->keys += in.key != K_ESC;
			continue;
		}
		assert(in.kind == INPUT_PASTE);
		assert(strlen(in.paste) <= in.paste_len);
		p->pastes++;
		buf_reset(&p->pasted);
		buf_add(&p->pasted, in.paste, in.paste_len);
	}
}

/* Time goes by as the loop lets it: the reader is asked when it said. */
static void
rest(struct play *p, int64_t ms)
{
	int64_t end = p->now + ms;
	int wait;

	while ((wait = reader_wait(&p->r, p->now)) >= 0 &&
		p->now + wait <= end) {
		p->now += wait;
		drain(p);
	}
	p->now = end;
	drain(p);
}

static unsigned
dice(struct play *p, unsigned sides)
{
	p->seed = p->seed * 1103515245u + 12345u;
	return (p->seed >> 16) % sides;
}

/* In pieces, with pauses that a sequence is waited for. */
static void
send(struct play *p, const uint32_t *chars, size_t count)
{
	static const int64_t pauses[] = { 0, 3, 19, 30, 400 };
	size_t n;

	for (; count > 0; count -= n) {
		n = 1 + dice(p, dice(p, 2) ? 3 : 200);
		n = n > count ? count : n;
		drain(p);
		feed(p, chars, n);
		drain(p);
		rest(p, pauses[dice(p, 5)]);
		chars += n;
	}
}

static void
send_text(struct play *p, const char *text)
{
	uint32_t chars[32];
	size_t n = 0;

	for (; *text; text++)
		chars[n++] = (unsigned char)*text;
	send(p, chars, n);
}

/* Whole: its first three bytes in one piece, as ESC alone is a key. */
static void
begin(struct play *p, const char *text)
{
	uint32_t chars[3];
	size_t n = 0;

	for (; *text && n < 3; text++)
		chars[n++] = (unsigned char)*text;
	drain(p);
	feed(p, chars, n);
	drain(p);
	send_text(p, text);
}

/* An answer and a paste hold nothing that ends them. */
static size_t
take_inside(uint32_t *chars, size_t count)
{
	size_t n = 0;

	for (size_t i = 0; i < count; i++)
		if (chars[i] >= ' ' && (chars[i] < 0x7F || chars[i] > 0x9F))
			chars[n++] = chars[i];
	return n;
}

static void
check_paste(const struct play *p, const uint32_t *chars, size_t count)
{
	char utf8[4];
	size_t at = 0, n;

	assert(p->pastes == 1 && p->keys == 0);
	for (size_t i = 0; i < count; i++, at += n) {
		n = text_encode(utf8, chars[i]);
		assert(at + n <= p->pasted.len);
		assert(memcmp(p->pasted.data + at, utf8, n) == 0);
	}
	assert(at == p->pasted.len);
}

static void
check_rest(struct play *p)
{
	rest(p, 10000);
	assert(p->r.state == READER_GROUND);
	assert(reader_wait(&p->r, p->now) == -1);
	reader_release(&p->r);
	buf_release(&p->pasted);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct {
		const char *begin, *end;
	} wraps[] = { { "", "" }, { "\033]", "\033\\" }, { "\033]", "\007" },
		{ "\033P", "\033\\" }, { "\033_", "\033\\" },
		{ "\033^", "\033\\" }, { "\033X", "\033\\" },
		{ "\033[200~", "\033[201~" } };
	enum { WRAPS = sizeof(wraps) / sizeof(wraps[0]) };
	struct play p = { .now = 1000 };
	uint32_t chars[ALL];
	size_t count = 0, left, used;
	unsigned wrap;

	if (size < HEAD)
		return 0;
	wrap = data[0] % WRAPS;
	memcpy(&p.seed, data + 1, sizeof(p.seed));
	left = size - HEAD;
	data += HEAD;
	while (count < ALL &&
		(used = text_decode(&chars[count], (const char *)data, left)) >
			0) {
		data += used;
		left -= used;
		count++;
	}
	reader_init(&p.r);
	buf_init(&p.pasted, 1 << 21);
	if (wrap > 0)
		count = take_inside(chars, count);
	begin(&p, wraps[wrap].begin);
	send(&p, chars, count);
	send_text(&p, wraps[wrap].end);
	if (wrap + 1 == WRAPS) {
		rest(&p, 100);
		check_paste(&p, chars, count);
	} else if (wrap > 0) {
		rest(&p, 100);
		assert(p.keys == 0 && p.pastes == 0);
	}
	check_rest(&p);
	return 0;
}
