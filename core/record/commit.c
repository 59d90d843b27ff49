/*
 * Commit objects (gitformat-signature(5)): the signature covers the object
 * without its own header.
 */
#include "record/commit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "crier/refusal.h"

enum { COMMIT_MAX = 1 << 20, ARMOUR_ROOM = 1 << 13 };

static const char sig_head[] = "gpgsig ";
static const char no_act[] = "none";

static void
put_who(struct buf *b, const char *role, const struct commit_who *who,
	const struct commit_parts *parts)
{
	char name[200];
	int z = parts->zone < 0 ? -parts->zone : parts->zone;
	const char *p;

	text_printable(name, sizeof(name), who->name, strlen(who->name));
	buf_printf(b, "%s ", role);
	for (p = name; *p != '\0'; p++)
		buf_putc(b, *p == '<' || *p == '>' ? '_' : *p);
	if (p == name)
		buf_puts(b, "unknown");
	buf_puts(b, " <");
	for (p = who->id; *p != '\0'; p++)
		buf_putc(b,
			*p > ' ' && *p < 0x7F && *p != '<' && *p != '>' ? *p
									: '_');
	buf_printf(b, "@crier.invalid> %lld %c%02d%02d\n",
		(long long)(parts->time / 1000), parts->zone < 0 ? '-' : '+',
		z / 60, z % 60);
}

void
commit_format(struct buf *out, const struct commit_parts *parts,
	const struct sshsig_key *key)
{
	char hex[GIT_OID_HEXSZ + 1], armour[SSHSIG_TEXT];
	size_t start, body;
	struct buf b;

	buf_init(&b, COMMIT_MAX);
	git_oid_tostr(hex, sizeof(hex), &parts->tree);
	buf_printf(&b, "tree %s\n", hex);
	git_oid_tostr(hex, sizeof(hex), &parts->parent);
	if (parts->has_parent)
		buf_printf(&b, "parent %s\n", hex);
	put_who(&b, "author", &parts->author, parts);
	put_who(&b, "committer", &parts->committer, parts);
	start = b.len;
	buf_printf(&b, "\n%s", parts->text);
	sshsig_sign(armour, key, "git", b.data, b.len);
	buf_add(out, b.data, start);
	buf_puts(out, sig_head);
	for (const char *p = armour; *p != '\0'; p++) {
		buf_putc(out, *p);
		/* a header goes on where a line begins with a blank */
		if (*p == '\n' && p[1] != '\0')
			buf_putc(out, ' ');
	}
	body = b.len - start;
	buf_add(out, b.data + start, body);
	buf_release(&b);
}

void
commit_message(
	struct buf *out, const char *summary, const struct commit_trailers *t)
{
	buf_printf(out, "%s\n\nEntries: %lld-%lld\nLedger-Head: %s\nAct: %s\n",
		summary, (long long)t->first, (long long)t->last, t->ledger,
		t->act[0] != '\0' ? t->act : no_act);
}

/* One header line's value if it begins so, and moves behind it. */
static bool
commit_header(const char **value, size_t *value_len, const char **at,
	const char *end, const char *name)
{
	size_t n = strlen(name);
	const char *stop;

	if ((size_t)(end - *at) < n || memcmp(*at, name, n) != 0)
		return false;
	stop = memchr(*at, '\n', (size_t)(end - *at));
	if (stop == NULL)
		return false;
	*value = *at + n;
	*value_len = (size_t)(stop - *value);
	*at = stop + 1;
	return true;
}

/* Lets a header run over the lines that begin with a blank. */
static void
header_rest(
	size_t *value_len, const char *value, const char **at, const char *end)
{
	while (*at < end && **at == ' ') {
		const char *stop = memchr(*at, '\n', (size_t)(end - *at));

		*at = stop == NULL ? end : stop + 1;
	}
	*value_len = (size_t)(*at - value);
}

/* Seconds and zone are the last two words of an identity. */
static int64_t
who_time(const char *value, size_t len)
{
	const char *p = value + len;
	int64_t t = 0;

	while (p > value && *p != '>')
		p--;
	for (p += 2; p < value + len && *p >= '0' && *p <= '9'; p++)
		if (t < INT64_MAX / 100000)
			t = t * 10 + (*p - '0');
	return t * 1000;
}

bool
commit_parse(struct commit_view *out, const char *data, size_t len)
{
	const char *at = data, *end = data + len, *v;
	size_t n;

	memset(out, 0, sizeof(*out));
	if (!commit_header(&v, &n, &at, end, "tree ") || n != GIT_OID_HEXSZ ||
		git_oid_fromstrn(&out->tree, v, n) < 0)
		return false;
	while (commit_header(&v, &n, &at, end, "parent ")) {
		out->many_parents = out->has_parent;
		if (out->has_parent)
			continue;
		out->has_parent = true;
		if (n != GIT_OID_HEXSZ ||
			git_oid_fromstrn(&out->parent, v, n) < 0)
			return false;
	}
	if (!commit_header(&v, &n, &at, end, "author ") ||
		!commit_header(&v, &n, &at, end, "committer "))
		return false;
	out->time = who_time(v, n);
	while (at < end && *at != '\n') {
		if (out->signature == NULL &&
			commit_header(&v, &n, &at, end, sig_head)) {
			header_rest(&n, v, &at, end);
			out->signature = v;
			out->signature_len = n;
		} else if (!commit_header(&v, &n, &at, end, "")) {
			return false;
		}
	}
	if (at == end)
		return false;
	out->text = at + 1;
	out->text_len = (size_t)(end - out->text);
	return true;
}

bool
commit_trailers(struct commit_trailers *out, const struct commit_view *v)
{
	char last[256];
	long long first, end;
	int used = -1;
	const char *p = NULL;

	for (size_t i = 0; i + 1 < v->text_len; i++)
		if (v->text[i] == '\n' && v->text[i + 1] == '\n')
			p = v->text + i + 2;
	if (p == NULL || (size_t)(v->text + v->text_len - p) >= sizeof(last))
		return false;
	memcpy(last, p, (size_t)(v->text + v->text_len - p));
	last[v->text + v->text_len - p] = '\0';
	if (sscanf(last,
		    "Entries: %19lld-%19lld\nLedger-Head: %64[0-9a-f]\n"
		    "Act: %32s\n%n",
		    &first, &end, out->ledger, out->act, &used) != 4 ||
		used != v->text + v->text_len - p)
		return false;
	out->first = first;
	out->last = end;
	if (strcmp(out->act, no_act) == 0)
		out->act[0] = '\0';
	return first >= 1 && end >= first && strlen(out->ledger) == 64;
}

/* The words of base are English: a verdict is the reader's. */
static enum err_code
commit_judge(enum err_code rc, struct err *err)
{
	if (rc == ERR_OK)
		return rc;
	return refuse(err,
		rc == ERR_DENIED ? REFUSE_COMMIT_SIGNER
				 : REFUSE_COMMIT_SIGNATURE,
		"", WITH_NONE);
}

enum err_code
commit_verify(char principal[SSHSIG_NAME], const char *data, size_t len,
	const struct commit_view *v, const char *allowed, struct err *err)
{
	const char *start, *rest;
	struct buf b, armour;
	enum err_code rc;
	bool fits;

	if (v->signature == NULL)
		return refuse(err, REFUSE_COMMIT_UNSIGNED, "", WITH_NONE);
	start = v->signature - (sizeof(sig_head) - 1);
	rest = v->signature + v->signature_len;
	buf_init(&b, COMMIT_MAX);
	buf_init(&armour, ARMOUR_ROOM);
	fits = buf_try_add(&b, data, (size_t)(start - data)) &&
		buf_try_add(&b, rest, (size_t)(data + len - rest));
	for (const char *p = v->signature; fits && p < rest; p++)
		if (*p != ' ' || p == v->signature || p[-1] != '\n')
			fits = buf_try_add(&armour, p, 1);
	if (!fits)
		rc = refuse(err, REFUSE_COMMIT_ALIEN, "", WITH_NONE);
	else
		rc = commit_judge(
			sshsig_verify(principal, armour.data, armour.len, "git",
				b.data, b.len, allowed, v->time, NULL),
			err);
	buf_release(&armour);
	buf_release(&b);
	return rc;
}
