/* The forms of a card's fields: one row a form, one row a field. */
#include "letter/card_field.h"

#include <assert.h>
#include <string.h>

#include "base/ascii.h"
#include "base/base64.h"
#include "base/doc.h"
#include "base/fixed.h"
#include "base/sshwire.h"
#include "base/text.h"
#include "crier/partner.h"
#include "letter/box.h"
#include "letter/form.h"

#define AT(member)                                                             \
	offsetof(struct card, member), sizeof(((struct card *)NULL)->member)

/* A field's number in the compact form is its place here, from 1. */
const struct card_field card_fields[CARD_FIELDS] = {
	{ "id", CARD_WORD, AT(id), true },
	{ "unit", CARD_SAID, AT(unit), true },
	{ "rank", CARD_RANKED, AT(rank), false },
	{ "phone", CARD_NUMBER, AT(phone), true },
	{ "organ", CARD_WORD, AT(organ), false },
	{ "exchange", CARD_SAID, AT(exchange), false },
	{ "spare", CARD_PRINT, AT(spare), true },
	{ "key", CARD_KEY, AT(key), true },
	{ "seal", CARD_SEAL, AT(seal), true },
	{ "drill_seal", CARD_SEAL, AT(drill_seal), true },
	{ "made", CARD_TIME, AT(made), true },
	{ "demo", CARD_FLAG, AT(demo), false },
};

static const char key_type[] = "ssh-ed25519";
static const char print_head[] = "SHA256:";
enum { KEY_BLOB = 51, PRINT_SIGNS = 43, TIME_BYTES = 8 };

bool
card_key_set(struct sshkey *key, const unsigned char raw[32])
{
	struct ssh_blob b = { .len = 0 };

	ssh_put_text(&b, key_type);
	ssh_put_str(&b, raw, 32);
	return sshkey_take(key, b.data, b.len) == SSHKEY_FINE &&
		key->kind == SSHKEY_ED25519;
}

const unsigned char *
card_key_raw(const struct sshkey *key)
{
	assert(key->kind == SSHKEY_ED25519 && key->len == KEY_BLOB);
	return key->blob + KEY_BLOB - 32;
}

/* ---- what texts may be ---- */

/* One line, without a sign that deceives the eye. */
static bool
said_is_line(const char *s)
{
	char safe[CARD_RAW * 3];
	size_t len = strlen(s);

	text_printable(safe, sizeof(safe), s, len);
	return text_is_valid(s, len) && strcmp(safe, s) == 0 &&
		s[strspn(s, " ")] != '\0';
}

static bool
said_is_number(const char *s)
{
	size_t digits = 0;

	for (; *s; s++) {
		digits += ascii_is_digit(*s);
		if (!ascii_is_digit(*s) && strchr("+- ", *s) == NULL)
			return false;
	}
	return digits >= 3;
}

static bool
print_bytes(unsigned char raw[32], const char *s)
{
	char padded[PRINT_SIGNS + 2], again[BASE64_ROOM(32)];
	size_t len = 0;

	if (strncmp(s, print_head, sizeof(print_head) - 1) != 0 ||
		strlen(s) != sizeof(print_head) - 1 + PRINT_SIGNS)
		return false;
	fixed_format(padded, sizeof(padded), "%s=", s + sizeof(print_head) - 1);
	if (!base64_parse(raw, 32, &len, padded) || len != 32)
		return false;
	base64_format(again, sizeof(again), raw, 32);
	return strcmp(padded, again) == 0;
}

static bool
said_is_print(const char *s)
{
	unsigned char raw[32];

	return print_bytes(raw, s);
}

/* What it says that it is to its reader; a registrar decides (partner.h). */
static bool
said_is_rank(const char *s)
{
	enum partner_rank rank;

	return partner_rank_parse(&rank, s);
}

static bool (*const said_is[CARD_FORMS])(const char *s) = {
	[CARD_WORD] = form_is_id_text,
	[CARD_SAID] = said_is_line,
	[CARD_NUMBER] = said_is_number,
	[CARD_RANKED] = said_is_rank,
	[CARD_PRINT] = said_is_print,
};

static const struct both form_said[CARD_FORMS] = {
	[CARD_WORD] = BOTH("a word of a-z, 0-9, dot and dash is wanted",
		"须为小写字母、数字、点或短横组成的编号"),
	[CARD_SAID] = BOTH("a text of one line is wanted, not longer than "
			   "a card takes",
		"须为一行文字，且不超过长度上限"),
	[CARD_NUMBER] = BOTH("a telephone number is wanted", "须为电话号码"),
	[CARD_RANKED] = BOTH("it can be superior, subordinate or peer",
		"只能为 superior、subordinate 或 peer"),
	[CARD_PRINT] = BOTH(
		"a fingerprint SHA256:… is wanted", "须为 SHA256:… 形式的指纹"),
	[CARD_KEY] = BOTH(
		"an Ed25519 key of SSH is wanted", "须为 SSH 的 Ed25519 公钥"),
	[CARD_SEAL] = BOTH("a key of 32 bytes in base64 is wanted",
		"须为 base64 形式的 32 字节密钥"),
	[CARD_TIME] = BOTH("a time is wanted", "须为时间"),
	[CARD_FLAG] = BOTH("it can only be true", "只能为 true"),
};

const struct both *
card_form_said(enum card_form form)
{
	return &form_said[form];
}

/* ---- documents ---- */

static void *
card_place(struct card *card, const struct card_field *f)
{
	return (char *)card + f->at;
}

static const void *
card_look(const struct card *card, const struct card_field *f)
{
	return (const char *)card + f->at;
}

static json_t *
card_key_doc(const struct sshkey *key)
{
	char line[SSHKEY_LINE];

	if (key->len == 0)
		return NULL;
	sshkey_format(line, key);
	return json_string(line);
}

json_t *
card_field_doc(const struct card *card, const struct card_field *f)
{
	const void *in = card_look(card, f);
	char text[SEAL_LINE];

	switch ((int)f->form) {
	case CARD_KEY:
		return card_key_doc(in);
	case CARD_SEAL:
		seal_key_format(text, in);
		return json_string(text);
	case CARD_TIME:
		return json_integer(*(const int64_t *)in);
	case CARD_FLAG:
		return *(const bool *)in ? json_true() : NULL;
	default:
		return *(const char *)in ? json_string(in) : NULL;
	}
}

static bool
card_key_read(struct sshkey *key, const char *line)
{
	char again[SSHKEY_LINE];

	if (sshkey_parse(key, line) != SSHKEY_FINE ||
		key->kind != SSHKEY_ED25519)
		return false;
	sshkey_format(again, key);
	return strcmp(again, line) == 0;
}

static bool
card_said_read(struct card *card, const struct card_field *f, const char *s)
{
	return said_is[f->form](s) &&
		fixed_try(card_place(card, f), f->room, s);
}

/* A point of small order would let everybody open what is sealed to it. */
static bool
card_seal_works(const unsigned char pub[SEAL_KEY])
{
	const struct letter_chance chance = { .once = { 1 } };
	unsigned char sealed[BOX_SEALED];

	return box_key_seal(sealed, &chance, pub, 0);
}

static bool
card_seal_read(unsigned char out[SEAL_KEY], const char *s)
{
	char again[SEAL_LINE];

	if (seal_key_parse(out, s, NULL) != ERR_OK)
		return false;
	seal_key_format(again, out);
	return strcmp(again, s) == 0 && card_seal_works(out);
}

bool
card_field_read(
	struct card *card, const struct card_field *f, const json_t *value)
{
	const char *s = json_string_value(value);
	void *out = card_place(card, f);

	if (f->form == CARD_FLAG)
		return *(bool *)out = json_is_true(value);
	if (f->form == CARD_TIME)
		return (*(int64_t *)out = json_integer_value(value)) > 0;
	if (s == NULL || strlen(s) != json_string_length(value))
		return false;
	if (f->form == CARD_KEY)
		return card_key_read(out, s);
	if (f->form == CARD_SEAL)
		return card_seal_read(out, s);
	return card_said_read(card, f, s);
}

/* ---- raw bytes ---- */

static size_t
raw_put(unsigned char *out, const void *data, size_t len)
{
	assert(len < CARD_RAW);
	memcpy(out, data, len);
	return len;
}

static size_t
time_put(unsigned char *out, int64_t ms)
{
	for (int i = 0; i < TIME_BYTES; i++)
		out[i] = (unsigned char)((uint64_t)ms >> (56 - 8 * i));
	return TIME_BYTES;
}

size_t
card_field_raw(unsigned char out[CARD_RAW], const struct card *card,
	const struct card_field *f)
{
	const void *in = card_look(card, f);
	const unsigned char one = 1;

	switch ((int)f->form) {
	case CARD_KEY:
		return raw_put(out, card_key_raw(in), 32);
	case CARD_SEAL:
		return raw_put(out, in, SEAL_KEY);
	case CARD_TIME:
		return time_put(out, *(const int64_t *)in);
	case CARD_FLAG:
		return raw_put(out, &one, *(const bool *)in);
	case CARD_PRINT:
		return print_bytes(out, in) ? 32 : 0;
	default:
		return raw_put(out, in, strlen(in));
	}
}

static bool
print_take(char *out, const unsigned char raw[32])
{
	char text[BASE64_ROOM(32)];

	base64_format(text, sizeof(text), raw, 32);
	text[PRINT_SIGNS] = '\0';
	fixed_format(out, SSHKEY_FINGERPRINT, "%s%s", print_head, text);
	return true;
}

static bool
time_take(int64_t *out, const unsigned char raw[TIME_BYTES])
{
	uint64_t ms = 0;

	for (int i = 0; i < TIME_BYTES; i++)
		ms = ms << 8 | raw[i];
	*out = (int64_t)ms;
	return *out > 0;
}

static bool
card_said_take(struct card *card, const struct card_field *f,
	const unsigned char *raw, size_t len)
{
	char text[CARD_RAW];

	memcpy(text, raw, len);
	text[len] = '\0';
	return strlen(text) == len && card_said_read(card, f, text);
}

bool
card_field_take(struct card *card, const struct card_field *f,
	const unsigned char *raw, size_t len)
{
	void *out = card_place(card, f);

	switch ((int)f->form) {
	case CARD_KEY:
		return len == 32 && card_key_set(out, raw);
	case CARD_SEAL:
		return len == SEAL_KEY && memcpy(out, raw, len) != NULL &&
			card_seal_works(out);
	case CARD_TIME:
		return len == TIME_BYTES && time_take(out, raw);
	case CARD_FLAG:
		return *(bool *)out = len == 1 && raw[0] == 1;
	case CARD_PRINT:
		return len == 32 && print_take(out, raw);
	default:
		return len < CARD_RAW && card_said_take(card, f, raw, len);
	}
}
