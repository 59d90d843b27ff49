/*
 * A message is its length in four bytes, a type and what belongs to the type
 * (draft-miller-ssh-agent, section 3).
 */
#include "link/agent.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/fixed.h"
#include "base/mem.h"
#include "base/text.h"

enum {
	MESSAGE_FAILURE = 5,
	MESSAGE_ASK_KEYS = 11,
	MESSAGE_KEYS = 12,
	MESSAGE_ASK_SIGNATURE = 13,
	MESSAGE_SIGNATURE = 14,
	FLAG_SHA512 = 4, /* of RSA */
	HEAD = 4,
	READ_PIECE = 4096
};

struct agent {
	int fd;
	bool lost;
	unsigned char wants; /* the type that would answer; 0: nothing asked */
	struct buf out, in;
	struct agent_key keys[AGENT_KEYS];
	size_t count, others;
	unsigned char sig[SSHWIRE_MAX];
	size_t sig_len;
};

static int
connect_to(const char *path)
{
	struct sockaddr_un at = { .sun_family = AF_UNIX };
	int fd;

	if (!fixed_try(at.sun_path, sizeof(at.sun_path), path)) {
		errno = ENAMETOOLONG;
		return -1;
	}
	fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (fd < 0 || connect(fd, (struct sockaddr *)&at, sizeof(at)) == 0)
		return fd;
	(void)close(fd);
	return -1;
}

struct agent *
agent_open(const char *path, int *fault)
{
	struct agent *a;
	int fd;

	*fault = 0;
	if (path == NULL || *path == '\0')
		return NULL;
	fd = connect_to(path);
	if (fd < 0) {
		*fault = errno;
		return NULL;
	}
	a = mem_new(sizeof(*a));
	a->fd = fd;
	buf_init(&a->out, SSHWIRE_MAX + AGENT_DATA);
	buf_init(&a->in, HEAD + AGENT_MESSAGE + READ_PIECE);
	return a;
}

void
agent_close(struct agent *a)
{
	if (a == NULL)
		return;
	(void)close(a->fd);
	buf_release(&a->out);
	buf_release(&a->in);
	free(a);
}

int
agent_fd(const struct agent *a)
{
	return a->fd;
}

short
agent_events(const struct agent *a)
{
	return a->lost ? 0 : (short)(POLLIN | (a->out.len > 0 ? POLLOUT : 0));
}

static void
ask(struct agent *a, unsigned char type, unsigned char wants,
	const struct ssh_blob *rest, const void *data, size_t len)
{
	struct ssh_blob head = { .len = 0 };

	ssh_put_u32(&head, (uint32_t)(1 + rest->len + len));
	ssh_put_raw(&head, &type, 1);
	buf_reset(&a->out);
	buf_reset(&a->in);
	buf_add(&a->out, head.data, head.len);
	buf_add(&a->out, rest->data, rest->len);
	buf_add(&a->out, data, len);
	a->wants = wants;
	a->count = a->others = a->sig_len = 0;
}

void
agent_ask_keys(struct agent *a)
{
	struct ssh_blob none = { .len = 0 };

	ask(a, MESSAGE_ASK_KEYS, MESSAGE_KEYS, &none, "", 0);
}

void
agent_ask_signature(
	struct agent *a, const struct sshkey *key, const void *data, size_t len)
{
	struct ssh_blob rest = { .len = 0 }, flags = { .len = 0 };

	assert(len <= AGENT_DATA);
	ssh_put_str(&rest, key->blob, key->len);
	ssh_put_str(&rest, data, len);
	ssh_put_u32(&flags, key->kind == SSHKEY_RSA ? FLAG_SHA512 : 0);
	ask(a, MESSAGE_ASK_SIGNATURE, MESSAGE_SIGNATURE, &rest, flags.data,
		flags.len);
}

static void
agent_write(struct agent *a)
{
	ssize_t n;

	while (a->out.len > 0) {
		n = send(a->fd, a->out.data, a->out.len, MSG_NOSIGNAL);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0) {
			a->lost = errno != EAGAIN;
			return;
		}
		buf_consume(&a->out, (size_t)n);
	}
}

static void
agent_read(struct agent *a)
{
	char piece[READ_PIECE];
	ssize_t n;

	while (a->in.len <= HEAD + AGENT_MESSAGE) {
		n = read(a->fd, piece, sizeof(piece));
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0 && errno == EAGAIN)
			return;
		if (n <= 0) {
			a->lost = true;
			return;
		}
		buf_add(&a->in, piece, (size_t)n);
	}
}

static bool
agent_take_keys(struct agent *a, struct ssh_scan *s)
{
	uint32_t told = ssh_take_u32(s);
	struct ssh_scan blob, comment;
	struct agent_key *k;

	for (uint32_t i = 0; i < told && !s->bad; i++) {
		blob = ssh_take_str(s);
		comment = ssh_take_str(s);
		k = &a->keys[a->count < AGENT_KEYS ? a->count : 0];
		if (s->bad)
			break;
		if (a->count == AGENT_KEYS ||
			sshkey_take(&k->key, blob.data, blob.len) !=
				SSHKEY_FINE) {
			a->others++;
			continue;
		}
		text_printable(k->comment, sizeof(k->comment),
			(const char *)comment.data, comment.len);
		a->count++;
	}
	return !s->bad;
}

static bool
agent_take_signature(struct agent *a, struct ssh_scan *s)
{
	struct ssh_scan sig = ssh_take_str(s);

	if (s->bad || s->len > 0 || sig.len > sizeof(a->sig))
		return false;
	memcpy(a->sig, sig.data, sig.len);
	a->sig_len = sig.len;
	return true;
}

static enum agent_state
take_message(struct agent *a, struct ssh_scan *s)
{
	const unsigned char *type = ssh_take(s, 1);
	unsigned char wants = a->wants;

	a->wants = 0;
	if (type == NULL)
		return AGENT_GONE;
	if (*type == MESSAGE_FAILURE)
		return AGENT_REFUSED;
	if (*type != wants)
		return AGENT_GONE;
	return (wants == MESSAGE_KEYS ? agent_take_keys(a, s)
				      : agent_take_signature(a, s))
		? AGENT_ANSWERED
		: AGENT_GONE;
}

enum agent_state
agent_pump(struct agent *a)
{
	struct ssh_scan s;
	size_t len;

	if (!a->lost)
		agent_write(a);
	if (!a->lost)
		agent_read(a);
	s = (struct ssh_scan){ (const unsigned char *)a->in.data, a->in.len,
		false };
	len = ssh_take_u32(&s);
	if (!s.bad && len > AGENT_MESSAGE)
		return AGENT_GONE;
	if (s.bad || s.len < len)
		return a->lost ? AGENT_GONE : AGENT_WAITS;
	s.len = len;
	return take_message(a, &s);
}

const struct agent_key *
agent_keys(const struct agent *a, size_t *count, size_t *others)
{
	*count = a->count;
	*others = a->others;
	return a->keys;
}

const unsigned char *
agent_signature(const struct agent *a, size_t *len)
{
	*len = a->sig_len;
	return a->sig;
}
