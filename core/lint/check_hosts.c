/*
 * Addresses in a text: does their host belong to those an office may point
 * to (L-20), does it hide where it leads (L-21)? An address is found with its
 * http(s)://, or as a bare name under a common top domain.
 */
#include "lint/lint_check.h"

#include <string.h>

enum { HOST_MAX = 254 };

static const char *const top_domains[] = { "com", "cn", "net", "org", "gov",
	"cc", "top", "xyz", "me", "info", "vip", "club", "shop", "site", "icu",
	"io", "tv", "ly", "co", "app", "link", "im", "la", "gl" };

struct named_host {
	char name[HOST_MAX];
	size_t start, end; /* of the whole address */
};

static bool
is_host_char(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' ||
		c == '.';
}

/* In folded text letters are small. */
static void
address_host(struct named_host *h, const char *t, size_t start, size_t end)
{
	size_t i = start, n = 0;
	size_t at;

	while (i + 2 < end && memcmp(t + i, "://", 3) != 0)
		i++;
	i += 3;
	at = i; /* behind user@ */
	for (size_t k = i; k < end && !strchr("/?#", t[k]); k++)
		if (t[k] == '@')
			at = k + 1;
	while (at < end && is_host_char(t[at]) && n + 1 < HOST_MAX)
		h->name[n++] = t[at++];
	h->name[n] = '\0';
	h->start = start;
	h->end = end;
}

static bool
is_top_domain(const char *t, size_t len)
{
	for (size_t i = 0; i < sizeof(top_domains) / sizeof(top_domains[0]);
		i++)
		if (strlen(top_domains[i]) == len &&
			memcmp(t, top_domains[i], len) == 0)
			return true;
	return false;
}

/* A name with dots that ends in a known top domain and has a letter. */
static bool
host_of_name(struct named_host *h, const char *t, size_t start, size_t len)
{
	size_t end = start, dot = 0;

	while (end < len && is_host_char(t[end]))
		end++;
	while (end > start && (t[end - 1] == '.' || t[end - 1] == '-'))
		end--;
	for (size_t i = start; i < end; i++)
		if (t[i] == '.')
			dot = i;
	if (!dot || dot == start || end - start >= HOST_MAX ||
		!is_top_domain(t + dot + 1, end - dot - 1))
		return false;
	if (start && (t[start - 1] == '@' || t[start - 1] == '_'))
		return false;
	if (t[end] == '@')
		return false;
	memcpy(h->name, t + start, end - start);
	h->name[end - start] = '\0';
	h->start = start;
	h->end = end;
	return true;
}

/*
 * A walk over the addresses of a text. The next http(s):// is remembered, so
 * that it is searched for once.
 */
struct host_walk {
	const struct lint_text *t;
	size_t at;
	size_t url, url_end; /* the next one with http(s):// */
};

static bool
next_host(struct named_host *h, struct host_walk *w)
{
	const struct lint_text *t = w->t;
	const char *data = t->f.data;
	bool url;

	while (w->url_end <= w->at)
		if (!text_url(&w->url, &w->url_end, data, t->f.len, w->url_end))
			w->url = w->url_end = t->f.len + 1;
	url = w->url < t->f.len;
	for (size_t i = w->at; i < (url ? w->url : t->f.len); i++) {
		if (!is_host_char(data[i]))
			continue;
		if (host_of_name(h, data, i, t->f.len)) {
			w->at = h->end;
			return true;
		}
		while (i + 1 < t->f.len && is_host_char(data[i + 1]))
			i++;
	}
	if (!url)
		return false;
	address_host(h, data, w->url, w->url_end);
	w->at = w->url_end;
	return true;
}

/* The host is the word, or a name below it. */
static bool
host_is_below(const char *host, const char *word)
{
	size_t n = strlen(host), k = strlen(word);

	if (n < k || strcmp(host + n - k, word) != 0)
		return false;
	return n == k || host[n - k - 1] == '.';
}

static bool
host_in_list(const struct lint_scan *s, const struct lint_list *list,
	const char *host)
{
	for (size_t i = 0; list && i < list->row_count; i++) {
		const struct lint_row *row = &list->rows[i];

		if (!lint_row_holds(row, s->c->now, s->c->region))
			continue;
		for (size_t k = 0; k < row->word_count; k++)
			if (host_is_below(host, row->words[k]))
				return true;
	}
	return false;
}

static bool
host_is_own(const struct lint_scan *s, const char *host)
{
	for (size_t i = 0; i < s->c->host_count; i++)
		if (strcmp(s->c->hosts[i], host) == 0)
			return true;
	return false;
}

void
check_hosts(struct lint_scan *s)
{
	const struct lint_text *t = NULL;

	for (size_t i = 0; (t = scan_next(s, &i)) != NULL; i++) {
		struct host_walk w = { .t = t };
		struct named_host h;

		while (next_host(&h, &w))
			if (!host_is_own(s, h.name) &&
				!host_in_list(s, s->rule->list, h.name) &&
				!host_in_list(s, s->rule->except, h.name))
				scan_add(s, i, h.start, h.end, h.name);
	}
}

/*
 * Reports addresses written with blanks (t . cn/…): patterns of the list find
 * them, next_host does not.
 */
static void
add_written_apart(struct lint_scan *s, size_t i)
{
	struct lint_spans found;

	scan_spans(&found, s, i, s->rule->list);
	for (size_t k = 0; k < found.count; k++)
		if (!*found.rows[k].word)
			scan_add_row(s, i, found.rows[k].start,
				found.rows[k].end, found.rows[k].row, NULL);
	lint_spans_release(&found);
}

void
check_short_links(struct lint_scan *s)
{
	const struct lint_text *t = NULL;

	for (size_t i = 0; (t = scan_next(s, &i)) != NULL; i++) {
		struct host_walk w = { .t = t };
		struct named_host h;

		while (next_host(&h, &w))
			if (host_in_list(s, s->rule->list, h.name))
				scan_add(s, i, h.start, h.end, h.name);
		add_written_apart(s, i);
	}
}
