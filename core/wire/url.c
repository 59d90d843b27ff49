/*
 * Addresses are taken apart by hand: the accepted form is small on purpose.
 */
#include "wire/url.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "base/host.h"
#include "base/mem.h"
#include "crier/refusal.h"

/* Borrowed parts of an address. */
struct parts {
	bool tls;
	const char *host;
	size_t host_len; /* without port; with brackets for IPv6 */
	bool user; /* something stands before an @ */
	bool fragment;
};

static bool
url_is_printable(const char *s)
{
	for (; *s; s++)
		if (*s <= 0x20 || *s >= 0x7F || strchr("\"<>\\^`{|}", *s))
			return false;
	return true;
}

static bool
url_is_host(const char *s, size_t len)
{
	if (len == 0 || len > 253)
		return false;
	if (s[0] == '[')
		return len > 2 && s[len - 1] == ']' &&
			strspn(s + 1, "0123456789abcdefABCDEF:.") == len - 2;
	return strspn(s,
		       "0123456789abcdefghijklmnopqrstuvwxyz"
		       "ABCDEFGHIJKLMNOPQRSTUVWXYZ.-") == len &&
		s[0] != '-' && s[0] != '.';
}

static bool
url_is_port(const char *s, size_t len)
{
	char digits[6];
	long port;

	if (len == 0 || len > 5 || strspn(s, "0123456789") < len)
		return false;
	memcpy(digits, s, len);
	digits[len] = '\0';
	port = strtol(digits, NULL, 10);
	return port > 0 && port <= 65535;
}

static bool
url_split(struct parts *p, const char *url)
{
	const char *host, *end, *at, *colon;
	size_t len;

	*p = (struct parts){ .tls = true };
	if (strncasecmp(url, "https://", 8) == 0) {
		host = url + 8;
	} else if (strncasecmp(url, "http://", 7) == 0) {
		host = url + 7;
		p->tls = false;
	} else {
		return false;
	}
	if (!url_is_printable(url) || strlen(url) > URL_MAX)
		return false;
	p->fragment = strchr(url, '#') != NULL;
	end = host + strcspn(host, "/?#");
	at = memrchr(host, '@', (size_t)(end - host));
	if (at != NULL) {
		p->user = true;
		host = at + 1;
	}
	len = (size_t)(end - host);
	colon = memrchr(host, ':', len);
	if (colon != NULL &&
		memchr(colon, ']', (size_t)(end - colon)) == NULL) {
		if (!url_is_port(colon + 1, (size_t)(end - colon - 1)))
			return false;
		len = (size_t)(colon - host);
	}
	p->host = host;
	p->host_len = len;
	return url_is_host(host, len);
}

enum err_code
url_check(const char *url, bool insecure, struct err *err)
{
	struct parts p;

	if (!url_split(&p, url) || p.user || p.fragment)
		return refuse(err, REFUSE_BAD_URL, "url",
			WITH(arg_url(p.user ? "" : url)));
	if (!p.tls && !insecure && !host_is_local(p.host, p.host_len))
		return refuse(err, REFUSE_URL_PLAIN, "url", WITH(arg_url(url)));
	return ERR_OK;
}

bool
url_is_web(const char *url)
{
	struct parts p;

	return url_split(&p, url) && !p.user;
}

char *
url_join(const char *base, const char *path)
{
	size_t len = strlen(base);

	while (len > 0 && base[len - 1] == '/')
		len--;
	while (*path == '/')
		path++;
	return mem_printf("%.*s/%s", (int)len, base, path);
}

char *
url_encode(const char *text)
{
	static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				    "abcdefghijklmnopqrstuvwxyz"
				    "0123456789-._~";

	struct buf out;

	buf_init(&out, 3 * strlen(text) + 1);
	for (; *text; text++) {
		if (strchr(plain, *text) != NULL)
			buf_putc(&out, *text);
		else
			buf_printf(&out, "%%%02X", (unsigned char)*text);
	}
	return buf_take(&out);
}
