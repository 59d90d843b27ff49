#include "base/sshwire.h"

#include <assert.h>
#include <string.h>

void
ssh_put_raw(struct ssh_blob *b, const void *data, size_t len)
{
	assert(len <= sizeof(b->data) - b->len);
	memcpy(b->data + b->len, data, len);
	b->len += len;
}

void
ssh_put_u32(struct ssh_blob *b, uint32_t v)
{
	unsigned char raw[4] = { (unsigned char)(v >> 24),
		(unsigned char)(v >> 16), (unsigned char)(v >> 8),
		(unsigned char)v };

	ssh_put_raw(b, raw, sizeof(raw));
}

void
ssh_put_str(struct ssh_blob *b, const void *data, size_t len)
{
	ssh_put_u32(b, (uint32_t)len);
	ssh_put_raw(b, data, len);
}

void
ssh_put_text(struct ssh_blob *b, const char *text)
{
	ssh_put_str(b, text, strlen(text));
}

const unsigned char *
ssh_take(struct ssh_scan *s, size_t len)
{
	const unsigned char *at = s->data;

	if (s->bad || len > s->len) {
		s->bad = true;
		return NULL;
	}
	s->data += len;
	s->len -= len;
	return at;
}

uint32_t
ssh_take_u32(struct ssh_scan *s)
{
	const unsigned char *p = ssh_take(s, 4);

	return p == NULL ? 0
			 : (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 |
			(uint32_t)p[2] << 8 | (uint32_t)p[3];
}

struct ssh_scan
ssh_take_str(struct ssh_scan *s)
{
	struct ssh_scan out = { NULL, 0, false };
	size_t len = ssh_take_u32(s);

	out.data = ssh_take(s, len);
	out.len = out.data == NULL ? 0 : len;
	out.bad = s->bad;
	return out;
}

bool
ssh_is(const struct ssh_scan *s, const char *text)
{
	return !s->bad && s->len == strlen(text) &&
		memcmp(s->data, text, s->len) == 0;
}

void
ssh_expect(struct ssh_scan *s, const char *text)
{
	struct ssh_scan got = ssh_take_str(s);

	if (!ssh_is(&got, text))
		s->bad = true;
}
