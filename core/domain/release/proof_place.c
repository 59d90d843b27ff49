/*
 * Hosts are compared whole or as what lies below them: m.weibo.cn is of
 * weibo.cn, notweibo.cn is not.
 */
#include "domain/release/proof_place.h"

#include <string.h>
#include <strings.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "base/host.h"
#include "crier/refusal.h"

enum { HOSTS_TEXT = 200 };

/* A browser and we read the same host in it: no user, blank or backslash. */
static bool
is_plain_address(const char *url)
{
	const char *host;
	size_t len = 0;

	if (strncmp(url, "https://", 8) != 0 && strncmp(url, "http://", 7) != 0)
		return false;
	host = host_of_url(&len, url);
	if (host == NULL || len == 0 || host != strstr(url, "://") + 3)
		return false;
	for (const char *p = url; *p; p++)
		if ((unsigned char)*p <= ' ' || *p == 0x7F || *p == '\\')
			return false;
	return true;
}

enum err_code
proof_check_url(const char *url, struct err *err)
{
	return is_plain_address(url)
		? ERR_OK
		: refuse(err, REFUSE_BAD_URL, "url", WITH(arg_url(url)));
}

static bool
is_below(const char *host, size_t len, const char *of, size_t of_len)
{
	if (len < of_len || strncasecmp(host + len - of_len, of, of_len) != 0)
		return false;
	return len == of_len || host[len - of_len - 1] == '.';
}

/* The hosts for a refusal, and whether this one is among them. */
struct places {
	const char *host;
	size_t len;
	bool fits;
	char named[HOSTS_TEXT];
};

static void
place_add(struct places *p, const char *host, size_t len)
{
	p->fits = p->fits || is_below(p->host, p->len, host, len);
	if (p->named[0])
		(void)fixed_cut_add(p->named, sizeof(p->named), ", ", 2);
	(void)fixed_cut_add(p->named, sizeof(p->named), host, len);
}

static void
place_add_option(struct places *p, const struct account *a, const char *key)
{
	size_t len = 0;
	const char *host = host_of_url(&len, doc_str(a->options, key));

	if (host != NULL && len > 0)
		place_add(p, host, len);
}

static void
places_of(struct places *p, const struct world *w, const struct account *a)
{
	const struct platform *row = w->library
		? rules_account(&w->library->rules, a->kind, a->platform)
		: NULL;

	place_add_option(p, a, "url");
	place_add_option(p, a, "address");
	for (size_t i = 0; row != NULL && i < row->page_count; i++)
		place_add(p, row->pages[i], strlen(row->pages[i]));
}

enum err_code
proof_check_place(const struct world *w, const char *account, const char *url,
	struct err *err)
{
	const struct account *a = office_account(w->office, account);
	struct places p = { 0 };

	if (proof_check_url(url, err) != ERR_OK)
		return err->code;
	if (a == NULL || w->incident->drill)
		return ERR_OK;
	p.host = host_of_url(&p.len, url);
	while (p.len > 0 && p.host[p.len - 1] == '.')
		p.len--; /* the same host, written to its root */
	if (w->office->demo && host_is_local(p.host, p.len))
		return ERR_OK;
	places_of(&p, w, a);
	if (p.fits || p.named[0] == '\0')
		return ERR_OK;
	return refuse(err, REFUSE_PROOF_PLACE, "url",
		WITH(arg_url(url), account_arg(a), arg_words(p.named)));
}
